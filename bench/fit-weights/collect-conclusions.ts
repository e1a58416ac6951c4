import type { Group } from '../../src/domain/correlation/group.ts';
import type { FittedWeights } from '../../src/domain/correlation/weigh.ts';
import type { Collecting } from './collect-examples.ts';
import { concludeDay } from './conclude-day.ts';
import { addExample, featuresOf, noExamples, type Examples, type JudgingStage } from './examples.ts';
import { bestMatches, MIN_JACCARD } from './match-groups.ts';
import type { TrainingDay } from './training-day.ts';

const LEVELS = ['low', 'medium', 'high', 'critical'];

interface Seen {
  readonly stage: JudgingStage;
  readonly group: Group;
  readonly features: Readonly<Record<string, number>>;
  /** Of `cause`. */
  readonly service: string | undefined;
}

/** What the engine concludes about its finished groups in these days. */
export const collectConclusions = (
  days: readonly TrainingDay[],
  { weights, isHeldOut }: Pick<Collecting, 'weights' | 'isHeldOut'>,
): Readonly<Record<JudgingStage, Examples>> => {
  const examples = {
    plausible: noExamples(featuresOf('plausible')),
    severity: noExamples(featuresOf('severity')),
    cause: noExamples(featuresOf('cause')),
  };
  for (const day of days) {
    const seen = watchConclusions(day, weights);
    const matches = bestMatches([...new Set(seen.map(({ group }) => group))], day);
    for (const { stage, group, features, service } of seen) {
      const match = matches.get(group) ?? null;
      if (isHeldOut(match?.incident.id ?? null)) continue;
      if (stage === 'plausible') {
        addExample(examples.plausible, features, day.labels.ofGroup(group) === null ? 0 : 1);
      } else if (match !== null && match.jaccard >= MIN_JACCARD) {
        const { severity, services } = match.incident;
        addExample(
          examples[stage],
          features,
          stage === 'severity' ? LEVELS.indexOf(severity) : +(services[0] === service),
          day.weight,
        );
      }
    }
  }
  return examples;
};

const watchConclusions = (day: TrainingDay, weights: FittedWeights): Seen[] => {
  const seen: Seen[] = [];
  concludeDay(day, weights, {
    group: (stage, group, features, service) => {
      seen.push({ stage, group, features, service });
    },
  });
  return seen;
};
