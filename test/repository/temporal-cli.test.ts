import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureTemporalCli, TEMPORAL_CLI_VERSION } from '../../scripts/temporal-cli.mjs';

let dir = '';
let said: string[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-cli-'));
  said = [];
});
afterEach(async () => {
  await chmod(join(dir, 'home'), 0o755).catch(() => undefined);
  await rm(dir, { recursive: true, force: true });
});

const program = async (path: string, script = 'exit 0'): Promise<string> => {
  const file = join(dir, path);
  await mkdir(dirname(file), { recursive: true });
  // Renamed into place: a program that another command is starting can't be written to.
  const written = `${file}.${randomUUID()}`;
  await writeFile(written, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  await rename(written, file);
  return file;
};

/** What the SDK's download does when the network lets it, and when not: the folder is its second argument. */
const DOWNLOADS = `printf '#!/bin/sh\\n' > "$2/temporal-sdk-typescript-1.23.0"; chmod +x "$2/temporal-sdk-typescript-1.23.0"`;
const REFUSED = `printf partial > "$2/temporal-sdk-typescript-1.23.0.downloading"; chmod +x "$2/temporal-sdk-typescript-1.23.0.downloading"; exit 1`;
const BUILDS = `echo "$@" > "$GOBIN.args"; mkdir -p "$GOBIN"; printf '#!/bin/sh\\n' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"`;

interface Machine {
  readonly named?: string;
  readonly node?: string;
}

const ensure = async ({ named, node = REFUSED }: Machine = {}): Promise<string> =>
  ensureTemporalCli({
    root: join(dir, 'repository'),
    node: await program('node', node),
    env: {
      PATH: `${join(dir, 'bin')}:/bin:/usr/bin`,
      HOME: join(dir, 'home'),
      ...(named === undefined ? {} : { TEMPORAL_CLI_PATH: named }),
    },
    say: (text) => said.push(text),
  });

const CACHE = join('home', '.cache', 'daybrief');
const BUILT = join(CACHE, `temporal-${TEMPORAL_CLI_VERSION}`);

describe('the order in which the Temporal CLI is looked for', () => {
  it('takes TEMPORAL_CLI_PATH before everything else', async () => {
    const named = await program('elsewhere/temporal');
    await program('bin/temporal');
    await program(BUILT);
    expect(await ensure({ named })).toBe(named);
    expect(said).toEqual([]);
  });

  it('says so when TEMPORAL_CLI_PATH names no program, and takes nothing else', async () => {
    await program('bin/temporal');
    await expect(ensure({ named: '/nowhere/temporal' })).rejects.toThrow(/TEMPORAL_CLI_PATH names \/nowhere\/temporal/);
  });

  it('takes the one on PATH before the cache', async () => {
    const installed = await program('bin/temporal');
    await program(BUILT);
    expect(await ensure()).toBe(installed);
  });

  it('takes what an earlier run built', async () => {
    const built = await program(BUILT);
    expect(await ensure()).toBe(built);
    expect(said).toEqual([]);
  });

  it('takes what an earlier run downloaded', async () => {
    const downloaded = await program(join(CACHE, 'temporal-sdk-typescript-1.23.0'));
    expect(await ensure()).toBe(downloaded);
  });

  it('downloads before it builds', async () => {
    await program('bin/go', BUILDS);
    expect(await ensure({ node: DOWNLOADS })).toBe(join(dir, CACHE, 'temporal-sdk-typescript-1.23.0'));
    expect(said.join('\n')).toMatch(/Downloading[^]*downloaded in \d+ s/);
  });

  it('builds with Go where the download is refused, keeps the program and tidies up', async () => {
    await program('bin/go', BUILDS);
    await mkdir(join(dir, CACHE, 'build-1'), { recursive: true });
    const built = await ensure();
    expect(built).toBe(join(dir, BUILT));
    expect(said.join('\n')).toMatch(/not possible here[^]*Building[^]*built in \d+ s/);
    const left = await readdir(join(dir, CACHE));
    const args = left.find((name) => name.endsWith('.args')) ?? '';
    expect(await readFile(join(dir, CACHE, args), 'utf8')).toBe(
      `install -ldflags=-s -w github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_CLI_VERSION}\n`,
    );
    expect(left.filter((name) => name !== args).toSorted()).toEqual([
      `temporal-${TEMPORAL_CLI_VERSION}`,
      'temporal-sdk-typescript-1.23.0.downloading',
    ]);
  });

  it('tells what was tried where there is no Go', async () => {
    await expect(ensure()).rejects.toThrow(/download failed, and there is no Go on PATH[^]*temporal\.io\/setup/);
  });

  it('tells why Go failed', async () => {
    await program('bin/go', 'echo "no space left on device" >&2; exit 1');
    await expect(ensure()).rejects.toThrow(/building it with Go failed/);
    expect(said.join('\n')).toContain('go install failed: no space left on device');
  });

  it('builds once for two commands at the same time', async () => {
    await program('bin/go', `echo run >> "${dir}/go-runs"; sleep 1; ${BUILDS}`);
    const [one, other] = await Promise.all([ensure(), ensure()]);
    expect(one).toBe(other);
    expect(await readFile(join(dir, 'go-runs'), 'utf8')).toBe('run\n');
    expect(said.join('\n')).toContain('Waiting for another Daybrief command');
  });

  it('takes over the lock of a command that died', async () => {
    await program('bin/go', BUILDS);
    await mkdir(join(dir, CACHE), { recursive: true });
    await writeFile(join(dir, CACHE, 'temporal.lock'), '4194304');
    expect(await ensure()).toBe(join(dir, BUILT));
  });
});

describe('where the program is kept', () => {
  it("is the repository where the user's cache can't be made", async () => {
    await program('bin/go', BUILDS);
    await writeFile(join(dir, 'home'), 'a file, so that no folder can be made in it');
    expect(await ensure()).toBe(join(dir, 'repository', '.daybrief', 'cache', `temporal-${TEMPORAL_CLI_VERSION}`));
  });
});
