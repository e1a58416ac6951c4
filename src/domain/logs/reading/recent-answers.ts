import { ownCopy } from '../mining/own-copy.ts';

/**
 * Remembers answers about short strings in a few slots, one string each. Strings cut from messages are new every time, so
 * that comparing one is cheaper than hashing it for a map.
 */
export const createRecentAnswers = <Answer>(
  slots: number,
  answer: (text: string) => Answer,
): ((text: string) => Answer) => {
  const texts = Array.from({ length: slots }, (): string | null => null);
  const answers = Array.from({ length: slots }, (): Answer | undefined => undefined);
  return (text) => {
    const { length } = text;
    const slot =
      (length * 31 + text.charCodeAt(0) * 7 + text.charCodeAt(length - 1) * 3 + text.charCodeAt(length >> 1)) &
      (slots - 1);
    if (texts[slot] === text) return answers[slot] as Answer;
    const found = answer(text);
    // A copy: a cut string would keep its message.
    texts[slot] = ownCopy(text);
    answers[slot] = found;
    return found;
  };
};
