import { ownCopy } from '../mining/own-copy.ts';

/**
 * Remembers answers about short strings in a few slots, one string each. Strings cut from messages are new every time, so
 * that comparing one is cheaper than hashing it for a map. `answer` is given a string of its own: a cut one would keep
 * its message.
 */
export const createRecentAnswers = <Answer>(
  slots: number,
  answer: (own: string) => Answer,
): ((text: string) => Answer) => {
  const texts = Array.from({ length: slots }, (): string | null => null);
  const answers = Array.from({ length: slots }, (): Answer | undefined => undefined);
  return (text) => {
    const { length } = text;
    const slot =
      (length * 31 + text.charCodeAt(0) * 7 + text.charCodeAt(length - 1) * 3 + text.charCodeAt(length >> 1)) &
      (slots - 1);
    if (texts[slot] === text) return answers[slot] as Answer;
    const own = ownCopy(text);
    const found = answer(own);
    texts[slot] = own;
    answers[slot] = found;
    return found;
  };
};
