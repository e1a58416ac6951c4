import { ANY_ID, isWildcard, keyOf, type TokenLine, WILDCARD_ID } from './vocabulary.ts';

const MAX_CANDIDATES = 100;

/**
 * A line that fits a template which other lines made is one of its kind, though it was too rare for its words to be
 * found variable: `worker fjord gave up: mesa not found` beside `worker <*> gave up: <*> not found`.
 */
export const joinTemplates = (lines: readonly TokenLine[]): Map<string, TokenLine> => {
  const byLength = Map.groupBy(
    lines.filter(({ words }) => words.includes(ANY_ID)),
    ({ words }) => words.length,
  );
  const joined = new Map<string, TokenLine>();
  for (const line of lines) {
    const candidates = byLength.get(line.words.length)?.slice(0, MAX_CANDIDATES) ?? [];
    const fitting = candidates.filter((template) => template !== line && fits(line, template));
    const [best] = fitting.sort((a, b) => wildcardsOf(a) - wildcardsOf(b) || (keyOf(a) < keyOf(b) ? -1 : 1));
    if (best !== undefined) joined.set(keyOf(line), best);
  }
  return joined;
};

const fits = (line: TokenLine, template: TokenLine): boolean =>
  template.words.every((word, at) => {
    const own = line.words[at];
    return word === own || word === ANY_ID || (word === WILDCARD_ID && isWildcard(own));
  });

const wildcardsOf = ({ words }: TokenLine): number => words.filter(isWildcard).length;
