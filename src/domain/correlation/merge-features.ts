import { kernel, overlapOf } from './bursts.ts';
import { bestOver, type Group } from './group.ts';
import type { PairScores } from './group-bursts.ts';
import type { Features, LinearModel } from './linear-score.ts';
import { CUT_MINUTES } from './pair-features.ts';
import { memoByList } from './memo-by-list.ts';
import type { BurstNode, Scene } from './scene.ts';

export type MergeFeature =
  | 'meanPair'
  | 'maxPair'
  | 'words'
  | 'rare'
  | 'kin'
  | 'sameService'
  | 'onset'
  | 'end'
  | 'cut'
  | 'inside'
  | 'ticketRare'
  | 'ticketFits'
  | 'changeFits'
  | 'bothTickets'
  | 'people'
  | 'changesApart'
  | 'size'
  | 'blip';

export type MergeModel = LinearModel<MergeFeature>;

/** How well the best ticket, and the best pull request, fits both groups at once; 0 to 1. */
export interface CommonFits {
  readonly ticket: number;
  readonly change: number;
}

interface Crossing {
  readonly sum: number;
  readonly max: number;
  readonly words: number;
  readonly rare: number;
  readonly kin: number;
}

export const mergeFeatures = (
  a: Group,
  b: Group,
  scene: Scene,
  pairs: PairScores,
  fits: CommonFits,
): Features<MergeFeature> => {
  const { sum, max, words, rare, kin } = crossing(a, b, scene, pairs);
  const [spanA, spanB] = [
    { first: a.onset, last: a.end },
    { first: b.onset, last: b.end },
  ];
  const isCut = Math.min(a.end, b.end) >= scene.to - CUT_MINUTES;
  const size = Math.min(a.services.length, b.services.length);
  const [changesA, changesB] = [changesOf(a), changesOf(b)];
  const bothChanges = changesA.length > 0 && changesB.length > 0;
  return {
    meanPair: (sum / Math.max(1, a.bursts.length * b.bursts.length) + 3) / 3,
    maxPair: (max + 3) / 3,
    words,
    rare: rare / 2,
    kin,
    sameService: a.services.some((service) => b.services.includes(service)) ? 1 : 0,
    onset: kernel(a.onset - b.onset, 60),
    end: isCut ? 0 : kernel(a.end - b.end, 10),
    cut: isCut ? 1 : 0,
    inside: isCut ? 0 : overlapOf(spanA, spanB) / (Math.min(a.end - a.onset, b.end - b.onset) + 1),
    ticketRare: ticketsAcross(a, b, scene) / 2,
    ticketFits: fits.ticket,
    changeFits: fits.change,
    bothTickets: a.tickets.length > 0 && b.tickets.length > 0 ? 1 : 0,
    people: peopleInCommon(a, b),
    changesApart:
      bothChanges && !changesA.some((x) => changesB.some((y) => x.change.repository === y.change.repository)) ? 1 : 0,
    size: Math.log2(Math.max(1, size)),
    blip: Math.max(a.blip, b.blip),
  };
};

/** Groups are compared again and again, after each merge and in each round: by their bursts, once. */
const crossings = memoByList<BurstNode, readonly BurstNode[], Crossing>();

const crossing = (a: Group, b: Group, scene: Scene, pairs: PairScores): Crossing =>
  crossings(a.bursts, b.bursts, () => ({ ...crossingOf(a, b, scene, pairs), kin: kinship(a, b, scene) }));

/** All pairs of bursts across the two groups. */
const crossingOf = (a: Group, b: Group, scene: Scene, pairs: PairScores) => {
  let sum = 0;
  let max = -3;
  let words = 0;
  let rare = 0;
  for (const left of a.bursts) {
    for (const right of b.bursts) {
      const score = pairs.at(left.doc, right.doc);
      sum += score;
      max = Math.max(max, score);
      words = Math.max(words, scene.text.words(left.doc, right.doc));
      rare = Math.max(rare, scene.text.rare(left.doc, right.doc));
    }
  }
  return { sum, max, words, rare };
};

const kinship = (a: Group, b: Group, scene: Scene): number => {
  let best = 0;
  for (const x of a.services) {
    for (const y of b.services) {
      const left = scene.serviceDocs.get(x);
      const right = scene.serviceDocs.get(y);
      if (x !== y && left !== undefined && right !== undefined) best = Math.max(best, scene.text.words(left, right));
    }
  }
  return best;
};

const changesOf = ({ suspects, repairs }: Group) => [...suspects, ...repairs];

/** Rare words that a ticket of one group shares with the errors of the other. */
const ticketsAcross = (a: Group, b: Group, { text }: Scene): number => {
  const best = (from: Group, to: Group): number =>
    bestOver(from.tickets, ({ doc }) => bestOver(to.bursts, (burst) => text.rare(doc, burst.doc)));
  return Math.max(best(a, b), best(b, a));
};

/** Whether one person has tickets, or wrote changes, in both. */
const peopleInCommon = (a: Group, b: Group): number => {
  const people = peopleOf(a);
  for (const name of peopleOf(b)) if (people.has(name)) return 1;
  return 0;
};

const knownPeople = new WeakMap<Group, ReadonlySet<string>>();

const peopleOf = (group: Group): ReadonlySet<string> => {
  const known = knownPeople.get(group);
  if (known !== undefined) return known;
  const people = new Set([
    ...group.tickets.flatMap(({ assignee }) => assignee ?? []),
    ...changesOf(group).flatMap(({ author }) => author ?? []),
  ]);
  knownPeople.set(group, people);
  return people;
};
