import { BEFORE_PARTIES, CHANGES, KINDS, NO_NAMES, PREPOSITIONS } from './known-words.ts';
import type { TokenLine, Vocabulary } from './vocabulary.ts';
import { shapeOf } from './word-shape.ts';
import { isQuote } from './quotes.ts';

/** `OrdersController#create`, `Store::Cart`, `RefundsWorker`: what stands for something in code. */
const IN_CODE = /^(?:[A-Z][a-z\d]+(?:[A-Z][a-z\d]+)+|[\w.]+(?:#|::|->)[\w.:]+)$/;
const COMPOUND = /^[a-z\d]+(?:[-_](?:[a-z\d]+|<\*>))+$/;
const SEPARATOR = /[-_]/;

/** Whether the words, two or more, say by their look or by what stands around them that they name things. */
export const areNames = (words: readonly number[], line: TokenLine, at: number, vocabulary: Vocabulary): boolean => {
  const texts = words.map((word) => vocabulary.words[word] ?? '');
  if (texts.every((text) => IN_CODE.test(text))) return true;
  if (areSiblings(texts) && !qualifies(line, at, vocabulary)) return true;
  return areNamed(words, line, at, vocabulary);
};

/** The same by what stands around them alone; what names a state is no party. */
export const areNamed = (words: readonly number[], line: TokenLine, at: number, vocabulary: Vocabulary): boolean =>
  followsKind(line, at, vocabulary)
    ? mayBeNames(words, 0.5, vocabulary)
    : isParty(line, at, vocabulary) && mayBeNames(words, 0, vocabulary);

/** Compounds that begin or end alike: `xds-amber` and `xds-birch`, `eu-store` and `us-store`. */
const areSiblings = (texts: readonly string[]): boolean => {
  if (!texts.every((text) => COMPOUND.test(text))) return false;
  const parts = texts.map((text) => text.split(SEPARATOR));
  return [0, -1].some((place) => parts.every((of) => of.at(place) === parts[0]?.at(place)));
};

/** `the job-file entry`: what stands before a plain word says which one is meant. */
const qualifies = (line: TokenLine, at: number, vocabulary: Vocabulary): boolean => {
  const next = line.words[at + 1] ?? -1;
  return vocabulary.shapes[next] === 'plain' && !PREPOSITIONS.has(vocabulary.words[next] ?? '');
};

/** No more name states than that share of them, and none goes on with a sentence. Words in capitals do only if they do in small letters. */
const mayBeNames = (words: readonly number[], stateShare: number, { shapes, words: texts }: Vocabulary): boolean => {
  const smallOf = (word: number): string => texts[word]?.toLowerCase() ?? '';
  const states = words.filter((word) => shapes[word] === 'state' && shapeOf(smallOf(word)) === 'state').length;
  if (states > words.length * stateShare) return false;
  return words.every((word) => shapes[word] !== 'boolean' && shapes[word] !== 'error' && !NO_NAMES.has(smallOf(word)));
};

/** `user greta`, `listener: birch`, `peer 'office'`. */
const followsKind = (line: TokenLine, at: number, vocabulary: Vocabulary): boolean => {
  let before = at - 1;
  if (isQuote(textAt(line, before, vocabulary))) before -= 1;
  if (before > 0 && textAt(line, before, vocabulary) === ':') before -= 1;
  return KINDS.has(textAt(line, before, vocabulary).toLowerCase());
};

/** Between two prepositions: `for greta from`. */
const isParty = (line: TokenLine, at: number, vocabulary: Vocabulary): boolean =>
  BEFORE_PARTIES.has(textAt(line, at - 1, vocabulary)) &&
  PREPOSITIONS.has(textAt(line, at + 1, vocabulary)) &&
  !line.words.slice(0, at).some((word) => CHANGES.has(vocabulary.words[word] ?? ''));

/** After a kind and `=`: `user=greta`. */
export const isNamedPair = (line: TokenLine, at: number, vocabulary: Vocabulary): boolean =>
  textAt(line, at - 1, vocabulary) === '=' && KINDS.has(textAt(line, at - 2, vocabulary).toLowerCase());

const textAt = (line: TokenLine, at: number, vocabulary: Vocabulary): string =>
  vocabulary.words[line.words[at] ?? -1] ?? '';
