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
  const aliases = new Map(catalogue.map(({ name, aliases: also }) => [name, also]));
  const parts = new Map(names.map((name) => [name, partsOf(name)]));
  const shareOf = shareByWeight([...parts.values()]);
  const match = (service: string, terms: ReadonlySet<string>): number => {
    const whole = [service, ...(aliases.get(service) ?? [])].some((name) => terms.has(wholeTerm(name)));
    return whole ? 1 : 0.8 * shareOf(parts.get(service) ?? new Set(), terms);
  };
  const belonging = new Map<string, Map<string, number>>();
  const catalogued = new Map(catalogue.map(({ name, repositories }) => [name, new Set(repositories)]));
  return {
    names,
    match,
    ofRepository: (service, repository) => {
      const known = belonging.get(repository)?.get(service);
      if (known !== undefined) return known;
      const isOwn = catalogued.get(service)?.has(repository) === true || nameOf(repository) === service;
      const share = isOwn ? 1 : 0.8 * shareOf(parts.get(service) ?? new Set(), partsOf(nameOf(repository)));
      belonging.set(repository, (belonging.get(repository) ?? new Map<string, number>()).set(service, share));
      return share;
    },
    ownedBy: (repository) =>
      names.find((name) => nameOf(repository) === name) ??
      catalogue.find(({ repositories }) => repositories.includes(repository))?.name ??
      null,
  };
};

/** How much of a name a set of terms holds, by what each part weighs: parts that many names have weigh little. */
const shareByWeight = (names: readonly ReadonlySet<string>[]) => {
  const frequency = new Map<string, number>();
  for (const part of names.flatMap((own) => [...own])) frequency.set(part, (frequency.get(part) ?? 0) + 1);
  const weight = (part: string): number =>
    Math.log(1 + names.length / (frequency.get(part) ?? 1)) / Math.log(1 + names.length);
  return (own: ReadonlySet<string>, terms: ReadonlySet<string>): number => {
    let [total, shared] = [0, 0];
    for (const part of own) {
      total += weight(part);
      if (terms.has(part)) shared += weight(part);
    }
    return total === 0 ? 0 : shared / total;
  };
};

const partsOf = (name: string): Set<string> => new Set([...termsOf(name)].filter((term) => !term.startsWith('=')));

const wholeTerm = (name: string): string => {
  const lower = name.toLowerCase();
  return /[-_.:/@#]/.test(lower) ? `=${lower}` : lower;
};

export const nameOf = (repository: string): string => repository.slice(repository.indexOf('/') + 1);
