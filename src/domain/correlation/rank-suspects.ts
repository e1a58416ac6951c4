import { nameOf } from './service-index.ts';
import { LEADS, suspectFeatures, type SuspectFeature } from './suspect-features.ts';
import type { Group } from './group.ts';
import type { Features, Scorer } from './linear-score.ts';
import type { Observe } from './observe.ts';
import { isSuspect } from './candidate-changes.ts';
import { leadsOf } from './leads.ts';
import type { FitTable } from './place-evidence.ts';
import type { ChangeNode, Scene } from './scene.ts';

export interface RankedSuspect {
  readonly node: ChangeNode;
  /** Log-odds of being to blame. */
  readonly score: number;
  readonly features: Readonly<Record<SuspectFeature, number>>;
}

const MAX_SUSPECTS = 5;

/** The likeliest changes behind a group, best first. */
export const rankSuspects = (
  group: Group,
  at: number,
  scene: Scene,
  table: FitTable,
  scorer: Scorer<SuspectFeature>,
  observe: Observe,
): RankedSuspect[] =>
  withLeads(
    scene.changes
      .filter((node, index) => (table[index]?.[at] ?? -99) > -6 && isSuspect(node, group))
      .map((node) => ({ node, features: suspectFeatures(node, group, scene, { bursts: 0, tickets: 0 }) })),
  )
    .map(({ node, features }) => {
      observe.suspect(node, group, features);
      return { node, features, score: scorer.score(features) };
    })
    .toSorted((a, b) => b.score - a.score || (a.node.change.id < b.node.change.id ? -1 : 1))
    .slice(0, MAX_SUSPECTS);

interface Candidate {
  readonly node: ChangeNode;
  readonly features: Features<SuspectFeature>;
}

const withLeads = (candidates: readonly Candidate[]): Candidate[] => {
  const led = candidates.map(({ node, features }) => ({ node, features: { ...features } }));
  for (const [lead, feature] of Object.entries(LEADS) as [keyof typeof LEADS, SuspectFeature][]) {
    const ahead = leadsOf(candidates.map(({ features }) => features[feature]));
    for (const [at, { features }] of led.entries()) features[lead] = ahead[at] ?? 0;
  }
  return led;
};

/** A change that only moves a version along points to what it brings: the latest merge of the repository that it names. */
export const behindBump = (node: ChangeNode, group: Group, scene: Scene): ChangeNode | null => {
  if (node.bump === 0 || node.merged === null) return null;
  const merged = node.merged;
  const candidates = scene.changes.filter(
    (other) =>
      other.change.repository !== node.change.repository &&
      other.merged !== null &&
      other.merged <= merged &&
      isSuspect(other, group) &&
      namesRepository(node, other.change.repository),
  );
  return candidates.toSorted((a, b) => (b.merged ?? 0) - (a.merged ?? 0))[0] ?? null;
};

const namesRepository = (node: ChangeNode, repository: string): boolean => {
  const name = nameOf(repository).toLowerCase();
  const said = `${node.text}\n${node.change.headRef}`.toLowerCase();
  if (name.length > 4 && said.includes(name)) return true;
  const parts = name.split(/[-_.]+/).filter((part) => part.length > 3);
  return parts.length > 1 && parts.every((part) => said.includes(part.replace(/s$/, '')));
};
