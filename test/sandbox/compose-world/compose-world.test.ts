import { expect, test } from 'vitest';
import { composeWorld } from '../../../sandbox/compose-world/compose-world.ts';
import { ordinaryDaySchema, storySchema } from '../../../sandbox/compose-world/story.ts';
import { composeAlone, NOW_MS, pullRequestsOf, truthOf } from './own-stories.ts';

const change = (ref: string, opened: number, merged: number | null, texts: object) => ({
  ...{ ref, repo: 'mill/oven', opened, merged, title: ref, author: 'baker', branch: ref, files: ['oven.c'] },
  ...texts,
});

const story = storySchema.parse({
  ...{ id: 'cold-oven', title: 'Oven stays cold', story: 'It does.', severity: 'low', difficulty: 'easy' },
  cause: { kind: 'config', text: 'mill/oven[change:dial] turns the dial the wrong way.', change: 'dial' },
  ...{ services: ['oven'], durationMinutes: 60 },
  people: [{ name: 'Bo Baker', github: 'baker', slack: 'U0BAKER' }],
  tickets: [{ ref: 'cold', project: 'OVEN', at: 10, summary: 'Cold', text: 'Since [change:dial]?', reporter: 'Ada' }],
  changes: [
    change('dial', -90, -5, { body: 'Thanks to [ticket:wish].' }),
    change('back', 20, 30, {
      title: 'Revert [change:dial]',
      body: 'mill/oven[change:dial] chills, [ticket:cold]',
      branch: 'revert-[number:dial]-[ticket:cold]',
    }),
  ],
  logs: [{ service: 'oven', group: '/oven', format: 'ruby', text: '{float} degrees', times: 30, from: 0, to: 60 }],
  lookalikes: { tickets: [{ ref: 'wish', project: 'OVEN', at: -200, summary: 'Dial', reporter: 'Ada' }] },
});

test('what texts say of tickets and pull requests is what they are called', () => {
  const composed = composeAlone(story);
  const keyOf = (summary: string) => composed.issues.find(({ fields }) => fields.summary === summary)?.key;
  const pull = (files: number) => composed.pullRequests.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))[files];
  const [dial, back] = [pull(0), pull(1)];
  const number = dial?.number;
  expect(dial?.bodyText).toBe(`Thanks to ${keyOf('Dial')}.`);
  expect(back?.title).toBe(`Revert #${number}`);
  expect(back?.bodyText).toBe(`mill/oven#${number} chills, ${keyOf('Cold')}`);
  expect(back?.headRefName).toBe(`revert-${number}-${keyOf('Cold')}`);
  expect(JSON.stringify(composed.issues)).toContain(`Since #${number}?`);
  expect(truthOf(composed).incidents[0]?.rootCause).toMatchObject({
    text: `mill/oven#${number} turns the dial the wrong way.`,
    culpritPullRequest: `mill/oven#${number}`,
  });
  expect(composed.world).toMatchObject({ people: [{ name: 'Bo Baker', github: 'baker' }] });
});

test('what comes after the end has not happened, but keeps its number', () => {
  const composed = composeWorld({
    ...{ name: 'early', seed: 1, nowMs: NOW_MS, stories: [{ ...story, startsBeforeEnd: 25 }] },
    ordinary: ordinaryDaySchema.parse({}),
    noise: { logs: 0, tickets: 0, changes: 0 },
  });
  expect(pullRequestsOf(composed)).toHaveLength(2);
  expect(composed.pullRequests.map(({ state, mergedAt }) => [state, mergedAt === null])).toContainEqual(['OPEN', true]);
  const [incident] = truthOf(composed).incidents;
  expect(incident?.ongoing).toBe(true);
  expect(incident?.logs[0]?.count).toBeLessThan(30);
  expect(incident?.logs[0]?.count).toBeGreaterThan(3);
  const earlier = composeWorld({
    ...{ name: 'earlier', seed: 1, nowMs: NOW_MS, stories: [{ ...story, startsBeforeEnd: 8 }] },
    ordinary: ordinaryDaySchema.parse({}),
    noise: { logs: 0, tickets: 0, changes: 0 },
  });
  expect(truthOf(earlier).incidents[0]).toMatchObject({ tickets: [], pullRequests: [expect.stringMatching(/^mill/)] });
  expect(earlier.issues).toHaveLength(1);
});

test('a story without a start, and two items of one ref, are refused', () => {
  const plan = { name: 'x', seed: 1, nowMs: NOW_MS, noise: { logs: 0, tickets: 0, changes: 0 } };
  const ordinary = ordinaryDaySchema.parse({});
  expect(() => composeWorld({ ...plan, ordinary, stories: [story] })).toThrow(/cold-oven has no startsBeforeEnd/);
  const twice = { ...story, startsBeforeEnd: 100 };
  expect(() => composeWorld({ ...plan, ordinary, stories: [twice, { ...twice, id: 'again' }] })).toThrow(
    /two of "cold"/,
  );
});
