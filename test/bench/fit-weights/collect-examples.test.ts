import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { collectConclusions } from '../../../bench/fit-weights/collect-conclusions.ts';
import { collectExamples, type Collecting } from '../../../bench/fit-weights/collect-examples.ts';
import { countPositives, noExamples, type Examples, type PlacingStage } from '../../../bench/fit-weights/examples.ts';
import { seededNumbers } from '../../../bench/seeded-numbers.ts';
import { readDays, type TrainingDay } from '../../../bench/fit-weights/training-day.ts';
import { FITTED_WEIGHTS } from '../../../src/domain/correlation/fitted-weights.ts';
import { madeDay, quietDay } from './made-day.ts';

const STAGES: readonly PlacingStage[] = ['pair', 'merge', 'ticket', 'repair', 'suspect'];
const SMALL = resolve(import.meta.dirname, '../../../sandbox/worlds/small');

const collect = (day: TrainingDay, changes: Partial<Collecting> = {}): Collected =>
  collectExamples([day], {
    stages: STAGES,
    weights: FITTED_WEIGHTS,
    rounds: 0,
    isHeldOut: () => false,
    random: seededNumbers(1),
    ...changes,
  });

type Collected = ReadonlyMap<PlacingStage, Examples>;

const ofStage = (collected: Collected, stage: PlacingStage): Examples => collected.get(stage) ?? noExamples([]);

const isAny = (id: string | null): boolean => id !== null;

describe('collectExamples', () => {
  let small: TrainingDay;
  beforeAll(async () => {
    [small] = (await readDays(SMALL, 1, () => undefined)) as [TrainingDay];
  });

  it('finds examples of each stage in a world, with every feature a number', () => {
    const examples = collect(small);
    for (const stage of STAGES) {
      const own = examples.get(stage);
      expect(own?.rows.length, stage).toBeGreaterThan(0);
      expect(own?.rows.flat().every(Number.isFinite), stage).toBe(true);
      expect(own?.rows.every((row) => row.length === own.names.length)).toBe(true);
    }
    for (const stage of ['pair', 'ticket', 'repair', 'suspect'] as const) {
      expect(countPositives(ofStage(examples, stage)), stage).toBeGreaterThan(0);
    }
  });

  it('calls two groups of one incident true to each other', () => {
    expect(countPositives(ofStage(collect(madeDay()), 'merge'))).toBeGreaterThan(0);
  });

  it('collects for no other stage than those asked for', () => {
    expect([...collect(small, { stages: ['ticket'] }).keys()]).toEqual(['ticket']);
  });

  it('gives the same for the same numbers; others put other evidence in place', () => {
    const tickets = (seed: number): Examples =>
      ofStage(collect(small, { random: seededNumbers(seed), stages: ['ticket'] }), 'ticket');
    expect(tickets(1)).toEqual(tickets(1));
    expect(tickets(1).rows).not.toEqual(tickets(2).rows);
    expect(countPositives(tickets(1))).toBe(countPositives(tickets(2)));
  });

  it('takes nothing that touches an incident held out', () => {
    const all = collect(madeDay(), { isHeldOut: isAny });
    for (const stage of ['pair', 'merge'] as const) expect(all.get(stage)?.rows).toEqual([]);
    expect(countPositives(ofStage(all, 'ticket'))).toBe(0);
    const pairs = (isHeldOut: Collecting['isHeldOut']): number =>
      countPositives(ofStage(collect(madeDay(), { isHeldOut }), 'pair'));
    const allButOne = pairs((id) => id === 'parcel');
    expect(allButOne).toBeLessThan(pairs(() => false));
    expect(allButOne).toBeGreaterThan(0);
  });

  it("lets a day's weight count for grouping and placing", () => {
    const examples = collect(madeDay(0.4));
    const weightOfTrue = (stage: PlacingStage): number[] => {
      const { targets, weights } = ofStage(examples, stage);
      return [...new Set(weights.filter((_, i) => targets[i] === 1))];
    };
    for (const stage of ['pair', 'merge', 'ticket', 'repair', 'suspect'] as const) {
      expect(weightOfTrue(stage), stage).toEqual([0.4]);
    }
  });

  it('learns nothing of grouping from a quiet day', () => {
    for (const { rows } of collect(quietDay()).values()) expect(rows).toEqual([]);
  });
});

describe('collectConclusions', () => {
  const options = { weights: FITTED_WEIGHTS, isHeldOut: () => false };

  it('finds examples of each conclusion', () => {
    const { plausible, severity, cause } = collectConclusions([madeDay()], options);
    expect(countPositives(plausible)).toBeGreaterThan(3);
    expect(new Set(severity.targets)).toEqual(new Set([1, 2]));
    expect(countPositives(cause)).toBeGreaterThan(3);
    expect(countPositives(cause)).toBeLessThan(cause.rows.length);
  });

  it("lets a day's weight count for severity and service, not for being an incident", () => {
    const { plausible, severity, cause } = collectConclusions([madeDay(0.4)], options);
    expect(new Set([...severity.weights, ...cause.weights])).toEqual(new Set([0.4]));
    expect(new Set(plausible.weights)).toEqual(new Set([1]));
  });

  it('takes groups of a quiet day for no incidents, and nothing else of it', () => {
    const { plausible, severity, cause } = collectConclusions([quietDay()], options);
    expect(plausible.targets).toEqual([0]);
    expect([...severity.rows, ...cause.rows]).toEqual([]);
  });

  it('takes nothing of an incident held out', () => {
    const held = collectConclusions([madeDay()], { ...options, isHeldOut: isAny });
    expect([...held.severity.rows, ...held.cause.rows]).toEqual([]);
  });
});
