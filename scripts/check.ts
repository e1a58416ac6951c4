import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';

// npm run check [-- --json FILE]: types, lint with the import rule, format, and the committed histories.
const ROOT = join(import.meta.dirname, '..');
const inModules = (...path: string[]): string => join(ROOT, 'node_modules', ...path);

const CHECKS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['types', [inModules('typescript', 'bin', 'tsc'), '--noEmit']],
  ['lint and import rule', [inModules('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings']],
  ['format', [inModules('oxfmt', 'bin', 'oxfmt'), '--check']],
  [
    'replay of committed histories',
    [inModules('vitest', 'vitest.mjs'), 'run', join('test', 'workflows', 'replay.test.ts')],
  ],
];

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

const run = (args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const end = (passed: boolean): void => resolve({ passed, output: Buffer.concat(chunks).toString() });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => {
      chunks.push(Buffer.from(error.message));
      end(false);
    });
    child.on('close', (status) => end(status === 0));
  });

const { values } = parseArgs({ options: { json: { type: 'string' } } });
let passed = 0;
for (const [name, args] of CHECKS) {
  const begun = performance.now();
  const outcome = await run(args);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  passed += Number(outcome.passed);
  const mark = outcome.passed ? styleText('green', '✓') : styleText('red', '✗');
  process.stdout.write(`${mark} ${name} (${seconds} s)\n`);
  if (!outcome.passed) process.stdout.write(`${outcome.output.trimEnd()}\n\n`);
}
const failed = CHECKS.length - passed;
if (values.json !== undefined) await writeFile(values.json, JSON.stringify({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
