import { SeededRandom } from '../sandbox/compose-world/seeded-random.ts';

/** From 0 up to, not including, 1: the same numbers for the same seed. */
export const seededNumbers = (seed: number): (() => number) => {
  const random = new SeededRandom(seed);
  return () => random.next();
};
