import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import { faultsOf, TEAM } from './faults-of.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daybrief-config-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('odd and hostile YAML', () => {
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...Array.from('bcdefghi', (c, i) => `${c}: &${c} [${Array<string>(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
  ];

  it.each([
    ['tabs', 'teams:\n\t- name: a\n', /^d\.yaml:2:1: a tab indents/],
    ['a key twice', `${TEAM}teams: []\n`, /^d\.yaml:4:1: this key stands twice/],
    ['a billion laughs', laughs.join('\n'), /^d\.yaml:1:1: aliases .* multiply/],
    ['two documents', `${TEAM}---\na: 1\n`, /^d\.yaml:4:1: a second document/],
    ['a tag', 'teams: !!js/function "x"\n', /^d\.yaml:1:8: a tag/],
    ['an unclosed list', 'teams: [a, b\n', /^d\.yaml:\d+:\d+: not valid YAML/],
    ['an unknown alias', 'teams: *nowhere\n', /^d\.yaml:1:8: no anchor/],
    ['deep nesting', '['.repeat(50_000), /^d\.yaml:\d+:\d+: /],
    ['a prototype', `${TEAM}__proto__: { polluted: true }\n`, /^d\.yaml:4:1: __proto__: unknown key/],
    ['other than text as a key', `${TEAM}? [a]\n: 1\n`, /^d\.yaml:4:\d+: this key is not text/],
    ['only comments', '# nothing\n', /^d\.yaml:1:1: found nothing; allowed: a block of keys$/],
    ['nothing', ' \n', /^d\.yaml:1:1: the file is empty/],
  ])('%s', (_name, text, expected) => {
    expect(faultsOf(text)[0]).toMatch(expected);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('quotes no text that is not YAML: it may be a secret', () => {
    expect(faultsOf('teams: "a" xoxb-geheim\n  b: %geheim\n').join()).not.toContain('geheim');
    expect(faultsOf('teams: @geheim\n').join()).not.toContain('geheim');
  });

  it('says at most fifty faults', () => {
    const faults = faultsOf(`${TEAM}${Array.from({ length: 80 }, (_, i) => `key${i}: 1\n`).join('')}`);
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)).toBe('… and 30 more');
  });
});

describe('loadConfig', () => {
  const put = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(dir, name);
    await writeFile(path, content);
    return path;
  };
  const failure = async (path: string): Promise<DaybriefError> => {
    const error: unknown = await loadConfig({ path, env: {} }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DaybriefError);
    return error as DaybriefError;
  };

  it('reads a file with a byte order mark and Windows line ends', async () => {
    const path = await put('bom.yaml', `\uFEFF${TEAM.replaceAll('\n', '\r\n')}`);
    const loaded = await loadConfig({ path, env: {} });
    expect(loaded).toMatchObject({ path, directory: dir, config: { teams: [{ name: 'payments' }] } });
  });

  it('is told by DAYBRIEF_CONFIG unless a path is given', async () => {
    const path = await put('other.yaml', TEAM);
    expect((await loadConfig({ env: { DAYBRIEF_CONFIG: path } })).path).toBe(path);
    const elsewhere = join(dir, 'missing.yaml');
    await expect(loadConfig({ path: elsewhere, env: { DAYBRIEF_CONFIG: path } })).rejects.toThrow(elsewhere);
  });

  it('says daybrief init when there is no file', async () => {
    const error = await failure(join(dir, 'none.yaml'));
    expect(error.code).toBe('NotConfigured');
    expect(error.message).toContain('daybrief init');
  });

  it.each([
    ['latin1.yaml', Buffer.from('teams: [ä]', 'latin1'), /not UTF-8/],
    ['huge.yaml', Buffer.alloc(2_000_000, '#'), /larger than 1 MiB/],
  ])('refuses %s', async (name, content, expected) => {
    const error = await failure(await put(name, content));
    expect(error.code).toBe('InvalidConfig');
    expect(error.message).toMatch(expected);
  });

  it('refuses a directory and a device without end', async () => {
    expect((await failure(dir)).message).toContain('directory');
    expect((await failure('/dev/zero')).message).toContain('larger than 1 MiB');
  });
});
