/**
 * Tokens of a text as a language model counts them, estimated from above: a token per 3 letters, 4 blanks,
 * 1.5 digits or marks, and 2 bytes of UTF-8 beyond ASCII.
 */
export const estimateTokens = (text: string): number => {
  let tokens = 0;
  for (let index = 0; index < text.length; index++) tokens += costOf(text.charCodeAt(index));
  return Math.ceil(tokens);
};

const costOf = (code: number): number => {
  if (code >= 0x800) return 1.5;
  if (code >= 0x80) return 1;
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 1 / 3;
  return code <= 32 ? 1 / 4 : 1 / 1.5;
};
