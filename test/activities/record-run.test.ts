import { describe, expect, it } from 'vitest';
import type { RecordRunRequest } from '../../src/activities/record-run.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import { NO_USAGE } from '../../src/domain/model-usage.ts';
import { SAMPLE_NOW_MS } from '../domain/evidence-samples.ts';
import {
  benchOf,
  dependenciesOf,
  errorOf,
  memoryEvidence,
  memoryHistory,
  planFor,
  RUN_ID,
} from './fake-dependencies.ts';

const request = (changes: Partial<RecordRunRequest> = {}): RecordRunRequest => ({
  input: { team: 'gates' },
  outcome: 'incidents',
  severity: 'high',
  briefRef: null,
  posted: { channelId: 'C1', messageId: 'ts', postedAtMs: 1_763_627_400_000, replies: 2, calls: 3 },
  coverage: [],
  errors: [],
  usage: NO_USAGE,
  ...changes,
});

const failed = request({
  ...{ outcome: 'failed', severity: null, posted: null },
  errors: [
    { where: 'tickets', code: 'Unauthorized', message: 'Jira refused the token' },
    { where: 'post', code: 'Unavailable', message: 'Slack is down' },
  ],
});

const NOW_MS = SAMPLE_NOW_MS + 60_000;

describe('recording a run', () => {
  it('writes the run with its brief, and removes old evidence', async () => {
    const [history, evidence] = [memoryHistory(), memoryEvidence()];
    const bench = benchOf(dependenciesOf({ history, evidence }));
    const plan = await planFor(bench);
    const briefRef = await evidence.put(RUN_ID, 'brief', { team: 'gates' });
    const recorded = await bench.run(bench.activities.recordRun, plan, request({ briefRef }));
    expect(recorded).toEqual({ consecutiveFailures: 0 });
    expect(history.runs.get(RUN_ID)).toMatchObject({
      ...{ team: 'gates', outcome: 'incidents', endedAtMs: NOW_MS, brief: { team: 'gates' } },
      posted: { channel: 'C1', messageId: 'ts' },
    });
    expect(history.letters.size).toBe(0);
    expect(evidence.pruned).toEqual([NOW_MS - 1_000]);
  });

  it('leaves a dead letter of a failed one, once, with what to start it again', async () => {
    const history = memoryHistory();
    const bench = benchOf(dependenciesOf({ history }));
    const plan = await planFor(bench);
    for (let attempt = 0; attempt < 2; attempt++) {
      const { consecutiveFailures } = await bench.run(bench.activities.recordRun, plan, failed);
      expect(consecutiveFailures).toBe(1);
    }
    expect([...history.letters.values()]).toEqual([
      {
        ...{ runId: RUN_ID, workflowId: 'workflow-1', team: 'gates', failedAtMs: NOW_MS, input: { team: 'gates' } },
        reason: 'tickets: Jira refused the token; post: Slack is down',
      },
    ]);
    expect(history.runs.get(RUN_ID)).toMatchObject({ outcome: 'failed', brief: null, posted: null });
  });

  it('is done, though old evidence cannot be removed', async () => {
    const history = memoryHistory();
    const prune = (): Promise<number> => Promise.reject(new DaybriefError('Unavailable', 'the store is locked'));
    const bench = benchOf(dependenciesOf({ history, evidence: { ...memoryEvidence(), prune } }));
    const plan = await planFor(bench);
    expect(await bench.run(bench.activities.recordRun, plan, failed)).toEqual({ consecutiveFailures: 1 });
    expect(history.letters.size).toBe(1);
  });

  it('records a failed run whose brief is lost, and no other', async () => {
    const history = memoryHistory();
    const bench = benchOf(dependenciesOf({ history }));
    const plan = await planFor(bench);
    const briefRef = { key: 'gone', bytes: 1 };
    await bench.run(bench.activities.recordRun, plan, { ...failed, briefRef });
    expect(history.runs.get(RUN_ID)).toMatchObject({ outcome: 'failed', brief: null });
    const error = await errorOf(bench.run(bench.activities.recordRun, plan, request({ briefRef })));
    expect(error.code).toBe('EvidenceMissing');
  });
});
