import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { crossValidate } from './cross-validate.ts';
import { readCommand, type FitCommand } from './fit-options.ts';
import { countsTable, figuresTable, resultAsJson } from './fit-report.ts';
import { fitStages } from './fit-stages.ts';
import { InputError } from './input-error.ts';
import { renderWeights } from './render-weights.ts';
import { scoreWeights } from './score-weights.ts';
import { seededNumbers } from '../seeded-numbers.ts';
import { readDays, type TrainingDay } from './training-day.ts';

/**
 * npm run fit -- --worlds DIR [--also DIR=WEIGHT …] [--score DIR] [--folds N] [--write | --out FILE] [--json]
 * Fits the correlation engine's weights on worlds that tell their truth, and prints how good the engine is with them.
 * --also adds worlds whose examples count less where evidence is grouped and placed; --score counts the figures over
 * other worlds; --folds also fits without a part of the incidents in turn, and counts over that part only;
 * --write replaces src/domain/correlation/fitted-weights.ts.
 */
const SEED = 12_345;

const main = async (): Promise<number> => {
  try {
    await run(readCommand(process.argv.slice(2)));
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${process.stderr.isTTY ? CLEAR : ''}✗ ${error.message}\n`);
    return 2;
  }
};

const CLEAR = '\r\u001B[K';

const run = async (command: FitCommand): Promise<void> => {
  const { fitted, scored } = await readAll(command);
  const optionsOf = (name: string) => ({
    startRandom: () => seededNumbers(SEED),
    onStep: (stages: readonly string[]) => tell(`${name}: ${stages.join(', ')}`),
  });
  const fit = fitStages(fitted, { ...optionsOf('all incidents'), isHeldOut: () => false });
  const result = {
    fit,
    inSample: scoreWeights(scored, fit.weights, () => true),
    crossValidated:
      command.folds === null
        ? null
        : crossValidate({ fitted, scored, folds: command.folds }, (fold) => optionsOf(`without fold ${fold + 1}`)),
  };
  tell('');
  if (command.out !== null) writeFileSync(resolve(command.out), renderWeights(fit.weights));
  const text = `${countsTable(fit)}\n\n${figuresTable(result)}`;
  process.stdout.write(`${command.json ? JSON.stringify(resultAsJson(result), null, 1) : text}\n`);
};

const readAll = async ({ worlds, also, score }: FitCommand) => {
  let count = 0;
  const onDay = (): void => tell(`${++count} worlds read`);
  const own = await readDays(worlds, 1, onDay);
  const further: TrainingDay[] = [];
  for (const { folder, weight } of also) further.push(...(await readDays(folder, weight, onDay)));
  return { fitted: [...own, ...further], scored: score === null ? own : await readDays(score, 1, onDay) };
};

/** What is being done, for a person who waits. */
const tell = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`${CLEAR}${text}`);
};

process.exitCode = await main();
