import { kernel } from './bursts.ts';
import { namesChange } from './change-features.ts';
import { closingNumbers } from './closing-numbers.ts';
import type { LinearModel } from './linear-score.ts';
import { indexNamedFiles } from './named-files.ts';
import type { ReportIndex } from './report-index.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';

export type AnswerFeature =
  | 'near'
  | 'lead'
  | 'changeLead'
  | 'rare'
  | 'files'
  | 'cited'
  | 'closes'
  | 'soon'
  | 'withinHour'
  | 'withinHours'
  | 'author'
  | 'reporter'
  | 'service'
  | 'repair'
  | 'harmless'
  | 'open';

export type AnswerModel = LinearModel<AnswerFeature>;

/** A report and a change that may answer it, by their places in the lists. */
export interface Candidate {
  readonly ticket: number;
  readonly change: number;
  readonly features: Readonly<Record<AnswerFeature, number>>;
}

/** Less than this, and nobody in common, is not looked at. */
const MIN_NEAR = 0.1;
/** A tenth of all changes begun later halves how soon one is: days are as long as they are busy. */
const SOON_SHARE = 0.1;

/** Changes not merged before a report was written, and near to it by words, people, key or number. */
export const answerCandidates = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
  scene: Scene,
  index: ReportIndex,
): Candidate[] => {
  const readFeatures = featureReader(tickets, changes, scene);
  const closedBy = closingNumbers(tickets, changes);
  const candidates = tickets.flatMap((ticket, at) =>
    changes.flatMap((change, place) => {
      if (change.merged !== null && change.merged < ticket.at) return [];
      const near = index.ofChange(at, place);
      const ties = { ...tiesOf(ticket, change), closes: closedBy(at, place) };
      if (near < MIN_NEAR && ties.author + ties.reporter + ties.cited + ties.closes === 0) return [];
      return [{ ticket: at, change: place, features: { near, ...ties, ...readFeatures(at, place) } }];
    }),
  );
  return withLeads(candidates);
};

type Ties = 'author' | 'reporter' | 'cited';
type Read = Exclude<AnswerFeature, Ties | 'closes' | 'near' | 'lead' | 'changeLead'>;
type Unfinished = Omit<Candidate, 'features'> & {
  readonly features: Readonly<Record<Exclude<AnswerFeature, 'lead' | 'changeLead'>, number>>;
};

const featureReader = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
  scene: Scene,
): ((ticket: number, change: number) => Readonly<Record<Read, number>>) => {
  const namedFiles = indexNamedFiles(tickets, changes);
  const service = serviceMatches(tickets, changes, scene);
  const begun = changes.map(({ created }) => created).toSorted((a, b) => a - b);
  return (at, place) => {
    const [ticket, change] = [tickets[at], changes[place]];
    if (ticket === undefined || change === undefined) throw new RangeError(`No ticket ${at} or no change ${place}`);
    const later = change.created - ticket.at;
    const between = (placeOf(begun, change.created) - placeOf(begun, ticket.at)) / changes.length;
    return {
      rare: scene.text.rare(ticket.doc, change.doc) / 2,
      files: namedFiles(ticket, change),
      service: service(at, place),
      soon: later < 0 ? 0 : 2 ** (-between / SOON_SHARE),
      withinHour: later < 0 ? 0 : kernel(later, 60),
      withinHours: later < 0 ? 0 : kernel(later, 240),
      repair: change.repair,
      harmless: change.harmless,
      open: change.merged === null ? 1 : 0,
    };
  };
};

/** How far each candidate is nearer than the best other one of its report, and of its change; below 0 when it is not. */
const withLeads = (candidates: readonly Unfinished[]): Candidate[] => {
  const ofTicket = leaders(candidates, ({ ticket }) => ticket);
  const ofChange = leaders(candidates, ({ change }) => change);
  return candidates.map((candidate) => ({
    ...candidate,
    features: { ...candidate.features, lead: ofTicket(candidate), changeLead: ofChange(candidate) },
  }));
};

const leaders = (
  candidates: readonly Unfinished[],
  keyOf: (candidate: Unfinished) => number,
): ((candidate: Unfinished) => number) => {
  const best = new Map<number, readonly [first: number, second: number]>();
  for (const candidate of candidates) {
    const { near } = candidate.features;
    const [first, second] = best.get(keyOf(candidate)) ?? [MIN_NEAR, MIN_NEAR];
    best.set(keyOf(candidate), near > first ? [near, first] : [first, Math.max(second, near)]);
  }
  return (candidate) => {
    const [first, second] = best.get(keyOf(candidate)) ?? [0, 0];
    return candidate.features.near - (candidate.features.near >= first ? second : first);
  };
};

/** How many of the ascending times lie before this one. */
const placeOf = (times: readonly number[], time: number): number => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

const plain = (person: string): string => person.replace(/^@/, '');

const tiesOf = (ticket: TicketNode, change: ChangeNode): Readonly<Record<Ties, number>> => {
  const author = change.author === null ? null : plain(change.author);
  return {
    author: author !== null && ticket.assignee !== null && plain(ticket.assignee) === author ? 1 : 0,
    reporter: author !== null && ticket.reporter !== null && plain(ticket.reporter) === author ? 1 : 0,
    cited: change.keys.has(ticket.ticket.key) || namesChange(ticket, change) ? 1 : 0,
  };
};

/** How far a ticket speaks of a service whose repository the change is in. */
const serviceMatches = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
  { services }: Scene,
): ((ticket: number, change: number) => number) => {
  const said = tickets.map(({ terms }) => services.names.map((name) => services.match(name, terms)));
  const owned = new Map(
    [...new Set(changes.map(({ change }) => change.repository))].map((repository) => [
      repository,
      services.names.map((name) => services.ofRepository(name, repository)),
    ]),
  );
  return (ticket, change) => {
    const [named, shares] = [said[ticket] ?? [], owned.get(changes[change]?.change.repository ?? '') ?? []];
    return named.reduce((best, match, at) => Math.max(best, match * (shares[at] ?? 0)), 0);
  };
};
