import type { JiraIssue, PullRequestNode } from '../world.ts';
import { inProportion } from './in-proportion.ts';
import { jiraIssueOf, pullRequestOf, type WireContext } from './evidence-on-wire.ts';
import { happenedBy } from './happened-by.ts';
import { LogCollector, type TrueLog, type WorldEvent } from './log-events.ts';
import { numberEvidence, type Placed } from './number-evidence.ts';
import { ordinaryHomes, routineChangesOf } from './routine-changes.ts';
import { SeededRandom } from './seeded-random.ts';
import type { OrdinaryDay, Story, StoryChange, StoryTicket } from './story.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

export interface WorldPlan {
  readonly name: string;
  readonly seed: number;
  /** The end of the day; epoch milliseconds. */
  readonly nowMs: number;
  /** Each with its start; none for a quiet day. */
  readonly stories: readonly Story[];
  readonly ordinary: OrdinaryDay;
  /** Lines, tickets and routine changes that belong to no incident. */
  readonly noise: { readonly logs: number; readonly tickets: number; readonly changes: number };
}

export interface ComposedWorld {
  readonly world: object;
  readonly issues: readonly JiraIssue[];
  readonly pullRequests: readonly PullRequestNode[];
  readonly logGroups: readonly (readonly [string, readonly WorldEvent[]])[];
  readonly truth: object;
}

/** A day of an organisation, the same for the same plan. Throws an Error for a story without its start. */
export const composeWorld = (plan: WorldPlan): ComposedWorld => {
  const { ordinary, noise, nowMs } = plan;
  const random = new SeededRandom(plan.seed);
  const homes = ordinaryHomes(ordinary);
  const missing = Math.max(0, noise.changes - ordinary.changes.length);
  const routine = routineChangesOf(ordinary.routineChanges, homes, missing, random);
  const noiseTickets = ordinary.tickets.slice(0, noise.tickets).map(placedAt(nowMs));
  const noiseChanges = [...ordinary.changes, ...routine].slice(0, noise.changes).map(placedAt(nowMs));
  // What has not happened yet is numbered too: texts may speak of it.
  const names = numberEvidence(
    [...plan.stories.flatMap((story) => ticketsOf(story, nowMs)), ...noiseTickets],
    [...plan.stories.flatMap((story) => changesOf(story, nowMs)), ...noiseChanges],
    random,
  );
  const stories = plan.stories.map((story) => happenedBy(nowMs, startOf(story, nowMs), story));
  const tickets = [...stories.flatMap((story) => ticketsOf(story, nowMs)), ...noiseTickets];
  const changes = [...stories.flatMap((story) => changesOf(story, nowMs)), ...noiseChanges];
  const context: WireContext = { names, random, nowMs };
  const collector = new LogCollector(random, nowMs);
  const incidents = stories.map((story) => incidentOf(story, startOf(story, nowMs), context, collector));
  const lookalikes = stories.flatMap((story) =>
    story.lookalikes.logs.map((log, index) => collector.add(log, startOf(story, nowMs), `${story.id}/like-${index}`)),
  );
  for (const log of inProportion(ordinary.logs, noise.logs)) collector.add(log, nowMs, 'ordinary');
  const issues = tickets.map(({ item, startMs }) => jiraIssueOf(item, startMs, context));
  const pullRequests = changes.map(({ item, startMs }) => pullRequestOf(item, startMs, context));
  return {
    world: worldFileOf(plan, issues, pullRequests, collector),
    issues: issues.toSorted((a, b) => (a.fields.created < b.fields.created ? 1 : -1)),
    pullRequests: pullRequests.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)),
    logGroups: collector.groups(),
    truth: { incidents, distractors: distractorsOf(stories, context, lookalikes) },
  };
};

const startOf = ({ id, startsBeforeEnd }: Story, nowMs: number): number => {
  if (startsBeforeEnd === undefined) throw new Error(`${id} has no startsBeforeEnd: give --incidents to place it`);
  return nowMs - startsBeforeEnd * MINUTE_MS;
};

const ticketsOf = (story: Story, nowMs: number): readonly Placed<StoryTicket>[] =>
  [...story.tickets, ...story.lookalikes.tickets].map(placedAt(startOf(story, nowMs)));

const changesOf = (story: Story, nowMs: number): readonly Placed<StoryChange>[] =>
  [...story.changes, ...story.lookalikes.changes].map(placedAt(startOf(story, nowMs)));

const placedAt =
  (startMs: number) =>
  <Item>(item: Item): Placed<Item> => ({ item, startMs });

const pullRequestId = ({ names }: WireContext, change: StoryChange): string =>
  `${change.repo}#${names.changeNumber(change)}`;

const incidentOf = (story: Story, startMs: number, context: WireContext, collector: LogCollector): object => {
  const culprit = story.changes.find(({ ref }) => ref === story.cause.change);
  if (culprit === undefined && story.cause.change !== null)
    throw new Error(`${story.id}: no change ${story.cause.change}`);
  const { id, title, difficulty, severity, services, durationMinutes } = story;
  return {
    ...{ id, title, difficulty, severity, services },
    start: new Date(startMs).toISOString(),
    durationMinutes,
    ongoing: startMs + durationMinutes * MINUTE_MS > context.nowMs,
    rootCause: {
      kind: story.cause.kind,
      text: context.names.nameIn(story.cause.text),
      culpritPullRequest: culprit === undefined ? null : pullRequestId(context, culprit),
    },
    tickets: story.tickets.map((ticket) => context.names.ticketKey(ticket)),
    pullRequests: story.changes.map((change) => pullRequestId(context, change)),
    logs: story.logs
      .map((log, index) => collector.add(log, startMs, `${id}/log-${index}`))
      .filter(({ count }) => count > 0),
  };
};

const distractorsOf = (stories: readonly Story[], context: WireContext, logs: readonly TrueLog[]): object => ({
  tickets: stories.flatMap(({ lookalikes }) => lookalikes.tickets.map((ticket) => context.names.ticketKey(ticket))),
  pullRequests: stories.flatMap(({ lookalikes }) => lookalikes.changes.map((change) => pullRequestId(context, change))),
  logs: logs.filter(({ count }) => count > 0),
});

const worldFileOf = (
  { name, nowMs, ordinary, stories }: WorldPlan,
  issues: readonly JiraIssue[],
  pullRequests: readonly PullRequestNode[],
  collector: LogCollector,
): object => ({
  name,
  now: new Date(nowMs).toISOString(),
  timeRangeHours: DAY_MINUTES / 60,
  jiraProjects: [...new Set(issues.map(({ fields }) => fields.project.key))].toSorted(),
  repositories: [...new Set(pullRequests.map(({ repository }) => repository.nameWithOwner))].toSorted(),
  logGroups: collector.groups().map(([group]) => ({ name: group, file: logFileOf(group) })),
  services: ordinary.services,
  people: peopleOf([...ordinary.people, ...stories.flatMap(({ people }) => people)]),
});

/** Each login once. */
const peopleOf = (people: OrdinaryDay['people']): OrdinaryDay['people'] => [
  ...new Map(people.map((person) => [person.github, person])).values(),
];

export const logFileOf = (group: string): string => `logs/${group.replace(/^\//, '').replaceAll('/', '.')}.jsonl`;
