import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** File → code with exactly one fault each → a part of the rule's name and message. */
const FAULTS: readonly (readonly [file: string, code: string, expected: RegExp])[] = [
  ['src/domain/reads-files.ts', `export { readFileSync } from 'node:fs';`, /imports.*package node:fs/],
  ['src/domain/uses-package.ts', `export * from 'zod';`, /imports.*package zod/],
  ['src/domain/deep/knows-ports.ts', `export type { T } from '../../ports.ts';`, /imports.*src\/ports\.ts/],
  ['src/domain/imports-late.ts', `export const late = () => import('../activities/a.ts');`, /imports.*src\/activities/],
  ['src/domain/imports-computed.ts', `export const late = (n: string) => import(n);`, /imports.*computed/],
  ['src/domain/names-type.ts', `export type T = import('../adapters/jira/j.ts').T;`, /imports.*src\/adapters/],
  ['src/domain/reads-clock.ts', `export const age = (t: number): number => Date.now() - t;`, /passed-in.*Date\.now/],
  ['src/domain/makes-date.ts', `export const now = (): Date => new Date();`, /passed-in.*new Date/],
  ['src/domain/rolls-dice.ts', `export const roll = (): number => Math.random();`, /passed-in.*Math\.random/],
  ['src/domain/reads-process.ts', `export const id = (): number => process.pid;`, /no-restricted-globals.*process/],
  ['src/domain/Shouting.ts', `export const loud = true;`, /filename-case/],
  ['src/domain/too-long.ts', `export const a = 1;\n${'// line\n'.repeat(250)}`, /max-lines/],
  ['src/domain/defaults.ts', `export default 1;`, /no-default-export/],
  ['src/domain/anything.ts', `export const f = (a: any): unknown => a;`, /no-explicit-any/],
  ['src/ports.ts', `export { T } from './domain/t.ts';`, /imports.*import type/],
  ['src/workflows/calls-value.ts', `export { a } from '../activities/a.ts';`, /imports.*import type/],
  [
    'src/workflows/inline-type.ts',
    `import { type A } from '../activities/a.ts';\nexport type B = A;`,
    /imports.*import type/,
  ],
  ['src/workflows/reads-files.ts', `export { readFileSync } from 'node:fs';`, /imports.*package node:fs/],
  ['src/workflows/parses.ts', `export * from 'zod';`, /imports.*package zod/],
  ['src/workflows/uses-client.ts', `export { Client } from '@temporalio/client';`, /imports.*@temporalio\/client/],
  [
    'src/workflows/uses-buffer.ts',
    `export const b = (s: string): unknown => Buffer.from(s);`,
    /no-restricted-globals.*Buffer/,
  ],
  [
    'src/workflows/fetches.ts',
    `export const f = (u: string): Promise<unknown> => fetch(u);`,
    /no-restricted-globals.*fetch/,
  ],
  [
    'src/workflows/uses-crypto.ts',
    `export const u = (): string => crypto.randomUUID();`,
    /no-restricted-globals.*crypto/,
  ],
  [
    'src/workflows/floats.ts',
    `declare const call: () => Promise<void>;\nexport const f = (): void => {\n  call();\n};`,
    /no-floating-promises/,
  ],
  ['src/activities/calls-vendor.ts', `export * from 'openai';`, /imports.*package openai/],
  ['src/activities/knows-store.ts', `export type { S } from '../store/s.ts';`, /imports.*src\/store/],
  ['src/adapters/jira/asks-github.ts', `export * from '../github/g.ts';`, /imports.*src\/adapters\/github/],
  ['src/adapters/slack/knows-store.ts', `export * from '../../store/s.ts';`, /imports.*src\/store/],
  ['src/adapters/slack/reads-environment.ts', `export const t = process.env['TOKEN'];`, /no-process-env/],
  ['src/store/knows-adapter.ts', `export * from '../adapters/jira/j.ts';`, /imports.*src\/adapters/],
  ['src/temporal/uses-sandbox.ts', `export * from '../../sandbox/world.ts';`, /imports.*sandbox\/world/],
  ['sandbox/shares-mistakes.ts', `export * from '../src/domain/ticket.ts';`, /imports.*src\/domain/],
];

const ALLOWED: Readonly<Record<string, string>> = {
  'src/domain/uses-domain.ts': `export * from './deep/other.ts';\nexport { stemmer } from 'stemmer';`,
  'src/workflows/uses-types.ts': `import type { A } from '../activities/a.ts';\nexport type B = A;\nexport * from '../domain/x.ts';`,
  'src/workflows/waits.ts': `import { sleep } from '@temporalio/workflow';\nexport const now = async (): Promise<number> => {\n  await sleep(1);\n  return Date.now();\n};`,
  'src/activities/uses-ports.ts': `export type { P } from '../ports.ts';\nexport * from '../domain/x.ts';\nexport { z } from 'zod';`,
  'src/adapters/jira/uses-own.ts': `export * from './own.ts';\nexport { Version3Client } from 'jira.js';\nexport { join } from 'node:path';`,
  'src/worker.ts': `export const a = process.env['A'];\nexport * from './adapters/jira/j.ts';\nexport * from './store/s.ts';`,
  'sandbox/uses-own.ts': `export * from './world.ts';\nexport { z } from 'zod';`,
};

interface Finding {
  readonly message: string;
  readonly code: string;
  readonly filename: string;
}

let tree = '';
let findings: readonly Finding[] = [];

/** A tree with the project's own rules and linter, and files that break them. */
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'daybrief-lint-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json', 'scripts/lint']) {
    await cp(join(ROOT, name), join(tree, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  const files = [...FAULTS.map(([file, code]) => [file, code] as const), ...Object.entries(ALLOWED)];
  for (const [file, code] of files) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), `${code}\n`);
  }
  findings = await lint(tree);
}, 120_000);

afterAll(() => rm(tree, { recursive: true, force: true }));

const lint = (cwd: string): Promise<readonly Finding[]> =>
  new Promise((resolve, reject) => {
    const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const args = [oxlint, '--type-aware', '--format=json', 'src', 'sandbox'];
    execFile(process.execPath, args, { cwd, maxBuffer: 16e6 }, (_error, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics);
      } catch {
        reject(new Error(`oxlint printed no JSON: ${stdout}${stderr}`));
      }
    });
  });

const of = (file: string): string[] =>
  findings.filter(({ filename }) => filename === file).map(({ code, message }) => `${code} ${message}`);

describe('a broken rule is found', () => {
  it.each(FAULTS)('%s', (file, _code, expected) => {
    expect(of(file)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('what is allowed passes', () => {
  it.each(Object.keys(ALLOWED))('%s', (file) => {
    expect(of(file)).toEqual([]);
  });
});
