import type { TrueIncident, TrueLog, Truth } from './world-files.ts';

/** What is judged of a report: the shape of worlds/README. */
export interface JudgedIncident {
  readonly severity: string;
  readonly services: readonly string[];
  readonly tickets: readonly string[];
  readonly pullRequests: readonly string[];
  readonly logPatterns: readonly JudgedPattern[];
  readonly rootCause: { readonly pullRequest: string | null };
}

export interface JudgedPattern {
  readonly logGroup: string;
  readonly template: string;
  readonly samples: readonly string[];
}

/** `T:KEY`, `P:owner/name#number`, `L:TEMPLATE`. */
export type Item = string;

export interface TrueSet {
  readonly incident: TrueIncident;
  readonly items: ReadonlySet<Item>;
}

export interface PredictedSet {
  readonly incident: JudgedIncident;
  readonly items: ReadonlySet<Item>;
  /** Log templates of near misses that most samples of a pattern match. */
  readonly nearLogs: readonly string[];
}

export const trueSets = (truth: Truth): TrueSet[] =>
  truth.incidents.map((incident) => ({
    incident,
    items: new Set([
      ...incident.tickets.map((key) => `T:${key}`),
      ...incident.pullRequests.map((id) => `P:${id}`),
      ...incident.logs.map(({ id }) => `L:${id}`),
    ]),
  }));

export const predictedSets = (incidents: readonly JudgedIncident[], truth: Truth): PredictedSet[] => {
  const templates = matchers(truth.incidents.flatMap(({ logs }) => logs));
  const near = matchers(truth.distractors.logs);
  return incidents.map((incident) => ({
    incident,
    items: new Set([
      ...incident.tickets.map((key) => `T:${key}`),
      ...incident.pullRequests.map((id) => `P:${id}`),
      ...incident.logPatterns.map((pattern) => `L:${templateOf(pattern, templates)}`),
    ]),
    nearLogs: incident.logPatterns.flatMap((pattern) => nearTemplate(pattern, near) ?? []),
  }));
};

interface Matcher {
  readonly log: TrueLog;
  readonly expression: RegExp;
}

const matchers = (logs: readonly TrueLog[]): Matcher[] =>
  logs.map((log) => ({ log, expression: new RegExp(log.regex, 's') }));

/** A pattern stands for the true template that most of its samples match; the first one of equals. */
const templateOf = (pattern: JudgedPattern, templates: readonly Matcher[]): string => {
  const votes = new Map<string | null, number>();
  for (const sample of pattern.samples) {
    const hit = templates.find(({ log, expression }) => log.logGroup === pattern.logGroup && expression.test(sample));
    votes.set(hit?.log.id ?? null, (votes.get(hit?.log.id ?? null) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
  return best?.[0] ?? `noise:${pattern.logGroup}:${pattern.template}`;
};

const nearTemplate = (pattern: JudgedPattern, near: readonly Matcher[]): string | undefined =>
  near.find(
    ({ log, expression }) =>
      log.logGroup === pattern.logGroup &&
      pattern.samples.filter((sample) => expression.test(sample)).length * 2 > pattern.samples.length,
  )?.log.id;
