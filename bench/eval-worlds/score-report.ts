import { scoreGrouping, type Grouping } from './score-grouping.ts';
import { predictedSets, trueSets, type JudgedIncident, type PredictedSet, type TrueSet } from './score-items.ts';
import type { Truth } from './world-files.ts';

const LEVELS = ['low', 'medium', 'high', 'critical'];
const MIN_JACCARD = 0.4;

/** Shares from 0 to 1, but for `predicted`; null where there is nothing to take a share of. */
export interface Figures {
  readonly b3: Grouping;
  readonly found: number | null;
  readonly predicted: number;
  readonly falseInTop: number;
  readonly distractorsCaught: number | null;
  readonly distractorLogsCaught: number | null;
  readonly culpritHit: number | null;
  readonly wrongCulprit: number | null;
  readonly falseBlame: number | null;
  readonly severityExact: number | null;
  readonly severityWithinOne: number | null;
  readonly serviceFirst: number | null;
  readonly serviceNamed: number | null;
  readonly seriousOnTop: number | null;
  readonly missed: readonly string[];
}

/** Scores a report, most important incident first; `counted` limits it to some of the true incidents. */
export const scoreReport = (
  incidents: readonly JudgedIncident[],
  truth: Truth,
  counted: (id: string) => boolean = () => true,
): Figures => {
  const all = trueSets(truth);
  const predicted = predictedSets(incidents, truth);
  const matches = matchIncidents(all, predicted);
  const judged = all.filter(({ incident }) => counted(incident.id));
  const found = judged.flatMap((truly) => {
    const match = matches.get(truly.incident.id);
    return match === undefined ? [] : [{ truly, ...match }];
  });
  return {
    b3: scoreGrouping(judged, predicted),
    found: share(found.length, judged.length),
    ...noiseFigures(predicted, all, truth),
    ...culpritFigures(judged, found),
    ...gradeFigures(judged, found),
    missed: judged.filter(({ incident }) => !matches.has(incident.id)).map(({ incident }) => incident.id),
  };
};

interface Match {
  readonly at: number;
  readonly found: JudgedIncident;
}

/** One to one by best Jaccard, greedily, at least 0.4. */
const matchIncidents = (truths: readonly TrueSet[], predicted: readonly PredictedSet[]): Map<string, Match> => {
  const pairs = truths.flatMap((truly) =>
    predicted.flatMap((guess, at) => {
      const both = [...truly.items].filter((item) => guess.items.has(item)).length;
      const jaccard = both / (truly.items.size + guess.items.size - both);
      return jaccard >= MIN_JACCARD ? [{ id: truly.incident.id, at, found: guess.incident, jaccard }] : [];
    }),
  );
  const matches = new Map<string, Match>();
  const taken = new Set<number>();
  for (const { id, at, found } of pairs.toSorted((a, b) => b.jaccard - a.jaccard)) {
    if (matches.has(id) || taken.has(at)) continue;
    matches.set(id, { at, found });
    taken.add(at);
  }
  return matches;
};

const noiseFigures = (predicted: readonly PredictedSet[], truths: readonly TrueSet[], truth: Truth) => {
  const isPartlyTrue = ({ items }: PredictedSet): boolean =>
    [...items].some((item) => truths.some((truly) => truly.items.has(item)));
  const top = predicted.slice(0, truths.length);
  const near = new Set([
    ...truth.distractors.tickets.map((key) => `T:${key}`),
    ...truth.distractors.pullRequests.map((id) => `P:${id}`),
  ]);
  const mixed = predicted.filter(isPartlyTrue);
  const caught = mixed.flatMap(({ items }) => [...items].filter((item) => near.has(item))).length;
  const caughtLogs = new Set(mixed.flatMap(({ nearLogs }) => nearLogs)).size;
  return {
    predicted: predicted.length,
    falseInTop:
      top.filter((guess) => !isPartlyTrue(guess)).length / Math.min(truths.length, predicted.length || 1) || 0,
    distractorsCaught: share(caught, near.size),
    distractorLogsCaught: share(caughtLogs, truth.distractors.logs.length),
  };
};

interface Found extends Match {
  readonly truly: TrueSet;
}

const culpritOf = ({ incident }: TrueSet): string | null => incident.rootCause.culpritPullRequest ?? null;

const culpritFigures = (judged: readonly TrueSet[], found: readonly Found[]) => {
  const guilty = judged.filter((truly) => culpritOf(truly) !== null).length;
  const named = found.filter(({ truly, found: guess }) => culpritOf(truly) !== null && guess.rootCause.pullRequest);
  const hits = named.filter(({ truly, found: guess }) => guess.rootCause.pullRequest === culpritOf(truly)).length;
  const innocent = found.filter(({ truly }) => culpritOf(truly) === null);
  return {
    culpritHit: share(hits, guilty),
    wrongCulprit: share(named.length - hits, guilty),
    falseBlame: share(innocent.filter(({ found: guess }) => guess.rootCause.pullRequest).length, innocent.length),
  };
};

const gradeFigures = (judged: readonly TrueSet[], found: readonly Found[]) => {
  const isSerious = ({ incident }: TrueSet): boolean =>
    incident.severity === 'critical' || incident.severity === 'high';
  const serious = judged.filter(isSerious).length;
  const distances = found.map(({ truly, found: guess }) =>
    Math.abs(LEVELS.indexOf(truly.incident.severity) - LEVELS.indexOf(guess.severity)),
  );
  const matching = (test: (match: Found) => boolean): number | null => share(found.filter(test).length, found.length);
  return {
    severityExact: share(distances.filter((distance) => distance === 0).length, found.length),
    severityWithinOne: share(distances.filter((distance) => distance <= 1).length, found.length),
    serviceFirst: matching(({ truly, found: guess }) => guess.services[0] === truly.incident.services[0]),
    serviceNamed: matching(({ truly, found: guess }) => guess.services.includes(truly.incident.services[0] ?? '')),
    seriousOnTop: share(found.filter(({ truly, at }) => isSerious(truly) && at < serious).length, serious),
  };
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
