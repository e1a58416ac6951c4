import { kernel } from './bursts.ts';
import { namesChange } from './change-features.ts';
import { closingNumbers } from './closing-numbers.ts';
import { bestOver } from './group.ts';
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
  const tie = tieReader(tickets, changes);
  const candidates: Unfinished[] = [];
  for (const [at, ticket] of tickets.entries()) {
    for (let place = 0; place < changes.length; place++) {
      const change = changes[place];
      if (change === undefined || (change.merged !== null && change.merged < ticket.at)) continue;
      const near = index.ofChange(at, place);
      const ties = tie(at, place);
      const closes = closedBy(at, place);
      if (near < MIN_NEAR && ties.author + ties.reporter + ties.cited + closes === 0) continue;
      candidates.push({ ticket: at, change: place, features: readFeatures(at, place, { near, closes, ties }) });
    }
  }
  return withLeads(candidates);
};

type Ties = Readonly<Record<'author' | 'reporter' | 'cited', number>>;

interface Found {
  readonly near: number;
  readonly closes: number;
  readonly ties: Ties;
}

/** Without its leads yet. */
interface Unfinished {
  readonly ticket: number;
  readonly change: number;
  readonly features: Record<AnswerFeature, number>;
}

const featureReader = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
  scene: Scene,
): ((ticket: number, change: number, found: Found) => Record<AnswerFeature, number>) => {
  const namedFiles = indexNamedFiles(tickets, changes);
  const service = serviceMatches(tickets, changes, scene);
  const begun = changes.map(({ created }) => created).toSorted((a, b) => a - b);
  const ticketPlaces = tickets.map((ticket) => placeOf(begun, ticket.at));
  const changePlaces = changes.map(({ created }) => placeOf(begun, created));
  return (at, place, { near, closes, ties: { author, reporter, cited } }) => {
    const ticket = tickets[at];
    const change = changes[place];
    if (ticket === undefined || change === undefined) throw new RangeError(`No ticket ${at} or no change ${place}`);
    const later = change.created - ticket.at;
    const between = ((changePlaces[place] ?? 0) - (ticketPlaces[at] ?? 0)) / changes.length;
    return {
      near,
      lead: 0,
      changeLead: 0,
      rare: scene.text.rare(ticket.doc, change.doc) / 2,
      files: namedFiles(ticket, change),
      cited,
      closes,
      soon: later < 0 ? 0 : 2 ** (-between / SOON_SHARE),
      withinHour: later < 0 ? 0 : kernel(later, 60),
      withinHours: later < 0 ? 0 : kernel(later, 240),
      author,
      reporter,
      service: service(at, place),
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
  for (const candidate of candidates) {
    candidate.features.lead = ofTicket(candidate);
    candidate.features.changeLead = ofChange(candidate);
  }
  return [...candidates];
};

const leaders = (
  candidates: readonly Unfinished[],
  keyOf: (candidate: Unfinished) => number,
): ((candidate: Unfinished) => number) => {
  const best = new Map<number, { first: number; second: number }>();
  for (const candidate of candidates) {
    const { near } = candidate.features;
    let own = best.get(keyOf(candidate));
    if (own === undefined) best.set(keyOf(candidate), (own = { first: MIN_NEAR, second: MIN_NEAR }));
    if (near > own.first) {
      own.second = own.first;
      own.first = near;
    } else if (near > own.second) own.second = near;
  }
  return (candidate) => {
    const { near } = candidate.features;
    const { first, second } = best.get(keyOf(candidate)) ?? { first: 0, second: 0 };
    return near - (near >= first ? second : first);
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

const plain = (person: string | null): string | null => person?.replace(/^@/, '') ?? null;

const tieReader = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
): ((ticket: number, change: number) => Ties) => {
  const authors = changes.map(({ author }) => plain(author));
  const people = tickets.map(({ assignee, reporter }) => ({ assignee: plain(assignee), reporter: plain(reporter) }));
  return (at, place) => {
    const ticket = tickets[at];
    const change = changes[place];
    if (ticket === undefined || change === undefined) throw new RangeError(`No ticket ${at} or no change ${place}`);
    const author = authors[place] ?? null;
    return {
      author: author !== null && people[at]?.assignee === author ? 1 : 0,
      reporter: author !== null && people[at]?.reporter === author ? 1 : 0,
      cited: change.keys.has(ticket.ticket.key) || namesChange(ticket, change) ? 1 : 0,
    };
  };
};

/** How far a ticket speaks of a service whose repository the change is in. */
const serviceMatches = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
  { services }: Scene,
): ((ticket: number, change: number) => number) => {
  const said = tickets.map(({ terms }) =>
    services.names.map((name, at) => ({ at, match: services.match(name, terms) })).filter(({ match }) => match > 0),
  );
  const owned = new Map(
    [...new Set(changes.map(({ change }) => change.repository))].map((repository) => [
      repository,
      services.names.map((name) => services.ofRepository(name, repository)),
    ]),
  );
  const shares = changes.map(({ change }) => owned.get(change.repository) ?? []);
  return (ticket, change) => bestOver(said[ticket] ?? [], ({ at, match }) => match * (shares[change]?.[at] ?? 0));
};
