import type { Features, Scorer } from './linear-score.ts';
import { changeErrorFit, ticketErrorFit } from './error-fit.ts';
import { repairFeatures, type RepairFeature } from './repair-features.ts';
import { suspectFeatures, type SuspectFeature } from './suspect-features.ts';
import { bestOver, type Group } from './group.ts';
import type { Observe } from './observe.ts';
import { answeredBy, answersTo } from './partners.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import { ticketFeatures, type TicketFeature } from './ticket-features.ts';

/** Log-odds of each item (first index) with each group (second). */
export type FitTable = readonly (readonly number[])[];

export const RULED_OUT = -99;

/** A change explains what began up to two minutes before its merge: clocks differ. */
export const CLOCK_SLACK_MINUTES = 2;
const LOOKBACK_MINUTES = 14 * 24 * 60;

export const scoreTickets = (
  scene: Scene,
  groups: readonly Group[],
  scorer: Scorer<TicketFeature>,
  observe: Observe,
): FitTable =>
  scene.tickets.map((node) => {
    const words = groups.map((group) => ticketErrorFit(node, group, scene).words);
    const leads = leadsOf(words);
    return groups.map((group, at) => {
      const features = ticketFeatures(node, group, scene, leads[at] ?? 0);
      observe.ticket(node, group, features);
      return scorer.score(features);
    });
  });

/** How far each value is above the best of the others. */
export const leadsOf = (values: readonly number[]): number[] => {
  let [best, second] = [0, 0];
  for (const value of values) {
    if (value > best) [best, second] = [value, best];
    else if (value > second) second = value;
  }
  return values.map((value) => value - (value === best ? second : best));
};

export const isSuspect = (node: ChangeNode, group: Group): boolean =>
  node.merged !== null &&
  node.merged <= group.onset + CLOCK_SLACK_MINUTES &&
  node.merged >= group.onset - LOOKBACK_MINUTES;

/** With fewer words in common than this, only the service, the people or the other changes can tie a change to a group. */
const MIN_WORDS = 0.2;

const isNear = (node: ChangeNode, group: Group, scene: Scene): boolean =>
  group.services.some((service) => scene.services.ofRepository(service, node.change.repository) > 0.3) ||
  group.tickets.some(
    ({ ticket, assignee }) => node.keys.has(ticket.key) || (assignee !== null && assignee === node.author),
  ) ||
  [...group.repairs, ...group.suspects].some(({ change }) => change.repository === node.change.repository) ||
  isAnswer(node, group, scene);

const isAnswer = (node: ChangeNode, group: Group, scene: Scene): boolean => {
  const partners = scene.partners.get(node) ?? [];
  return [answersTo(node, group, partners), answeredBy(node, group, partners)].some(
    ({ revert, files }) => revert > 0.1 || files > 0.1,
  );
};

export interface ChangeScorers {
  readonly suspect: Scorer<SuspectFeature>;
  readonly repair: Scorer<RepairFeature>;
}

/** A change is scored as a suspect by what was merged before the onset, as a repair otherwise. */
export const scoreChanges = (
  role: 'suspect' | 'repair',
  scene: Scene,
  groups: readonly Group[],
  scorers: ChangeScorers,
  observe: Observe,
): FitTable =>
  scene.changes.map((node) => {
    const words = groups.map((group) => changeErrorFit(node, group, scene).words);
    const tickets = groups.map((group) => bestOver(group.tickets, ({ doc }) => scene.text.words(node.doc, doc)));
    const [wordLeads, ticketLeads] = [leadsOf(words), leadsOf(tickets)];
    return groups.map((group, at) => {
      if (isSuspect(node, group) !== (role === 'suspect')) return RULED_OUT;
      if (Math.max(words[at] ?? 0, tickets[at] ?? 0) < MIN_WORDS && !isNear(node, group, scene)) return RULED_OUT;
      const leads = { bursts: wordLeads[at] ?? 0, tickets: ticketLeads[at] ?? 0 };
      if (role === 'suspect') {
        const features = suspectFeatures(node, group, scene, leads);
        observe.change('suspect', node, group, features);
        return scorers.suspect.score(features);
      }
      if ((node.merged ?? scene.to) < group.onset) return RULED_OUT;
      const features: Features<RepairFeature> = repairFeatures(node, group, scene, leads);
      observe.change('repair', node, group, features);
      return scorers.repair.score(features);
    });
  });

/** For each item its best group over the threshold, or -1. Ties go to the first group. */
export const assign = (table: FitTable, threshold: number): number[] =>
  table.map((scores) => {
    let [best, top] = [-1, threshold];
    for (const [at, score] of scores.entries()) if (score > top) [best, top] = [at, score];
    return best;
  });

export const fitOf = (score: number): number => 1 / (1 + Math.exp(-score));

export const placedIn = <Item extends TicketNode | ChangeNode>(
  items: readonly Item[],
  homes: readonly number[],
  group: number,
): Item[] => items.filter((_, at) => homes[at] === group);
