// Finds or gets the Temporal CLI, which holds the development server and the Web UI. Runs before set-up is complete:
// plain JavaScript, built-in modules only.
import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { isExecutable, onPath, runProgram } from './run-program.mjs';

/** The last version that `go install` takes: later tags have a `replace` in their go.mod, which it refuses. */
export const TEMPORAL_CLI_VERSION = '1.5.1';

const DOWNLOAD_TIMEOUT_MS = 180_000;

/**
 * @typedef {object} Surroundings
 * @property {string} root the repository's folder
 * @property {string} node the Node to run scripts with
 * @property {NodeJS.ProcessEnv} env
 * @property {(text: string) => void} say
 */

/**
 * The program's path. The order: TEMPORAL_CLI_PATH, `temporal` on PATH, our cache, the SDK's own download,
 * `go install`, an error that tells what was tried.
 * @param {Surroundings} surroundings
 * @returns {Promise<string>}
 */
export const ensureTemporalCli = async (surroundings) => {
  const { root, env, say } = surroundings;
  const named = env.TEMPORAL_CLI_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`TEMPORAL_CLI_PATH names ${named}, which is not an executable file: correct it or unset it.`);
  }
  const folder = cacheFolder(root, env);
  const found = onPath('temporal', env) ?? cached(folder);
  if (found !== undefined) return found;
  return withLock(join(folder, 'temporal.lock'), {
    waiting: () => say('• Waiting for another Daybrief command that gets the Temporal CLI…'),
    // The other command may have put it there.
    work: async () =>
      cached(folder) ?? (await download(surroundings, folder)) ?? (await build(surroundings, folder)) ?? giveUp(env),
  });
};

/**
 * Where programs are kept: DAYBRIEF_CACHE_DIR, the user's cache, or the repository where that can't be written.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export const cacheFolder = (root, env) => {
  const usual = env.DAYBRIEF_CACHE_DIR ?? join(env.XDG_CACHE_HOME ?? join(env.HOME ?? homedir(), '.cache'), 'daybrief');
  return isWritableFolder(usual) ? usual : join(root, '.daybrief', 'cache');
};

/** @param {string} folder */
const isWritableFolder = (folder) => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @param {string} folder */
const builtProgram = (folder) => join(folder, `temporal-${TEMPORAL_CLI_VERSION}`);

/**
 * What an earlier run built or downloaded.
 * @param {string} folder
 */
const cached = (folder) => [builtProgram(folder), ...downloads(folder)].find(isExecutable);

/**
 * The SDK names its download after itself, with `.downloading` at the end until it is complete.
 * @param {string} folder
 */
const downloads = (folder) => {
  try {
    const names = readdirSync(folder).filter((name) => /^temporal-sdk-[\w.-]+$/.test(name));
    return names.filter((name) => !name.endsWith('.downloading')).map((name) => join(folder, name));
  } catch {
    return [];
  }
};

/**
 * The SDK fetches the CLI from temporal.download; where the network refuses that, it ends within seconds.
 * @param {Surroundings} surroundings
 * @param {string} folder
 */
const download = async ({ root, node, env, say }, folder) => {
  say('• Downloading the Temporal CLI, once…');
  const script = join(root, 'scripts', 'download-temporal.mjs');
  const { ok, seconds } = await runProgram(node, [script, folder], { env, say, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  const program = ok ? downloads(folder).find(isExecutable) : undefined;
  say(program === undefined ? '  not possible here' : `✓ Temporal CLI downloaded in ${seconds} s`);
  return program;
};

/**
 * @param {Surroundings} surroundings
 * @param {string} folder
 */
const build = async ({ env, say }, folder) => {
  const go = onPath('go', env);
  if (go === undefined) return undefined;
  // Left behind by a build that was interrupted: the lock is ours, so no other one is under way.
  for (const name of readdirSync(folder)) if (name.startsWith('build-')) remove(join(folder, name));
  const building = join(folder, `build-${process.pid}`);
  say(
    `• Building the Temporal CLI ${TEMPORAL_CLI_VERSION} with Go, once: about 3 minutes on two cores. Kept in ${folder}`,
  );
  try {
    const target = `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_CLI_VERSION}`;
    const goEnv = { ...env, GOBIN: building, GOFLAGS: '-mod=mod' };
    const { ok, seconds, lastLines } = await runProgram(go, ['install', '-ldflags=-s -w', target], { env: goEnv, say });
    if (!ok) {
      say(`  go install failed: ${lastLines}`);
      return undefined;
    }
    renameSync(join(building, 'temporal'), builtProgram(folder));
    say(`✓ Temporal CLI built in ${seconds} s`);
    return builtProgram(folder);
  } finally {
    remove(building);
  }
};

/** @param {string} path */
const remove = (path) => rmSync(path, { recursive: true, force: true });

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {never}
 */
const giveUp = (env) => {
  const go = onPath('go', env) === undefined ? 'there is no Go on PATH to build it' : 'building it with Go failed';
  throw new Error(
    `No Temporal CLI: TEMPORAL_CLI_PATH is not set, none is on PATH or in the cache, the download failed, and ${go}. ` +
      'Get it from https://temporal.io/setup/install-temporal-cli, or install Go and run this again, or set TEMPORAL_CLI_PATH to the program.',
  );
};
