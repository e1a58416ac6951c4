import { candidateChanges, type ChangeRole } from './candidate-changes.ts';
import type { Leads } from './change-features.ts';
import type { Group } from './group.ts';
import { columnLeads } from './leads.ts';
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

export const scoreTickets = (
  scene: Scene,
  groups: readonly Group[],
  scorer: Scorer<TicketFeature>,
  observe: Observe,
  memory: ScoreMemory = NO_MEMORY,
): FitTable => {
  const leadOf = columnLeads(groups.map(({ bursts }) => nearestWords(bursts, scene)));
  const known = groups.map((group) => memory.of(group, scene.tickets.length));
  return scene.tickets.map((node, place) =>
    groups.map((group, at) => {
      const burstLead = leadOf(at, node.doc);
      const scores = known[at] ?? [];
      const kept = scores[place];
      if (kept?.burstLead === burstLead) return kept.score;
      const features = ticketFeatures(node, group, scene, burstLead);
      observe.ticket(node, group, features);
      const score = scorer.score(features);
      scores[place] = { score, burstLead, ticketLead: 0 };
      return score;
    }),
  );
};

export interface ChangeScorers {
  readonly suspect: Scorer<SuspectFeature>;
  readonly repair: Scorer<RepairFeature>;
}

/** A change is scored as a suspect by what was merged before the onset, as a repair otherwise. */
export const scoreChanges = (
  role: ChangeRole,
  scene: Scene,
  groups: readonly Group[],
  scorers: ChangeScorers,
  observe: Observe,
  memory: ScoreMemory = NO_MEMORY,
): FitTable => {
  const burstLeads = columnLeads(groups.map(({ bursts }) => nearestWords(bursts, scene)));
  const ticketLeads = columnLeads(groups.map(({ tickets }) => nearestWords(tickets, scene)));
  const scoreOf = role === 'suspect' ? suspectScore : repairScore;
  const known = groups.map((group) => memory.of(group, scene.changes.length));
  const table = scene.changes.map(() => groups.map(() => RULED_OUT));
  for (const [place, candidates] of groupsByChange(role, groups, scene).entries()) {
    const [node, row] = [scene.changes[place], table[place]];
    if (node === undefined || row === undefined) continue;
    for (const at of candidates) {
      const group = groups[at];
      if (group === undefined) continue;
      const burstLead = burstLeads(at, node.doc);
      const ticketLead = ticketLeads(at, node.doc);
      const scores = known[at] ?? [];
      const kept = scores[place];
      if (kept?.burstLead === burstLead && kept.ticketLead === ticketLead) {
        row[at] = kept.score;
        continue;
      }
      const leads = { bursts: burstLead, tickets: ticketLead };
      const score = scoreOf({ node, group, scene, leads }, scorers, observe);
      scores[place] = { score, burstLead, ticketLead };
      row[at] = score;
    }
  }
  return table;
};

/** For each change the groups that it may have caused, or repaired. */
const groupsByChange = (role: ChangeRole, groups: readonly Group[], scene: Scene): number[][] => {
  const found = scene.changes.map((): number[] => []);
  for (const [at, group] of groups.entries()) {
    for (const place of candidateChanges(role, group, scene)) found[place]?.push(at);
  }
  return found;
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
