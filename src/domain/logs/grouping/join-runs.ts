import { ANY_ID, createLine, isWildcard, keyOf, type TokenLine, type Vocabulary } from './vocabulary.ts';

/**
 * Lines that are equal but for values beside a variable, which the mask took for a part of it in some of them:
 * `<*> eth1: link down` and `<*>: link down`.
 */
export const joinRuns = (lines: readonly TokenLine[], vocabulary: Vocabulary): Map<string, TokenLine> => {
  const joined = new Map<string, TokenLine>();
  for (const group of Map.groupBy(lines, (line) => keyOf(shortened(line, vocabulary))).values()) {
    const [first] = group;
    if (first === undefined || group.length < 2) continue;
    const template = shortened(first, vocabulary);
    if (!template.words.some((word) => vocabulary.lettered[word] === true)) continue;
    for (const line of group) joined.set(keyOf(line), template);
  }
  return joined;
};

/** The line with each run of variables and values that has a variable in it made one variable. */
const shortened = (line: TokenLine, vocabulary: Vocabulary): TokenLine => {
  const words: number[] = [];
  const blanks: boolean[] = [];
  const isValue = (word: number | undefined): boolean =>
    word !== undefined && (isWildcard(word) || vocabulary.shapes[word] === 'value');
  for (let at = 0; at < line.words.length;) {
    let to = at;
    while (isValue(line.words[to])) to += 1;
    const run = line.words.slice(at, to);
    const isOne = run.some(isWildcard);
    words.push(...(isOne ? [ANY_ID] : run.length > 0 ? run : [line.words[at] ?? ANY_ID]));
    const end = Math.max(to, at + 1);
    blanks.push(...(isOne ? [line.blanks[at] === true] : line.blanks.slice(at, end)));
    at = end;
  }
  return createLine(words, blanks);
};
