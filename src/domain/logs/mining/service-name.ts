import { createRecentAnswers } from '../reading/recent-answers.ts';
import { ownCopy } from './own-copy.ts';

const THREADS =
  /(?:^|-)(?:main|exec|executor|thread|threads|pool|worker|workers|scheduler|scheduling|task|tasks|consumer|producer|nio|http|https|timer|dispatcher|listener|async|event|loop|root|reactor|epoll)(?:-|$)/;
const KEBAB = /^[a-z]{2,}(?:-[a-z]{2,}){1,5}$/;
const MIN_LENGTH = 3;
const MIN_KEBAB_LENGTH = 5;
const RECENT = 1_024;
const DASH = 45;

/**
 * Picks the service among names found in a header. A name that the log group's name holds as well is the service;
 * otherwise one of several lower-case words that isn't a thread's. Names recur, and a slice's events mostly are of one
 * log group; ids don't recur, and are told by their look.
 */
export const createServiceNames = (): ((names: readonly string[], logGroup: string) => string | null) => {
  let current: string | null = null;
  let segments: readonly Segment[] = [];
  const kebabService = createRecentAnswers(RECENT, (name) => (KEBAB.test(name) && !THREADS.test(name) ? name : null));
  return (names, logGroup) => {
    if (logGroup !== current) {
      current = logGroup;
      segments = segmentsOf(logGroup);
    }
    for (const name of names) {
      const service = segmentNamed(segments, name) ?? (mayBeKebab(name) ? kebabService(name) : null);
      if (service !== null) return service;
    }
    return null;
  };
};

interface Segment {
  readonly plain: string;
  readonly name: string;
}

const segmentsOf = (logGroup: string): Segment[] =>
  logGroup
    .split('/')
    .map((name) => ({ plain: plainName(name), name: ownCopy(name) }))
    .filter(({ plain }) => plain.length >= MIN_LENGTH);

const segmentNamed = (segments: readonly Segment[], name: string): string | null => {
  for (const segment of segments) {
    if (segment.plain.length === name.length && segment.plain === plainName(name)) return segment.name;
  }
  return null;
};

const mayBeKebab = (name: string): boolean => {
  if (name.length < MIN_KEBAB_LENGTH) return false;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if ((code < 97 || code > 122) && code !== DASH) return false;
  }
  return true;
};

const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '-');
