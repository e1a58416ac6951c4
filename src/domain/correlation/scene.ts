import type { Evidence } from '../evidence.ts';
import type { LogPattern } from '../log-pattern.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Ticket } from '../ticket.ts';
import { MINUTE_MS } from '../time-range.ts';
import { findBursts, type Burst } from './bursts.ts';
import { templateTerms } from './document-terms.ts';
import { burstNode, changeNode, ticketNode } from './evidence-nodes.ts';
import { indexPeople } from './people.ts';
import type { PullRequestReference } from './references.ts';
import { partnersOf, type Partner } from './partners.ts';
import { indexTeams, type TeamIndex } from './teams.ts';
import { indexServices, type ServiceIndex } from './service-index.ts';
import { indexTexts, type TextIndex } from './text-index.ts';

/** A piece of evidence with what correlation reads from it; times are minutes since the epoch. `doc` is its text's number. */
export interface BurstNode extends Burst {
  readonly doc: number;
  readonly terms: ReadonlySet<string>;
  readonly services: readonly string[];
  readonly short: number;
  readonly dense: number;
  readonly restart: number;
  /** Speaks of a cause that no change brings about. */
  readonly outside: number;
  /** Tells of an error of what it calls. */
  readonly symptom: number;
  /** Packages that its stack trace runs through, other than the service's own. */
  readonly libraries: ReadonlySet<string>;
}

export interface TicketNode {
  readonly ticket: Ticket;
  readonly doc: number;
  readonly terms: ReadonlySet<string>;
  /** Of its summary alone. */
  readonly title: ReadonlySet<string>;
  readonly at: number;
  readonly assignee: string | null;
  readonly reporter: string | null;
  readonly stated: readonly number[];
  readonly acute: number;
  readonly fresh: number;
  readonly old: number;
  readonly trivial: number;
  readonly broad: number;
  readonly grave: number;
  readonly exposed: number;
  readonly halted: number;
  readonly nothingChanged: number;
  readonly changed: number;
  /** Speaks of a cause outside the code. */
  readonly beyond: number;
  readonly inVain: number;
  /** Pull requests that it names. */
  readonly references: readonly PullRequestReference[];
  /** 0 (lowest) to 1 (highest); 0.4 when there is none. */
  readonly urgency: number;
}

export interface ChangeNode {
  readonly change: PullRequest;
  readonly doc: number;
  readonly terms: ReadonlySet<string>;
  /** Of its title and branch alone. */
  readonly title: ReadonlySet<string>;
  readonly text: string;
  /** The same with the branch, in lower case. */
  readonly said: string;
  /** Of the paths of its files. */
  readonly paths: ReadonlySet<string>;
  /** Ticket keys that title, body and branch name. */
  readonly keys: ReadonlySet<string>;
  readonly references: readonly PullRequestReference[];
  readonly merged: number | null;
  readonly created: number;
  readonly author: string | null;
  readonly harmless: number;
  readonly repair: number;
  readonly risky: number;
  readonly bump: number;
  /** It moves versions: it says so, or touches a list of dependencies. */
  readonly upgrades: boolean;
  readonly inert: number;
  readonly mitigating: number;
}

/** Everything that was collected, in an order of its own, ready to be compared. */
export interface Scene {
  readonly evidence: Evidence;
  /** Minutes since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly bursts: readonly BurstNode[];
  readonly tickets: readonly TicketNode[];
  readonly changes: readonly ChangeNode[];
  readonly text: TextIndex;
  readonly services: ServiceIndex;
  readonly teams: TeamIndex;
  readonly changesOf: ReadonlyMap<string, readonly ChangeNode[]>;
  /** For each change those of its repository that take it back, or touch its files. */
  readonly partners: ReadonlyMap<ChangeNode, readonly Partner[]>;
  /** Document numbers of what is known of each service all day. */
  readonly serviceDocs: ReadonlyMap<string, number>;
}

const byKey =
  <Item>(keyOf: (item: Item) => string) =>
  (a: Item, b: Item): number => {
    const [x, y] = [keyOf(a), keyOf(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };

const unique = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] =>
  [...new Map(items.map((item) => [keyOf(item), item])).values()].toSorted(byKey(keyOf));

export const sceneOf = (evidence: Evidence): Scene => {
  const patterns = unique(evidence.logPatterns, ({ id }) => id);
  const tickets = unique(evidence.tickets, ({ key }) => key);
  const changes = unique(evidence.pullRequests, ({ id }) => id);
  const bursts = findBursts(patterns, evidence.range);
  const services = indexServices(
    evidence.scope.services,
    patterns.flatMap((pattern) => pattern.services),
  );
  const people = indexPeople(
    evidence.scope.people,
    tickets.flatMap(({ assignee, reporter }) => [assignee, reporter]),
  );
  const offset = offsetOf(evidence.scope.timeZone, evidence.range.toMs);
  const burstNodes = bursts.map((burst, at) => burstNode(burst, at));
  const ticketNodes = tickets.map((ticket, at) => ticketNode(ticket, bursts.length + at, people, offset));
  const changeNodes = changes.map((change, at) => changeNode(change, bursts.length + tickets.length + at, people));
  const kept = new Set(bursts.map(({ pattern }) => pattern.id));
  const background = patterns.filter(({ id }) => !kept.has(id));
  const profiles = serviceProfiles(services, patterns, changeNodes);
  const first = bursts.length + tickets.length + changes.length;
  return {
    evidence,
    from: evidence.range.fromMs / MINUTE_MS,
    to: evidence.range.toMs / MINUTE_MS,
    bursts: burstNodes,
    tickets: ticketNodes,
    changes: changeNodes,
    services,
    teams: indexTeams(services, changeNodes),
    changesOf: Map.groupBy(changeNodes, ({ author }) => author ?? ''),
    partners: partnersOf(changeNodes),
    serviceDocs: new Map(services.names.map((name, at) => [name, first + at])),
    text: indexTexts(
      [...[...burstNodes, ...ticketNodes, ...changeNodes].map(({ terms }) => terms), ...profiles],
      background.map(templateTerms),
    ),
  };
};

/** What a service's name, all its patterns of the day and the titles in its repository say. */
const serviceProfiles = (
  services: ServiceIndex,
  patterns: readonly LogPattern[],
  changes: readonly ChangeNode[],
): Set<string>[] => {
  const profiles = new Map(services.names.map((name) => [name, new Set<string>()]));
  for (const pattern of patterns) {
    const own = profiles.get(pattern.services[0] ?? '');
    for (const term of templateTerms(pattern)) own?.add(term);
  }
  for (const { change, terms } of changes) {
    const owner = services.ownedBy(change.repository);
    const own = owner === null ? undefined : profiles.get(owner);
    for (const term of terms) own?.add(term);
  }
  return services.names.map((name) => profiles.get(name) ?? new Set());
};

const offsetOf = (timeZone: string, atMs: number): number => {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
    const match = /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
    if (match === null) return 0;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * MINUTE_MS;
  } catch {
    return 0;
  }
};
