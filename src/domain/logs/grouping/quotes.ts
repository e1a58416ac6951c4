/** By what a text in quotes or brackets ends that begins with such a token. */
export const CLOSED_BY: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '`': '`',
  '<': '>',
  '[': ']',
  '(': ')',
};

export const isQuote = (word: string | undefined): boolean => word === "'" || word === '"' || word === '`';
