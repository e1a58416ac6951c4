import type { Figures } from './score-report.ts';

/** One world's result; `figures` is null where the world tells no truth. */
export interface WorldResult {
  readonly world: string;
  readonly incidents: number;
  readonly mediumOrAbove: number;
  readonly figures: Figures | null;
  readonly miningSeconds: number;
  readonly correlationSeconds: number;
  readonly logEvents: number;
}

/** Mean over the worlds in which there was something to count; standard deviation over them; null without any. */
export interface Spread {
  readonly mean: number;
  readonly std: number;
  readonly worlds: number;
}

type Reading = (figures: Figures) => number | null;

const READINGS: Readonly<Record<string, Reading>> = {
  'B3 F1': ({ b3 }) => (b3.all.items === 0 ? null : b3.all.f1),
  'B3 precision': ({ b3 }) => (b3.all.items === 0 ? null : b3.all.precision),
  'B3 recall': ({ b3 }) => (b3.all.items === 0 ? null : b3.all.recall),
  'B3 F1 tickets': ({ b3 }) => (b3.tickets.items === 0 ? null : b3.tickets.f1),
  'B3 F1 pull requests': ({ b3 }) => (b3.pullRequests.items === 0 ? null : b3.pullRequests.f1),
  'B3 F1 logs': ({ b3 }) => (b3.logs.items === 0 ? null : b3.logs.f1),
  'incidents found': ({ found }) => found,
  'false in top': ({ falseInTop }) => falseInTop,
  'distractors caught': ({ distractorsCaught }) => distractorsCaught,
  'distractor logs caught': ({ distractorLogsCaught }) => distractorLogsCaught,
  'culprit hit@1': ({ culpritHit }) => culpritHit,
  'wrong culprit': ({ wrongCulprit }) => wrongCulprit,
  'false blame': ({ falseBlame }) => falseBlame,
  'severity exact': ({ severityExact }) => severityExact,
  'severity within one': ({ severityWithinOne }) => severityWithinOne,
  'service first': ({ serviceFirst }) => serviceFirst,
  'service named': ({ serviceNamed }) => serviceNamed,
  'serious on top': ({ seriousOnTop }) => seriousOnTop,
};

export const summarise = (results: readonly Pick<WorldResult, 'figures'>[]): Record<string, Spread | null> =>
  Object.fromEntries(
    Object.entries(READINGS).map(([name, read]) => [
      name,
      spreadOf(results.flatMap(({ figures }) => (figures === null ? [] : (read(figures) ?? [])))),
    ]),
  );

const spreadOf = (values: readonly number[]): Spread | null => {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(variance), worlds: values.length };
};

export const tableOf = (results: readonly WorldResult[]): string => {
  const worlds = results.map(({ world, figures, incidents, mediumOrAbove, ...timing }) => {
    const cells = [
      world.padEnd(24),
      String(incidents).padStart(9),
      String(mediumOrAbove).padStart(12),
      percent(figures?.b3.all.f1 ?? null).padStart(6),
      percent(figures?.found ?? null).padStart(6),
      percent(figures?.culpritHit ?? null).padStart(8),
      timing.miningSeconds.toFixed(2).padStart(8),
      timing.correlationSeconds.toFixed(2).padStart(10),
    ];
    return `${cells.join(' ')}  ${figures === null ? 'no truth' : figures.missed.length > 0 ? `missed ${figures.missed.join(' ')}` : ''}`.trimEnd();
  });
  const head = `${'world'.padEnd(24)} incidents medium-or-up  B3 F1  found  culprit mining s correlate s`;
  const figures = Object.entries(summarise(results)).map(
    ([name, spread]) => `${name.padEnd(24)} ${showSpread(spread)}`,
  );
  return [head, ...worlds, '', `mean ± standard deviation over ${results.length} worlds, in %`, ...figures].join('\n');
};

/** In percent, as in a column. */
export const showSpread = (spread: Spread | null): string =>
  spread === null ? '     -' : `${percent(spread.mean).padStart(6)} ± ${(100 * spread.std).toFixed(1)}`;

const percent = (value: number | null): string => (value === null ? '-' : (100 * value).toFixed(1));
