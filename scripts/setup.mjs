// Runs on Node 20 and newer, before anything is installed: plain JavaScript, built-in modules only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { runProgram } from './run-program.mjs';
import { ensureTemporalCli } from './temporal-cli.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(ROOT, 'node_modules', '.daybrief-setup');
const INSTALLER_NODE_MAJOR = 20;
const NEEDED_NODE_MAJOR = 24;

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

const nodeMajor = () => Number(process.versions.node.split('.', 1)[0]);

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');

const isInstalled = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash();

/** Installs the locked dependencies unless the last installation was of the same lock file. */
const ensureDependencies = async () => {
  if (isInstalled()) return;
  await withLock(join(ROOT, '.daybrief', 'setup.lock'), {
    waiting: () => say('• Waiting for another Daybrief command that installs the dependencies…'),
    work: async () => {
      if (!isInstalled()) await install();
    },
  });
};

const install = async () => {
  say('• Installing dependencies (npm ci), about a minute the first time…');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, seconds, lastLines } = await runProgram('npm', args, { cwd: ROOT, env: process.env, say });
  if (!ok) throw new Error(`npm ci failed: ${lastLines}. Allowed: Node 20 or newer with npm 11 or 12.`);
  writeFileSync(STAMP, lockHash());
  say(`✓ Dependencies installed in ${seconds} s`);
};

/** The Node that runs the project: 24, from the dependencies on Linux, otherwise the one that is running. */
export const projectNode = () => {
  const installed = join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  if (nodeMajor() >= NEEDED_NODE_MAJOR) return process.execPath;
  throw new Error(
    `Node ${process.versions.node} runs here, and the locked Node ${NEEDED_NODE_MAJOR} exists for Linux only: ` +
      `install Node ${NEEDED_NODE_MAJOR} (https://nodejs.org) and run this again.`,
  );
};

/** Everything that a command of this repository needs; a second call takes milliseconds. Returns what to run it with. */
export const setUp = async () => {
  if (nodeMajor() < INSTALLER_NODE_MAJOR) {
    throw new Error(
      `Node ${process.versions.node} runs here; Node ${INSTALLER_NODE_MAJOR} or newer is needed: https://nodejs.org.`,
    );
  }
  await ensureDependencies();
  const node = projectNode();
  const temporal = await ensureTemporalCli({ root: ROOT, node, env: process.env, say });
  return { node, env: { ...process.env, TEMPORAL_CLI_PATH: temporal } };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { env } = await setUp();
    say(`✓ Ready: Temporal CLI at ${env.TEMPORAL_CLI_PATH}`);
  } catch (error) {
    say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
