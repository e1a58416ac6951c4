/** What a character means to the scanner; flags of a word are the union of its characters' classes. */
export const LETTER = 1;
export const UPPER = 2;
export const DIGIT = 4;
/** Joins the parts of one word: `. _ - @ # $ % & + * ~ ! ? ^`. */
export const JOINER = 8;
export const SLASH = 16;
export const SPACE = 32;
/** Stands between words: `( ) [ ] { } < > = , ; : " ' |` and backtick. */
export const DELIMITER = 64;
/** A letter that is also a hexadecimal digit. */
export const HEX = 128;
export const VOWEL = 256;
export const AT_SIGN = 512;

export const WORD_CLASSES = LETTER | DIGIT | JOINER | SLASH;

const classOf = (code: number): number => {
  const char = String.fromCharCode(code);
  const vowel = /[aeiou]/i.test(char) ? VOWEL : 0;
  if (/[a-f]/.test(char)) return LETTER | HEX | vowel;
  if (/[A-F]/.test(char)) return LETTER | UPPER | HEX | vowel;
  if (/[g-z]/.test(char)) return LETTER | vowel;
  if (/[G-Z]/.test(char)) return LETTER | UPPER | vowel;
  if (/\d/.test(char)) return DIGIT;
  if (/[/\\]/.test(char)) return SLASH;
  if (char === '@') return JOINER | AT_SIGN;
  if (code <= 32 || code === 127) return SPACE;
  if (code > 127) return LETTER;
  return '()[]{}<>=,;:"\'|`'.includes(char) ? DELIMITER : JOINER;
};

/** By byte of UTF-8, in which all beyond ASCII are parts of letters. */
const CHAR_CLASS = Uint16Array.from({ length: 256 }, (_, code) => classOf(code));

export const charClass = (code: number): number => CHAR_CLASS[code] ?? LETTER;

/** A line's UTF-8, with zeros after its end: reading its characters from the string each time is slower. */
export type Codes = Uint8Array;

export const codeAt = (codes: Codes, at: number): number => codes[at] ?? 0;
