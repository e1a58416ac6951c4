import { statSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { mergeSlices, type MinedSlice } from '../../src/domain/logs/merge-slices.ts';
import { createSliceMiner } from '../../src/domain/logs/mine-slice.ts';
import { patternsOf } from '../../src/domain/logs/patterns-of.ts';
import { readNdjson } from './read-ndjson.ts';

interface Part {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

const minePart = ({ path, from, to }: Part): MinedSlice => {
  const miner = createSliceMiner();
  readNdjson(path, from, to, (event) => miner.add(event));
  return miner.finish();
};

/** The process: node mine-file.ts FILE THREADS; prints one line of JSON with what it took. */
const main = async (): Promise<void> => {
  const [, , path = '', threads = '1'] = process.argv;
  const startedAt = performance.now();
  const slices = await mineParts(path, Number(threads));
  const minedAt = performance.now();
  const merged = mergeSlices(slices);
  const first = Math.min(...merged.lines.map(({ firstSeenMs }) => firstSeenMs));
  const last = Math.max(...merged.lines.map(({ lastSeenMs }) => lastSeenMs));
  const patterns = patternsOf(merged, { range: { fromMs: first, toMs: last + 1 }, services: [] });
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(
    `${JSON.stringify({
      events: merged.events,
      patterns: patterns.length,
      seconds,
      groupingSeconds: (performance.now() - minedAt) / 1_000,
      cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
      peakRssMb: process.resourceUsage().maxRSS / 1_024,
    })}\n`,
  );
};

const mineParts = async (path: string, threads: number): Promise<MinedSlice[]> => {
  const { size } = statSync(path);
  if (threads <= 1) return [minePart({ path, from: 0, to: size })];
  const bound = (index: number): number => Math.floor((size * index) / threads);
  const parts = Array.from({ length: threads }, (_, index) => ({ path, from: bound(index), to: bound(index + 1) }));
  return Promise.all(parts.map(mineInThread));
};

const mineInThread = async (part: Part): Promise<MinedSlice> => {
  const { promise, resolve, reject } = Promise.withResolvers<MinedSlice>();
  const worker = new Worker(new URL(import.meta.url), { workerData: part });
  worker.once('message', resolve);
  worker.once('error', reject);
  return promise;
};

if (isMainThread) await main();
else parentPort?.postMessage(minePart(workerData as Part), []);
