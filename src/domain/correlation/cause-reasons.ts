import { counted, durationOf } from '../analysis/phrases.ts';
import type { Suspect } from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import { harmlessCue } from './cues.ts';
import type { Group } from './group.ts';
import { shareOfFiles } from './partners.ts';
import { isRevertOf } from './references.ts';
import type { Answer, ReportCause, ReportMatch } from './report-match.ts';
import { strongestFirst, weightOf, wordsText, type Reason } from './report-reasons.ts';
import type { ChangeNode, Scene, TicketNode } from './scene.ts';

const FEW_WORDS = 0.25;
const DAY_MINUTES = 24 * 60;

/** Why a change from before may have caused what was reported; about the change and the answers that point to it. */
export const causeReasons = (
  cause: ReportCause,
  { style, answers }: ReportMatch,
  ticket: TicketNode,
  scene: Scene,
): Reason[] => {
  const { change, features } = cause;
  const weigh = weightOf(style.cause, features);
  const pointers = pointersOf(change, answers, scene);
  const reasons = strongestFirst([
    {
      ...{ kind: 'keyword', logOdds: weigh('near', 'lead', 'rare') },
      text: wordsText(ticket, change, scene, false),
    },
    { kind: 'keyword', logOdds: weigh('answerNear'), text: `is near in words to ${pointers.near}` },
    { kind: 'reference', logOdds: weigh('reverted'), text: `is reverted by ${pointers.reverting}` },
    {
      kind: 'file-path',
      logOdds: weigh('answerFiles'),
      text: `changes files that ${pointers.sameFiles} changes again`,
    },
    { kind: 'service', logOdds: weigh('answerRepository'), text: `is in the repository of ${pointers.near}` },
    { kind: 'time', logOdds: weigh('stated'), text: 'was merged shortly before the time that the report states' },
    { kind: 'time', logOdds: weigh('lately'), text: mergedBefore(ticket, change, scene) },
    {
      ...{ kind: 'person', logOdds: weigh('owner') },
      text: `is by ${ticket.ticket.assignee ?? 'somebody'}, who has the ticket`,
    },
  ]);
  return reasons.toSorted((a, b) => rankOf(a) - rankOf(b));
};

/** Being reverted says most to a person, and being in the same repository least. */
const rankOf = ({ kind }: Reason): number => (kind === 'reference' ? 0 : kind === 'service' ? 2 : 1);

/** The answers that point to a change, by id: the one that reverts it, that shares most files with it, and that is nearest. */
const pointersOf = (change: ChangeNode, answers: readonly Answer[], scene: Scene) => {
  const best = (value: (node: ChangeNode) => number): string => {
    const nodes = answers.map((answer) => answer.change);
    return nodes.toSorted((a, b) => value(b) - value(a))[0]?.change.id ?? 'what answers the report';
  };
  const isHere = (node: ChangeNode): number => (node.change.repository === change.change.repository ? 1 : 0);
  return {
    reverting: best((node) => (isRevertOf(node.change, change.change) ? 1 : 0)),
    sameFiles: best((node) => isHere(node) * shareOfFiles(node, change)),
    near: best((node) => isHere(node) + scene.text.words(node.doc, change.doc)),
  };
};

const mergedBefore = (ticket: TicketNode, { merged }: ChangeNode, { changes }: Scene): string => {
  const at = merged ?? ticket.at;
  const between = changes.filter(
    (other) => other.merged !== null && other.merged > at && other.merged < ticket.at,
  ).length;
  const span = durationOf((ticket.at - at) * MINUTE_MS);
  return between === 0
    ? `was the last change merged before the report, ${span} before it`
    : `was merged ${span} and ${counted(between, 'merge')} before the report`;
};

/** The change that may have caused a report, with what speaks for and against it. */
export const causeSuspect = (match: ReportMatch, { tickets: [first] }: Group, scene: Scene): Suspect[] => {
  const { cause } = match;
  if (cause === null || first === undefined) return [];
  const { change, features, share } = cause;
  const before = first.at - (change.merged ?? first.at);
  const harmless = harmlessCue(change.text);
  const isPointedTo = features.reverted + features.answerFiles + features.answerNear > FEW_WORDS;
  return [
    {
      pullRequestId: change.change.id,
      score: Math.round(1_000 * share) / 1_000,
      reasonsFor: causeReasons(cause, match, first, scene).map(({ text }) => `it ${text}`),
      reasonsAgainst: [
        ...(before > DAY_MINUTES ? [`it was merged ${durationOf(before * MINUTE_MS)} before the report`] : []),
        ...(features.near < FEW_WORDS ? ['it has hardly a word in common with the report'] : []),
        ...(isPointedTo ? [] : ['nothing that answers the report points to it']),
        ...(harmless.quote === null ? [] : [`it says “${harmless.quote}”`]),
      ],
      ruledOut: false,
    },
  ];
};
