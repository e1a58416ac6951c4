import type { ChangeNode } from './scene.ts';
import type { ServiceIndex } from './service-index.ts';

/** How far two services are worked on by the same people; 0 to 1. */
export interface TeamIndex {
  between(a: string, b: string): number;
}

/** A service's people are the authors of changes in its repositories; who works on many services says little. */
export const indexTeams = (services: ServiceIndex, changes: readonly ChangeNode[]): TeamIndex => {
  const authors = new Map(services.names.map((service) => [service, authorsOf(service, services, changes)]));
  const spread = new Map<string, number>();
  for (const own of authors.values()) for (const name of own.keys()) spread.set(name, (spread.get(name) ?? 0) + 1);
  const vectors = new Map(
    [...authors].map(([service, own]) => [
      service,
      vectorOf(new Map([...own].map(([name, count]) => [name, Math.sqrt(count) / (spread.get(name) ?? 1)]))),
    ]),
  );
  const known = new Map<string, Map<string, number>>();
  return {
    between: (a, b) => {
      if (a === b) return 0;
      let own = known.get(a);
      if (own === undefined) known.set(a, (own = new Map<string, number>()));
      let share = own.get(b);
      if (share === undefined) own.set(b, (share = cosine(vectors.get(a), vectors.get(b))));
      return share;
    },
  };
};

const authorsOf = (
  service: string,
  services: ServiceIndex,
  changes: readonly ChangeNode[],
): ReadonlyMap<string, number> => {
  const own = new Map<string, number>();
  for (const { author, change } of changes) {
    if (author === null || services.ofRepository(service, change.repository) < 0.7) continue;
    own.set(author, (own.get(author) ?? 0) + 1);
  }
  return own;
};

interface Vector {
  readonly weights: ReadonlyMap<string, number>;
  /** Its length, squared. */
  readonly square: number;
}

const vectorOf = (weights: ReadonlyMap<string, number>): Vector => {
  let square = 0;
  for (const weight of weights.values()) square += weight * weight;
  return { weights, square };
};

const cosine = (a: Vector | undefined, b: Vector | undefined): number => {
  if (a === undefined || b === undefined || a.square === 0 || b.square === 0) return 0;
  let dot = 0;
  for (const [name, weight] of a.weights) dot += weight * (b.weights.get(name) ?? 0);
  return dot / Math.sqrt(a.square * b.square);
};
