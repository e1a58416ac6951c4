import { describe, expect, test } from 'vitest';
import { book, composeAlone, pullRequestsOf, thinned, truthOf } from './own-stories.ts';

const all = book.stories.map((story) => [story.id, thinned(story)] as const);

test('there are stories, each with a name of its own', () => {
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all.map(([id]) => id)).size).toBe(all.length);
});

test('no two tickets, and no two changes, share a ref: any stories can meet in one day', () => {
  const twins = (refs: readonly string[]): string[] => refs.filter((ref, index) => refs.indexOf(ref) !== index);
  const stories = all.map(([, story]) => story);
  expect(twins(stories.flatMap((s) => [...s.tickets, ...s.lookalikes.tickets].map(({ ref }) => ref)))).toEqual([]);
  expect(twins(stories.flatMap((s) => [...s.changes, ...s.lookalikes.changes].map(({ ref }) => ref)))).toEqual([]);
});

test('a login is one person', () => {
  const names = new Map<string, Set<string>>();
  for (const { name, github } of [...book.ordinary.people, ...book.stories.flatMap(({ people }) => people)])
    names.set(github, (names.get(github) ?? new Set()).add(name));
  expect([...names].filter(([, same]) => same.size > 1)).toEqual([]);
});

describe.each(all)('%s', (_, story) => {
  const composed = composeAlone(story);
  const [incident] = truthOf(composed).incidents;
  const { distractors } = truthOf(composed);

  test('its cause is one of its own changes, merged before the first sign', () => {
    const { change } = story.cause;
    if (change === null) return expect(incident?.rootCause.culpritPullRequest).toBeNull();
    const culprit = story.changes.find(({ ref }) => ref === change);
    expect(culprit?.merged).toBeLessThanOrEqual(0);
    expect(incident?.pullRequests).toContain(incident?.rootCause.culpritPullRequest);
  });

  test('all of it is in the day and in the truth', () => {
    expect(composed.issues.map(({ key }) => key).toSorted()).toEqual(
      [...(incident?.tickets ?? []), ...distractors.tickets].toSorted(),
    );
    expect(pullRequestsOf(composed).toSorted()).toEqual(
      [...(incident?.pullRequests ?? []), ...distractors.pullRequests].toSorted(),
    );
    expect(incident?.logs.map(({ count }) => count)).toEqual(story.logs.map(({ times }) => times));
  });

  test('each expression matches the lines of its template and no other', () => {
    const groups = new Map(composed.logGroups);
    const found = incident?.logs.map(({ logGroup, regex }) => {
      const expression = new RegExp(regex, 's');
      return groups.get(logGroup)?.filter(({ message }) => expression.test(message)).length;
    });
    expect(found).toEqual(story.logs.map(({ times }) => times));
  });

  test('its texts refer to its own tickets and changes', () => {
    const { lookalikes } = story;
    const own = {
      ticket: new Set([...story.tickets, ...lookalikes.tickets].map(({ ref }) => ref)),
      change: new Set([...story.changes, ...lookalikes.changes].map(({ ref }) => ref)),
    };
    for (const [, kind, ref = ''] of JSON.stringify(story).matchAll(/\[(ticket|change|number):([^\]]*)\]/g))
      expect(kind === 'ticket' ? own.ticket : own.change).toContain(ref);
  });

  test('no reference and no hole of a kind we know is left in its texts', () => {
    const texts = JSON.stringify([composed.issues, composed.pullRequests, composed.truth, composed.logGroups]);
    expect(
      texts.match(/\[(?:ticket|change|number):[^\]]*\]|\{(?:one|hex):[^{}]*\}|\{(?:n|uuid|ms|now|ip)\}/g),
    ).toBeNull();
  });
});
