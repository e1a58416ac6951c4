import type { LogEvent } from '../log-event.ts';
import { mergeSlices, type MinedSlice } from './merge-slices.ts';
import { createMask, maskedText, scanLine } from './masking/mask-line.ts';
import { normaliseMasked } from './masking/normalise-masked.ts';
import { MAX_SAMPLE_LENGTH } from './line-samples.ts';

export interface SliceMiner {
  add(event: LogEvent): void;
  finish(): MinedSlice;
}

/** Mines events one by one, in any order. */
export const createSliceMiner = (): SliceMiner => {
  let merged = mergeSlices([]);
  let pending: MinedSlice[] = [];
  const mask = createMask();
  const flush = (): void => {
    merged = mergeSlices([merged, ...pending]);
    pending = [];
  };
  return {
    add: (event) => {
      const { text, level, service } = thinParse(event.message);
      scanLine(text, text.length, mask);
      pending.push({
        version: 1,
        events: 1,
        lines: [
          {
            logGroup: event.logGroup,
            text: normaliseMasked(maskedText(text, text.length, mask)),
            types: [],
            frames: [],
            count: 1,
            firstSeenMs: event.atMs,
            lastSeenMs: event.atMs,
            levels: level === null ? {} : { [level]: 1 },
            services: service === null ? {} : { [service]: 1 },
            minutes: [Math.floor(event.atMs / 60_000), 1],
            samples: [
              { atMs: event.atMs, logStream: event.logStream, message: event.message.slice(0, MAX_SAMPLE_LENGTH) },
            ],
          },
        ],
      });
      if (pending.length > 5_000) flush();
    },
    finish: () => {
      flush();
      return merged;
    },
  };
};

const thinParse = (message: string): { text: string; level: string | null; service: string | null } => {
  const level =
    /\b(trace|debug|info|notice|warn(?:ing)?|error|fatal|critical)\b/i.exec(message.slice(0, 200))?.[1] ?? null;
  try {
    const value: unknown = message.startsWith('{') ? JSON.parse(message) : null;
    if (value !== null && typeof value === 'object' && 'message' in value && typeof value.message === 'string') {
      const service = 'service' in value && typeof value.service === 'string' ? value.service : null;
      return { text: value.message, level: level?.toLowerCase() ?? null, service };
    }
  } catch {
    // Not JSON after all: the text itself is mined.
  }
  return { text: message.split('\n', 1)[0] ?? '', level: level?.toLowerCase() ?? null, service: null };
};
