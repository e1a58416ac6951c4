import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load-config.ts';
import { changeSchedule } from '../../src/schedules/change-schedule.ts';
import { listSchedules } from '../../src/schedules/list-schedules.ts';
import { syncSchedules, type ScheduleChange } from '../../src/schedules/sync-schedules.ts';
import { startTestTemporal } from '../workflows/test-temporal.ts';

let temporal: TestWorkflowEnvironment;
let client: Client;
beforeAll(async () => {
  temporal = await startTestTemporal();
  ({ client } = temporal);
}, 60_000);
afterAll(() => temporal.teardown());

interface TeamEntry {
  readonly name: string;
  readonly schedule?: { readonly cron?: string; readonly timeZone?: string; readonly enabled?: boolean };
}

const sync = (teams: readonly TeamEntry[], taskQueue = 'daybrief'): Promise<ScheduleChange[]> => {
  const withSources = teams.map((team) => ({ ...team, jiraProjects: ['PAY'] }));
  const config = parseConfig(JSON.stringify({ teams: withSources, temporal: { taskQueue } }), 'd.yaml');
  return syncSchedules({ client, config, searchAttributes: true });
};

/** Temporal's list follows the schedules after a while. */
const listed = async (ids: readonly string[]): Promise<void> => {
  await expect
    .poll(async () => (await listSchedules(client)).map(({ scheduleId }) => scheduleId), { timeout: 20_000 })
    .toEqual(ids);
};

beforeEach(async () => {
  const deleteAll = async (): Promise<number> => {
    let found = 0;
    for await (const { scheduleId } of client.schedule.list()) {
      found++;
      await client.schedule
        .getHandle(scheduleId)
        .delete()
        .catch(() => undefined);
    }
    return found;
  };
  await expect.poll(deleteAll, { timeout: 20_000 }).toBe(0);
}, 30_000);

describe('syncSchedules', () => {
  it('creates one for each team: weekdays at 08:30 there, nothing twice, an hour of catch-up', async () => {
    const [change] = await sync([{ name: 'payments', schedule: { timeZone: 'Asia/Tokyo' } }]);
    expect(change).toMatchObject({
      scheduleId: 'daybrief-payments',
      team: 'payments',
      change: 'created',
      paused: false,
    });
    const next = new Date(change?.nextRunMs ?? 0);
    expect(next.toISOString()).toMatch(/T23:30:00\.000Z$/);
    expect([0, 1, 2, 3, 4]).toContain(next.getUTCDay());

    const { spec, action, policies, typedSearchAttributes } = await client.schedule
      .getHandle('daybrief-payments')
      .describe();
    expect(spec.timezone).toBe('Asia/Tokyo');
    expect(action).toMatchObject({
      workflowType: 'analyzeIncidents',
      workflowId: 'daybrief-payments',
      taskQueue: 'daybrief',
      args: [{ team: 'payments' }],
    });
    expect(policies).toEqual({ overlap: 'SKIP', catchupWindow: 3_600_000, pauseOnFailure: false });
    expect(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])).toEqual([
      ['DaybriefTeam', 'payments'],
    ]);
  });

  it('changes nothing when run again, and only what differs otherwise', async () => {
    await sync([{ name: 'payments' }, { name: 'web' }]);
    expect((await sync([{ name: 'payments' }, { name: 'web' }])).map(({ change }) => change)).toEqual([
      'unchanged',
      'unchanged',
    ]);
    const changes = await sync([{ name: 'payments', schedule: { cron: '0 7 * * *' } }, { name: 'web' }]);
    expect(changes.map(({ change }) => change)).toEqual(['updated', 'unchanged']);
    expect(new Date(changes[0]?.nextRunMs ?? 0).toISOString()).toMatch(/T07:00:00/);
  });

  it('keeps a paused schedule paused, with its note', async () => {
    await sync([{ name: 'payments' }]);
    await changeSchedule(client, 'payments', 'pause', 'holidays');
    const [change] = await sync([{ name: 'payments', schedule: { cron: '0 7 * * *' } }]);
    expect(change).toMatchObject({ change: 'updated', paused: true, nextRunMs: null });
    const { state } = await client.schedule.getHandle('daybrief-payments').describe();
    expect(state).toMatchObject({ paused: true, note: 'holidays' });
    await changeSchedule(client, 'payments', 'resume', 'back');
    expect((await sync([{ name: 'payments' }]))[0]).toMatchObject({ change: 'updated', paused: false });
  });

  it('removes those of teams that are gone or switched off, and nobody else’s', async () => {
    await sync([{ name: 'gone' }, { name: 'off' }, { name: 'stays' }]);
    await sync([{ name: 'other' }], 'another-installation');
    const action = { type: 'startWorkflow', workflowType: 'report', taskQueue: 'daybrief', args: [] } as const;
    await client.schedule.create({ scheduleId: 'daybrief-report', spec: { intervals: [{ every: '1 day' }] }, action });
    await listed(['daybrief-gone', 'daybrief-off', 'daybrief-other', 'daybrief-stays']);

    const changes = await sync([{ name: 'stays' }, { name: 'off', schedule: { enabled: false } }]);
    expect(Object.fromEntries(changes.map(({ team, change, reason }) => [team, `${change} ${reason}`]))).toEqual({
      gone: 'removed no such team in the configuration',
      off: 'removed disabled in the configuration',
      stays: 'unchanged null',
    });
    await listed(['daybrief-other', 'daybrief-stays']);
    expect((await client.schedule.getHandle('daybrief-report').describe()).action.workflowType).toBe('report');
  });

  it('does not take over a schedule that Daybrief did not make', async () => {
    const action = { type: 'startWorkflow', workflowType: 'report', taskQueue: 'q', args: [] } as const;
    await client.schedule.create({ scheduleId: 'daybrief-web', spec: { intervals: [{ every: '1 day' }] }, action });
    await expect(sync([{ name: 'web' }])).rejects.toMatchObject({ code: 'InvalidRequest' });
    await expect(changeSchedule(client, 'web', 'delete', '')).rejects.toMatchObject({ code: 'InvalidRequest' });
    expect((await client.schedule.getHandle('daybrief-web').describe()).action.workflowType).toBe('report');
  });

  it('the server takes every form of cron that the configuration takes', async () => {
    const crons = ['*/15 0 1-15/2 JAN-mar MON-FRI', '0 8,17 * * 7', '5/10 23 1,31 12 *', ' 0  0 1 1 SUN '];
    const teams = crons.map((cron, index) => ({ name: `t${index}`, schedule: { cron, timeZone: 'US/Eastern' } }));
    expect((await sync(teams)).map(({ change }) => change)).toEqual(crons.map(() => 'created'));
  });
});

describe('changeSchedule', () => {
  it('triggers a run with the team as its input', async () => {
    await sync([{ name: 'payments' }]);
    await changeSchedule(client, 'payments', 'trigger', '');
    const handle = client.schedule.getHandle('daybrief-payments');
    const running = async () => (await handle.describe()).info.recentActions[0]?.action.workflow.workflowId;
    await expect.poll(running, { timeout: 20_000 }).toMatch(/^daybrief-payments-\d{4}-/);
    const description = await client.workflow.getHandle((await running()) ?? '').describe();
    expect(description.type).toBe('analyzeIncidents');
    await client.workflow.getHandle(description.workflowId).terminate();
  });

  it('says how to make a schedule that is not there', async () => {
    await expect(changeSchedule(client, 'nobody', 'pause', '')).rejects.toMatchObject({
      code: 'NotFound',
      message: expect.stringContaining('daybrief schedule sync') as string,
    });
  });
});
