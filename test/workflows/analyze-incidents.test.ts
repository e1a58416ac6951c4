import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure, type WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityCall } from '../../src/activities/call-context.ts';
import type { Activities } from '../../src/activities/index.ts';
import type { RecordRunRequest } from '../../src/activities/record-run.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import type { AnalyzeIncidentsInput, RunPlan } from '../../src/domain/run-plan.ts';
import { failureInterceptor } from '../../src/temporal/failure-interceptor.ts';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { stateQuery } from '../../src/workflows/messages.ts';
import { fakeActivities, planOf, sliceOf } from './fake-activities.ts';
import { startTestTemporal } from './test-temporal.ts';

let temporal: TestWorkflowEnvironment;
let workflowBundle: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  temporal = await startTestTemporal();
  const workflowsPath = fileURLToPath(import.meta.resolve('../../src/workflows/index.ts'));
  workflowBundle = await bundleWorkflowCode({ workflowsPath });
}, 120_000);
afterAll(() => temporal?.teardown());

type Handle = WorkflowHandle<typeof analyzeIncidents>;

const run = async <Result>(
  activities: Activities,
  watch: (handle: Handle) => Promise<Result>,
  input: AnalyzeIncidentsInput = {},
): Promise<Result> => {
  const taskQueue = `test-${randomUUID()}`;
  const worker = await Worker.create({
    ...{ connection: temporal.nativeConnection, taskQueue, activities, workflowBundle },
    interceptors: { activity: [() => ({ inbound: failureInterceptor })] },
    maxHeartbeatThrottleInterval: 500,
  });
  return worker.runUntil(async () => {
    const workflowId = `run-${randomUUID()}`;
    const handle = await temporal.client.workflow.start(analyzeIncidents, { taskQueue, workflowId, args: [input] });
    return watch(handle);
  });
};

const resultOf = (handle: Handle) => handle.result();
const failureOf = async (handle: Handle): Promise<ApplicationFailure> => {
  const error = await handle.result().then(
    () => new Error('the run succeeded'),
    (thrown: WorkflowFailedError) => thrown.cause,
  );
  if (!(error instanceof ApplicationFailure)) throw error;
  return error;
};

const down = (what: string): (() => Promise<never>) => {
  return () => Promise.reject(new DaybriefError('Unauthorized', `${what} refused the token`));
};

describe('a run with everything in place', () => {
  it('collects, correlates, analyses, summarises, posts a message and its replies, and records', async () => {
    const { activities, called } = fakeActivities();
    const result = await run(activities, resultOf);
    expect(result).toMatchObject({
      ...{ team: 'payments', outcome: 'incidents', severity: 'high', incidents: 2, errors: [] },
      posted: { channelId: 'C1', messageId: 'ts-main', replies: 2, calls: 3 },
      usage: { calls: 2, inputTokens: 1_200, outputTokens: 20 },
    });
    expect(result.coverage.map(({ label, items, calls }) => [label, items, calls])).toEqual([
      ['Jira', 4, 1],
      ['GitHub', 9, 1],
      ['CloudWatch', 100, 8],
    ]);
    expect(called[0]).toBe('prepareRun');
    expect(called.slice(-8)).toEqual([
      ...['correlateEvidence', 'analyseWithModel', 'summariseWithModel', 'composeBrief'],
      ...['postBriefMessage', 'postBriefMessage', 'postBriefMessage', 'recordRun'],
    ]);
  });

  it('answers the state query and can be found by team, outcome and severity', async () => {
    const { activities } = fakeActivities();
    const { state, found } = await run(activities, async (handle) => {
      await handle.result();
      const description = await handle.describe();
      return { state: await handle.query(stateQuery), found: description.searchAttributes };
    });
    expect(state).toMatchObject({
      step: 'done',
      team: 'payments',
      logSlices: { done: 2, planned: 2 },
      messagesPosted: 3,
    });
    expect(found).toMatchObject({
      ...{ DaybriefTeam: ['payments'], DaybriefOutcome: ['incidents'], DaybriefSeverity: ['high'] },
    });
  });

  it('posts nothing when the plan has no channel', async () => {
    const { activities, called } = fakeActivities({}, planOf({ channel: null }));
    const result = await run(activities, resultOf);
    expect(result.posted).toBeNull();
    expect(called).not.toContain('postBriefMessage');
    expect(called.at(-1)).toBe('recordRun');
  });

  it('never has more than eight slices in work at once, and reads them all', async () => {
    let now = 0;
    let most = 0;
    const { activities } = fakeActivities({
      planLogSlices: async () => ({
        ...{ slices: Array.from({ length: 30 }, (_, index) => sliceOf(`/app/${index}`)), gaps: [], calls: 1 },
      }),
      mineLogSlice: async (_plan, slice) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 20));
        now--;
        return { ref: { key: slice.logGroup, bytes: 1 }, events: 10, gaps: [], calls: 1 };
      },
    });
    const result = await run(activities, resultOf);
    expect(result.coverage.at(-1)).toMatchObject({ items: 300, calls: 31, status: 'complete' });
    expect(most).toBeLessThanOrEqual(8);
    expect(most).toBeGreaterThan(1);
  });
});

