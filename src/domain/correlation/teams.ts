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
      new Map([...own].map(([name, count]) => [name, Math.sqrt(count) / (spread.get(name) ?? 1)])),
    ]),
  );
  return { between: (a, b) => (a === b ? 0 : cosine(vectors.get(a), vectors.get(b))) };
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

type Vector = ReadonlyMap<string, number>;

const cosine = (a: Vector | undefined, b: Vector | undefined): number => {
  if (a === undefined || b === undefined || a.size === 0 || b.size === 0) return 0;
  let dot = 0;
  for (const [name, weight] of a) dot += weight * (b.get(name) ?? 0);
  return dot / Math.sqrt(lengthOf(a) * lengthOf(b));
};

const lengthOf = (vector: Vector): number => {
  let sum = 0;
  for (const weight of vector.values()) sum += weight * weight;
  return sum;
};
