/**
 * Tokens of a text, estimated: English, code and logs have about four ASCII characters a token, other scripts about
 * one; the real count differs by a tenth or two.
 */
export const countTokens = (text: string): number => {
  let others = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) others++;
  return Math.ceil((text.length - others) / 4 + others);
};

/** The beginning of a text that has at most so many tokens. */
export const cutAtTokens = (text: string, maxTokens: number): string => {
  if (countTokens(text) <= maxTokens) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countTokens(text.slice(0, middle)) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low);
};
