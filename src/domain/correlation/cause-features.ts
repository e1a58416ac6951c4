import { kernel } from './bursts.ts';
import { bestOver } from './group.ts';
import type { LinearModel } from './linear-score.ts';
import { shareOfFiles } from './partners.ts';
import { isRevertOf } from './references.ts';
import type { ReportIndex } from './report-index.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';

export type ReportCauseFeature =
  | 'near'
  | 'lead'
  | 'rare'
  | 'lately'
  | 'stated'
  | 'harmless'
  | 'owner'
  | 'reverted'
  | 'answerNear'
  | 'answerFiles'
  | 'answerRepository';

export type ReportCauseModel = LinearModel<ReportCauseFeature>;

/** A report's tickets and the changes that answer it, by their places in the lists. */
export interface Report {
  readonly tickets: readonly number[];
  readonly answers: readonly number[];
}

export interface CauseCandidate {
  readonly change: number;
  readonly features: Readonly<Record<ReportCauseFeature, number>>;
}

/** Half as likely for each tenth of all merges in between. */
const LATELY_SHARE = 0.1;
const STATED_MINUTES = 30;

export interface Causes {
  readonly tickets: readonly TicketNode[];
  readonly changes: readonly ChangeNode[];
  readonly scene: Scene;
  readonly index: ReportIndex;
}

/** Changes merged before a report was first written, with what makes each its cause. */
export const causeCandidates = (report: Report, input: Causes): CauseCandidate[] => {
  const { tickets, changes } = input;
  const first = Math.min(...report.tickets.map((at) => tickets[at]?.at ?? Infinity));
  const earlier = changes.flatMap(({ merged }, at) => (merged !== null && merged < first ? [{ at, merged }] : []));
  const latestFirst = earlier.toSorted((a, b) => b.merged - a.merged || a.at - b.at);
  const found = latestFirst
    .filter(({ at }) => !report.answers.includes(at))
    .map(({ at }, place) => ({
      change: at,
      features: {
        ...{ ...closeness(at, report, input), lead: 0 },
        lately: 2 ** (-place / changes.length / LATELY_SHARE),
        ...answered(at, report, input),
      },
    }));
  return withLead(found);
};

const closeness = (at: number, report: Report, { tickets, changes, scene, index }: Causes) => {
  const own = report.tickets.flatMap((ticket) => tickets[ticket] ?? []);
  const change = changes[at];
  if (change === undefined) throw new RangeError(`No change ${at}`);
  const merged = change.merged ?? Infinity;
  const stated = own.flatMap((ticket) => ticket.stated.filter((start) => merged <= start));
  return {
    near: bestOver(report.tickets, (ticket) => index.ofChange(ticket, at)),
    rare: bestOver(own, ({ doc }) => scene.text.rare(doc, change.doc)) / 2,
    stated: bestOver(stated, (start) => kernel(start - merged, STATED_MINUTES)),
    harmless: change.harmless,
    owner: own.some(({ assignee }) => assignee !== null && assignee === change.author) ? 1 : 0,
  };
};

/** What the changes that answer the report say of this one: they mend what it broke. */
const answered = (at: number, report: Report, { changes, index }: Causes) => {
  const change = changes[at];
  const answers = report.answers.flatMap((answer) => changes[answer] ?? []);
  const here = answers.filter((answer) => answer.change.repository === change?.change.repository);
  return {
    reverted: change !== undefined && answers.some((answer) => isRevertOf(answer.change, change.change)) ? 1 : 0,
    answerNear: bestOver(report.answers, (answer) => index.ofChanges(answer, at)),
    answerFiles: change === undefined ? 0 : bestOver(here, (answer) => shareOfFiles(answer, change)),
    answerRepository: here.length > 0 ? 1 : 0,
  };
};

const withLead = (found: readonly CauseCandidate[]): CauseCandidate[] => {
  const [first = 0, second = 0] = found.map(({ features }) => features.near).toSorted((a, b) => b - a);
  return found.map(({ change, features }) => ({
    change,
    features: { ...features, lead: features.near - (features.near >= first ? second : first) },
  }));
};
