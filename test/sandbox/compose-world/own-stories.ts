import { composeWorld, type ComposedWorld } from '../../../sandbox/compose-world/compose-world.ts';
import { readStories } from '../../../sandbox/compose-world/read-stories.ts';
import { ordinaryDaySchema, type Story } from '../../../sandbox/compose-world/story.ts';

export const NOW_MS = Date.UTC(2026, 10, 24, 8, 30);

/** Every story of the repository, and what is ordinary. */
export const book = await readStories(['sandbox/compose-world/stories', 'sandbox/compose-world/incidents']);

export interface Truth {
  readonly incidents: readonly {
    readonly id: string;
    readonly start: string;
    readonly durationMinutes: number;
    readonly ongoing: boolean;
    readonly rootCause: { readonly text: string; readonly culpritPullRequest: string | null };
    readonly tickets: readonly string[];
    readonly pullRequests: readonly string[];
    readonly logs: readonly { readonly logGroup: string; readonly regex: string; readonly count: number }[];
  }[];
  readonly distractors: { readonly tickets: readonly string[]; readonly pullRequests: readonly string[] };
}

export const truthOf = ({ truth }: ComposedWorld): Truth => truth as Truth;

const MOST_LINES = 40;

/** With a few lines of each kind. */
export const thinned = (story: Story): Story => ({
  ...story,
  logs: story.logs.map((log) => ({ ...log, times: Math.min(log.times, MOST_LINES) })),
});

/** A day that holds one story from beginning to end, and nothing else. */
export const composeAlone = (story: Story): ComposedWorld =>
  composeWorld({
    name: story.id,
    seed: 1,
    nowMs: NOW_MS,
    stories: [{ ...story, startsBeforeEnd: 4_000 }],
    ordinary: ordinaryDaySchema.parse({}),
    noise: { logs: 0, tickets: 0, changes: 0 },
  });

export const pullRequestsOf = ({ pullRequests }: ComposedWorld): string[] =>
  pullRequests.map(({ repository, number }) => `${repository.nameWithOwner}#${number}`);