describe('nothing to analyse', () => {
  const quiet: Partial<Activities> = {
    correlateEvidence: async () => ({ ref: { key: 'none', bytes: 2 }, incidents: 0 }),
    composeBrief: async () => ({
      ...{
        ref: { key: 'b', bytes: 1 },
        reportRef: { key: 'r', bytes: 1 },
        outcome: 'all-quiet',
        summary: 'All quiet.',
      },
      ...{ severity: null, incidentIds: [] },
    }),
  };

  it('asks no model and posts the quiet brief', async () => {
    const { activities, called } = fakeActivities(quiet);
    const result = await run(activities, resultOf);
    expect(result).toMatchObject({ outcome: 'all-quiet', severity: null, incidents: 0, posted: { replies: 0 } });
    expect(called.filter((name) => /model|rules/i.test(name))).toEqual([]);
  });
});

describe('a source that fails', () => {
  it('leaves an error and a gap, and the run goes on', async () => {
    const { activities } = fakeActivities({ collectTickets: down('Jira') });
    const result = await run(activities, resultOf);
    expect(result.outcome).toBe('incidents');
    expect(result.coverage[0]).toMatchObject({ label: 'Jira', status: 'failed', gaps: ['Jira refused the token'] });
    expect(result.errors).toEqual([{ where: 'tickets', code: 'Unauthorized', message: 'Jira refused the token' }]);
  });

  it('goes on with one source when two fail', async () => {
    const { activities } = fakeActivities({ collectTickets: down('Jira'), planLogSlices: down('CloudWatch') });
    const result = await run(activities, resultOf);
    expect(result.coverage.map(({ status }) => status)).toEqual(['failed', 'complete', 'failed']);
    expect(result.posted).not.toBeNull();
  });

  it('is partial when one slice of the logs failed', async () => {
    const { activities } = fakeActivities({
      mineLogSlice: async (_plan, slice) => {
        if (slice.logGroup === '/app/a') throw new DaybriefError('InvalidRequest', 'the query is malformed');
        return { ref: { key: 'b', bytes: 1 }, events: 50, gaps: [], calls: 1 };
      },
    });
    const result = await run(activities, resultOf);
    const logs = result.coverage.at(-1);
    expect(logs).toMatchObject({ status: 'partial', items: 50 });
    expect(logs?.gaps[0]).toContain('/app/a');
    expect(logs?.gaps[0]).toContain('the query is malformed');
  });

  it('has failed when every slice failed', async () => {
    const { activities } = fakeActivities({ mineLogSlice: down('CloudWatch') });
    const result = await run(activities, resultOf);
    expect(result.coverage.at(-1)).toMatchObject({ status: 'failed', items: 0 });
  });

  it('fails the run, with a record and an alert, when all fail for the third time', async () => {
    const records: RecordRunRequest[] = [];
    const { activities, called } = fakeActivities({
      ...{ collectTickets: down('Jira'), collectPullRequests: down('GitHub'), planLogSlices: down('CloudWatch') },
      recordRun: async (_plan: RunPlan, request: RecordRunRequest) => {
        records.push(request);
        return { consecutiveFailures: 3 };
      },
    });
    const failure = await run(activities, failureOf, { team: 'payments' });
    expect(failure).toMatchObject({ type: 'AllSourcesFailed', nonRetryable: true });
    expect(failure.message).toContain('GitHub refused the token');
    expect(records).toMatchObject([{ outcome: 'failed', input: { team: 'payments' }, briefRef: null, posted: null }]);
    expect(called).toContain('postAlert');
    expect(called).not.toContain('postBriefMessage');
  });

  it('does not alert at the second failure', async () => {
    const { activities, called } = fakeActivities({
      ...{ collectTickets: down('Jira'), collectPullRequests: down('GitHub'), planLogSlices: down('CloudWatch') },
      recordRun: async () => ({ consecutiveFailures: 2 }),
    });
    await run(activities, failureOf);
    expect(called).not.toContain('postAlert');
  });

  it('is not failed for being not configured', async () => {
    const { logs, ...others } = planOf().sources;
    const sources = { ...others, logs: { ...logs, configured: false } };
    const { activities, called } = fakeActivities({}, planOf({ sources }));
    const result = await run(activities, resultOf);
    expect(result.coverage.at(-1)).toMatchObject({ status: 'not-configured', gaps: [] });
    expect(called).not.toContain('planLogSlices');
  });
});

