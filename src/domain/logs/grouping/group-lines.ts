import { joinTemplates } from './join-templates.ts';
import { joinByRoot } from './vary-jointly.ts';
import { joinByPairs, joinByValues } from './vary-together.ts';
import type { LearntWords } from './learnt-words.ts';
import { varyPositions } from './vary-positions.ts';
import {
  ANY_ID,
  collapse,
  createVocabulary,
  keyOf,
  textOf,
  type TokenLine,
  type Vocabulary,
  WILDCARD_ID,
} from './vocabulary.ts';

const MAX_ROUNDS = 10;

/**
 * Finds the template of each distinct masked line; lines with equal templates are one pattern.
 * The answer depends on the set of lines only, not on their order or number of events.
 */
export const groupLines = (texts: readonly string[]): string[] => {
  const vocabulary = createVocabulary();
  const learnt: LearntWords = new Set();
  let lines = texts.map((text) => vocabulary.read(text));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = lines;
    lines = replacePositions(lines, varyPositions(distinct(lines), vocabulary, learnt));
    lines = replaceLines(lines, joinByValues(distinct(lines), vocabulary));
    lines = replaceLines(lines, joinByPairs(distinct(lines), vocabulary));
    lines = replaceLines(lines, joinByRoot(distinct(lines), vocabulary));
    if (lines.every((line, index) => line === before[index])) break;
  }
  lines = replaceLines(lines, joinTemplates(distinct(lines)));
  return templatesOf(lines, texts, vocabulary);
};

const distinct = (lines: readonly TokenLine[]): TokenLine[] => [
  ...new Map(lines.map((line) => [keyOf(line), line])).values(),
];

const replacePositions = (
  lines: readonly TokenLine[],
  variable: ReadonlyMap<string, ReadonlySet<number>>,
): TokenLine[] =>
  lines.map((line) => {
    const positions = variable.size === 0 ? undefined : variable.get(keyOf(line));
    if (positions === undefined) return line;
    return changed(line, { ...line, words: line.words.map((word, at) => (positions.has(at) ? ANY_ID : word)) });
  });

const replaceLines = (lines: readonly TokenLine[], joined: ReadonlyMap<string, TokenLine>): TokenLine[] =>
  joined.size === 0 ? [...lines] : lines.map((line) => changed(line, joined.get(keyOf(line)) ?? line));

/** The same object when nothing changed, so that the rounds end. */
const changed = (before: TokenLine, after: TokenLine): TokenLine => {
  const collapsed = collapse(after);
  const same =
    collapsed.words.length === before.words.length && collapsed.words.every((word, at) => word === before.words[at]);
  return same ? before : { words: collapsed.words, blanks: collapsed.blanks };
};

/** Lines of one pattern may differ in blanks; the alphabetically first one's are shown. */
const templatesOf = (lines: readonly TokenLine[], texts: readonly string[], vocabulary: Vocabulary): string[] => {
  const shown = new Map<string, { from: string; text: string }>();
  const keys = lines.map(shapeKeyOf);
  for (const [index, line] of lines.entries()) {
    const key = keys[index] ?? '';
    const from = texts[index] ?? '';
    const known = shown.get(key);
    if (known === undefined || from < known.from) shown.set(key, { from, text: textOf(line, vocabulary) });
  }
  return keys.map((key) => shown.get(key)?.text ?? '');
};

const shapeKeyOf = (line: TokenLine): string =>
  line.words.map((word) => (word === ANY_ID ? WILDCARD_ID : word)).join(' ');
