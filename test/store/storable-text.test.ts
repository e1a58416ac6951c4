import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStoredJson, fromStoredText, toStoredJson, toStoredText } from '../../src/store/storable-text.ts';
import { hostileText } from './run-records.ts';

const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    hostileText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostileText, tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('stored text', () => {
  it('is text that PostgreSQL takes, whatever it was, and comes back', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const stored = toStoredText(text);
        expect(stored).not.toContain('\0');
        expect(stored.isWellFormed()).toBe(true);
        expect(fromStoredText(stored)).toBe(text);
      }),
    );
  });

  it('leaves ordinary text as it is, pairs of surrogates included', () => {
    expect(toStoredText('naïve 🧾 \n\t "\\u0000"')).toBe('naïve 🧾 \n\t "\\u0000"');
  });
});

describe('stored JSON', () => {
  it('has no escape that jsonb refuses, and comes back', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const stored = toStoredJson(value);
        expect(stored.replaceAll(/\\\\/g, '')).not.toMatch(/\\u(?:0000|d[89a-f])/);
        expect(fromStoredJson(stored)).toEqual(value);
      }),
    );
  });

  it('does not mistake a backslash before "u0000" for an escape', () => {
    expect(toStoredJson('\\u0000')).toBe(JSON.stringify('\\u0000'));
    expect(fromStoredJson(toStoredJson('\\\0'))).toBe('\\\0');
  });

  it('is null for undefined', () => {
    expect(toStoredJson(undefined)).toBe('null');
  });
});
