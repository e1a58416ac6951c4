// Finds or gets the Temporal CLI, which holds the development server and the Web UI. Plain JavaScript: runs before set-up is complete.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The last version that `go install` takes: later tags have a `replace` in their go.mod, which it refuses. */
export const TEMPORAL_CLI_VERSION = '1.5.1';

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name, env) =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);

export const cacheFolder = (env) => env.DAYBRIEF_CACHE_DIR ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'daybrief');

/** The order: TEMPORAL_CLI_PATH, `temporal` on PATH, our cache, the SDK's own download, `go install`, a clear error. */
export const ensureTemporalCli = async ({ root, node, env, say }) => {
  const { TEMPORAL_CLI_PATH: named } = env;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`TEMPORAL_CLI_PATH names ${named}, which is not an executable file: correct it or unset it.`);
  }
  const installed = onPath('temporal', env);
  if (installed) return installed;
  const folder = cacheFolder(env);
  const cached = join(folder, `temporal-${TEMPORAL_CLI_VERSION}`);
  if (isExecutable(cached)) return cached;
  mkdirSync(folder, { recursive: true });
  return (await download({ root, node, env, say, folder })) ?? (await goInstall({ env, say, folder, cached })) ?? giveUp();
};

/** The SDK fetches the CLI from temporal.download; where the network refuses that, this ends within seconds. */
const download = async ({ root, node, env, say, folder }) => {
  const found = () => readdirSync(folder).find((name) => name.startsWith('temporal-sdk-typescript') || name.startsWith('temporal-sdk'));
  const earlier = found();
  if (earlier) return join(folder, earlier);
  say('• Downloading the Temporal CLI (by the SDK)…');
  const run = spawnSync(node, [join(root, 'scripts', 'download-temporal.mjs'), folder], { cwd: root, env, encoding: 'utf8', timeout: 180_000 });
  const file = found();
  if (run.status === 0 && file) {
    say('✓ Temporal CLI downloaded');
    return join(folder, file);
  }
  say('  not possible here; building it from source instead');
  return null;
};

const goInstall = async ({ env, say, folder, cached }) => {
  const go = onPath('go', env);
  if (!go) return null;
  const building = join(folder, `build-${process.pid}`);
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  say(`• Building the Temporal CLI ${TEMPORAL_CLI_VERSION} with Go (about 3 minutes, once; kept in ${folder})…`);
  const ticking = setInterval(() => say(`  still building, ${elapsed()}`), 30_000);
  try {
    const target = `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_CLI_VERSION}`;
    const [status, output] = await runQuietly(go, ['install', '-ldflags=-s -w', target], { ...env, GOBIN: building, GOFLAGS: '-mod=mod' });
    if (status !== 0) {
      say(`  go install failed: ${output.trim().split('\n').slice(-3).join(' | ')}`);
      return null;
    }
    renameSync(join(building, 'temporal'), cached);
    say(`✓ Temporal CLI built in ${elapsed()}`);
    return cached;
  } finally {
    clearInterval(ticking);
    if (existsSync(building)) rmSync(building, { recursive: true, force: true });
  }
};

const runQuietly = (command, args, env) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk) => (output = (output + chunk).slice(-4_000)));
    child.on('error', (error) => resolve([1, error.message]));
    child.on('close', (status) => resolve([status ?? 1, output]));
  });

const giveUp = () => {
  throw new Error(
    `No Temporal CLI: none in TEMPORAL_CLI_PATH, on PATH or in the cache, the download failed, and there is no working Go to build it. ` +
      `Get it from https://temporal.io/setup/install-temporal-cli, or install Go and run this again, or set TEMPORAL_CLI_PATH to the program.`,
  );
};
