// Runs on Node 20 and newer, before anything is installed: plain JavaScript, built-in modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureTemporalCli } from './temporal-cli.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(ROOT, 'node_modules', '.daybrief-setup');
const NEEDED_NODE_MAJOR = 24;

const say = (text) => process.stderr.write(`${text}\n`);

const lockHash = () => createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');

/** Installs the locked dependencies unless the last installation was of the same lock file. */
const ensureDependencies = () => {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash()) return;
  say('• Installing dependencies (npm ci, about a minute the first time)…');
  const begun = Date.now();
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (npm.status !== 0) {
    throw new Error(`npm ci ended with ${npm.status ?? npm.signal}: see its output above. Allowed: Node 20 or newer with npm 11 or 12.`);
  }
  writeFileSync(STAMP, lockHash());
  say(`✓ Dependencies installed in ${Math.round((Date.now() - begun) / 1000)} s`);
};

/** The Node that runs the project: 24, from the dependencies on Linux, otherwise the one that is running. */
export const projectNode = () => {
  const installed = join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE_MAJOR) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} runs here, and the locked Node ${NEEDED_NODE_MAJOR} exists for Linux only: install Node ${NEEDED_NODE_MAJOR} (https://nodejs.org) and run this again.`,
  );
};

/** Everything a command of this repository needs; a second call takes milliseconds. Returns the environment to run it with. */
export const setUp = async () => {
  ensureDependencies();
  const node = projectNode();
  const temporal = await ensureTemporalCli({ root: ROOT, node, env: process.env, say });
  return { node, env: { ...process.env, TEMPORAL_CLI_PATH: temporal } };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { env } = await setUp();
    say(`✓ Ready: Temporal CLI at ${env.TEMPORAL_CLI_PATH}`);
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
