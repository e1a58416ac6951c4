import { durationOf } from '../analysis/phrases.ts';
import {
  logEvidence,
  pullRequestEvidence,
  ticketEvidence,
  type EvidenceId,
  type EvidenceLink,
  type SignalKind,
} from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import { repairFeatures } from './repair-features.ts';
import { suspectFeatures } from './suspect-features.ts';
import type { FittedWeights } from './weigh.ts';
import type { Group } from './group.ts';
import { bothSay, contributions, FULL_STRENGTH, linkOf, type Details } from './link-of.ts';
import type { BurstNode, ChangeNode, Scene, TicketNode } from './scene.ts';
import type { CorrelationSettings } from './settings.ts';
import { sharedWords } from './shared-words.ts';
import { ticketFeatures } from './ticket-features.ts';

/** Each piece of evidence of an incident that logs show, with what ties it to the leading log pattern or its closest neighbour. */
export const linksOf = (
  group: Group,
  scene: Scene,
  settings: CorrelationSettings,
  weights: FittedWeights,
): EvidenceLink[] => {
  const lead = leadOf(group);
  const strengthsOf = (node: ChangeNode): Map<SignalKind, number> =>
    group.repairs.includes(node)
      ? contributions(weights.repair, repairFeatures(node, group, scene, NO_LEAD))
      : contributions(weights.suspect, suspectFeatures(node, group, scene, NO_LEAD));
  return [
    ...group.tickets.flatMap((node) => {
      const strengths = contributions(weights.ticket, ticketFeatures(node, group, scene, 0));
      const to = closest(node.doc, group, scene);
      return linkOf(ticketEvidence(node.ticket.key), to, strengths, ticketDetails(node, group, scene), settings);
    }),
    ...[...group.suspects, ...group.repairs].flatMap((node) => {
      const to = closest(node.doc, group, scene);
      const id = pullRequestEvidence(node.change.id);
      return linkOf(id, to, strengthsOf(node), changeDetails(node, group, scene), settings);
    }),
    ...group.bursts.flatMap((node) => {
      if (lead === null || node === lead) return [];
      const [from, to] = [logEvidence(node.pattern.id), logEvidence(lead.pattern.id)];
      return linkOf(from, to, burstStrengths(node, lead, scene), burstDetails(node, lead, scene), settings);
    }),
  ];
};

const NO_LEAD = { bursts: 0, tickets: 0 };

const leadOf = ({ bursts }: Group): BurstNode | null =>
  bursts.toSorted((a, b) => a.first - b.first || b.count - a.count || a.doc - b.doc)[0] ?? null;

const closest = (doc: number, group: Group, scene: Scene): EvidenceId | null => {
  const [best] = group.bursts.toSorted(
    (a, b) => scene.text.words(doc, b.doc) - scene.text.words(doc, a.doc) || a.doc - b.doc,
  );
  return best === undefined ? null : logEvidence(best.pattern.id);
};

const span = (minutes: number): string => durationOf(minutes * MINUTE_MS);

const commonWords = (node: TicketNode | ChangeNode, group: Group, scene: Scene): string => {
  const [best] = [...group.bursts, ...group.tickets]
    .filter((other) => other !== node)
    .toSorted((a, b) => scene.text.words(node.doc, b.doc) - scene.text.words(node.doc, a.doc) || a.doc - b.doc);
  return best === undefined ? 'similar words' : bothSay(sharedWords(node, best, scene, 4));
};

const ticketDetails = (node: TicketNode, group: Group, scene: Scene): Details => {
  const lag = node.at - group.onset;
  const named = group.services.toSorted(
    (a, b) => scene.services.match(b, node.terms) - scene.services.match(a, node.terms),
  )[0];
  return {
    keyword: commonWords(node, group, scene),
    service: `it is about ${named ?? 'the same service'}`,
    time: lag < 1 ? 'written when the errors began' : `written ${span(lag)} after the first error`,
    person: `${node.ticket.assignee ?? node.ticket.reporter ?? 'the same person'} works on the other tickets or changes too`,
    reference: `a change names ${node.ticket.key}`,
  };
};

const changeDetails = (node: ChangeNode, group: Group, scene: Scene): Details => {
  const gap = group.onset - (node.merged ?? node.created);
  return {
    keyword: commonWords(node, group, scene),
    service: `${node.change.repository} belongs to ${group.services[0] ?? 'the incident'}`,
    time:
      node.merged === null
        ? 'open since the incident'
        : gap >= 0
          ? `merged ${span(gap)} before the first error`
          : `merged ${span(gap)} after the first error`,
    person: `${node.change.author ?? 'its author'} works on the tickets`,
    reference: 'names, or is named by, the incident’s tickets and changes',
    'file-path': 'its files are those of the stack traces or of the repair',
  };
};

const burstStrengths = (a: BurstNode, b: BurstNode, scene: Scene): Map<SignalKind, number> =>
  new Map<SignalKind, number>([
    ['keyword', 4 * scene.text.words(a.doc, b.doc)],
    ['service', a.services[0] === b.services[0] ? FULL_STRENGTH : 0],
    ['time', FULL_STRENGTH * 2 ** (-Math.abs(a.first - b.first) / 20)],
    ['exception', sharedException(a, b) === null ? 0 : FULL_STRENGTH],
  ]);

const sharedException = (a: BurstNode, b: BurstNode): string | null =>
  a.pattern.exception?.types.find((type) => b.pattern.exception?.types.includes(type) === true) ?? null;

const burstDetails = (a: BurstNode, b: BurstNode, scene: Scene): Details => ({
  keyword: bothSay(sharedWords(a, b, scene, 4)),
  service: `both of ${a.services[0] ?? 'one service'}`,
  time:
    Math.abs(a.first - b.first) <= 1
      ? 'began at the same minute'
      : `began within ${span(a.first - b.first)} of each other`,
  exception: `both raise ${sharedException(a, b) ?? ''}`,
});
