import { stemmer } from 'stemmer';

/** Longest text that is read for terms, in UTF-16 code units, and the longest token that counts. */
const MAX_TEXT = 12_000;
const MAX_TOKEN = 80;

const TOKEN = /[\p{L}\p{N}_]+(?:[-_.:/@#][\p{L}\p{N}_]+)*/gu;
const SEPARATOR = /[-_.:/@#]+/;
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
/** Ids, addresses and timestamps: they differ from event to event and say nothing about what happened. */
const HASH = /^(?=.*\d)[\da-f]{6,}$/i;
const NUMBER = /^\d+$/;

const STOP_WORDS = new Set(
  (
    'a about after again all also am an and any are as at be because been before being but by can cannot could did do does ' +
    'done dont for from get got had has have he her here his how i if in into is it its just like may me more most my no ' +
    'not now of off on once one only or other our out over own please same she should since so some still such than that ' +
    'the their them then there these they thing this those to too under until up us very via was we were what when where ' +
    'which while who why will with would you your yet error warn warning info debug fatal exception trace level msg message ' +
    'time timestamp com org net io www http https java py js ts go src main at line file'
  ).split(' '),
);

const stems = new Map<string, string>();
const MAX_REMEMBERED = 50_000;

const stemOf = (word: string): string => {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MAX_REMEMBERED) stems.clear();
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
};

/** Identifiers are marked so: they count double, and people are shown the rest. */
const IDENTIFIER_MARK = '=';

export const isIdentifier = (term: string): boolean => term.startsWith(IDENTIFIER_MARK);

/**
 * The terms of a text, each once: stems of its words, the parts of compounds (`camelCase`, `snake_case`, paths), and each
 * compound whole as an identifier. Without stop words, hashes and long numbers.
 */
export const termsOf = (text: string): Set<string> => {
  const terms = new Set<string>();
  for (const token of text.slice(0, MAX_TEXT).match(TOKEN) ?? []) {
    if (token.length <= MAX_TOKEN) for (const term of termsOfToken(token)) terms.add(term);
  }
  return terms;
};

/** The same tokens come again and again: a pure function, remembered within bounds. */
const tokens = new Map<string, readonly string[]>();

const termsOfToken = (token: string): readonly string[] => {
  const known = tokens.get(token);
  if (known !== undefined) return known;
  const parts = token.split(SEPARATOR).flatMap((part) => part.split(HUMP));
  const name = parts.length > 1 && isName(token, parts) ? [IDENTIFIER_MARK + token.toLowerCase()] : [];
  const terms = [...name, ...parts.flatMap((part) => termOfWord(part.toLowerCase()) ?? [])];
  if (tokens.size >= MAX_REMEMBERED) tokens.clear();
  tokens.set(token, terms);
  return terms;
};

const isName = (token: string, parts: readonly string[]): boolean =>
  parts.filter((part) => /\p{L}{2}/u.test(part) && !HASH.test(part)).length > 0 &&
  !/\d{5}/.test(token) &&
  parts.length <= 8;

const termOfWord = (word: string): string | null => {
  if (word.length < 2 || STOP_WORDS.has(word)) return null;
  if (NUMBER.test(word)) return word.length === 3 || word.length === 4 ? word : null;
  if (HASH.test(word)) return null;
  const stem = stemOf(word);
  return STOP_WORDS.has(stem) ? null : stem;
};

/** A term as a text writes it: the first token with that stem; the bare term when there is none. */
export type Writing = (term: string) => string;

export const writingOf = (text: string): Writing => {
  const wholes = new Map<string, string>();
  const words = new Map<string, string>();
  const tell = (known: Map<string, string>, term: string, written: string): void => {
    if (!known.has(term)) known.set(term, written);
  };
  for (const token of text.slice(0, MAX_TEXT).match(TOKEN) ?? []) {
    if (token.length > MAX_TOKEN) continue;
    const lower = token.toLowerCase();
    if (wholes.get(lower) === token) continue;
    tell(wholes, lower, token);
    tell(words, lower, token);
    for (const part of token.split(SEPARATOR).flatMap((piece) => piece.split(HUMP))) {
      tell(words, stemOf(part.toLowerCase()), part);
    }
  }
  return (term) => (isIdentifier(term) ? (wholes.get(term.slice(1)) ?? term.slice(1)) : (words.get(term) ?? term));
};
