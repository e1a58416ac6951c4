import { modelOf, type Weights } from '../../src/domain/correlation/weigh.ts';
import { KINDS } from '../../src/domain/correlation/feature-kinds.ts';
import { scorerOf } from '../../src/domain/correlation/linear-score.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../src/domain/correlation/settings.ts';
import type { SuspectFeature } from '../../src/domain/correlation/suspect-features.ts';
import { verdictFeatures } from '../../src/domain/correlation/verdict-features.ts';
import type { BlameCase } from './collect-suspects.ts';
import { addExample, featuresOf, noExamples, type BlamingStage, type Examples } from './examples.ts';
import { fitLogistic } from './fit-logistic.ts';
import { foldByOrder } from './fold-by-order.ts';
import { signsOf } from './signs.ts';

const FOLDS = 4;
const RIDGE = 3;

interface Fitted {
  readonly examples: Examples;
  readonly weights: Weights<string>;
}

/**
 * Two models: `blame` ranks suspects, `verdict` says whether the first of them is guilty. The verdict is fitted on rankings
 * by weights that have not seen the incident (stacking: Wolpert 1992), as those that have are too sure of it.
 */
export const fitBlame = (cases: readonly BlameCase[]): Readonly<Record<BlamingStage, Fitted>> => {
  const foldOf = foldByOrder(
    cases.map(({ incident }) => incident),
    FOLDS,
  );
  const verdicts = noExamples(featuresOf('verdict'));
  for (let fold = 0; fold < FOLDS; fold++) {
    const isInFold = ({ incident }: BlameCase): boolean => foldOf.get(incident) === fold;
    const { weights } = fitRanking(cases.filter((each) => !isInFold(each)));
    for (const each of cases.filter(isInFold)) addVerdict(verdicts, each, weights);
  }
  return {
    blame: fitRanking(cases),
    verdict: { examples: verdicts, weights: fitLogistic(verdicts, signsOf('verdict'), RIDGE) },
  };
};

const fitRanking = (cases: readonly BlameCase[]): Fitted => {
  const examples = noExamples(featuresOf('blame'));
  for (const { features, isGuilty } of cases.flatMap(({ candidates }) => candidates)) {
    addExample(examples, features, isGuilty ? 1 : 0);
  }
  return { examples, weights: fitLogistic(examples, signsOf('blame'), RIDGE) };
};

const addVerdict = (verdicts: Examples, { candidates }: BlameCase, weights: Weights<string>): void => {
  const scorer = scorerOf(modelOf(weights as Weights<SuspectFeature>, KINDS.suspect), DEFAULT_CORRELATION_SETTINGS);
  const ranked = candidates
    .map((candidate) => ({ ...candidate, score: scorer.score(candidate.features) }))
    .toSorted((a, b) => b.score - a.score);
  const [first, ...others] = ranked;
  if (first !== undefined) addExample(verdicts, verdictFeatures([first, ...others]), first.isGuilty ? 1 : 0);
};
