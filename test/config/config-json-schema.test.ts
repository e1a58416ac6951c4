import { readdir, readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../src/config/config-json-schema.ts';
import { parseConfig } from '../../src/config/load-config.ts';

const file = (name: string): URL => new URL(`../../${name}`, import.meta.url);
const committed = JSON.parse(await readFile(file('schema/daybrief.schema.json'), 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(committed);

describe('schema/daybrief.schema.json', () => {
  it('is what the configuration is checked by (node scripts/write-config-schema.ts writes it anew)', () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it('explains every key to the editor', () => {
    const bare: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties = {}, items } = schema as { properties?: Record<string, object>; items?: unknown };
      for (const [key, property] of Object.entries(properties)) {
        if (!('description' in property) && !path.includes('correlation')) bare.push(`${path}.${key}`);
        visit(property, `${path}.${key}`);
      }
      visit(items, `${path}[]`);
    };
    visit(committed, '');
    expect(bare).toEqual([]);
  });

  it.each([
    ['a wrong key', { teams: [{ name: 'a', jiraProject: ['PAY'] }] }],
    ['a wrong project', { teams: [{ name: 'a', jiraProjects: ['pay'] }] }],
    [
      'a secret in the file',
      { teams: [{ name: 'a', jiraProjects: ['PAY'] }], connections: { slack: { botToken: 'xoxb-1' } } },
    ],
    ['no team', { teams: [] }],
  ])('refuses %s in the editor too', (_name, value) => {
    expect(validate(value)).toBe(false);
  });
});

const examples = await readdir(file('examples'));

describe.each(examples.map((name) => `examples/${name}`))('%s', (name) => {
  it('is accepted by the loader and by editors, and names the schema in its first line', async () => {
    const text = await readFile(file(name), 'utf8');
    expect(parseConfig(text, name).teams.length).toBeGreaterThan(0);
    expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
    const [, schemaPath = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    await expect(readFile(new URL(schemaPath, file(name)))).resolves.toBeDefined();
  });
});
