import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChild } from '../../scripts/demo/child-process.ts';
import { parseConfig } from '../../src/config/load-config.ts';
import { startTemporal, type DevTemporal } from '../../src/dev/start-temporal.ts';
import { startPostgres, type TestPostgres } from '../store/postgres-server.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';
import { ROOT } from './markdown.ts';

const run = promisify(execFile);
const EXAMPLES = join(ROOT, 'examples');
const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.yaml'));

let dir = '';
let temporal: DevTemporal;
let postgres: TestPostgres;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-examples-'));
  temporal = await startTemporal({ cliPath: temporalCliPath(), dir: join(dir, 'temporal'), env: process.env });
  postgres = await startPostgres();
  await writeFile(join(dir, 'temporal.toml'), '[profile.default]\n');
});
afterAll(async () => {
  await postgres?.stop();
  await temporal?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Every variable that the file names, with some value. */
const environmentFor = async (file: string): Promise<Record<string, string>> => {
  const text = await readFile(join(EXAMPLES, file), 'utf8');
  const names = [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name = '']) => name);
  return {
    ...Object.fromEntries(names.map((name) => [name, /EMAIL/.test(name) ? 'bot@acme.example' : 'xoxb-1-example'])),
    DATABASE_URL: postgres.url,
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_CONFIG_FILE: join(dir, 'temporal.toml'),
    DAYBRIEF_CONFIG: join(EXAMPLES, file),
  };
};

describe('examples', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(2);
  });

  it.each(files)('%s boots a worker and gives each team its schedule', async (file) => {
    const { teams } = parseConfig(await readFile(join(EXAMPLES, file), 'utf8'), file);
    const env = await environmentFor(file);
    const { child } = await startChild({
      args: [join(ROOT, 'src', 'worker.ts')],
      ...{ env, logFile: join(dir, 'worker.log'), isReady: (line) => line.includes('RUNNING') },
    });
    try {
      const { stdout } = await run(process.execPath, [join(ROOT, 'src', 'cli.ts'), 'schedule', 'sync', '--json'], {
        env,
      });
      const changes = JSON.parse(stdout) as readonly { team: string; change: string }[];
      const made = changes.filter(({ change }) => change === 'created').map(({ team }) => team);
      expect(made).toEqual(teams.filter(({ schedule }) => schedule.enabled).map(({ name }) => name));
    } finally {
      await child.stop();
    }
    expect(await child.ended).toBe(0);
  });
});
