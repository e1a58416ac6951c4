import type { SeededRandom } from './seeded-random.ts';
import type { OrdinaryDay, StoryChange } from './story.ts';

const DAY_MINUTES = 24 * 60;

/** A repository and the logins of those who change it. */
export interface RoutineHome {
  readonly repo: string;
  readonly authors: readonly string[];
}

/** As many changes as asked for, of the kinds that any day sees, merged during the last days or still open. */
export const routineChangesOf = (
  kinds: OrdinaryDay['routineChanges'],
  homes: readonly RoutineHome[],
  count: number,
  random: SeededRandom,
  days = 1,
): readonly StoryChange[] =>
  Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    if (kind === undefined) throw new Error('the ordinary day has no routine changes');
    const merged = random.chance(0.8) ? -random.whole(3, days * DAY_MINUTES - 10) : null;
    const { repo, authors } = random.pick(homes);
    return {
      ref: `routine-${index}`,
      repo,
      merged,
      opened: (merged ?? -random.whole(3, days * DAY_MINUTES - 10)) - random.whole(15, 900),
      title: kind.title,
      body: kind.body,
      author: random.pick(authors),
      branch: `${kind.branch}-${random.hex(4)}`,
      checks: random.chance(0.1) ? 'FAILURE' : random.chance(0.05) ? 'PENDING' : 'SUCCESS',
      files: kind.files,
      labels: [],
    };
  });

/** The ordinary day's own repositories, each changed by everybody. */
export const ordinaryHomes = ({ routineRepositories, people }: OrdinaryDay): readonly RoutineHome[] =>
  routineRepositories.map((repo) => ({ repo, authors: people.map(({ github }) => github) }));
