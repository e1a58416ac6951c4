import type { Story, StoryChange, StoryTicket } from './story.ts';

const MINUTE_MS = 60_000;

/** A story as far as it has happened by the end of the day. Its log lines are cut where they are written. */
export const happenedBy = (nowMs: number, startMs: number, story: Story): Story => {
  const isPast = (minute: number): boolean => startMs + minute * MINUTE_MS < nowMs;
  const tickets = (all: readonly StoryTicket[]): StoryTicket[] => all.filter(({ at }) => isPast(at));
  const changes = (all: readonly StoryChange[]): StoryChange[] =>
    all
      .filter(({ opened }) => isPast(opened))
      .map((change) => (change.merged === null || isPast(change.merged) ? change : { ...change, merged: null }));
  const { lookalikes } = story;
  return {
    ...story,
    tickets: tickets(story.tickets),
    changes: changes(story.changes),
    lookalikes: { ...lookalikes, tickets: tickets(lookalikes.tickets), changes: changes(lookalikes.changes) },
  };
};
