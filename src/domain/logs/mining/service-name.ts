import { ownCopy } from './own-copy.ts';

const THREADS =
  /(?:^|-)(?:main|exec|executor|thread|threads|pool|worker|workers|scheduler|scheduling|task|tasks|consumer|producer|nio|http|https|timer|dispatcher|listener|async|event|loop|root|reactor|epoll)(?:-|$)/;
const KEBAB = /^[a-z]{2,}(?:-[a-z]{2,}){1,5}$/;
const MIN_LENGTH = 3;
const MAX_KNOWN = 5_000;

/**
 * Picks the service among names found in a header. A name that the log group's name holds as well is the service;
 * otherwise one of several lower-case words that isn't a thread's. Answers are kept, as names recur.
 */
export const createServiceNames = (): ((names: readonly string[], logGroup: string) => string | null) => {
  const byLogGroup = new Map<string, Map<string, string | null>>();
  return (names, logGroup) => {
    let known = byLogGroup.get(logGroup);
    if (known === undefined) byLogGroup.set(logGroup, (known = new Map()));
    for (const name of names) {
      let service = known.get(name);
      if (service === undefined) {
        service = serviceIn(name, logGroup);
        if (known.size < MAX_KNOWN) known.set(ownCopy(name), service);
      }
      if (service !== null) return service;
    }
    return null;
  };
};

const serviceIn = (name: string, logGroup: string): string | null => {
  const plain = plainName(name);
  if (plain.length < MIN_LENGTH) return null;
  const segment = logGroup.split('/').find((part) => plainName(part) === plain);
  if (segment !== undefined) return ownCopy(segment);
  const isService = KEBAB.test(name) && !THREADS.test(name);
  return isService ? ownCopy(name) : null;
};

const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '-');
