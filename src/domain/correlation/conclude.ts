import {
  DOUBTFUL_CONFIDENCE,
  logEvidence,
  pullRequestEvidence,
  ticketEvidence,
  type Incident,
  type Severity,
} from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import type { Assembly } from './assemble.ts';
import { causeSuspect } from './cause-reasons.ts';
import { explain } from './explain.ts';
import { explainReport } from './explain-report.ts';
import type { FittedWeights } from './weigh.ts';
import { groupOf, ONGOING_MINUTES, type Group } from './group.ts';
import { causeFeatures, plausibleFeatures, severityFeatures, type Blamed } from './incident-features.ts';
import { scorerOf } from './linear-score.ts';
import { linksOf } from './links.ts';
import type { Observe } from './observe.ts';
import { fitOf, type FitTable } from './place-evidence.ts';
import { priorityOf, type Weighed } from './priority.ts';
import { behindBump, rankSuspects, type RankedSuspect } from './rank-suspects.ts';
import { linksOfReport } from './report-links.ts';
import { reportConfidence } from './report-confidence.ts';
import type { ReportMatch } from './report-match.ts';
import { ruledOutOf } from './ruled-out.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import type { CorrelationSettings } from './settings.ts';
import { shareBlame } from './share-blame.ts';
import { servicesOfStrays } from './stray-tickets.ts';
import { blamedElsewhere, broughtBy, suspectOf } from './suspect-reasons.ts';
import type { Thresholds } from './thresholds.ts';
import { titleOf } from './title.ts';
import { verdictFeatures } from './verdict-features.ts';

export interface Conclusion {
  readonly scene: Scene;
  readonly assembly: Assembly;
  readonly settings: CorrelationSettings;
  readonly weights: FittedWeights;
  readonly thresholds: Thresholds;
  readonly observe: Observe;
}

/** Below this, a group of errors is no incident, but chance. What people report is kept, however doubtful. */
const MIN_PLAUSIBLE = 0.2;

/** What each group is: its cause, its weight, its words. Groups that are hardly incidents are left out. */
export const conclude = (input: Conclusion): Incident[] => {
  const { scene, assembly, settings, weights, thresholds, observe } = input;
  const scorer = scorerOf(weights.blame, settings);
  const judge = scorerOf(weights.verdict, settings);
  const rankings = assembly.groups.map((group, at) =>
    rankSuspects(group, at, scene, assembly.suspects, scorer, observe),
  );
  const verdicts = rankings.map(([first, ...others]) =>
    first === undefined ? null : { suspect: first, score: judge.score(verdictFeatures([first, ...others])) },
  );
  const blamed = shareBlame(verdicts, thresholds.blame);
  return assembly.groups.flatMap((group, at) => {
    const match = assembly.matches[at] ?? null;
    const accused = match === null ? blame(group, blamed[at] ?? null, scene) : blameCause(group, match);
    return (
      incidentOf(accused, at, { suspects: rankings[at] ?? [], chance: fitOf(verdicts[at]?.score ?? -9) }, input) ?? []
    );
  });
};

interface BlamedGroup {
  readonly group: Group;
  readonly culprit: ChangeNode | null;
}

/** The suspects of a group, best first, and how likely the first of them is guilty. */
interface Ranking {
  readonly suspects: readonly RankedSuspect[];
  readonly chance: number;
}

const incidentOf = (
  { group, culprit }: BlamedGroup,
  at: number,
  ranking: Ranking,
  input: Conclusion,
): Incident | null => {
  const { scene, settings } = input;
  const match = input.assembly.matches[at] ?? null;
  const hasLogs = scene.evidence.logPatterns.length > 0;
  const confidence =
    match === null ? plausibility(group, at, ranking.suspects, input) : reportConfidence(match, group.tickets, hasLogs);
  if (match === null && confidence < MIN_PLAUSIBLE) return null;
  const isMinor = confidence < DOUBTFUL_CONFIDENCE || (match !== null && hasLogs);
  const { severity, gravity } = isMinor ? MINOR : gradeOf(group, input);
  const account =
    match === null ? accountOfLogs(group, culprit, ranking, input) : accountOfReports(group, match, scene, settings);
  const changes = [...group.suspects, ...group.repairs];
  const ongoing = isOngoing(group, scene);
  return {
    id: idOf(group),
    title: titleOf(group, account.services, scene),
    ...account,
    severity,
    priority: priorityOf({ severity, gravity, group, ongoing }, settings.priority),
    confidence,
    ticketKeys: group.tickets.toSorted((a, b) => a.at - b.at).map(({ ticket }) => ticket.key),
    pullRequestIds: changes.map(({ change }) => change.id),
    logPatternIds: group.bursts.toSorted((a, b) => b.count - a.count || a.doc - b.doc).map(({ pattern }) => pattern.id),
    culpritPullRequestId: culprit?.change.id ?? null,
    startedAtMs: Math.round(group.onset * MINUTE_MS),
    lastSeenMs: Math.round(group.end * MINUTE_MS),
    ongoing,
  };
};

/** Where it comes from, why it was put together, and who is suspected. */
type Account = Pick<Incident, 'services' | 'explanation' | 'links' | 'suspects'>;

