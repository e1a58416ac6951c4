import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { sceneOf, type Scene } from '../../src/domain/correlation/scene.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import { evidenceOf } from '../eval-worlds/world-evidence.ts';
import { readTruth, worldsIn, type Truth } from '../eval-worlds/world-files.ts';
import { InputError } from './input-error.ts';
import { labelEvidence, type Labels } from './label-evidence.ts';

/** A world, collected and labelled. */
export interface TrainingDay {
  readonly name: string;
  readonly evidence: Evidence;
  readonly scene: Scene;
  readonly truth: Truth;
  readonly labels: Labels;
  /** How much its examples count where evidence finds its place; 1 is fully. */
  readonly weight: number;
}

/** The days of a folder of worlds; throws InputError where there are none, or one tells no truth. */
export const readDays = async (folder: string, weight: number, onDay: () => void): Promise<TrainingDay[]> => {
  const directory = resolve(folder);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(`${directory}: no such folder; give one that holds worlds, each a folder with a world.json`);
  }
  const worlds = worldsIn(directory);
  if (worlds.length === 0) {
    throw new InputError(`${directory}: no world in it; a world is a folder with a world.json`);
  }
  const days: TrainingDay[] = [];
  for (const world of worlds) {
    days.push(await readDay(world, weight));
    onDay();
  }
  return days;
};

const readDay = async (directory: string, weight: number): Promise<TrainingDay> => {
  const truth = readTruth(directory);
  if (truth === null) {
    throw new InputError(`${directory}: no truth.json; weights can only be fitted on worlds that tell their incidents`);
  }
  const { evidence } = await evidenceOf(directory);
  return dayOf(basename(directory), evidence, truth, weight);
};

export const dayOf = (name: string, evidence: Evidence, truth: Truth, weight = 1): TrainingDay => ({
  name,
  evidence,
  truth,
  weight,
  scene: sceneOf(evidence),
  labels: labelEvidence(evidence, truth),
});
