import type { Leads } from './change-features.ts';
import type { Group } from './group.ts';
import { isNear } from './near-changes.ts';
import { nearestWords } from './nearest-words.ts';
import type { Scorer } from './linear-score.ts';
import type { Observe } from './observe.ts';
import { repairFeatures, type RepairFeature } from './repair-features.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import { NO_MEMORY, type ScoreMemory } from './score-memory.ts';
import { suspectFeatures, type SuspectFeature } from './suspect-features.ts';
import { ticketFeatures, type TicketFeature } from './ticket-features.ts';

/** Log-odds of each item (first index) with each group (second). */
export type FitTable = readonly (readonly number[])[];

export const RULED_OUT = -99;

/** A change explains what began up to two minutes before its merge: clocks differ. */
export const CLOCK_SLACK_MINUTES = 2;
const LOOKBACK_MINUTES = 14 * 24 * 60;
/** With fewer words in common than this, only the service, the people or the other changes can tie a change to a group. */
const MIN_WORDS = 0.2;

export const scoreTickets = (
  scene: Scene,
  groups: readonly Group[],
  scorer: Scorer<TicketFeature>,
  observe: Observe,
  memory: ScoreMemory = NO_MEMORY,
): FitTable => {
  const nearest = groups.map(({ bursts }) => nearestWords(bursts, scene));
  return scene.tickets.map((node) => {
    const ahead = leadsOf(nearest.map((words) => words[node.doc] ?? 0));
    return groups.map((group, at) => {
      const leads = { bursts: Math.max(0, ahead[at] ?? 0), tickets: 0 };
      const known = memory.recall(group, node.doc, leads);
      if (known !== undefined) return known;
      const features = ticketFeatures(node, group, scene, leads.bursts);
      observe.ticket(node, group, features);
      return memory.keep(group, node.doc, leads, scorer.score(features));
    });
  });
};

/** How far each value is above the best of the others. */
export const leadsOf = (values: readonly number[]): number[] => {
  let best = 0;
  let second = 0;
  for (const value of values) {
    if (value > best) {
      second = best;
      best = value;
    } else if (value > second) second = value;
  }
  return values.map((value) => value - (value === best ? second : best));
};

export const isSuspect = (node: ChangeNode, group: Group): boolean =>
  node.merged !== null &&
  node.merged <= group.onset + CLOCK_SLACK_MINUTES &&
  node.merged >= group.onset - LOOKBACK_MINUTES;

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
  memory: ScoreMemory = NO_MEMORY,
): FitTable => {
  const byBursts = groups.map(({ bursts }) => nearestWords(bursts, scene));
  const byTickets = groups.map(({ tickets }) => nearestWords(tickets, scene));
  const scoreOf = role === 'suspect' ? suspectScore : repairScore;
  return scene.changes.map((node) => {
    const words = byBursts.map((nearest) => nearest[node.doc] ?? 0);
    const ticketWords = byTickets.map((nearest) => nearest[node.doc] ?? 0);
    const [ahead, ticketsAhead] = [leadsOf(words), leadsOf(ticketWords)];
    return groups.map((group, at) => {
      if (isSuspect(node, group) !== (role === 'suspect')) return RULED_OUT;
      const leads = { bursts: Math.max(0, ahead[at] ?? 0), tickets: Math.max(0, ticketsAhead[at] ?? 0) };
      const known = memory.recall(group, node.doc, leads);
      if (known !== undefined) return known;
      const isFar = Math.max(words[at] ?? 0, ticketWords[at] ?? 0) < MIN_WORDS && !isNear(node, group, scene);
      const score = isFar ? RULED_OUT : scoreOf({ node, group, scene, leads }, scorers, observe);
      return memory.keep(group, node.doc, leads, score);
    });
  });
};

interface Candidate {
  readonly node: ChangeNode;
  readonly group: Group;
  readonly scene: Scene;
  readonly leads: Leads;
}

const suspectScore = ({ node, group, scene, leads }: Candidate, { suspect }: ChangeScorers, observe: Observe) => {
  const features = suspectFeatures(node, group, scene, leads);
  observe.change('suspect', node, group, features);
  return suspect.score(features);
};

const repairScore = ({ node, group, scene, leads }: Candidate, { repair }: ChangeScorers, observe: Observe) => {
  if ((node.merged ?? scene.to) < group.onset) return RULED_OUT;
  const features = repairFeatures(node, group, scene, leads);
  observe.change('repair', node, group, features);
  return repair.score(features);
};

/** For each item its best group over the threshold, or -1. Ties go to the first group. */
export const assign = (table: FitTable, threshold: number): number[] =>
  table.map((scores) => {
    let best = -1;
    let top = threshold;
    for (let at = 0; at < scores.length; at++) {
      const score = scores[at] ?? RULED_OUT;
      if (score <= top) continue;
      best = at;
      top = score;
    }
    return best;
  });

export const fitOf = (score: number): number => 1 / (1 + Math.exp(-score));

/** The items of each group, in their own order. */
export const placedIn = <Item extends TicketNode | ChangeNode>(
  items: readonly Item[],
  homes: readonly number[],
  groups: number,
): Item[][] => {
  const placed = Array.from({ length: groups }, (): Item[] => []);
  for (const [at, item] of items.entries()) placed[homes[at] ?? -1]?.push(item);
  return placed;
};