const accountOfLogs = (
  group: Group,
  culprit: ChangeNode | null,
  { suspects, chance }: Ranking,
  input: Conclusion,
): Account => {
  const { scene, settings, weights, thresholds } = input;
  const services = causeFirst(group, { culprit, best: suspects[0]?.node ?? null }, input);
  return {
    services,
    explanation: explain(group, services, culprit, scene),
    links: linksOf(group, scene, settings, weights),
    suspects: [
      ...broughtBy(culprit, suspects[0], chance, group),
      ...suspects.map((suspect, place) => {
        if (place > 0) return suspectOf(suspect, Math.min(chance, 1 - chance, fitOf(suspect.score)), group, scene);
        const first = suspectOf(suspect, chance, group, scene);
        return culprit === null && chance > fitOf(thresholds.blame) ? blamedElsewhere(first) : first;
      }),
      ...ruledOutOf(group, scene),
    ],
  };
};

const accountOfReports = (group: Group, match: ReportMatch, scene: Scene, settings: CorrelationSettings): Account => ({
  services: servicesOfStrays(group, scene),
  explanation: explainReport(group, match, scene, settings),
  links: linksOfReport(group, match, scene, settings),
  suspects: causeSuspect(match, group, scene),
});

/** The same evidence gives the same id: the first of its bursts, tickets and pull requests by name. */
const idOf = ({ bursts, tickets, suspects, repairs }: Group): string => {
  const ids = [
    ...bursts.map(({ pattern }) => logEvidence(pattern.id)),
    ...tickets.map(({ ticket }) => ticketEvidence(ticket.key)),
    ...[...suspects, ...repairs].map(({ change }) => pullRequestEvidence(change.id)),
  ];
  return `incident-${ids.toSorted()[0] ?? 'empty'}`;
};

const isOngoing = (group: Group, scene: Scene): boolean =>
  group.end >= scene.to - Math.max(ONGOING_MINUTES, 2 * Math.min(30, gapOf(group)));

const gapOf = ({ onset, end, count }: Group): number => (end - onset) / Math.max(1, count);

/** A version bump stands for what it brings, and stays beside it. */
const blame = (group: Group, top: RankedSuspect | null, scene: Scene): BlamedGroup => {
  if (top === null) return { group, culprit: null };
  const brought = behindBump(top.node, group, scene);
  const suspects = brought === null ? [top.node] : [brought, top.node];
  return { group: groupOf({ ...group, suspects }, scene), culprit: brought ?? top.node };
};

/** A change that surely caused what was reported is blamed for it; a less sure one is a suspect. */
const blameCause = (group: Group, { cause, style }: ReportMatch): BlamedGroup => ({
  group,
  culprit: cause !== null && cause.share > style.thresholds.blame ? cause.change : null,
});

const plausibility = (group: Group, at: number, ranked: readonly RankedSuspect[], input: Conclusion): number => {
  const { scene, assembly, settings, weights } = input;
  const fits = {
    ticket: bestFit(group.tickets, scene.tickets, assembly.tickets, at),
    suspect: fitOf(ranked[0]?.score ?? -9),
  };
  const features = plausibleFeatures(group, fits);
  input.observe.group('plausible', group, features);
  return fitOf(scorerOf(weights.plausible, settings).score(features));
};

const bestFit = (own: readonly TicketNode[], all: readonly TicketNode[], table: FitTable, at: number): number =>
  Math.max(0, ...own.map((ticket) => fitOf(table[all.indexOf(ticket)]?.[at] ?? -9)));

const SCALE: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

type Grade = Pick<Weighed, 'severity' | 'gravity'>;

const MINOR: Grade = { severity: 'low', gravity: 0 };

/** The nearest level of the scale, and where between the levels beside it the score lies. */
const gradeOf = (group: Group, { settings, weights, observe }: Conclusion): Grade => {
  const features = severityFeatures(group);
  observe.group('severity', group, features);
  const score = scorerOf(weights.severity, settings).score(features);
  const level = Math.min(3, Math.max(0, Math.round(score)));
  return { severity: SCALE[level] ?? 'medium', gravity: Math.min(1, Math.max(0, score - level + 0.5)) };
};

/** Services by how likely the incident comes from them. */
const causeFirst = (
  group: Group,
  blamed: Blamed,
  { scene, assembly, settings, weights, observe }: Conclusion,
): string[] => {
  const scorer = scorerOf(weights.cause, settings);
  const erring = new Set(candidateServices(group, blamed, scene));
  return [...new Set([...erring, ...silentServices(group, blamed, scene)])]
    .map((service) => {
      const features = causeFeatures(service, group, scene, assembly.dependencies, blamed);
      observe.group('cause', group, features, service);
      return { service, score: scorer.score(features) };
    })
    .toSorted((a, b) => b.score - a.score || (a.service < b.service ? -1 : 1))
    .map(({ service }) => service)
    .filter((service, at) => at === 0 || erring.has(service));
};

/** Those that don't err themselves, but where somebody changed or repaired something: named only as the likeliest cause. */
const silentServices = (group: Group, { best }: Blamed, scene: Scene): string[] =>
  [...(best === null ? [] : [best]), ...group.repairs].flatMap(
    ({ change }) => scene.services.ownedBy(change.repository) ?? [],
  );

/** Those that err, and the one whose repository is to blame. */
const candidateServices = (group: Group, { culprit }: Blamed, scene: Scene): string[] => {
  const owner = culprit === null ? null : scene.services.ownedBy(culprit.change.repository);
  return [...new Set([...group.services, ...(owner === null ? [] : [owner])])];
};
