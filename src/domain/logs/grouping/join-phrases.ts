import { JOINING_WORDS } from './known-words.ts';
import type { LearntWords } from './learnt-words.ts';
import { CLOSED_BY, isQuote } from './quotes.ts';
import { type Phrase, phrasesByContext, wordsIn } from './phrases.ts';
import { isValueAt } from './vary-positions.ts';
import { ANY_ID, createLine, isWildcard, keyOf, type TokenLine, type Vocabulary } from './vocabulary.ts';

/** So many different lines are no few statements' any more, and would take long. */
const MAX_LINES = 4_000;
/** Different phrases that are enough, by where they stand. */
const ENOUGH = { enclosed: 3, open: 4, states: 10, first: 12 } as const;
/** For how many phrases a variable stands that was found before. */
const FORMS_OF_VARIABLE = 3;
const MIN_SHARED_WORDS = 3;
const MIN_WORDS_AT_PLACE = 3;
/** A value ends as an enclosed text does, or with what ends it. */
const ENDED_BY: Readonly<Record<string, string>> = { ...CLOSED_BY, '=': ',;)]}' };

/**
 * Lines that are equal but for a phrase of one word or several: `Completed <*> Not Found in <*>` and `Completed <*> OK in
 * <*>`. Which of several phrases of a line varies is told by how many different ones there are.
 */
export const joinPhrases = (
  lines: readonly TokenLine[],
  vocabulary: Vocabulary,
  learnt: LearntWords,
): Map<string, TokenLine> => {
  const joined = new Map<string, TokenLine>();
  if (lines.length > MAX_LINES) return joined;
  const found = phrasesByContext(lines, (line, at) => isValueAt(line, at, vocabulary, learnt))
    .filter((phrases) => vary(phrases, vocabulary))
    .map((phrases) => ({ phrases, forms: formsOf(phrases), template: templateOf(phrases) }))
    .sort((a, b) => b.forms - a.forms || (keyOf(a.template) < keyOf(b.template) ? -1 : 1));
  for (const { phrases, template } of found) {
    if (phrases.some(({ line }) => joined.has(keyOf(line)))) continue;
    for (const { line } of phrases) joined.set(keyOf(line), template);
  }
  return joined;
};

const vary = (phrases: readonly Phrase[], vocabulary: Vocabulary): boolean => {
  const [example] = phrases;
  if (example === undefined) return false;
  const opener = openerOf(example, vocabulary);
  if (opener === null && (!differThroughout(phrases) || phrases.some((phrase) => isClause(phrase, vocabulary))))
    return false;
  if (opener !== null && !isQuote(opener) && phrases.some((phrase) => hasPair(phrase, vocabulary))) return false;
  const shared = letteredIn(wordsAround(phrases).flat(), vocabulary);
  const longest = Math.max(...phrases.map((phrase) => letteredIn(wordsIn(phrase), vocabulary)));
  if (shared < Math.max(MIN_SHARED_WORDS, longest)) return false;
  const isVaried = phrases.some((phrase) => isVariable(phrase, opener !== null));
  const forms = formsOf(phrases) + (isVaried ? FORMS_OF_VARIABLE - 1 : 0);
  if (opener !== null) return forms >= ENOUGH.enclosed;
  const states = phrases.filter((phrase) => hasState(phrase, vocabulary)).length * 2 > phrases.length;
  return forms >= ENOUGH[example.from <= 1 ? 'first' : states ? 'states' : 'open'];
};

const formsOf = (phrases: readonly Phrase[]): number =>
  new Set(phrases.map((phrase) => wordsIn(phrase).join(' '))).size;

/** The words before and after the phrases; values that differ are variables, too. */
const wordsAround = (phrases: readonly Phrase[]): [before: number[], after: number[]] => {
  const { line, from, to } = phrases[0] as Phrase;
  const before = line.words.slice(0, from);
  const after = line.words.slice(to);
  return [
    before.map((word, at) => (phrases.every((other) => other.line.words[at] === word) ? word : ANY_ID)),
    after.map((word, at) => (phrases.every((other) => other.line.words[other.to + at] === word) ? word : ANY_ID)),
  ];
};

const templateOf = (phrases: readonly Phrase[]): TokenLine => {
  const { line, from, to } = phrases[0] as Phrase;
  const [before, after] = wordsAround(phrases);
  const blanks = [...line.blanks.slice(0, from), from < to && line.blanks[from] === true, ...line.blanks.slice(to)];
  return createLine([...before, ANY_ID, ...after], blanks);
};

/** Phrases that begin or end alike belong to a shorter one; of one length, they are single words that vary. */
const differThroughout = (phrases: readonly Phrase[]): boolean => {
  const all = phrases.map(wordsIn);
  const length = all[0]?.length ?? 0;
  const different = (at: number): number => new Set(all.map((words) => words.at(at))).size;
  if (different(0) === 1 || different(-1) === 1) return false;
  if (all.some((words) => words.length !== length)) return true;
  return length > 1 && Array.from({ length }, (_, at) => different(at)).every((size) => size >= MIN_WORDS_AT_PLACE);
};

/** What opens the quotes, brackets or value that the phrase fills; null when it fills none. */
const openerOf = ({ line, from, to }: Phrase, vocabulary: Vocabulary): string | null => {
  const open = vocabulary.words[line.words[from - 1] ?? -1] ?? '';
  const next = vocabulary.words[line.words[to] ?? -1];
  const isMessage = from === 1 && open === '"';
  return next !== undefined && !isMessage && ENDED_BY[open]?.includes(next) === true ? open : null;
};

/** Found before; between quotes or brackets what was masked will do. */
const isVariable = ({ line, from, to }: Phrase, isEnclosed: boolean): boolean =>
  to - from === 1 && (isEnclosed ? isWildcard(line.words[from]) : line.words[from] === ANY_ID);

const letteredIn = (words: readonly number[], vocabulary: Vocabulary): number =>
  words.filter((word) => vocabulary.lettered[word] === true).length;

const hasPair = (phrase: Phrase, vocabulary: Vocabulary): boolean =>
  wordsIn(phrase).some((word) => vocabulary.words[word] === '=');

/** Has variables, or words that join others: a part of another statement's sentence. */
const isClause = (phrase: Phrase, vocabulary: Vocabulary): boolean =>
  phrase.to === phrase.from ||
  (phrase.to - phrase.from > 1 &&
    wordsIn(phrase).some((word) => {
      const text = vocabulary.words[word] ?? '';
      return isWildcard(word) || '=:;"'.includes(text) || JOINING_WORDS.has(text.toLowerCase());
    }));

const hasState = (phrase: Phrase, { shapes }: Vocabulary): boolean =>
  wordsIn(phrase).some((word) => shapes[word] === 'state' || shapes[word] === 'boolean');
