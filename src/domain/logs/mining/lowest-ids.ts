/** Request ids kept of one masked line. */
export const MAX_REQUEST_IDS = 8;

/**
 * The ids whose hash is lowest, without those that occur twice: whatever the order they come in, the same ones stay,
 * and patterns of the same requests tend to keep the same ids.
 */
export const addIds = (a: readonly string[], b: readonly string[]): string[] =>
  [...new Set([...a, ...b])].sort(byHash).slice(0, MAX_REQUEST_IDS);

/** Whether an id would be kept beside these, whose highest hash is `highest` (see `highestHash`); asked for each event. */
export const isAmongLowest = (id: string, kept: readonly string[], highest: number): boolean =>
  hashOf(id) <= highest && !kept.includes(id);

/** Of a full set of ids; while there is room, any hash is low enough. */
export const highestHash = (kept: readonly string[]): number =>
  kept.length < MAX_REQUEST_IDS ? Infinity : hashOf(kept.at(-1) ?? '');

const byHash = (a: string, b: string): number => hashOf(a) - hashOf(b) || (a < b ? -1 : a > b ? 1 : 0);

const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
};
