import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from './input-error.ts';

export interface WeightedFolder {
  readonly folder: string;
  readonly weight: number;
}

export interface FitCommand {
  readonly worlds: string;
  readonly also: readonly WeightedFolder[];
  /** Worlds whose figures are counted; null for those of `worlds`. */
  readonly score: string | null;
  /** Null without cross-validation. */
  readonly folds: number | null;
  /** Where the weights are written; null for nowhere. */
  readonly out: string | null;
  readonly json: boolean;
}

const SHIPPED = resolve(import.meta.dirname, '../../src/domain/correlation/fitted-weights.ts');

/** Throws InputError for what can't be understood. */
export const readCommand = (args: readonly string[]): FitCommand => {
  const { worlds, also, score, folds, write, out, json } = parse(args);
  if (worlds === undefined) throw new InputError('--worlds DIR is missing: a folder of worlds that tell their truth');
  return {
    worlds,
    also: also.map(weightedFolder),
    score: score ?? null,
    folds: folds === undefined ? null : wholeFolds(folds),
    out: out ?? (write ? SHIPPED : null),
    json,
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        worlds: { type: 'string' },
        also: { type: 'string', multiple: true, default: [] },
        score: { type: 'string' },
        folds: { type: 'string' },
        write: { type: 'boolean', default: false },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error), { cause: error });
  }
};

const weightedFolder = (text: string): WeightedFolder => {
  const [, folder = '', digits = ''] = /^(.+)=([0-9.]+)$/.exec(text) ?? [];
  const weight = Number(digits);
  if (folder !== '' && weight > 0 && weight <= 1) return { folder, weight };
  throw new InputError(`--also ${text}: takes DIR=WEIGHT with a weight over 0 and up to 1, like worlds/more=0.4`);
};

const wholeFolds = (text: string): number => {
  if (/^[0-9]{1,3}$/.test(text) && Number(text) >= 2) return Number(text);
  throw new InputError(`--folds ${text}: takes a whole number from 2 to 999`);
};
