import { WILDCARD } from '../masking/mask-line.ts';
import { isNumbered, shapeOf, type WordShape } from './word-shape.ts';

/** A masked line as numbered words; blanks between words are kept for showing it. */
export interface TokenLine {
  readonly words: readonly number[];
  /** Whether a blank stands before each word. */
  readonly blanks: readonly boolean[];
  /** See `keyOf`; null until it is asked for. */
  key: string | null;
}

export const createLine = (words: readonly number[], blanks: readonly boolean[]): TokenLine => ({
  words,
  blanks,
  key: null,
});

export interface Vocabulary {
  readonly words: readonly string[];
  readonly shapes: readonly WordShape[];
  readonly numbered: readonly boolean[];
  /** Whether letters are left when the wildcards are taken out. */
  readonly lettered: readonly boolean[];
  read(text: string): TokenLine;
  /** Reads without learning: unknown words are -1. */
  peek(text: string): TokenLine;
}

/** What was masked. */
export const WILDCARD_ID = 0;
/** Where words were found to vary: any word may stand there. Shown as a wildcard too. */
export const ANY_ID = 1;
const UNKNOWN_ID = -1;
/** No word of a line: it has a blank. */
const ANY_KEY = ' ';

export const isWildcard = (word: number | undefined): boolean => word === WILDCARD_ID || word === ANY_ID;

/** A quoted value is one word, blanks and all; leaders as in `enable......<*>` stand for themselves. */
const TOKEN =
  /(\s*)((?<==")[^"\s<>][^"<>]{0,80}(?=")|\.{2,}|(?:(?!\.\.)[^\s()[\]{}<>=,;:"'|`])*(?:<\*>(?:(?!\.\.)[^\s()[\]{}<>=,;:"'|`])*)+|(?:(?!\.\.)[^\s()[\]{}<>=,;:"'|`])+|[()[\]{}<>=,;:"'|`])/g;

export const createVocabulary = (): Vocabulary => {
  const ids = new Map<string, number>();
  const words: string[] = [];
  const shapes: WordShape[] = [];
  const numbered: boolean[] = [];
  const lettered: boolean[] = [];
  const idOf = (word: string): number => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    ids.set(word, words.length);
    words.push(word);
    shapes.push(shapeOf(word));
    numbered.push(isNumbered(word));
    lettered.push(/[\p{L}]{2}/u.test(word.replaceAll(WILDCARD, '')));
    return words.length - 1;
  };
  idOf(WILDCARD);
  ids.set(ANY_KEY, ANY_ID);
  words.push(WILDCARD);
  shapes.push('wildcard');
  numbered.push(true);
  lettered.push(false);
  return {
    words,
    shapes,
    numbered,
    lettered,
    read: (text) => tokenise(text, idOf),
    peek: (text) => tokenise(text, (word) => ids.get(word) ?? UNKNOWN_ID),
  };
};

const tokenise = (text: string, idOf: (word: string) => number): TokenLine => {
  const words: number[] = [];
  const blanks: boolean[] = [];
  for (const [, blank, word] of text.matchAll(TOKEN)) {
    words.push(idOf(word ?? ''));
    blanks.push(blank !== '');
  }
  return collapse(createLine(words, blanks));
};

/** Wildcards that follow each other are one. */
export const collapse = (line: TokenLine): TokenLine => {
  if (!line.words.some((word, at) => isWildcard(word) && isWildcard(line.words[at - 1]))) return line;
  const words: number[] = [];
  const blanks: boolean[] = [];
  for (const [at, word] of line.words.entries()) {
    if (isWildcard(word) && isWildcard(words.at(-1))) {
      if (word === ANY_ID) words[words.length - 1] = ANY_ID;
      continue;
    }
    words.push(word);
    blanks.push(line.blanks[at] === true);
  }
  return createLine(words, blanks);
};

/** Equal for lines of equal words; asked for many times. */
export const keyOf = (line: TokenLine): string => (line.key ??= line.words.join(' '));

export const textOf = (line: TokenLine, vocabulary: Vocabulary): string =>
  line.words
    .map((word, at) => (line.blanks[at] === true && at > 0 ? ' ' : '') + (vocabulary.words[word] ?? ''))
    .join('');
