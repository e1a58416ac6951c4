import type { Dependencies } from './dependencies.ts';
import type { Scene } from './scene.ts';

/** What ties two services whatever has happened; each 0 to 1. */
export interface Ties {
  /** What is said of them all day; 0 for one and the same. */
  readonly kin: number;
  readonly team: number;
  readonly depends: number;
}

export type ServiceTies = (a: string, b: string) => Ties;

/** Worked out once for two services: there are far more pairs of bursts than of services. */
export const serviceTies = (scene: Scene, dependencies: Dependencies): ServiceTies => {
  const known = new Map<string, Map<string, Ties>>();
  return (a, b) => {
    let own = known.get(a);
    if (own === undefined) known.set(a, (own = new Map<string, Ties>()));
    let ties = own.get(b);
    if (ties === undefined) {
      ties = { kin: kinship(a, b, scene), team: scene.teams.between(a, b), depends: dependencies.between(a, b) };
      own.set(b, ties);
    }
    return ties;
  };
};

const kinship = (a: string, b: string, { serviceDocs, text }: Scene): number => {
  const x = serviceDocs.get(a);
  const y = serviceDocs.get(b);
  return a === b || x === undefined || y === undefined ? 0 : text.words(x, y);
};
