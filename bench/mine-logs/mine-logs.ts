import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { NODE_FLAGS } from '../../scripts/run-node.mjs';
import { generateNdjson } from './generate-ndjson.ts';

/**
 * npm run bench:mine -- [FILE] [--threads N] [--events N] [--no-drain] [--json]
 * Mines an NDJSON file (`@timestamp`, `@message`, `@logStream`) in a process of its own, and by a plain Drain in
 * another; without a file, one of a million events of mixed formats that the same seed always gives.
 */
interface Result {
  readonly events: number;
  readonly patterns: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
}

const SEED = 7;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      threads: { type: 'string', default: '1' },
      events: { type: 'string', default: '1000000' },
      'no-drain': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file !== undefined && !existsSync(file)) {
    process.stderr.write(`✗ ${file}: no such file; give an NDJSON file, or none for a generated one.\n`);
    return 2;
  }
  const folder = file === undefined ? mkdtempSync(join(tmpdir(), 'bench-mine-')) : null;
  const path = file ?? join(folder ?? '', 'events.ndjson');
  try {
    if (file === undefined) generateNdjson(path, Number(values.events), SEED);
    const threads = Math.max(1, Number(values.threads));
    const miner = await run('../mine-logs/mine-file.ts', [path, String(threads)]);
    const drain = values['no-drain'] ? null : await run('../drain/drain-file.ts', [path]);
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ miner: { ...miner, threads }, drain }, null, 1)}\n`
        : tableOf(miner, threads, drain),
    );
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true });
  }
  return 0;
};

const run = async (script: string, args: readonly string[]): Promise<Result> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...NODE_FLAGS,
    resolve(import.meta.dirname, script),
    ...args,
  ]);
  return JSON.parse(stdout) as Result;
};

const tableOf = (miner: Result, threads: number, drain: Result | null): string => {
  const row = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(22) : cell.padStart(14))).join('');
  const rowOf = (name: string, result: Result): string =>
    row([
      name,
      String(result.events),
      String(result.patterns),
      result.seconds.toFixed(2),
      result.cpuSeconds.toFixed(2),
      String(Math.round(result.events / result.seconds)),
      result.peakRssMb.toFixed(0),
    ]);
  return `${[
    row(['', 'events', 'patterns', 'seconds', 'CPU seconds', 'events/s', 'peak RSS, MB']),
    rowOf(`Daybrief, ${threads} thread${threads > 1 ? 's' : ''}`, miner),
    ...(drain === null ? [] : [rowOf('plain Drain', drain)]),
  ].join('\n')}\n`;
};

process.exitCode = await main();
