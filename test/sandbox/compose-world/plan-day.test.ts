import { describe, expect, test } from 'vitest';
import { composeWorld, type ComposedWorld } from '../../../sandbox/compose-world/compose-world.ts';
import { planDay, type DayPlan } from '../../../sandbox/compose-world/plan-day.ts';
import { book, NOW_MS, pullRequestsOf, thinned, truthOf } from './own-stories.ts';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const NOISE = { logs: 1_500, tickets: 40, changes: 60, bursts: 6 };
const thin = { ...book, stories: book.stories.map(thinned) };

const plan = (seed: number, changed: Partial<DayPlan> = {}): DayPlan => ({
  ...{ name: `day-${seed}`, seed, nowMs: NOW_MS, book: thin, incidents: 12, noise: NOISE },
  ...changed,
});
const dayOf = (seed: number, changed: Partial<DayPlan> = {}): ComposedWorld =>
  composeWorld(planDay(plan(seed, changed)));

const jiraMs = (time: string): number => Date.parse(time.replace('+0000', 'Z'));

test('the same seed makes the same day, another seed another', () => {
  expect(dayOf(5)).toEqual(dayOf(5));
  expect(truthOf(dayOf(6)).incidents.map(({ id }) => id)).not.toEqual(truthOf(dayOf(5)).incidents.map(({ id }) => id));
});

describe.each([1, 2, 3, 4, 5, 6])('a day of seed %i', (seed) => {
  const day = dayOf(seed);
  const { incidents } = truthOf(day);
  const issues = new Map(day.issues.map((issue) => [issue.key, issue.fields]));
  const pulls = new Map(day.pullRequests.map((pull, index) => [pullRequestsOf(day)[index] ?? '', pull]));

  test('has the incidents asked for, a quarter of them still going on', () => {
    expect(incidents).toHaveLength(12);
    expect(incidents.filter(({ ongoing }) => ongoing)).toHaveLength(3);
  });

  test('holds their tickets and their lines within it', () => {
    const groups = new Map(day.logGroups);
    for (const { start, tickets, logs } of incidents) {
      expect(Date.parse(start)).toBeGreaterThanOrEqual(NOW_MS - DAY_MS);
      expect(tickets.length + logs.length).toBeGreaterThan(0);
      for (const key of tickets) {
        expect(jiraMs(issues.get(key)?.created ?? '')).toBeGreaterThanOrEqual(NOW_MS - DAY_MS);
        expect(jiraMs(issues.get(key)?.created ?? '')).toBeLessThan(NOW_MS);
      }
      for (const { logGroup, regex, count } of logs) {
        const expression = new RegExp(regex, 's');
        const times = (groups.get(logGroup) ?? []).filter(({ message }) => expression.test(message));
        expect(times).toHaveLength(count);
        for (const { atMs } of times) expect(atMs).toBeGreaterThanOrEqual(NOW_MS - DAY_MS);
      }
    }
  });

  test('holds all of what is over, and of what goes on only what has happened', () => {
    for (const { id, ongoing, start, tickets, pullRequests } of incidents) {
      const story = thin.stories.find((one) => one.id === id);
      const sinceStart = (NOW_MS - Date.parse(start)) / MINUTE_MS;
      expect(tickets).toHaveLength(story?.tickets.filter(({ at }) => at < sinceStart).length ?? -1);
      if (!ongoing) expect(tickets).toHaveLength(story?.tickets.length ?? -1);
      const opened = story?.changes.filter((change) => change.opened < sinceStart) ?? [];
      expect(pullRequests).toHaveLength(opened.length);
      const merged = opened.filter((change) => change.merged !== null && change.merged < sinceStart);
      expect(pullRequests.filter((pull) => pulls.get(pull)?.state === 'MERGED')).toHaveLength(merged.length);
    }
  });

  test('holds nothing after its end', () => {
    for (const { created, updated } of issues.values()) {
      expect(jiraMs(created)).toBeLessThan(NOW_MS);
      expect(jiraMs(updated)).toBeLessThanOrEqual(NOW_MS);
    }
    for (const { createdAt, updatedAt, mergedAt } of pulls.values())
      for (const time of [createdAt, updatedAt, mergedAt ?? createdAt]) expect(Date.parse(time)).toBeLessThan(NOW_MS);
    for (const [, events] of day.logGroups) for (const { atMs } of events) expect(atMs).toBeLessThan(NOW_MS);
  });

  test('names no key and no pull request twice, and knows its people', () => {
    expect(issues.size).toBe(day.issues.length);
    expect(pulls.size).toBe(day.pullRequests.length);
    const people = (day.world as { people: { github: string }[] }).people.map(({ github }) => github);
    expect(new Set(people).size).toBe(people.length);
    for (const { id } of incidents)
      expect(people).toEqual(
        expect.arrayContaining(thin.stories.find((one) => one.id === id)?.people.map((p) => p.github) ?? []),
      );
  });
});

describe('the noise of a day', () => {
  const quiet = dayOf(3, { incidents: 0, noise: { logs: 3_000, tickets: 60, changes: 150, bursts: 0 } });

  test('is of the size asked for', () => {
    expect(quiet.issues).toHaveLength(60);
    expect(quiet.pullRequests).toHaveLength(150);
    const events = quiet.logGroups.reduce((sum, [, group]) => sum + group.length, 0);
    expect(events).toBeGreaterThan(2_950);
    expect(events).toBeLessThan(3_050);
    expect(truthOf(quiet).incidents).toEqual([]);
  });

  test('is various', () => {
    expect(new Set(quiet.issues.map(({ fields }) => fields.summary)).size).toBeGreaterThan(45);
    expect(new Set(quiet.issues.map(({ fields }) => fields.priority?.name)).size).toBeGreaterThan(2);
    expect(new Set(quiet.pullRequests.map(({ title }) => title)).size).toBeGreaterThan(60);
    expect(new Set(quiet.pullRequests.map(({ repository }) => repository.nameWithOwner)).size).toBeGreaterThan(10);
  });

  test('sleeps at night', () => {
    const hours = quiet.logGroups.flatMap(([, events]) => events.map(({ atMs }) => new Date(atMs).getUTCHours()));
    const between = (from: number, to: number): number => hours.filter((hour) => hour >= from && hour < to).length;
    expect(between(13, 17)).toBeGreaterThan(2 * between(1, 5));
  });

  test('has bursts of a few minutes, on top of its lines', () => {
    const noise = { logs: 1_000, tickets: 0, changes: 0 };
    const without = planDay(plan(8, { incidents: 0, noise: { ...noise, bursts: 0 } }));
    const { ordinary } = planDay(plan(8, { incidents: 0, noise: { ...noise, bursts: 9 } }));
    const bursts = ordinary.logs.slice(without.ordinary.logs.length);
    expect(new Set(bursts.map(({ from }) => from)).size).toBe(9);
    for (const { from, to, times } of bursts) {
      expect(to - from).toBeGreaterThanOrEqual(1);
      expect(to - from).toBeLessThanOrEqual(5);
      expect(to).toBeLessThan(0);
      expect(times).toBeGreaterThan(0);
    }
  });
});

test('more incidents than stories are refused', () => {
  expect(() => planDay(plan(1, { incidents: 1_000 }))).toThrow(
    /1000 incidents asked for, but there are only 110 stories/,
  );
});
