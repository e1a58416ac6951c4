import type { Scene } from './scene.ts';

interface Said {
  readonly doc: number;
}

const known = new WeakMap<readonly Said[], Float64Array>();
const NOTHING = new Float64Array(0);

/** √cosine of every document (by its number) with the nearest of some evidence; remembered by the list. */
export const nearestWords = (items: readonly Said[], { text }: Scene): Float64Array => {
  if (items.length === 0) return NOTHING;
  let nearest = known.get(items);
  if (nearest === undefined) known.set(items, (nearest = text.nearest(items.map(({ doc }) => doc))));
  return nearest;
};