describe('the language model', () => {
  it('is replaced by rules when it fails, and the brief is told why', async () => {
    const { activities, called } = fakeActivities({
      analyseWithModel: () => Promise.reject(new DaybriefError('ModelRefused', 'the model refused to answer')),
    });
    const result = await run(activities, resultOf);
    expect(result.notes).toEqual(['Root causes by rules, not by a model: the model refused to answer.']);
    expect(called).toContain('analyseByRules');
    expect(called).not.toContain('summariseWithModel');
    expect(result.outcome).toBe('incidents');
  });

  it('is not asked when none is configured', async () => {
    const { activities, called } = fakeActivities({}, planOf({ noModelReason: 'no language model is configured' }));
    const result = await run(activities, resultOf);
    expect(called).not.toContain('analyseWithModel');
    expect(result.notes[0]).toContain('no language model is configured');
  });

  it('leaves the summary to rules when only that fails', async () => {
    const { activities } = fakeActivities({
      summariseWithModel: () => Promise.reject(new DaybriefError('ModelAnswerInvalid', 'the summary is too long')),
    });
    const result = await run(activities, resultOf);
    expect(result.notes[0]).toContain('the summary is too long');
    expect(result.usage.inputTokens).toBe(1_000);
  });
});

describe('what ends a run', () => {
  it('fails at once, not retryable, on a wrong input', async () => {
    const { activities, called } = fakeActivities({
      prepareRun: () => Promise.reject(new DaybriefError('InvalidInput', 'timeRangeHours: allowed 1 to 168')),
    });
    const failure = await run(activities, failureOf);
    expect(failure).toMatchObject({
      type: 'InvalidInput',
      nonRetryable: true,
      message: 'timeRangeHours: allowed 1 to 168',
    });
    expect(called).toEqual(['prepareRun']);
  });

  it('fails with a record of the brief when it can not be posted', async () => {
    const records: RecordRunRequest[] = [];
    const { activities } = fakeActivities({
      postBriefMessage: () => Promise.reject(new DaybriefError('NotFound', 'channel_not_found')),
      recordRun: async (_plan: RunPlan, request: RecordRunRequest) => {
        records.push(request);
        return { consecutiveFailures: 1 };
      },
    });
    const failure = await run(activities, failureOf);
    expect(failure.message).toBe('The run failed in step post: channel_not_found');
    expect(records).toMatchObject([{ outcome: 'failed', briefRef: { key: 'brief' }, posted: null }]);
  });

  it('keeps a brief that is out when a reply can not be posted', async () => {
    const { activities } = fakeActivities({
      postBriefMessage: async (_plan, { incidentId }) => {
        if (incidentId === 'i2') throw new DaybriefError('InvalidRequest', 'msg_blocks_too_long');
        return { messageId: 'ts', channelId: 'C1', found: false, calls: 1 };
      },
    });
    const result = await run(activities, resultOf);
    expect(result.posted).toMatchObject({ replies: 1 });
    expect(result.errors).toEqual([{ where: 'post', code: 'InvalidRequest', message: 'msg_blocks_too_long' }]);
  });

  it('does not fail for its record', async () => {
    const { activities } = fakeActivities({
      recordRun: () => Promise.reject(new DaybriefError('InvalidConfig', 'no such database')),
    });
    const result = await run(activities, resultOf);
    expect(result.errors).toEqual([{ where: 'record', code: 'InvalidConfig', message: 'no such database' }]);
  });

  it('ends as cancelled when it is cancelled', async () => {
    let begun = (): void => undefined;
    const collecting = new Promise<void>((resolve) => (begun = resolve));
    const { activities } = fakeActivities({
      collectTickets: async () => {
        begun();
        const { signal, heartbeat } = activityCall();
        const beat = setInterval(heartbeat, 200);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        clearInterval(beat);
        throw new DaybriefError('Cancelled', 'cancelled');
      },
    });
    const { status, failedTasks } = await run(activities, async (handle) => {
      await collecting;
      await handle.cancel();
      await handle.result().catch(() => undefined);
      const { events } = await handle.fetchHistory();
      const failed = events?.filter((event) => event.workflowTaskFailedEventAttributes != null);
      return { status: (await handle.describe()).status.name, failedTasks: failed?.length };
    });
    expect(status).toBe('CANCELLED');
    expect(failedTasks).toBe(0);
  });
});
