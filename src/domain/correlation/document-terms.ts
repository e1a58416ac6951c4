import type { LogPattern } from '../log-pattern.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Ticket } from '../ticket.ts';
import { termsOf } from './terms.ts';

const MAX_VARIANTS = 12;
const MAX_VARIANT = 800;
/** A stack trace's own lines: what they say beyond the pattern's exception is the framework's. */
const FRAME = /^\s*(?:at |File "|\.{3} \d+ more|goroutine |in <)/;

/** Cached by the pattern object: its terms are asked for several times in a run. */
const known = new WeakMap<LogPattern, Set<string>>();
const knownTemplates = new WeakMap<LogPattern, ReadonlySet<string>>();

/** Template, the words of its variants without what varies, exception names, application frames, services. */
export const patternTerms = (pattern: LogPattern): Set<string> => {
  const cached = known.get(pattern);
  if (cached !== undefined) return cached;
  const terms = new Set(templateTerms(pattern));
  const variants =
    pattern.variants !== undefined && pattern.variants.length > 0
      ? pattern.variants
      : pattern.samples.map(({ message }) => withoutFrames(message));
  for (const text of variants.slice(0, MAX_VARIANTS)) {
    for (const term of termsOf(text.slice(0, MAX_VARIANT))) if (!/\d/.test(term)) terms.add(term);
  }
  known.set(pattern, terms);
  return terms;
};

/** The same without the samples: enough for what only weighs. */
export const templateTerms = (pattern: LogPattern): ReadonlySet<string> => {
  const cached = knownTemplates.get(pattern);
  if (cached !== undefined) return cached;
  const { template, services, exception } = pattern;
  const said = [template, services.join(' '), ...(exception?.types ?? []), ...(exception?.frames ?? []).slice(0, 8)];
  const terms = termsOf(said.join('\n'));
  knownTemplates.set(pattern, terms);
  return terms;
};

const withoutFrames = (message: string): string =>
  message
    .slice(0, MAX_VARIANT)
    .replaceAll(/\\[nrt]/g, '\n')
    .split('\n')
    .filter((line) => !FRAME.test(line))
    .join('\n');

export const ticketTerms = (ticket: Ticket): Set<string> =>
  termsOf([ticket.summary, ticket.components.join(' '), ticket.labels.join(' '), ticket.description].join('\n'));

export const changeTerms = (change: PullRequest): Set<string> =>
  termsOf(
    [change.title, change.repository, change.headRef, change.files.slice(0, 30).join('\n'), change.body].join('\n'),
  );
