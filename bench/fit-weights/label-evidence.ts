import type { Group } from '../../src/domain/correlation/group.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import { predictedSets } from '../eval-worlds/score-items.ts';
import type { Truth } from '../eval-worlds/world-files.ts';
import { judgedPatterns } from './judged-evidence.ts';

/** Which true incident a piece of evidence belongs to; null for none. */
export interface Labels {
  readonly ofPattern: (id: string) => string | null;
  readonly ofTicket: (key: string) => string | null;
  readonly ofChange: (id: string) => string | null;
  /** Of at least half of a group's templates. */
  readonly ofGroup: (group: Group) => string | null;
  readonly isCulprit: (changeId: string, incident: string) => boolean;
}

export const labelEvidence = (evidence: Evidence, truth: Truth): Labels => {
  const templates = templatesOf(evidence, truth);
  const homes = new Map(truth.incidents.flatMap(({ id, logs }) => logs.map((log) => [log.id, id])));
  const tickets = new Map(truth.incidents.flatMap(({ id, tickets: keys }) => keys.map((key) => [key, id])));
  const changes = new Map(truth.incidents.flatMap(({ id, pullRequests }) => pullRequests.map((pr) => [pr, id])));
  const culprits = new Map(truth.incidents.map(({ id, rootCause }) => [id, rootCause.culpritPullRequest ?? null]));
  const homeOf = (template: string): string | null => homes.get(template) ?? null;
  const known = new WeakMap<Group, { readonly incident: string | null }>();
  return {
    ofPattern: (id) => homeOf(templates.get(id) ?? ''),
    ofTicket: (key) => tickets.get(key) ?? null,
    ofChange: (id) => changes.get(id) ?? null,
    ofGroup: (group) => {
      const label = known.get(group) ?? { incident: mostOf(templatesIn(group, templates).map(homeOf)) };
      known.set(group, label);
      return label.incident;
    },
    isCulprit: (changeId, incident) => culprits.get(incident) === changeId,
  };
};

/** The true template of each pattern, as the scorer of reports sees it; of noise its own. */
const templatesOf = ({ logPatterns }: Evidence, truth: Truth): Map<string, string> => {
  const sets = predictedSets(
    logPatterns.map((pattern) => judgedPatterns([pattern])),
    truth,
  );
  return new Map(
    logPatterns.map(({ id }, at) => {
      const [item = ''] = sets[at]?.items ?? [];
      return [id, item.slice('L:'.length)];
    }),
  );
};

/** Patterns of one true template count once: how finely lines were mined says nothing about a group. */
const templatesIn = ({ bursts }: Group, templates: ReadonlyMap<string, string>): string[] => [
  ...new Set(bursts.map(({ pattern }) => templates.get(pattern.id) ?? '')),
];

const mostOf = (incidents: readonly (string | null)[]): string | null => {
  const counts = [...Map.groupBy(incidents, (incident) => incident)].map(([id, all]) => ({ id, count: all.length }));
  const [top] = counts.toSorted((a, b) => b.count - a.count);
  return top !== undefined && top.count * 2 >= incidents.length ? top.id : null;
};
