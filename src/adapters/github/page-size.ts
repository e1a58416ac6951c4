/**
 * Searches of 100 pull requests with files and checks regularly exceed GitHub's 10 s or its resource limits,
 * so pages start at 50 and shrink for the whole reading as soon as one proves too heavy.
 */
const SIZES = [50, 25, 10] as const;

export interface PageSize {
  current(): number;
  /**
   * A page of size `used` was too heavy; false when there is no smaller one to try.
   * `steeply`: goes to the smallest at once, because each failure costs a whole timeout.
   */
  shrinkFrom(used: number, steeply: boolean): boolean;
}

export const createPageSize = (): PageSize => {
  let size: number = SIZES[0];
  const smallest = Math.min(...SIZES);
  return {
    current: () => size,
    shrinkFrom: (used, steeply) => {
      if (used <= smallest) return false;
      const smaller = steeply ? smallest : (SIZES.find((candidate) => candidate < used) ?? smallest);
      // Another search may have shrunk it further meanwhile.
      size = Math.min(size, smaller);
      return true;
    },
  };
};
