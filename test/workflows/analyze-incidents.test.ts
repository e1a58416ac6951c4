import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activities } from '../../src/activities/index.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import { stateQuery } from '../../src/workflows/messages.ts';
import { fakeActivities, planOf, sliceOf } from './fake-activities.ts';
import { resultOf, startTestRuns, type TestRuns } from './run-on-fakes.ts';

let runs: TestRuns;
beforeAll(async () => {
  runs = await startTestRuns();
}, 120_000);
afterAll(() => runs?.close());

describe('a run with everything in place', () => {
  it('collects, correlates, analyses, summarises, posts a message and its replies, and records', async () => {
    const { activities, called } = fakeActivities();
    const result = await runs.run(activities, resultOf);
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
    const { state, found } = await runs.run(activities, async (handle) => {
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
    const result = await runs.run(activities, resultOf);
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
    const result = await runs.run(activities, resultOf);
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
    const result = await runs.run(activities, resultOf);
    expect(result).toMatchObject({ outcome: 'all-quiet', severity: null, incidents: 0, posted: { replies: 0 } });
    expect(called.filter((name) => /model|rules/i.test(name))).toEqual([]);
  });
});

describe('the language model', () => {
  it('is replaced by rules when it fails, and the brief is told why', async () => {
    const { activities, called } = fakeActivities({
      analyseWithModel: () => Promise.reject(new DaybriefError('ModelRefused', 'the model refused to answer')),
    });
    const result = await runs.run(activities, resultOf);
    expect(result.notes).toEqual(['Root causes by rules, not by a model: the model refused to answer.']);
    expect(called).toContain('analyseByRules');
    expect(called).not.toContain('summariseWithModel');
    expect(result.outcome).toBe('incidents');
  });

  it('is not asked when none is configured', async () => {
    const { activities, called } = fakeActivities({}, planOf({ noModelReason: 'no language model is configured' }));
    const result = await runs.run(activities, resultOf);
    expect(called).not.toContain('analyseWithModel');
    expect(result.notes[0]).toContain('no language model is configured');
  });

  it('leaves the summary to rules when only that fails', async () => {
    const { activities } = fakeActivities({
      summariseWithModel: () => Promise.reject(new DaybriefError('ModelAnswerInvalid', 'the summary is too long')),
    });
    const result = await runs.run(activities, resultOf);
    expect(result.notes[0]).toContain('the summary is too long');
    expect(result.usage.inputTokens).toBe(1_000);
  });
});
