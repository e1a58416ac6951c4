import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demoOptions } from '../../scripts/demo/demo-options.ts';
import { parseConfig } from '../../src/config/load-config.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';
import { commandsOf, type Command } from './command-words.ts';
import { blocksOf, readPages, ROOT, type Block } from './markdown.ts';

const run = promisify(execFile);

const pages = await readPages();
const blocks = pages.flatMap(blocksOf);
const named = (block: Block): [string, Block] => [`${block.file}:${block.line}`, block];
const inLanguage = (...languages: string[]): [string, Block][] =>
  blocks.filter(({ language }) => languages.includes(language)).map(named);

const exists = (path: string): Promise<boolean> =>
  stat(join(ROOT, path)).then(
    () => true,
    () => false,
  );

const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** What `--help` of a command says, once for each. */
const helps = new Map<string, Promise<string>>();
const helpOf = (key: string, program: string, args: readonly string[]): Promise<string> => {
  const known = helps.get(key) ?? run(program, [...args, '--help']).then(({ stdout }) => stdout);
  helps.set(key, known);
  return known;
};

const optionsIn = (args: readonly string[]): string[] =>
  args.flatMap((word) => /^--[a-z][a-z-]*/.exec(word)?.[0] ?? []);

const npm = async ([command = '', ...rest]: readonly string[]): Promise<void> => {
  if (['ci', 'link'].includes(command)) return;
  const script = command === 'run' ? (rest[0] ?? '') : command;
  expect(Object.keys(scripts)).toContain(script);
  const given = rest.includes('--') ? rest.slice(rest.indexOf('--') + 1) : [];
  if (script === 'demo') demoOptions(given, false);
  if (script === 'daybrief') await daybrief(given);
  if (script === 'test') {
    for (const path of given.filter((word) => !word.startsWith('-'))) expect(await exists(path), path).toBe(true);
  }
};

/** Words before the first option or value are commands, as far as the help of the command before knows them. */
const daybrief = async (args: readonly string[]): Promise<void> => {
  const path: string[] = [];
  const help = (): Promise<string> =>
    helpOf(`daybrief ${path.join(' ')}`, process.execPath, [join(ROOT, 'src', 'cli.ts'), ...path]);
  for (const word of args) {
    if (word.startsWith('-') || !new RegExp(`^ +${word}(?: |$)`, 'm').test(await help())) break;
    path.push(word);
  }
  if (args.length > 0) expect(path.length, `daybrief ${args.join(' ')}`).toBeGreaterThan(0);
  const text = `${await help()}${await helpOf('daybrief ', process.execPath, [join(ROOT, 'src', 'cli.ts')])}`;
  for (const option of optionsIn(args)) expect(text).toContain(option);
};

const temporal = async (args: readonly string[]): Promise<void> => {
  const path = args.slice(0, args.findIndex((word) => word.startsWith('-')) >>> 0);
  const text = await helpOf(`temporal ${path.join(' ')}`, temporalCliPath(), path);
  for (const option of optionsIn(args)) expect(text).toContain(option);
};

const CHECKS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  npm,
  daybrief,
  temporal,
  cp: async ([source = '']) => expect(await exists(source), source).toBe(true),
  // Docker and what comes from the Go module proxy are tried by hand: the transcripts stand in docs.
  docker: async ([compose, command]) => {
    expect(compose).toBe('compose');
    expect(['up', 'logs', 'config', 'down', 'ps', 'build']).toContain(command);
  },
  go: async ([command]) => expect(['install', 'get', 'mod', 'build']).toContain(command),
  mkdir: async () => undefined,
  cd: async () => undefined,
};

describe('commands in README and docs', () => {
  it('are there', () => {
    expect(inLanguage('sh').length).toBeGreaterThan(10);
  });

  it.each(inLanguage('sh'))('%s can be given', { timeout: 120_000 }, async (_name, block) => {
    for (const command of commandsOf(block.text)) await check(command);
  });

  it('are refused when they are wrong', async () => {
    for (const wrong of ['npm run nothing', 'npm run demo -- --wrld x', 'daybrief run --tem x', 'daybrief rum']) {
      const [command] = commandsOf(wrong);
      await expect(check(command as Command), wrong).rejects.toThrow();
    }
  }, 60_000);
});

const check = async ({ program, args }: Command): Promise<void> => {
  expect(Object.keys(CHECKS)).toContain(program);
  await CHECKS[program]?.(args);
};

const ONE_TEAM = 'teams: [{ name: payments }]\n';

describe('YAML in README and docs', () => {
  it.each(inLanguage('yaml', 'yml'))('%s is a configuration, or a part of one', (name, { text }) => {
    const isWhole = 'teams' in (parse(text) as object);
    expect(parseConfig(isWhole ? text : ONE_TEAM + text, name).teams.length).toBeGreaterThan(0);
  });
});

describe('JSON in README and docs', () => {
  it.each(inLanguage('json'))('%s can be read', (_name, { text }) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });
});

describe('links in README and docs', () => {
  const links = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => [file, target] as const),
  );

  it.each(links)('%s → %s', async (file, target) => {
    expect(await exists(join(dirname(file), target))).toBe(true);
  });
});
