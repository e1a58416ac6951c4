import { cutSamples, type LineEntry } from './line-entry.ts';
import { lengthOf, MAX_SAMPLE_LENGTH } from './line-samples.ts';

const SHORTEST_SAMPLE = 200;

/** Keeps the samples of a table within so many characters by cutting them to a quarter whenever they exceed it. */
export interface SampleBudget {
  /** Characters that a sample may have now. */
  cut(): number;
  grew(length: number, entries: Iterable<LineEntry>): void;
  measure(entries: Iterable<LineEntry>): void;
}

export const createSampleBudget = (maxLength: number): SampleBudget => {
  let length = 0;
  let cut = MAX_SAMPLE_LENGTH;
  const measure = (entries: Iterable<LineEntry>): void => {
    length = 0;
    for (const { samples } of entries) length += lengthOf(samples);
  };
  return {
    cut: () => cut,
    measure,
    grew: (by, entries) => {
      length += by;
      if (length <= maxLength || cut <= SHORTEST_SAMPLE) return;
      cut = Math.max(SHORTEST_SAMPLE, Math.floor(cut / 4));
      length = 0;
      for (const entry of entries) {
        cutSamples(entry, cut);
        length += lengthOf(entry.samples);
      }
    },
  };
};
