import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withReference } from '../../scripts/config-reference.ts';
import { configJsonSchema } from '../../src/config/config-json-schema.ts';

const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The formatter aligns tables. */
const unaligned = (text: string): string => text.replaceAll(/-{3,}/g, '---').replaceAll(/[ \n]+/g, ' ');

describe('docs/configuration.md', () => {
  it('has a table for every block of keys, as they are now (node scripts/write-config-schema.ts writes them anew)', () => {
    expect(unaligned(page)).toBe(unaligned(withReference(page, configJsonSchema())));
    expect(page).toContain('`connections.cloudwatch`');
  });

  it('says when the place of the tables is lost', () => {
    expect(() => withReference('# Configuration', configJsonSchema())).toThrow('must hold');
  });
});
