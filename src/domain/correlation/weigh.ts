import { KINDS, type Kinds } from './feature-kinds.ts';
import type {
  CauseFeature,
  CauseModel,
  PlausibleFeature,
  PlausibleModel,
  SeverityFeature,
  SeverityModel,
} from './incident-features.ts';
import type { MergeFeature, MergeModel } from './merge-features.ts';
import type { PairFeature, PairModel } from './pair-features.ts';
import type { RepairFeature, RepairModel } from './repair-features.ts';
import type { SuspectFeature, SuspectModel } from './suspect-features.ts';
import type { TicketFeature, TicketModel } from './ticket-features.ts';
import type { VerdictFeature, VerdictModel } from './verdict-features.ts';
import type { LinearModel } from './linear-score.ts';

/** Of every stage: whether two bursts, two groups, a ticket and a group … belong together. */
export interface FittedWeights {
  readonly pair: PairModel;
  readonly merge: MergeModel;
  readonly ticket: TicketModel;
  readonly repair: RepairModel;
  readonly suspect: SuspectModel;
  readonly blame: SuspectModel;
  /** Of the likeliest suspect being guilty. */
  readonly verdict: VerdictModel;
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
  readonly verdict: Weights<VerdictFeature>;
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
  verdict: modelOf(raw.verdict, KINDS.verdict),
  plausible: modelOf(raw.plausible, KINDS.plausible),
  severity: modelOf(raw.severity, KINDS.severity),
  cause: modelOf(raw.cause, KINDS.cause),
});

/** A model of weights, of which those left out are 0. */
export const modelOf = <Name extends string>(
  { bias, weights }: Weights<Name>,
  kinds: Kinds<Name>,
): LinearModel<Name> => ({
  bias,
  features: Object.fromEntries(
    (Object.keys(kinds) as Name[]).map((name) => [name, { weight: weights[name] ?? 0, kind: kinds[name] }]),
  ) as LinearModel<Name>['features'],
});
