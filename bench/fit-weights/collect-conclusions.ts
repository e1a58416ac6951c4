import { assemble } from '../../src/domain/correlation/assemble.ts';
import { conclude } from '../../src/domain/correlation/conclude.ts';
import type { Group } from '../../src/domain/correlation/group.ts';
import { OBSERVE_NOTHING } from '../../src/domain/correlation/observe.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import { DEFAULT_THRESHOLDS } from '../../src/domain/correlation/thresholds.ts';
import type { FittedWeights } from '../../src/domain/correlation/weigh.ts';
import type { Collecting } from './collect-examples.ts';
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

const watchConclusions = ({ scene }: TrainingDay, weights: FittedWeights): Seen[] => {
  const seen: Seen[] = [];
  const observe = {
    ...OBSERVE_NOTHING,
    group: (stage: JudgingStage, group: Group, features: Seen['features'], service?: string): void => {
      seen.push({ stage, group, features, service });
    },
  };
  const settings = DEFAULT_CORRELATION_SETTINGS;
  const thresholds = DEFAULT_THRESHOLDS;
  const assembly = assemble(scene, settings, weights, OBSERVE_NOTHING, thresholds);
  conclude({ scene, assembly, settings, weights, thresholds, observe });
  return seen;
};
