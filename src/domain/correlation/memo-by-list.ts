/** Works a thing out once for a list and a key. */
export type MemoByList<Item, Key, Made> = (list: readonly Item[], key: Key, make: () => Made) => Made;

/** By the list itself: it stays the same object from round to round while its items do, and the memory goes with it. */
export const memoByList = <Item, Key, Made>(): MemoByList<Item, Key, Made> => {
  const lists = new WeakMap<readonly Item[], Map<Key, Made>>();
  return (list, key, make) => {
    let known = lists.get(list);
    if (known === undefined) lists.set(list, (known = new Map<Key, Made>()));
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make()));
    return made;
  };
};
