import { answerCandidates } from './answer-features.ts';
import { commonAnswer, fitAnswers, matchAnswers, sharesOf } from './answer-reports.ts';
import { causeCandidates, type Causes, type Report } from './cause-features.ts';
import { groupOf, type Group } from './group.ts';
import { groupReports } from './group-reports.ts';
import { scorerOf } from './linear-score.ts';
import { indexReports } from './report-index.ts';
import { describeMatches, type ReportCause, type ReportMatch } from './report-match.ts';
import { BY_TEAM, BY_WORDS, type ReportStyle } from './report-weights.ts';
import { compareReports } from './same-report.ts';
import type { Scene } from './scene.ts';
import { nameOf } from './service-index.ts';
import { DEFAULT_CORRELATION_SETTINGS, type CorrelationSettings } from './settings.ts';

/** A pair must be surer than this where logs were read and showed nothing. */
const SURE = 0.9;
const MAX_ANSWERS = 3;
/** Nearly all changes are of one repository. */
const NEARLY_ALL = 0.8;
/** Share of the tickets that somebody has who writes changes, for people to be known. */
const KNOWN_PEOPLE = 0.3;

/** An incident that no log shows, with why it was put together. */
export interface Stray {
  readonly group: Group;
  readonly match: ReportMatch;
}

/**
 * Incidents that no log shows: tickets that no group took, put together by their words, people and time, each with the
 * changes that answer it and the one that may have caused it. A change belongs to one report, the surest pairs first.
 * Where no logs were read at all, less is asked of a pair, and a ticket alone is kept too: nothing could have confirmed it.
 */
export const gatherStrays = (
  scene: Scene,
  groups: readonly Group[],
  settings: CorrelationSettings = DEFAULT_CORRELATION_SETTINGS,
): Stray[] => {
  const taken = new Set(
    groups.flatMap((group) => [...group.tickets, ...group.repairs, ...group.suspects]).map(({ doc }) => doc),
  );
  const tickets = scene.tickets.filter(({ doc }) => !taken.has(doc)).toSorted((a, b) => a.at - b.at || a.doc - b.doc);
  const changes = scene.changes.filter(({ doc }) => !taken.has(doc));
  if (tickets.length === 0) return [];
  const hasLogs = scene.evidence.logPatterns.length > 0;
  const style = styleOf(scene);
  const index = indexReports(tickets, changes);
  const candidates = answerCandidates(tickets, changes, scene, index);
  const fits = fitAnswers(candidates, tickets.length, scorerOf(style.answer, settings));
  const compare = compareReports(tickets, scene, index, commonAnswer(fits));
  const same = scorerOf(style.same, settings);
  const joined = groupReports(tickets.length, (a, b) => same.score(compare(a, b)), style.thresholds.same);
  const together = joined.map((own) => own.toSorted((a, b) => a - b));
  const limits = hasLogs ? { answer: SURE, further: 1, most: 1 } : { ...style.thresholds, most: MAX_ANSWERS };
  const given = matchAnswers(together, fits, limits);
  const reports = together.map((own, at): Report => {
    return { tickets: own, answers: (given[at] ?? []).map(({ change }) => change) };
  });
  const known: Causes = { tickets, changes, scene, index };
  const causes = hasLogs ? reports.map(() => null) : matchCauses(reports, known, style, settings);
  const matchOf = describeMatches({ tickets, changes, style, candidates, fits, compare, same });
  return reports.flatMap((report, at) => {
    if (report.answers.length === 0 && hasLogs) return [];
    const match = matchOf(report.tickets, given[at] ?? [], causes[at] ?? null);
    const members = { tickets: pick(tickets, report.tickets), repairs: pick(changes, report.answers) };
    const suspects = match.cause === null ? [] : [match.cause.change];
    return [{ group: groupOf({ ...members, bursts: [], suspects }, scene), match }];
  });
};

const pick = <Item>(items: readonly Item[], places: readonly number[]): Item[] =>
  places.flatMap((at) => items[at] ?? []);

/** Over several repositories, people and services tell much, where they are known; else words must. */
const styleOf = ({ tickets, changes, services }: Scene): ReportStyle => {
  const repositories = new Map<string, number>();
  for (const { change } of changes) repositories.set(change.repository, (repositories.get(change.repository) ?? 0) + 1);
  if (Math.max(0, ...repositories.values()) >= NEARLY_ALL * changes.length) return BY_WORDS;
  const authors = new Set(changes.map(({ author }) => author));
  const known = tickets.filter(({ assignee }) => assignee !== null && authors.has(assignee));
  return services.names.length > 0 || known.length >= KNOWN_PEOPLE * tickets.length ? BY_TEAM : BY_WORDS;
};

/** For each report the change that likeliest caused it, if one is likely enough; the surest first. */
const matchCauses = (
  reports: readonly Report[],
  input: Causes,
  { cause, thresholds }: ReportStyle,
  settings: CorrelationSettings,
): (ReportCause | null)[] => {
  const scorer = scorerOf(cause, settings);
  const used = new Set(reports.flatMap(({ answers }) => answers));
  const claims = reports.flatMap((report, at) => {
    const candidates = causeCandidates(report, input);
    const odds = candidates.map(
      ({ change, features }) => [change, Math.exp(Math.min(50, scorer.score(features)))] as const,
    );
    const shares = sharesOf(new Map(odds));
    return candidates
      .map(({ change, features }) => ({ at, change, features, share: shares.get(change) ?? 0 }))
      .filter(({ change, share }) => share > thresholds.cause && !used.has(change));
  });
  const found: (ReportCause | null)[] = reports.map(() => null);
  const surestFirst = claims.toSorted((a, b) => b.share - a.share || a.at - b.at || a.change - b.change);
  for (const { at, change, features, share } of surestFirst) {
    const node = input.changes[change];
    if (node === undefined || found[at] !== null || used.has(change)) continue;
    used.add(change);
    found[at] = { change: node, share, features };
  }
  return found;
};

const MAX_SERVICES = 4;

/** Known services that the tickets name or the changes belong to; else what repositories and components are called. */
export const servicesOfStrays = ({ tickets, repairs }: Group, { services }: Scene): string[] => {
  const known = services.names
    .map((name) => ({
      name,
      score: Math.max(
        0,
        ...tickets.map(({ terms }) => services.match(name, terms)),
        ...repairs.map(({ change }) => services.ofRepository(name, change.repository)),
      ),
    }))
    .filter(({ score }) => score >= 0.5)
    .toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
  const named = [
    ...repairs.map(({ change }) => nameOf(change.repository)),
    ...tickets.flatMap(({ ticket }) => ticket.components),
  ];
  return [...new Set(known.length > 0 ? known : named)].slice(0, MAX_SERVICES);
};
