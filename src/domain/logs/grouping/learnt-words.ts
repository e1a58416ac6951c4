import type { TokenLine } from './vocabulary.ts';

/** Words found variable after the two words before them, as `a b word`: after "invalid user", "admin" is one elsewhere. */
export type LearntWords = Set<string>;

export const learntKey = (line: TokenLine, at: number, word: number | undefined = line.words[at]): string =>
  `${line.words[at - 2] ?? ''} ${line.words[at - 1] ?? ''} ${word ?? ''}`;
