import type { MinedRef } from '../activities/mine-logs.ts';
import type { LogSlice } from '../domain/log-event.ts';
import type { CollectedSource, RunPlan, StoredRef } from '../domain/run-plan.ts';
import { activities } from './activity-options.ts';
import { runErrorOf } from './run-error-of.ts';
import type { RunProgress } from './run-state.ts';

/** CloudWatch runs up to 100 queries of an account at once; other tools and teams need theirs. */
const MAX_PARALLEL_SLICES = 8;

/** A slice that was read, or why it wasn't. */
type SliceOutcome = MinedRef | { readonly gap: string };

/** Plans the slices, mines them apart and in parallel, and merges them into the run's log patterns. */
export const collectLogs = async (
  plan: RunPlan,
  ticketsRef: Promise<StoredRef | null>,
  progress: RunProgress,
): Promise<CollectedSource> => {
  const { slices, gaps, calls } = await activities.planLogSlices(plan);
  progress.update({ logSlices: { done: 0, planned: slices.length } });
  const mined = (await Promise.all([mineSlices(plan, slices, progress), lookUpTerms(plan, ticketsRef)])).flat();
  const read = mined.filter((outcome) => 'ref' in outcome);
  if (slices.length > 0 && !read.some((outcome) => outcome.events > 0)) failIfNothingWasRead(slices, mined);
  const merged = await activities.mergeLogPatterns(
    plan,
    read.map((outcome) => outcome.ref),
  );
  progress.update({ logPatterns: merged.patterns });
  const allGaps = [...gaps, ...mined.flatMap((outcome) => ('ref' in outcome ? outcome.gaps : [outcome.gap]))];
  return {
    ref: merged.ref,
    coverage: {
      kind: 'logs',
      label: plan.sources.logs.label,
      status: allGaps.length > 0 ? 'partial' : 'complete',
      items: sum(read.map((outcome) => outcome.events)),
      calls: calls + sum(read.map((outcome) => outcome.calls)),
      gaps: fewGaps(allGaps),
    },
  };
};

/** A few lanes take slices in turn, so that a run never asks for more than its share of queries. */
const mineSlices = async (
  plan: RunPlan,
  slices: readonly LogSlice[],
  progress: RunProgress,
): Promise<SliceOutcome[]> => {
  const outcomes: SliceOutcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < slices.length; index = next++) {
      const slice = slices[index];
      if (slice) outcomes[index] = await mineSlice(plan, slice);
      progress.update({ logSlices: { done: progress.state.logSlices.done + 1, planned: slices.length } });
    }
  };
  await Promise.all(Array.from({ length: Math.min(MAX_PARALLEL_SLICES, slices.length) }, lane));
  return outcomes;
};

const mineSlice = async (plan: RunPlan, slice: LogSlice): Promise<SliceOutcome> => {
  const span = `${clockTime(slice.fromMs)}-${clockTime(slice.toMs)} UTC`;
  try {
    const summary = `${slice.logGroup} ${span}, about ${slice.expectedEvents ?? 'unknown'} events`;
    return await activities.mineLogSlice.executeWithOptions({ summary: summary.slice(0, 200) }, [plan, slice]);
  } catch (thrown) {
    return { gap: `${slice.logGroup} ${span} not read: ${runErrorOf('logs', thrown).message}` };
  }
};

const lookUpTerms = async (plan: RunPlan, ticketsRef: Promise<StoredRef | null>): Promise<SliceOutcome[]> => {
  const ref = await ticketsRef;
  if (ref === null) return [];
  try {
    const found = await activities.lookUpTicketTerms(plan, ref);
    return found === null ? [] : [found];
  } catch (thrown) {
    return [{ gap: `terms from tickets not looked up: ${runErrorOf('logs', thrown).message}` }];
  }
};

const failIfNothingWasRead = (slices: readonly LogSlice[], mined: readonly SliceOutcome[]): void => {
  const gaps = mined.flatMap((outcome) => ('ref' in outcome ? [] : [outcome.gap]));
  if (gaps.length >= slices.length) throw new Error(gaps[0] ?? 'no slice could be read');
};

/** A gap list travels in payloads and is shown in Slack. */
const MAX_GAPS = 5;
const fewGaps = (gaps: readonly string[]): readonly string[] =>
  gaps.length <= MAX_GAPS ? gaps : [...gaps.slice(0, MAX_GAPS), `and ${gaps.length - MAX_GAPS} more gaps`];

const clockTime = (atMs: number): string => new Date(atMs).toISOString().slice(11, 16);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
