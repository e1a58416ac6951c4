import type { Codes } from '../masking/char-class.ts';

/** After a text's end: reading on finds nothing there. */
const PADDING = 8;
const OTHER = 0xff;
const OTHER_BLANK = 0xa0;
const OTHER_BLANKS = new Set([
  0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f,
  0x205f,
]);
const encoder = new TextEncoder();

export const createCodes = (maxLength: number): Uint8Array<ArrayBuffer> => new Uint8Array(maxLength + PADDING);

/**
 * Writes a text's characters into `codes`, a byte for each, so that offsets are the same in both: reading them from the
 * string takes several times as long. What isn't ASCII becomes 255, or 160 if it is a blank. Returns whether all was ASCII.
 */
export const writeCodes = (text: string, codes: Uint8Array<ArrayBuffer>): boolean => {
  const { read, written } = encoder.encodeInto(text, codes);
  const isAscii = read === text.length && written === text.length;
  if (!isAscii) writeOneByOne(text, codes);
  codes[text.length] = 0;
  codes[text.length + 1] = 0;
  return isAscii;
};

const writeOneByOne = (text: string, codes: Uint8Array): void => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    codes[at] = code < 128 ? code : isOtherBlank(code) ? OTHER_BLANK : OTHER;
  }
};

/** The blanks beyond ASCII that `\s` of an expression matches. */
const isOtherBlank = (code: number): boolean =>
  code === 0xa0 ||
  code === 0xfeff ||
  code === 0x3000 ||
  (code >= 0x1680 && code <= 0x205f && (code <= 0x1680 || OTHER_BLANKS.has(code)));

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether `\s` of an expression would match the character. */
export const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === OTHER_BLANK;

/** Where the blanks from `from` on end. */
export const skipBlanks = (codes: Codes, from: number): number => {
  let at = from;
  while (isBlank(codes[at] ?? 0)) at += 1;
  return at;
};
