import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configTemplate } from '../../src/cli/config-template.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { writeConfig } from '../../src/cli/write-config.ts';
import { parseConfig } from '../../src/config/load-config.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-init-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A person at a terminal who answers so, in this order. */
const personAt = (answers: readonly string[], asked: string[]): Terminal => ({
  env: {},
  cwd: dir,
  clock: Date.now,
  interrupted: new AbortController().signal,
  width: 100,
  isInteractive: true,
  ask: async (question) => answers[asked.push(question) - 1] ?? '',
  print: () => undefined,
  say: () => undefined,
  paint: (_style, text) => text,
  paintAside: (_style, text) => text,
});

describe('writeConfig on a terminal', () => {
  it('asks for what neither options nor credentials tell', async () => {
    const asked: string[] = [];
    const config = join(dir, 'asked.yaml');
    const terminal = personAt(['payments', 'acme/web, acme/api', '', '#payments'], asked);
    await writeConfig(terminal, { config, cron: '0 8 * * *', jiraProjects: ['PAY'] });
    expect(asked).toHaveLength(4);
    expect(parseConfig(await readFile(config, 'utf8'), config).teams[0]).toMatchObject({
      ...{ name: 'payments', jiraProjects: ['PAY'], repositories: ['acme/web', 'acme/api'], logGroups: [] },
      channel: '#payments',
    });
  });

  it('asks nothing with --yes, and keeps an example where nothing is known', async () => {
    const asked: string[] = [];
    const config = join(dir, 'yes.yaml');
    await writeConfig(personAt([], asked), { config, cron: '0 8 * * *', yes: true });
    expect(asked).toEqual([]);
    expect(parseConfig(await readFile(config, 'utf8'), config).teams[0]?.jiraProjects).toEqual(['PAY']);
  });
});

describe('configTemplate', () => {
  it('stays a file that can be read, whatever is written into it', () => {
    const text = configTemplate({
      team: 'yes',
      jiraProjects: { chosen: ['PAY'], others: ['A\n  - name: injected', 'B'] },
      repositories: { chosen: ['acme/web'], others: [] },
      logGroups: { chosen: ['/app/#1'], others: [] },
      channel: '#übersicht',
      channels: ['#a\u2028teams: []'],
      timeZone: 'Etc/GMT+5',
      cron: '*/5 * * * *',
      schemaPath: './schema/daybrief.schema.json',
      isSet: () => true,
    });
    expect(parseConfig(text, 'd.yaml').teams).toEqual([
      expect.objectContaining({ name: 'yes', logGroups: ['/app/#1'], channel: '#übersicht' }),
    ]);
  });
});
