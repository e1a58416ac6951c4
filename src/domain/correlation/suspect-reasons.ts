import { durationOf, listed } from '../analysis/phrases.ts';
import type { Suspect } from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import { namesChange } from './change-features.ts';
import { harmlessCue, inertCue, inVainCue, nothingChangedCue, riskyCue } from './cues.ts';
import type { Group } from './group.ts';
import { sharedFiles } from './partners.ts';
import type { RankedSuspect } from './rank-suspects.ts';
import type { ChangeNode, Scene } from './scene.ts';
import { sharedWords } from './shared-words.ts';
import { namesNumberOf, otherRepairs } from './suspect-features.ts';

const span = (minutes: number): string => durationOf(minutes * MINUTE_MS);

const CLEAR = 0.3;
const FEW_WORDS = 0.25;
const MANY_WORDS = 0.4;

/** A suspect with what speaks for and against it, the strongest first. */
export const suspectOf = (suspect: RankedSuspect, chance: number, group: Group, scene: Scene): Suspect => {
  const { node } = suspect;
  const gap = group.onset - (node.merged ?? group.onset);
  return {
    pullRequestId: node.change.id,
    score: rounded(chance),
    reasonsFor: [
      ...answersOf(suspect, group),
      ...(suspect.features.frames > 0 ? ['its files stand in the stack traces'] : []),
      ...(suspect.features.library > 0 ? ['it moves a version of what the stack traces run through'] : []),
      ...(gap <= 240 ? [`it was merged ${span(Math.max(0, gap))} before the first error`] : []),
      ...ownWords(suspect, group, scene),
    ],
    reasonsAgainst: [
      ...(gap > 24 * 60 ? [`it was merged ${span(gap)} before the first error`] : []),
      ...doubts(suspect, group, scene),
    ],
    ruledOut: false,
  };
};

/** One that another incident is blamed on, as it is surer there. */
export const blamedElsewhere = (suspect: Suspect): Suspect => ({
  ...suspect,
  reasonsAgainst: ['another incident is blamed on it', ...suspect.reasonsAgainst],
});

const rounded = (chance: number): number => Math.round(1_000 * chance) / 1_000;

/** The change that a version bump, the first of the suspects, stands for. */
export const broughtBy = (
  culprit: ChangeNode | null,
  bump: RankedSuspect | undefined,
  chance: number,
  group: Group,
): Suspect[] => {
  if (culprit === null || bump === undefined || culprit === bump.node) return [];
  const gap = Math.max(0, group.onset - (bump.node.merged ?? group.onset));
  return [
    {
      pullRequestId: culprit.change.id,
      score: rounded(chance),
      reasonsFor: [`${bump.node.change.id}, merged ${span(gap)} before the first error, brings it`],
      reasonsAgainst: [],
      ruledOut: false,
    },
  ];
};

/** What later changes say about it. */
const answersOf = ({ node, features }: RankedSuspect, group: Group): string[] => {
  const repairs = otherRepairs(node, group).here;
  const naming = repairs.find((repair) => namesNumberOf(repair, node));
  const again = repairs.toSorted((a, b) => sharedFiles(b, node) - sharedFiles(a, node))[0];
  return [
    ...(features.reverted > 0 ? ['a later change reverts it'] : []),
    ...(features.undone > CLEAR && features.reverted === 0 ? ['it was taken back as the errors ended'] : []),
    ...(features.repairNames > 0 && naming !== undefined ? [`${naming.change.id}, which repairs, names it`] : []),
    ...(features.repairFiles > 0 && again !== undefined
      ? [`${again.change.id}, which repairs, changes the same files`]
      : []),
    ...(features.redone > CLEAR && features.repairFiles === 0
      ? ['another change to the same files came as the errors ended']
      : []),
  ];
};

const ownWords = ({ node, features }: RankedSuspect, group: Group, scene: Scene): string[] => {
  const [closest] = group.bursts.toSorted(
    (a, b) => scene.text.words(node.doc, b.doc) - scene.text.words(node.doc, a.doc),
  );
  const words = closest === undefined ? [] : sharedWords(node, closest, scene, 3);
  const risky = riskyCue(node.text);
  return [
    ...(words.length > 0 && features.words > FEW_WORDS
      ? [`it shares ${listed(words.map((word) => `“${word}”`))} with the errors`]
      : []),
    ...(features.service >= 0.9 ? [`it changes ${node.change.repository}, where it fails`] : []),
    ...(features.red > 0 ? ['its checks were red'] : []),
    ...(risky.strength > 0 && risky.quote !== null ? [`it says “${risky.quote}”`] : []),
  ];
};

const doubts = ({ node, features }: RankedSuspect, group: Group, scene: Scene): string[] => {
  const inert = inertCue(node.text);
  const harmless = inert.quote === null ? harmlessCue(node.text) : inert;
  return [
    ...(features.revertedInVain > CLEAR ? ['the errors went on after it was reverted'] : []),
    ...cleared(node, group, scene),
    ...(harmless.strength > 0 && harmless.quote !== null ? [`it says “${harmless.quote}”`] : []),
    ...(features.repairElsewhere > 0 ? ['the repairs are in other repositories'] : []),
    ...(features.service < 0.3 ? [`${node.change.repository} is none of the failing services`] : []),
    ...(features.words <= FEW_WORDS ? ['it has hardly a word in common with the errors'] : []),
    ...(features.outside > 0.6 ? ['the errors speak of an outside cause'] : []),
    ...(features.beyond > 0.6 && features.outside <= 0.6 ? ['the tickets speak of an outside cause'] : []),
    ...unchanged(group),
  ];
};

/** What the first ticket that denies any change says. */
const unchanged = ({ tickets }: Group): string[] =>
  tickets
    .flatMap(({ ticket: { key, summary, description } }) => {
      const { quote } = nothingChangedCue(`${summary}\n${description}`);
      return quote === null ? [] : [`${key} says “${quote}”`];
    })
    .slice(0, 1);

/** Tickets that name it, or speak of much the same, and say that it was not that. */
const cleared = (node: ChangeNode, { tickets }: Group, scene: Scene): string[] =>
  tickets.flatMap((ticket) => {
    const { summary, description, key } = ticket.ticket;
    const { quote } = inVainCue(`${summary}\n${description}`);
    if (quote === null) return [];
    if (namesChange(ticket, node)) return [`${key}, which names it, says “${quote}”`];
    return scene.text.words(node.doc, ticket.doc) > MANY_WORDS
      ? [`${key}, which speaks of much the same, says “${quote}”`]
      : [];
  });
