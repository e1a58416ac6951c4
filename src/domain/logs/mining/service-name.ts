import { createRecentAnswers } from '../reading/recent-answers.ts';
import { ownCopy } from './own-copy.ts';

const THREADS =
  /(?:^|-)(?:main|exec|executor|thread|threads|pool|worker|workers|scheduler|scheduling|task|tasks|consumer|producer|nio|http|https|timer|dispatcher|listener|async|event|loop|root|reactor|epoll)(?:-|$)/;
const KEBAB = /^[a-z]{2,}(?:-[a-z]{2,}){1,5}$/;
const MIN_LENGTH = 3;
const RECENT = 1_024;

/**
 * Picks the service among names found in a header. A name that the log group's name holds as well is the service;
 * otherwise one of several lower-case words that isn't a thread's. Answers are kept, as names recur; a slice's events mostly are of one log group.
 */
export const createServiceNames = (): ((names: readonly string[], logGroup: string) => string | null) => {
  let current: string | null = null;
  let serviceOf = createRecentAnswers(RECENT, (): string | null => null);
  return (names, logGroup) => {
    if (logGroup !== current) {
      current = logGroup;
      serviceOf = createRecentAnswers(RECENT, (name) => serviceIn(name, logGroup));
    }
    for (const name of names) {
      const service = serviceOf(name);
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
