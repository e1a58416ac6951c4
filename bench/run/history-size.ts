import type { WorkflowHandle } from '@temporalio/client';

export interface HistorySize {
  readonly events: number;
  /** All payloads of the history as JSON, in bytes. */
  readonly bytes: number;
  /** The largest payload in bytes. */
  readonly largestPayload: number;
}

/** How much a run wrote into its history. */
export const historySize = async (handle: WorkflowHandle): Promise<HistorySize> => {
  const { events = [] } = await handle.fetchHistory();
  const payloads = payloadsIn(events);
  const description = await handle.describe();
  return {
    events: events?.length ?? 0,
    bytes: description.historySize ?? payloads.reduce((sum, bytes) => sum + bytes, 0),
    largestPayload: Math.max(0, ...payloads),
  };
};

/** Sizes of all `data` byte arrays, wherever they stand. */
const payloadsIn = (value: unknown): number[] => {
  if (value instanceof Uint8Array) return [value.length];
  if (Array.isArray(value)) return value.flatMap(payloadsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(payloadsIn);
  return [];
};
