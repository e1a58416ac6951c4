import { counted, durationOf, listed } from '../analysis/phrases.ts';
import { MINUTE_MS } from '../time-range.ts';
import type { Group } from './group.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';
import { sharedWords } from './shared-words.ts';

/** One sentence: why this evidence, which logs show, was put together. */
export const explain = (
  group: Group,
  services: readonly string[],
  culprit: ChangeNode | null,
  scene: Scene,
): string => {
  const parts = [
    ofLogs(group, services),
    ...(group.tickets.length > 0 ? [ofTickets(group, scene)] : []),
    ...(culprit === null ? [] : [ofCulprit(culprit, group)]),
    ...(group.repairs.length > 0 ? [ofRepairs(group)] : []),
  ];
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

const span = (minutes: number): string => durationOf(minutes * MINUTE_MS);

const ofLogs = ({ bursts }: Group, services: readonly string[]): string => {
  const firsts = bursts.map(({ first }) => first);
  const where = listed(services.slice(0, 5));
  if (bursts.length === 1) return `one error pattern of ${where} broke out`;
  const spread = Math.max(...firsts) - Math.min(...firsts);
  const together = spread <= 1 ? 'at the same minute' : `within ${span(spread)} of each other`;
  return `${counted(bursts.length, 'error pattern')} of ${where} began ${together}`;
};

const ofTickets = (group: Group, scene: Scene): string => {
  const [first] = group.tickets.toSorted((a, b) => a.at - b.at);
  const words = first === undefined ? [] : wordsWith(first, group, scene);
  const because = words.length === 0 ? '' : `, sharing ${listed(words.map((word) => `“${word}”`))}`;
  if (first === undefined) return '';
  const lag = first.at - group.onset;
  const when = lag < 1 ? 'at its beginning' : `${span(lag)} after the first error`;
  return `${counted(group.tickets.length, 'ticket')} followed, the first ${when}${because}`;
};

const wordsWith = (ticket: TicketNode, group: Group, scene: Scene): string[] => {
  const [best] = group.bursts.toSorted(
    (a, b) => scene.text.words(ticket.doc, b.doc) - scene.text.words(ticket.doc, a.doc) || a.doc - b.doc,
  );
  return best === undefined ? [] : sharedWords(ticket, best, scene, 3);
};

const ofCulprit = ({ change, merged }: ChangeNode, group: Group): string =>
  merged === null ? `${change.id} is suspected` : `${change.id} was merged ${span(group.onset - merged)} before`;

const ofRepairs = ({ repairs }: Group): string => {
  const ids = listed(repairs.map(({ change }) => change.id));
  return `${ids} answer${repairs.length === 1 ? 's' : ''} to it`;
};
