import type { WorldPlan } from './compose-world.ts';
import { catalogueOf, householdOf } from './household.ts';
import { inProportion } from './in-proportion.ts';
import { canGoOn, placeAtEnd, placeInDay } from './place-story.ts';
import type { StoryBook } from './read-stories.ts';
import { ordinaryHomes, routineChangesOf } from './routine-changes.ts';
import { routineBurstsOf, routineLogsOf, routineTicketsOf } from './routine-noise.ts';
import { SeededRandom } from './seeded-random.ts';
import type { OrdinaryDay, Story, StoryLog } from './story.ts';

/** Of the incidents, as many are still going on at the end of the day. */
const ONGOING_SHARE = 0.25;
/** Parts of the organisation that have no incident that day. */
const QUIET_HOUSEHOLDS = 6;
/** Changes of this many days: suspects lie further back than the day. */
const CHANGE_DAYS = 2;
/** As catalogues are, it lacks some. */
const CATALOGUED_SHARE = 0.85;

export interface DayPlan {
  readonly name: string;
  readonly seed: number;
  /** The end of the day; epoch milliseconds. */
  readonly nowMs: number;
  readonly book: StoryBook;
  readonly incidents: number;
  readonly noise: WorldPlan['noise'] & { readonly bursts: number };
}

/**
 * A random day: stories picked and placed by the seed, and noise in their projects, repositories and services and in
 * those of some that stay quiet. Throws an Error where there are fewer stories than incidents asked for.
 */
export const planDay = ({ name, seed, nowMs, book, incidents, noise }: DayPlan): WorldPlan => {
  if (incidents > book.stories.length)
    throw new Error(`${incidents} incidents asked for, but there are only ${book.stories.length} stories`);
  const random = new SeededRandom(seed);
  const drawn = random.shuffled(book.stories);
  const stories = placed(drawn.slice(0, incidents), random);
  const quiet = drawn.slice(incidents, incidents + QUIET_HOUSEHOLDS);
  const ordinary = ordinaryOf([...stories, ...quiet], { book, noise, nowMs }, random);
  const logs = ordinary.logs.reduce((sum, { times }) => sum + times, 0);
  return {
    ...{ name, seed, nowMs, stories },
    ordinary: { ...ordinary, people: [...ordinary.people, ...quiet.flatMap(({ people }) => people)] },
    noise: { logs, tickets: noise.tickets, changes: noise.changes },
  };
};

const placed = (stories: readonly Story[], random: SeededRandom): Story[] => {
  const ongoing = new Set(stories.filter(canGoOn).slice(0, Math.round(stories.length * ONGOING_SHARE)));
  return stories
    .map((story) => (ongoing.has(story) ? placeAtEnd(story, random) : placeInDay(story, random)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** The ordinary day made definite: nothing in it is routine any more. */
const ordinaryOf = (
  around: readonly Story[],
  { book: { ordinary }, noise, nowMs }: Pick<DayPlan, 'book' | 'noise' | 'nowMs'>,
  random: SeededRandom,
): OrdinaryDay => {
  const households = around.map(householdOf);
  const own = random.shuffled(ordinary.tickets).slice(0, Math.floor(noise.tickets / 4));
  const kinds = random.shuffled(ordinary.routineChanges);
  const homes = [...households.flatMap((household) => household.homes), ...ordinaryHomes(ordinary)];
  const known = new Set(ordinary.services.map((service) => service.name));
  const daily = ordinary.logs.map((log): StoryLog => (log.shape === 'even' ? { ...log, shape: 'daily' } : log));
  return {
    ...ordinary,
    tickets: [...own, ...routineTicketsOf(ordinary, households, noise.tickets - own.length, random, nowMs)],
    changes: [...routineChangesOf(kinds, homes, noise.changes, random, CHANGE_DAYS)],
    routineChanges: [],
    logs: [
      ...inProportion([...daily, ...routineLogsOf(ordinary, households, random)], noise.logs),
      ...routineBurstsOf(ordinary, households, noise.bursts, random),
    ],
    services: [
      ...ordinary.services,
      ...catalogueOf(households).filter(({ name }) => !known.has(name) && random.chance(CATALOGUED_SHARE)),
    ],
  };
};
