import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { csvRecords } from './csv-records.ts';
import { groupingFigures, type GroupingFigures } from './grouping-figures.ts';
import { mineLines } from './mine-lines.ts';

/**
 * npm run eval:loghub -- DIR [--json] [--errors]
 * Mines every labelled sample in a folder (CSV with the columns Content and EventId, one line a record) with the
 * product's one configuration; prints grouping accuracy and F1 of grouping of each, and the means.
 */
interface SampleResult extends GroupingFigures {
  readonly sample: string;
  readonly lines: number;
  readonly seconds: number;
}

const main = (): number => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, errors: { type: 'boolean', default: false } },
  });
  const [directory] = positionals;
  const files = directory === undefined ? [] : readdirSync(directory).filter((name) => name.endsWith('.csv'));
  if (directory === undefined || files.length === 0) {
    process.stderr.write(
      `✗ ${directory ?? 'no folder given'}: needs a folder of *.csv with the columns Content and EventId.\n`,
    );
    return 2;
  }
  const results = files
    .sort()
    .map((file) =>
      evaluate(join(directory, file), file.replace(/(?:_2k)?\.log_structured\.csv$|\.csv$/, ''), values.errors),
    );
  const means = { groupingAccuracy: mean(results.map((r) => r.groupingAccuracy)), f1: mean(results.map((r) => r.f1)) };
  process.stdout.write(
    values.json ? `${JSON.stringify({ samples: results, means }, null, 1)}\n` : tableOf(results, means),
  );
  return 0;
};

const evaluate = (path: string, sample: string, errors: boolean): SampleResult => {
  const records = csvRecords(readFileSync(path, 'utf8'));
  const contents = records.map(({ Content = '' }) => Content);
  const truth = records.map(({ EventId, EventTemplate = '' }) => EventId ?? EventTemplate);
  const startedAt = performance.now();
  const predicted = mineLines(contents);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (errors) printErrors(sample, predicted, truth);
  return { sample, lines: records.length, ...groupingFigures(predicted, truth), seconds };
};

/** The groups that are no true event's, and the events they hold. */
const printErrors = (sample: string, predicted: readonly string[], truth: readonly string[]): void => {
  const size = (names: readonly string[], name: string): number => names.filter((other) => other === name).length;
  for (const group of new Set(predicted)) {
    const events = [...new Set(truth.filter((_, line) => predicted[line] === group))];
    if (events.length === 1 && size(truth, events[0] ?? '') === size(predicted, group)) continue;
    const held = events.map((event) => `${event} of ${size(truth, event)}`).join(', ');
    process.stderr.write(`${sample}: ${size(predicted, group)} × ${group.split('\u0000')[1] ?? ''}\n    ${held}\n`);
  }
};

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const tableOf = (
  results: readonly SampleResult[],
  means: { readonly groupingAccuracy: number; readonly f1: number },
): string => {
  const row = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart(10))).join('');
  return `${[
    row(['sample', 'lines', 'GA', 'FGA', 'patterns', 'events', 'seconds']),
    ...results.map((r) =>
      row([
        r.sample,
        String(r.lines),
        r.groupingAccuracy.toFixed(3),
        r.f1.toFixed(3),
        String(r.predicted),
        String(r.events),
        r.seconds.toFixed(2),
      ]),
    ),
    row(['mean', '', means.groupingAccuracy.toFixed(3), means.f1.toFixed(3)]),
  ].join('\n')}\n`;
};

process.exitCode = main();
