import type { SeededRandom } from './seeded-random.ts';
import type { Story } from './story.ts';

const DAY_MINUTES = 24 * 60;
/** Enough of a beginning to see that something is wrong. */
const BEGUN_MINUTES = 5;

/** A story with a start at which it is over by the end of the day, and its tickets and lines lie in the day. */
export const placeInDay = (story: Story, random: SeededRandom): Story => {
  const { first, last } = extentOf(story);
  const latest = Math.ceil(Math.max(last, story.durationMinutes)) + 1;
  const earliest = Math.floor(DAY_MINUTES + Math.min(first, 0)) - 1;
  return { ...story, startsBeforeEnd: random.whole(Math.min(latest, earliest), earliest) };
};

/** A story with a start at which it is still going on at the end of the day. */
export const placeAtEnd = (story: Story, random: SeededRandom): Story => {
  const begun = Math.ceil(extentOf(story).begins) + BEGUN_MINUTES;
  const atMost = Math.min(Math.floor(story.durationMinutes * 0.95), DAY_MINUTES - 1);
  const atLeast = Math.max(begun, Math.ceil(story.durationMinutes * 0.3));
  return { ...story, startsBeforeEnd: Math.max(1, random.whole(Math.min(atLeast, atMost), atMost)) };
};

/** Whether some of it can be seen before it is over. */
export const canGoOn = (story: Story): boolean =>
  extentOf(story).begins + BEGUN_MINUTES < Math.min(story.durationMinutes * 0.95, DAY_MINUTES - 1);

const extentOf = ({ tickets, logs }: Story) => {
  const starts = [...tickets.map(({ at }) => at), ...logs.map(({ from }) => from)];
  return {
    first: Math.min(...starts),
    last: Math.max(...tickets.map(({ at }) => at), ...logs.map(({ to }) => to)),
    /** The first line; the first ticket where there are none. */
    begins: Math.max(0, Math.min(...(logs.length > 0 ? logs.map(({ from }) => from) : starts))),
  };
};
