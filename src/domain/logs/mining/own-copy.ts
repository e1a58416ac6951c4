/**
 * A string of its own. V8 keeps the whole text alive that a kept part was cut from; JSON gives back a flat copy,
 * lone surrogates included.
 */
export const ownCopy = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

const MAX_KNOWN = 2_000;

/** Own copies of strings that recur, each made once. */
export const createOwnCopies = (): ((text: string) => string) => {
  const copies = new Map<string, string>();
  return (text) => {
    const known = copies.get(text);
    if (known !== undefined) return known;
    const copy = ownCopy(text);
    if (copies.size >= MAX_KNOWN) copies.clear();
    copies.set(copy, copy);
    return copy;
  };
};
