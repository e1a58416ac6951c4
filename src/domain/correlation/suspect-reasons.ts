import { durationOf, listed } from '../analysis/phrases.ts';
import type { Suspect } from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import { harmlessCue, riskyCue } from './cues.ts';
import type { Group } from './group.ts';
import { fitOf } from './place-evidence.ts';
import type { RankedSuspect } from './rank-suspects.ts';
import type { Scene } from './scene.ts';
import { sharedWords } from './shared-words.ts';

const span = (minutes: number): string => durationOf(minutes * MINUTE_MS);

const CLEAR = 0.3;
const FEW_WORDS = 0.25;

/** A suspect with what speaks for and against it, the strongest first. */
export const suspectOf = (suspect: RankedSuspect, group: Group, scene: Scene): Suspect => {
  const { node, score } = suspect;
  const gap = group.onset - (node.merged ?? group.onset);
  return {
    pullRequestId: node.change.id,
    score: Math.round(1_000 * fitOf(score)) / 1_000,
    reasonsFor: [
      ...answersOf(suspect, group),
      ...(suspect.features.frames > 0 ? ['its files stand in the stack traces'] : []),
      ...(gap <= 240 ? [`it was merged ${span(Math.max(0, gap))} before the first error`] : []),
      ...ownWords(suspect, group, scene),
    ],
    reasonsAgainst: [
      ...(gap > 24 * 60 ? [`it was merged ${span(gap)} before the first error`] : []),
      ...doubts(suspect),
    ],
    ruledOut: false,
  };
};

/** What later changes say about it. */
const answersOf = ({ node, features }: RankedSuspect, group: Group): string[] => {
  const repair = group.repairs.find(({ change }) => change.repository === node.change.repository);
  return [
    ...(features.reverted > 0 ? ['a later change reverts it'] : []),
    ...(features.undone > CLEAR && features.reverted === 0 ? ['it was taken back as the errors ended'] : []),
    ...(features.repairNames > 0 && repair !== undefined ? [`${repair.change.id}, which repairs, names it`] : []),
    ...(features.repairFiles > 0 && repair !== undefined
      ? [`${repair.change.id}, which repairs, changes the same files`]
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

const doubts = ({ node, features }: RankedSuspect): string[] => {
  const harmless = harmlessCue(node.text);
  return [
    ...(harmless.strength > 0 && harmless.quote !== null ? [`it says “${harmless.quote}”`] : []),
    ...(features.repairElsewhere > 0 ? ['the repairs are in other repositories'] : []),
    ...(features.service < 0.3 ? [`${node.change.repository} is none of the failing services`] : []),
    ...(features.words <= FEW_WORDS ? ['it has hardly a word in common with the errors'] : []),
    ...(features.outside > 0.6 ? ['the errors speak of an outside cause'] : []),
    ...(features.nothingChanged > 0 ? ['a ticket says that nothing was changed'] : []),
  ];
};
