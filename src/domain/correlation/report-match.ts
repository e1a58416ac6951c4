import type { AnswerFeature, Candidate } from './answer-features.ts';
import type { AnswerFits, Given } from './answer-reports.ts';
import type { ReportCauseFeature } from './cause-features.ts';
import type { Features, Scorer } from './linear-score.ts';
import type { ReportStyle } from './report-weights.ts';
import type { SameReport, SameReportFeature } from './same-report.ts';
import type { ChangeNode, TicketNode } from './scene.ts';

/** What the matching knows of an incident that no log shows: why its parts were put together, and how surely. */
export interface ReportMatch {
  readonly style: ReportStyle;
  /** The surest first. */
  readonly answers: readonly Answer[];
  /** 0 to 1: how likely none of the day's changes answers any of the tickets. */
  readonly unanswered: number;
  /** The likeliest change of a report that got none: not surely enough, or taken by another report. */
  readonly nearest: Answer | null;
  /** Each ticket but the first with the one before it that is most like it. */
  readonly repeats: readonly Repeat[];
  readonly cause: ReportCause | null;
}

/** A change and the ticket that it answers best. */
export interface Answer {
  readonly change: ChangeNode;
  readonly ticket: TicketNode;
  /** 0 to 1, against all other changes and none; of a further answer, against those that were left. */
  readonly share: number;
  readonly features: Features<AnswerFeature>;
}

export interface Repeat {
  readonly ticket: TicketNode;
  readonly other: TicketNode;
  readonly features: Features<SameReportFeature>;
}

/** A change from before the report that may have caused it. */
export interface ReportCause {
  readonly change: ChangeNode;
  /** 0 to 1, against all other changes from before and none. */
  readonly share: number;
  readonly features: Features<ReportCauseFeature>;
}

interface Matched {
  readonly tickets: readonly TicketNode[];
  readonly changes: readonly ChangeNode[];
  readonly style: ReportStyle;
  readonly candidates: readonly Candidate[];
  readonly fits: AnswerFits;
  readonly compare: SameReport;
  readonly same: Scorer<SameReportFeature>;
}

/** What is known of a report, of its tickets (ascending) and the changes given to it by their places in the lists. */
export const describeMatches = (
  matched: Matched,
): ((own: readonly number[], given: readonly Given[], cause: ReportCause | null) => ReportMatch) => {
  const candidatesOf = Map.groupBy(matched.candidates, ({ ticket }) => ticket);
  const shareOf = ({ ticket, change }: Candidate): number => matched.fits[ticket]?.get(change) ?? 0;
  const answerOf = (candidate: Candidate | undefined, share: number): Answer[] => {
    const [ticket, change] = [matched.tickets[candidate?.ticket ?? -1], matched.changes[candidate?.change ?? -1]];
    if (candidate === undefined || ticket === undefined || change === undefined) return [];
    return [{ ticket, change, share, features: candidate.features }];
  };
  return (own, given, cause) => {
    const candidates = own.flatMap((ticket) => candidatesOf.get(ticket) ?? []);
    const likeliest = (some: readonly Candidate[]): Candidate | undefined =>
      some.reduce<Candidate | undefined>(
        (best, next) => (best === undefined || shareOf(next) > shareOf(best) ? next : best),
        undefined,
      );
    const ofChange = (change: number): Candidate[] => candidates.filter((candidate) => candidate.change === change);
    const first = given.length > 0 ? undefined : likeliest(candidates);
    return {
      style: matched.style,
      answers: given.flatMap(({ change, share }) => answerOf(likeliest(ofChange(change)), share)),
      unanswered: Math.min(1, ...own.map((ticket) => unanswered(matched.fits[ticket]))),
      nearest: first === undefined ? null : (answerOf(first, shareOf(first))[0] ?? null),
      repeats: repeatsOf(own, matched),
      cause,
    };
  };
};

const unanswered = (shares: ReadonlyMap<number, number> = new Map()): number =>
  Math.max(0, 1 - [...shares.values()].reduce((sum, share) => sum + share, 0));

const repeatsOf = (own: readonly number[], { tickets, compare, same }: Matched): Repeat[] => {
  return own.flatMap((at, place) => {
    const [best] = own
      .slice(0, place)
      .map((other) => ({ other, features: compare(other, at) }))
      .toSorted((a, b) => same.score(b.features) - same.score(a.features) || a.other - b.other);
    const [ticket, other] = [tickets[at], tickets[best?.other ?? -1]];
    return best === undefined || ticket === undefined || other === undefined
      ? []
      : [{ ticket, other, features: best.features }];
  });
};
