/** Values by numbers that are hashes already; forgets everything when it is half full. */
export interface HashIndex<Value> {
  get(hash: number): Value | undefined;
  set(hash: number, value: Value): void;
  clear(): void;
}

export const createHashIndex = <Value>(slots: number): HashIndex<Value> => {
  const keys = new Float64Array(slots).fill(Number.NaN);
  let values: (Value | undefined)[] = [];
  const last = slots - 1;
  let used = 0;
  /** The hash's slot, or the empty one where it belongs. */
  const slotOf = (hash: number): number => {
    let slot = (hash ^ (hash / 0x100000)) & last;
    while (keys[slot] !== hash && values[slot] !== undefined) slot = (slot + 1) & last;
    return slot;
  };
  const clear = (): void => {
    keys.fill(Number.NaN);
    values = [];
    used = 0;
  };
  return {
    get: (hash) => values[slotOf(hash)],
    set: (hash, value) => {
      if (used * 2 >= slots) clear();
      const slot = slotOf(hash);
      if (values[slot] === undefined) used += 1;
      keys[slot] = hash;
      values[slot] = value;
    },
    clear,
  };
};
