import type { AnswerFeature, AnswerModel } from './answer-features.ts';
import type { ReportCauseFeature, ReportCauseModel } from './cause-features.ts';
import type { Kinds } from './feature-kinds.ts';
import type { SameReportFeature, SameReportModel } from './same-report.ts';
import { modelOf } from './weigh.ts';

/** How reports are matched with changes where no log tells; probabilities from 0 to 1, `same` in log-odds. */
export interface ReportStyle {
  readonly answer: AnswerModel;
  readonly same: SameReportModel;
  readonly cause: ReportCauseModel;
  readonly thresholds: {
    readonly same: number;
    /** The first change of a report, and each further one against those left. */
    readonly answer: number;
    readonly further: number;
    /** Of a change from before that may have caused a report: to be listed as a suspect, and to be blamed. */
    readonly cause: number;
    readonly blame: number;
  };
  /** Log-odds that a report and the changes given to it are right: see `report-confidence.ts`. */
  readonly sure: {
    readonly bias: number;
    /** Times the log-odds of the first change's share. */
    readonly share: number;
    readonly several: number;
    readonly trivial: number;
    readonly urgency: number;
  };
}

const ANSWER = {
  near: 'keyword',
  lead: 'keyword',
  changeLead: 'keyword',
  rare: 'keyword',
  files: 'file-path',
  cited: 'reference',
  closes: 'reference',
  soon: 'time',
  withinHour: 'time',
  withinHours: 'time',
  author: 'person',
  reporter: 'person',
  service: 'service',
  repair: 'keyword',
  harmless: 'keyword',
  open: 'time',
} satisfies Kinds<AnswerFeature>;

const SAME = {
  near: 'keyword',
  answer: 'reference',
  withinHour: 'time',
  withinHours: 'time',
  assignee: 'person',
  people: 'person',
  component: 'service',
  project: 'service',
  service: 'service',
  trivial: 'keyword',
  old: 'time',
  acute: 'keyword',
} satisfies Kinds<SameReportFeature>;

const CAUSE = {
  near: 'keyword',
  lead: 'keyword',
  rare: 'keyword',
  lately: 'time',
  stated: 'time',
  harmless: 'keyword',
  owner: 'person',
  reverted: 'reference',
  answerNear: 'keyword',
  answerFiles: 'file-path',
  answerRepository: 'service',
} satisfies Kinds<ReportCauseFeature>;

const answer = (bias: number, weights: Partial<Record<AnswerFeature, number>>): AnswerModel =>
  modelOf({ bias, weights }, ANSWER);
const same = (bias: number, weights: Partial<Record<SameReportFeature, number>>): SameReportModel =>
  modelOf({ bias, weights }, SAME);
const cause = (bias: number, weights: Partial<Record<ReportCauseFeature, number>>): ReportCauseModel =>
  modelOf({ bias, weights }, CAUSE);

/**
 * Where people and services tell nothing, words must. Fitted (conditional logit, ridge 4) on bug reports of eight public
 * projects and the pull requests that fixed them, references taken out; references, authors and open changes by hand.
 * The only cause that words are trusted with is a change that the answer reverts.
 */
export const BY_WORDS: ReportStyle = {
  answer: answer(-5.6, {
    ...{ near: 4.6, lead: 4.2, changeLead: 3, files: 1.9, cited: 8, closes: 6, soon: 3.2 },
    ...{ author: 1, reporter: 0.6, harmless: -0.4, open: -1 },
  }),
  same: same(-7.5, { near: 4.5, answer: 4, withinHours: 1, people: 1 }),
  cause: cause(-7, { reverted: 9 }),
  thresholds: { same: 0, answer: 0.32, further: 0.7, cause: 0.5, blame: 0.7 },
  sure: { bias: 1.1, share: 0.38, several: 0.2, trivial: 0, urgency: 0 },
};

/**
 * Where they are known over several repositories: who has the ticket, the hours and the service tell more than words.
 * Fitted likewise on composed days without their logs.
 */
export const BY_TEAM: ReportStyle = {
  answer: answer(-8.3, {
    ...{ near: 0.3, lead: 2.2, rare: 0.9, files: 2, cited: 6, closes: 5, soon: 1.4, withinHour: 1.5, withinHours: 1.6 },
    ...{ author: 3.1, reporter: 0.4, service: 1.3, repair: 3.2, harmless: -2, open: -0.5 },
  }),
  same: same(-7.8, {
    ...{ near: 1.2, answer: 1.2, withinHour: 2.3, withinHours: 3.2, assignee: 2.4, people: 0.3, component: 0.2 },
    ...{ project: 1, service: 2.1, trivial: -2.8, old: -3.1, acute: 1.4 },
  }),
  cause: cause(-6.7, {
    ...{ near: 1.6, lead: 2, rare: 2.5, stated: 3.3, harmless: -1.7, lately: 1.7, owner: 1.8 },
    ...{ answerNear: 2.7, answerFiles: 2.5, answerRepository: 2.9, reverted: 2 },
  }),
  thresholds: { same: -1.2, answer: 0.3, further: 0.6, cause: 0.3, blame: 0.7 },
  sure: { bias: 1.3, share: 0.1, several: 0.2, trivial: -2, urgency: 1.1 },
};
