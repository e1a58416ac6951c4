import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityCall } from '../../src/activities/call-context.ts';
import type { RecordRunRequest } from '../../src/activities/record-run.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import type { RunPlan } from '../../src/domain/run-plan.ts';
import { fakeActivities, planOf } from './fake-activities.ts';
import { down, failureOf, resultOf, startTestRuns, type TestRuns } from './run-on-fakes.ts';

let runs: TestRuns;
beforeAll(async () => {
  runs = await startTestRuns();
}, 120_000);
afterAll(() => runs?.close());

describe('a source that fails', () => {
  it('leaves an error and a gap, and the run goes on', async () => {
    const { activities } = fakeActivities({ collectTickets: down('Jira') });
    const result = await runs.run(activities, resultOf);
    expect(result.outcome).toBe('incidents');
    expect(result.coverage[0]).toMatchObject({ label: 'Jira', status: 'failed', gaps: ['Jira refused the token'] });
    expect(result.errors).toEqual([{ where: 'tickets', code: 'Unauthorized', message: 'Jira refused the token' }]);
  });

  it('goes on with one source when two fail', async () => {
    const { activities } = fakeActivities({ collectTickets: down('Jira'), planLogSlices: down('CloudWatch') });
    const result = await runs.run(activities, resultOf);
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
    const result = await runs.run(activities, resultOf);
    const logs = result.coverage.at(-1);
    expect(logs).toMatchObject({ status: 'partial', items: 50 });
    expect(logs?.gaps[0]).toContain('/app/a');
    expect(logs?.gaps[0]).toContain('the query is malformed');
  });

  it('has failed when every slice failed', async () => {
    const { activities } = fakeActivities({ mineLogSlice: down('CloudWatch') });
    const result = await runs.run(activities, resultOf);
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
    const failure = await runs.run(activities, failureOf, { team: 'payments' });
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
    await runs.run(activities, failureOf);
    expect(called).not.toContain('postAlert');
  });

  it('is not failed for being not configured', async () => {
    const { logs, ...others } = planOf().sources;
    const sources = { ...others, logs: { ...logs, configured: false } };
    const { activities, called } = fakeActivities({}, planOf({ sources }));
    const result = await runs.run(activities, resultOf);
    expect(result.coverage.at(-1)).toMatchObject({ status: 'not-configured', gaps: [] });
    expect(called).not.toContain('planLogSlices');
  });
});

describe('what ends a run', () => {
  it('fails at once, not retryable, on a wrong input', async () => {
    const { activities, called } = fakeActivities({
      prepareRun: () => Promise.reject(new DaybriefError('InvalidInput', 'timeRangeHours: allowed 1 to 168')),
    });
    const failure = await runs.run(activities, failureOf);
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
    const failure = await runs.run(activities, failureOf);
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
    const result = await runs.run(activities, resultOf);
    expect(result.posted).toMatchObject({ replies: 1 });
    expect(result.errors).toEqual([{ where: 'post', code: 'InvalidRequest', message: 'msg_blocks_too_long' }]);
  });

  it('does not fail for its record', async () => {
    const { activities } = fakeActivities({
      recordRun: () => Promise.reject(new DaybriefError('InvalidConfig', 'no such database')),
    });
    const result = await runs.run(activities, resultOf);
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
    const { status, failedTasks } = await runs.run(activities, async (handle) => {
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
