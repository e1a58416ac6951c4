/** What a character means to the scanner; flags of a word are the union of its characters' classes. */
export const LETTER = 1;
export const UPPER = 2;
export const DIGIT = 4;
/** Joins the parts of one word: `. _ - @ # $ % & + * ~ ! ? ^`. */
export const JOINER = 8;
export const SLASH = 16;
export const SPACE = 32;
/** Stands between words: `( ) [ ] { } < > = , ; : " ' | \``. */
export const DELIMITER = 64;
/** A letter that is also a hexadecimal digit. */
export const HEX = 128;

export const WORD_CLASSES = LETTER | DIGIT | JOINER | SLASH;

const classOf = (code: number): number => {
  const char = String.fromCharCode(code);
  if (/[a-f]/.test(char)) return LETTER | HEX;
  if (/[A-F]/.test(char)) return LETTER | UPPER | HEX;
  if (/[g-z]/.test(char)) return LETTER;
  if (/[G-Z]/.test(char)) return LETTER | UPPER;
  if (/\d/.test(char)) return DIGIT;
  if (/[/\\]/.test(char)) return SLASH;
  if (code <= 32 || code === 127) return SPACE;
  return '()[]{}<>=,;:"\'|`'.includes(char) ? DELIMITER : JOINER;
};

const TABLE = Uint8Array.from({ length: 128 }, (_, code) => classOf(code));

/** Letters beyond ASCII count as letters, no-break and ideographic spaces too: they are rare and part of words. */
export const charClass = (code: number): number => (code < 128 ? (TABLE[code] ?? LETTER) : LETTER);
