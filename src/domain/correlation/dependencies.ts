import type { BurstNode } from './scene.ts';
import type { ServiceIndex } from './service-index.ts';
import type { LogPattern } from '../log-pattern.ts';
import { templateTerms } from './document-terms.ts';

/** Who names whom in the day's logs: a caller's errors name what it calls. */
export interface Dependencies {
  /** 1 when one of the two names the other. */
  between(a: string, b: string): number;
  /** How many other services of the list name this one in their errors. */
  namedBy(service: string, bursts: readonly BurstNode[]): number;
}

export const mineDependencies = (patterns: readonly LogPattern[], services: ServiceIndex): Dependencies => {
  const named = new Map<string, Set<string>>();
  const whole = new Map(
    services.names.map((name) => [/[-_.:/@#]/.test(name) ? `=${name.toLowerCase()}` : name.toLowerCase(), name]),
  );
  for (const pattern of patterns) {
    const caller = pattern.services[0] ?? '';
    for (const term of templateTerms(pattern)) {
      const callee = whole.get(term);
      if (callee === undefined || callee === caller) continue;
      const list = named.get(caller);
      if (list === undefined) named.set(caller, new Set([callee]));
      else list.add(callee);
    }
  }
  const names = (a: string, b: string): boolean => named.get(a)?.has(b) === true;
  return {
    between: (a, b) => (a !== b && (names(a, b) || names(b, a)) ? 1 : 0),
    namedBy: (service, bursts) =>
      new Set(
        bursts.map(({ services: [name = ''] }) => name).filter((name) => name !== service && names(name, service)),
      ).size,
  };
};
