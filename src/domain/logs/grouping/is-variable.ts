import { areNames, isNamedPair } from './are-names.ts';
import { CLOSED_BY } from './quotes.ts';
import { type LearntWords, learntKey, placeKey } from './learnt-words.ts';
import type { WordShape } from './word-shape.ts';
import { ANY_ID, isWildcard, type TokenLine, type Vocabulary } from './vocabulary.ts';

/**
 * Different words from which a position is variable, by what stands there (Brain uses 4 throughout). `paired`: after `=`;
 * `long`: a name or first word of a line that has many others.
 */
const ENOUGH = {
  bracketed: 2,
  quoted: 3,
  plain: 3,
  paired: 4,
  code: 4,
  long: 4,
  state: 10,
  first: 12,
  label: 12,
  error: 16,
  name: 24,
} as const;

/** Other words of a line that say so much that whatever differs in it beside them is no other statement. */
const MANY_WORDS = 6;
const PARTS_LABEL = /^(?:[=:]|\.{2,})$/;
/** `TCP`, `MOD`: of a language, a state, an operation; they may be either. */
const SHORT_CODE = /^[A-Z]{1,3}$/;

/** Whether `words`, all found at this position of otherwise equal lines, are values of one variable. */
export const isVariable = (
  words: readonly number[],
  line: TokenLine,
  at: number,
  vocabulary: Vocabulary,
  learnt: LearntWords,
): boolean => {
  if (!hasOtherWord(line, at, vocabulary)) return false;
  if (words.includes(ANY_ID)) return true;
  const shapes = words.map((word) => vocabulary.shapes[word] ?? 'plain');
  if (shapes.every((shape) => shape === 'boolean')) return false;
  const role = roleOf(line, at, vocabulary);
  if (role !== 'word') return words.length >= (isLong(line, at, vocabulary) ? ENOUGH.long : ENOUGH[role]);
  if (shapes.every((shape) => shape === 'value' || shape === 'wildcard')) return true;
  if (isQuoted(line, at, vocabulary) && words.length >= enoughInQuotes(line, at, vocabulary)) return true;
  if (areNames(words, line, at, vocabulary)) return true;
  if (isNamedPair(line, at, vocabulary) && words.every((word) => isName(word, learnt))) return true;
  if (words.every((word) => isLearnt(word, line, at, learnt))) return true;
  const place = shapes.includes('state') || shapes.includes('boolean') ? null : placeKey(line, at, vocabulary);
  if (place !== null && learnt.places.has(place)) return true;
  return words.length >= enoughFor(words, line, at, vocabulary);
};

/** What stands alone in quotes or brackets was put there by the program, and may be anything; quotes that begin a line hold its message. */
export const isQuoted = ({ words }: TokenLine, at: number, vocabulary: Vocabulary): boolean => {
  if (at === 1 && vocabulary.words[words[0] ?? -1] === '"') return false;
  const before = vocabulary.words[words[at - 1] ?? -1];
  const close = before === undefined ? undefined : CLOSED_BY[before];
  return close !== undefined && vocabulary.words[words[at + 1] ?? -1] === close;
};

const enoughInQuotes = ({ words }: TokenLine, at: number, vocabulary: Vocabulary): number =>
  at > 1 && vocabulary.words[words[at - 1] ?? -1] === '[' ? ENOUGH.bracketed : ENOUGH.quoted;

/** How many different words make a variable, by what most of them look like. */
export const enoughFor = (words: readonly number[], line: TokenLine, at: number, vocabulary: Vocabulary): number => {
  const most = (shape: WordShape): boolean =>
    words.filter((word) => vocabulary.shapes[word] === shape).length * 2 > words.length;
  if (most('error')) return ENOUGH.error;
  if (most('state')) return ENOUGH.state;
  if (isInLabel(line, at, vocabulary) || isMessage(line, at, vocabulary)) return ENOUGH.label;
  if (words.every((word) => SHORT_CODE.test(vocabulary.words[word] ?? ''))) return ENOUGH.code;
  return vocabulary.words[line.words[at - 1] ?? -1] === '=' ? ENOUGH.paired : ENOUGH.plain;
};

const isLearnt = (word: number, line: TokenLine, at: number, learnt: LearntWords): boolean =>
  isWildcard(word) || learnt.words.has(learntKey(line, at, word));

const isName = (word: number, learnt: LearntWords): boolean => isWildcard(word) || learnt.names.has(word);

/** A pattern keeps at least one word: lines of a single word have nothing else in common. */
const hasOtherWord = (line: TokenLine, at: number, vocabulary: Vocabulary): boolean =>
  line.words.some((word, other) => other !== at && vocabulary.lettered[word] === true);

const isLong = ({ words }: TokenLine, at: number, { lettered }: Vocabulary): boolean =>
  words.filter((word, other) => other !== at && lettered[word] === true).length >= MANY_WORDS;

/**
 * `name`: stands before `=`, or begins a clause before `:`, and says what follows. `first`: begins the line, and mostly says who or what.
 * Numbered words are never either.
 */
export const roleOf = (line: TokenLine, at: number, vocabulary: Vocabulary): 'name' | 'first' | 'word' => {
  const { words } = line;
  const next = vocabulary.words[words[at + 1] ?? -1];
  if (vocabulary.numbered[words[at] ?? 0] === true) return 'word';
  if (next === '=') return 'name';
  const before = words[at - 1] ?? -1;
  const startsClause = at === 0 || (vocabulary.shapes[before] === 'delimiter' && vocabulary.words[before] !== '=');
  if (next === ':' && startsClause && vocabulary.words[words[at + 2] ?? -1] !== ':') return 'name';
  return at === 0 && !isProcess(line, vocabulary) ? 'first' : 'word';
};

/** Begins with a program and its process: `java[<*>]: …`. */
const isProcess = ({ words }: TokenLine, vocabulary: Vocabulary): boolean =>
  vocabulary.words[words[1] ?? -1] === '[' &&
  isWildcard(words[2]) &&
  vocabulary.words[words[3] ?? -1] === ']' &&
  vocabulary.words[words[4] ?? -1] === ':';

/** Of a line that is nothing but a reading, `cache depth....<*>` or `open files: <*>`: the label says which one. */
const isInLabel = ({ words }: TokenLine, at: number, vocabulary: Vocabulary): boolean => {
  const end = words.findIndex((word) => PARTS_LABEL.test(vocabulary.words[word] ?? ''));
  return (
    end > at &&
    words.slice(0, end).every((word) => !isWildcard(word)) &&
    words.slice(end).every((word) => vocabulary.lettered[word] !== true)
  );
};

/** All that `Component: ` precedes. */
const isMessage = ({ words }: TokenLine, at: number, vocabulary: Vocabulary): boolean =>
  at === 2 && words.length === 3 && vocabulary.words[words[1] ?? -1] === ':';
