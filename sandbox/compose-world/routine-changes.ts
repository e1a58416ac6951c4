import type { SeededRandom } from './seeded-random.ts';
import type { OrdinaryDay, StoryChange } from './story.ts';

const DAY_MINUTES = 24 * 60;

/** As many changes as asked for, of the kinds that any day sees, over all repositories and people. */
export const routineChangesOf = (
  ordinary: OrdinaryDay,
  count: number,
  random: SeededRandom,
): readonly StoryChange[] => {
  const { routineChanges, routineRepositories, people } = ordinary;
  return Array.from({ length: count }, (_, index) => {
    const kind = routineChanges[index % routineChanges.length];
    if (kind === undefined) throw new Error('the ordinary day has no routine changes');
    const merged = random.chance(0.8) ? -random.whole(3, DAY_MINUTES - 10) : null;
    const repo = random.pick(routineRepositories);
    return {
      ref: `routine-${index}`,
      repo,
      merged,
      opened: (merged ?? -random.whole(3, DAY_MINUTES - 10)) - random.whole(15, 900),
      title: kind.title,
      body: kind.body,
      author: random.pick(people).github,
      branch: `${kind.branch}-${random.hex(4)}`,
      checks: random.chance(0.1) ? 'FAILURE' : random.chance(0.05) ? 'PENDING' : 'SUCCESS',
      files: kind.files,
      labels: [],
    };
  });
};
