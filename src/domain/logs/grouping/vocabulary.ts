import { WILDCARD } from '../masking/mask-line.ts';
import { isNumbered, shapeOf, type WordShape } from './word-shape.ts';

/** A masked line as numbered words; blanks between words are kept for showing it. */
export interface TokenLine {
  readonly words: readonly number[];
  /** Whether a blank stands before each word. */
  readonly blanks: readonly boolean[];
}

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

export const WILDCARD_ID = 0;
const UNKNOWN_ID = -1;

/** A quoted value is one word, blanks and all. */
const TOKEN =
  /(\s*)((?<==")[^"\s<>][^"<>]{0,80}(?=")|[^\s()[\]{}<>=,;:"'|`]*(?:<\*>[^\s()[\]{}<>=,;:"'|`]*)+|[^\s()[\]{}<>=,;:"'|`]+|[()[\]{}<>=,;:"'|`])/g;

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
  const line = { words: [] as number[], blanks: [] as boolean[] };
  for (const [, blank, word] of text.matchAll(TOKEN)) {
    line.words.push(idOf(word ?? ''));
    line.blanks.push(blank !== '');
  }
  return collapse(line);
};

/** Wildcards that follow each other are one. */
export const collapse = (line: TokenLine): TokenLine => {
  const keep = line.words.map((word, at) => word !== WILDCARD_ID || line.words[at - 1] !== WILDCARD_ID);
  if (keep.every(Boolean)) return line;
  return { words: line.words.filter((_, at) => keep[at]), blanks: line.blanks.filter((_, at) => keep[at]) };
};

export const keyOf = (line: TokenLine): string => line.words.join(' ');

export const textOf = (line: TokenLine, vocabulary: Vocabulary): string =>
  line.words
    .map((word, at) => (line.blanks[at] === true && at > 0 ? ' ' : '') + (vocabulary.words[word] ?? ''))
    .join('');
