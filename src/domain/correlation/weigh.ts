import type { SignalKind } from '../incident.ts';
import type { RepairFeature, RepairModel, SuspectFeature, SuspectModel } from './change-features.ts';
import type {
  CauseFeature,
  CauseModel,
  PlausibleFeature,
  PlausibleModel,
  SeverityFeature,
  SeverityModel,
} from './incident-features.ts';
import type { LinearModel } from './linear-score.ts';
import type { MergeFeature, MergeModel } from './merge-features.ts';
import type { PairFeature, PairModel } from './pair-features.ts';
import type { TicketFeature, TicketModel } from './ticket-features.ts';

type Kinds<Name extends string> = Readonly<Record<Name, SignalKind | null>>;

/** The kind of signal that each feature belongs to, whose weight a team can set; null is what no setting touches. */
const KINDS = {
  pair: {
    words: 'keyword',
    rare: 'keyword',
    kin: 'service',
    sameService: 'service',
    depends: 'service',
    startNear: 'time',
    startClose: 'time',
    startFar: 'time',
    endNear: 'time',
    bothEnds: 'time',
    bothCut: null,
    cutStart: 'time',
    cutProfile: 'time',
    overlap: 'time',
    inside: 'time',
    profile: 'time',
    short: null,
    dense: null,
    crowd: null,
  } satisfies Kinds<PairFeature>,
  merge: {
    meanPair: null,
    maxPair: null,
    words: 'keyword',
    rare: 'keyword',
    kin: 'service',
    sameService: 'service',
    depends: 'service',
    onset: 'time',
    end: 'time',
    cut: null,
    inside: 'time',
    ticketFits: null,
    changeFits: null,
    bothTickets: null,
    size: null,
    blip: null,
  } satisfies Kinds<MergeFeature>,
  ticket: {
    words: 'keyword',
    rare: 'keyword',
    lead: 'keyword',
    ticketWords: 'keyword',
    ticketRare: 'keyword',
    changeWords: 'keyword',
    service: 'service',
    kin: 'service',
    lag: 'time',
    active: 'time',
    early: 'time',
    late: 'time',
    stated: 'time',
    topical: 'keyword',
    colleague: 'person',
    author: 'person',
    cited: 'reference',
    acute: null,
    fresh: null,
    old: null,
    trivial: null,
    broad: null,
    grave: null,
    urgency: null,
    short: null,
    mass: null,
    blip: null,
  } satisfies Kinds<TicketFeature>,
  suspect: {
    words: 'keyword',
    rare: 'keyword',
    lead: 'keyword',
    service: 'service',
    ticketWords: 'keyword',
    ticketRare: 'keyword',
    ticketLead: 'keyword',
    cited: 'reference',
    harmless: null,
    short: null,
    blip: null,
    named: 'reference',
    justBefore: 'time',
    before: 'time',
    dayBefore: 'time',
    serviceBefore: 'time',
    wordsBefore: 'time',
    latest: 'service',
    bumped: 'time',
    red: null,
    risky: null,
    mass: null,
    frames: 'file-path',
    reverted: 'reference',
    repairNames: 'reference',
    repairFiles: 'file-path',
    repairRare: 'keyword',
    repairWords: 'keyword',
    repairRepository: 'service',
    repairElsewhere: null,
    owner: 'person',
    outside: null,
    nothingChanged: null,
    changed: null,
  } satisfies Kinds<SuspectFeature>,
  repair: {
    words: 'keyword',
    rare: 'keyword',
    lead: 'keyword',
    service: 'service',
    ticketWords: 'keyword',
    ticketRare: 'keyword',
    ticketLead: 'keyword',
    cited: 'reference',
    harmless: null,
    short: null,
    blip: null,
    named: 'reference',
    after: 'time',
    afterTicket: 'time',
    assignee: 'person',
    heals: 'time',
    serviceAfter: 'time',
    wordsAfter: 'time',
    mends: null,
    otherRare: 'keyword',
    otherWords: 'keyword',
    otherRepository: 'service',
    otherFiles: 'file-path',
    reverts: 'reference',
    startedBefore: null,
  } satisfies Kinds<RepairFeature>,
  plausible: {
    tickets: null,
    bursts: null,
    services: null,
    mass: null,
    dense: null,
    short: null,
    blip: null,
    restart: null,
    sparse: null,
    repaired: null,
    suspected: null,
    ticketFit: null,
    fresh: null,
    old: null,
  } satisfies Kinds<PlausibleFeature>,
  severity: {
    urgency: null,
    secondUrgency: null,
    meanUrgency: null,
    tickets: null,
    broad: null,
    grave: null,
    acute: null,
    fresh: null,
    rate: null,
    services: null,
    brief: null,
    hotfix: null,
    noTickets: null,
    trivial: null,
  } satisfies Kinds<SeverityFeature>,
  cause: {
    first: null,
    named: null,
    names: null,
    culprit: null,
    suspect: null,
    repaired: null,
    reported: null,
    share: null,
    onset: null,
    loud: null,
    warnOnly: null,
    store: null,
  } satisfies Kinds<CauseFeature>,
};

/** Of every stage: whether two bursts, two groups, a ticket and a group … belong together. */
export interface FittedWeights {
  readonly pair: PairModel;
  readonly merge: MergeModel;
  readonly ticket: TicketModel;
  readonly repair: RepairModel;
  readonly suspect: SuspectModel;
  readonly blame: SuspectModel;
  /** Of a group being an incident at all. */
  readonly plausible: PlausibleModel;
  /** Not log-odds: 0 is low, 3 critical. */
  readonly severity: SeverityModel;
  readonly cause: CauseModel;
}

/** Weights that a fit left at 0 may be missing. */
export interface Weights<Name extends string> {
  readonly bias: number;
  readonly weights: Partial<Record<Name, number>>;
}

export interface RawWeights {
  readonly pair: Weights<PairFeature>;
  readonly merge: Weights<MergeFeature>;
  readonly ticket: Weights<TicketFeature>;
  readonly repair: Weights<RepairFeature>;
  readonly suspect: Weights<SuspectFeature>;
  readonly blame: Weights<SuspectFeature>;
  readonly plausible: Weights<PlausibleFeature>;
  readonly severity: Weights<SeverityFeature>;
  readonly cause: Weights<CauseFeature>;
}

export const weigh = (raw: RawWeights): FittedWeights => ({
  pair: modelOf(raw.pair, KINDS.pair),
  merge: modelOf(raw.merge, KINDS.merge),
  ticket: modelOf(raw.ticket, KINDS.ticket),
  repair: modelOf(raw.repair, KINDS.repair),
  suspect: modelOf(raw.suspect, KINDS.suspect),
  blame: modelOf(raw.blame, KINDS.suspect),
  plausible: modelOf(raw.plausible, KINDS.plausible),
  severity: modelOf(raw.severity, KINDS.severity),
  cause: modelOf(raw.cause, KINDS.cause),
});

const modelOf = <Name extends string>({ bias, weights }: Weights<Name>, kinds: Kinds<Name>): LinearModel<Name> => ({
  bias,
  features: Object.fromEntries(
    (Object.keys(kinds) as Name[]).map((name) => [name, { weight: weights[name] ?? 0, kind: kinds[name] }]),
  ) as LinearModel<Name>['features'],
});
