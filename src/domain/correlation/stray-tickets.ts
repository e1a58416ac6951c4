import { kernel } from './bursts.ts';
import { groupOf, type Group } from './group.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import { nameOf } from './service-index.ts';
import { termsOf } from './terms.ts';

/** Two reports are one incident's above this; a change answers a report above one of the others. */
const SAME_REPORT = 0;
const ANSWER_WITHOUT_LOGS = 0.36;
const ANSWER_BESIDE_LOGS = 0.95;

/**
 * Incidents that no log shows: tickets that no group took, put together by their words, people and time, each with the
 * change that answers it best. One change answers one report, the surest pairs first. Where no logs were read at all,
 * less is asked of a pair, and a ticket alone is kept too: nothing could have confirmed it.
 */
export const gatherStrays = (scene: Scene, groups: readonly Group[]): Group[] => {
  const taken = new Set(
    groups.flatMap((group) => [...group.tickets, ...group.repairs, ...group.suspects]).map(({ doc }) => doc),
  );
  const tickets = scene.tickets.filter(({ doc }) => !taken.has(doc));
  const changes = scene.changes.filter(({ doc }) => !taken.has(doc));
  const hasLogs = scene.evidence.logPatterns.length > 0;
  const reports = sameReports(tickets, scene);
  const answers = matchAnswers(reports, changes, scene, hasLogs ? ANSWER_BESIDE_LOGS : ANSWER_WITHOUT_LOGS);
  return reports.flatMap((report, at) => {
    const repairs = answers.get(at) ?? [];
    return repairs.length === 0 && hasLogs
      ? []
      : [groupOf({ bursts: [], tickets: report, suspects: [], repairs }, scene)];
  });
};

const sameReports = (tickets: readonly TicketNode[], scene: Scene): TicketNode[][] => {
  const reports: TicketNode[][] = [];
  for (const ticket of tickets.toSorted((a, b) => a.at - b.at || a.doc - b.doc)) {
    const fitting = reports
      .map((report) => ({ report, score: Math.min(...report.map((other) => reportScore(ticket, other, scene))) }))
      .filter(({ score }) => score > SAME_REPORT)
      .toSorted((a, b) => b.score - a.score)[0];
    if (fitting === undefined) reports.push([ticket]);
    else fitting.report.push(ticket);
  }
  return reports;
};

const reportScore = (a: TicketNode, b: TicketNode, scene: Scene): number =>
  -7.5 +
  7 * scene.text.words(a.doc, b.doc) +
  1.5 * scene.text.rare(a.doc, b.doc) +
  2 * kernel(a.at - b.at, 60) +
  (a.assignee !== null && a.assignee === b.assignee ? 1 : 0) -
  Math.max(a.old, a.trivial, b.old, b.trivial);

const matchAnswers = (
  reports: readonly (readonly TicketNode[])[],
  changes: readonly ChangeNode[],
  scene: Scene,
  threshold: number,
): Map<number, ChangeNode[]> => {
  const pairs = reports.flatMap((report, at) =>
    changes
      .map((change) => ({ at, change, score: Math.max(...report.map((ticket) => answerScore(ticket, change, scene))) }))
      .filter(({ score }) => score > threshold),
  );
  const answers = new Map<number, ChangeNode[]>();
  const used = new Set<ChangeNode>();
  for (const { at, change, score } of pairs.toSorted(
    (a, b) => b.score - a.score || a.at - b.at || a.change.doc - b.change.doc,
  )) {
    const own = answers.get(at) ?? [];
    if (used.has(change) || (own.length > 0 && score < CITED)) continue;
    used.add(change);
    answers.set(at, [...own, change]);
  }
  return answers;
};

const CITED = 2;

/** √cosine, helped by rare words, by the time and by the person; a change that names the ticket answers it for sure. */
const answerScore = (ticket: TicketNode, change: ChangeNode, scene: Scene): number => {
  if (
    change.keys.has(ticket.ticket.key) ||
    ticket.references.some(
      ({ repository, number }) => repository === change.change.repository && number === change.change.number,
    )
  )
    return CITED;
  const words = scene.text.words(ticket.doc, change.doc);
  if (words < 0.15) return 0;
  return (
    words +
    0.12 * scene.text.rare(ticket.doc, change.doc) +
    0.25 * titleOverlap(ticket, change, scene) +
    (change.created >= ticket.at ? 0.04 : 0) +
    (change.author !== null && (change.author === ticket.assignee || change.author === ticket.reporter) ? 0.08 : 0) -
    0.04 * change.harmless
  );
};

/** Share of the lighter title's weight that both titles have. */
const titleOverlap = ({ ticket }: TicketNode, { change }: ChangeNode, scene: Scene): number => {
  const [a, b] = [termsOf(ticket.summary), termsOf(change.title)];
  const weigh = (terms: Iterable<string>): number =>
    [...terms].reduce((sum, term) => sum + scene.text.weightOf(term) ** 2, 0);
  const least = Math.min(weigh(a), weigh(b));
  return least === 0 ? 0 : weigh([...a].filter((term) => b.has(term))) / least;
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
