import { isQuote } from './quotes.ts';
import type { TokenLine, Vocabulary } from './vocabulary.ts';

/** What was found variable so far, and tells elsewhere. */
export interface LearntWords {
  /** Words after the two words before them, as `a b word`: after "invalid user", "admin" is one. */
  readonly words: Set<string>;
  /** Two words after which many different ones came, as `a b`: whatever follows "for user" is one. */
  readonly places: Set<string>;
  /** Plain words that were found variable anywhere. */
  readonly names: Set<number>;
}

export const createLearntWords = (): LearntWords => ({ words: new Set(), places: new Set(), names: new Set() });

export const learntKey = (line: TokenLine, at: number, word: number | undefined = line.words[at]): string =>
  `${line.words[at - 2] ?? ''} ${line.words[at - 1] ?? ''} ${word ?? ''}`;

/** The two words before a position, quotes left out; null when they aren't both words that say something. */
export const placeKey = ({ words }: TokenLine, at: number, vocabulary: Vocabulary): string | null => {
  const before: number[] = [];
  for (let place = at - 1; place >= 0 && before.length < 2; place -= 1) {
    const word = words[place] ?? -1;
    if (vocabulary.lettered[word] === true && vocabulary.numbered[word] !== true) before.push(word);
    else if (before.length > 0 || !isQuote(vocabulary.words[word])) return null;
  }
  return before.length < 2 ? null : before.join(' ');
};
