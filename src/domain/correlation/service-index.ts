import type { Service } from '../team.ts';
import { termsOf } from './terms.ts';

/** What is known of services by name: from the catalogue, the logs and the repositories. */
export interface ServiceIndex {
  readonly names: readonly string[];
  /** 0 to 1: how far a text or name means the service; 1 when it names it whole. */
  match(service: string, terms: ReadonlySet<string>): number;
  /** 0 to 1: how far a repository is the service's. */
  ofRepository(service: string, repository: string): number;
  /** The service whose own repository this is; null for a library, a configuration or an unknown one. */
  ownedBy(repository: string): string | null;
}

export const indexServices = (catalogue: readonly Service[], seen: readonly string[]): ServiceIndex => {
  const names = [...new Set([...catalogue.map(({ name }) => name), ...seen])].toSorted();
  const nameParts = new Map(names.map((name) => [name, partsOf(name)]));
  const weigh = weigher([...nameParts.values()]);
  const parts = new Map([...nameParts].map(([name, own]) => [name, weigh(own)]));
  const aliases = new Map(catalogue.map(({ name, aliases: also }) => [name, also]));
  const wholes = new Map(names.map((name) => [name, [name, ...(aliases.get(name) ?? [])].map(wholeTerm)]));
  const match = (service: string, terms: ReadonlySet<string>): number => {
    for (const whole of wholes.get(service) ?? [wholeTerm(service)]) if (terms.has(whole)) return 1;
    return 0.8 * shareOf(parts.get(service) ?? [], terms);
  };
  const catalogued = new Map(catalogue.map(({ name, repositories }) => [name, new Set(repositories)]));
  const belongs = (service: string, repository: string): number => {
    const isOwn = catalogued.get(service)?.has(repository) === true || nameOf(repository) === service;
    return isOwn ? 1 : 0.8 * shareOf(parts.get(service) ?? [], partsOf(nameOf(repository)));
  };
  const belonging = new Map<string, Map<string, number>>();
  const ownerOf = (repository: string): string | null =>
    names.find((name) => nameOf(repository) === name) ??
    catalogue.find(({ repositories }) => repositories.includes(repository))?.name ??
    null;
  const owners = new Map<string, string | null>();
  return {
    names,
    match,
    ofRepository: (service, repository) => {
      let shares = belonging.get(repository);
      if (shares === undefined) belonging.set(repository, (shares = new Map<string, number>()));
      let share = shares.get(service);
      if (share === undefined) shares.set(service, (share = belongs(service, repository)));
      return share;
    },
    ownedBy: (repository) => {
      let owner = owners.get(repository);
      if (owner === undefined) owners.set(repository, (owner = ownerOf(repository)));
      return owner;
    },
  };
};

interface Part {
  readonly term: string;
  readonly weight: number;
}

/** Parts that many names have weigh little. */
const weigher = (names: readonly ReadonlySet<string>[]): ((own: ReadonlySet<string>) => Part[]) => {
  const frequency = new Map<string, number>();
  for (const part of names.flatMap((own) => [...own])) frequency.set(part, (frequency.get(part) ?? 0) + 1);
  const weight = (part: string): number =>
    Math.log(1 + names.length / (frequency.get(part) ?? 1)) / Math.log(1 + names.length);
  return (own) => Array.from(own, (term) => ({ term, weight: weight(term) }));
};

/** How much of a name a set of terms holds, by what each part weighs. */
const shareOf = (own: readonly Part[], terms: ReadonlySet<string>): number => {
  let total = 0;
  let shared = 0;
  for (const { term, weight } of own) {
    total += weight;
    if (terms.has(term)) shared += weight;
  }
  return total === 0 ? 0 : shared / total;
};

const partsOf = (name: string): Set<string> => new Set([...termsOf(name)].filter((term) => !term.startsWith('=')));

const wholeTerm = (name: string): string => {
  const lower = name.toLowerCase();
  return /[-_.:/@#]/.test(lower) ? `=${lower}` : lower;
};

export const nameOf = (repository: string): string => repository.slice(repository.indexOf('/') + 1);
