import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildJql, quoteJql } from '../../../src/adapters/jira/jira-jql.ts';

const range = { fromMs: Date.UTC(2026, 10, 19, 8, 30, 15), toMs: Date.UTC(2026, 10, 20, 8, 30, 15) };

describe('buildJql', () => {
  test('asks for everything in one bounded query, for any profile time zone', () => {
    const jql = buildJql({ range, projects: ['PAY', 'OPS'], labels: ['bug'], issueTypes: ['Bug'], includeDone: false });
    expect(jql).toBe(
      'project in ("PAY", "OPS") AND created >= "2026/11/18 20:30" AND created <= "2026/11/20 22:31" ' +
        'AND statusCategory != Done AND (labels in ("bug") OR issuetype in ("Bug")) ORDER BY created DESC',
    );
  });

  test('a missing kind of condition leaves no empty parentheses', () => {
    const base = { range, projects: ['PAY'], includeDone: false };
    expect(buildJql({ ...base, labels: [], issueTypes: ['Bug'] })).toContain('AND (issuetype in ("Bug")) ORDER');
    expect(buildJql({ ...base, labels: [], issueTypes: [] })).toContain('!= Done ORDER');
  });
});

describe('quoteJql', () => {
  test('hostile values stay inside their quotes', () => {
    expect(quoteJql('x") OR project = "SECRET')).toBe(String.raw`"x\") OR project = \"SECRET"`);
    expect(quoteJql('back\\')).toBe(String.raw`"back\\"`);
    expect(quoteJql('a\nb\u0000')).toBe(String.raw`"a\u000ab\u0000"`);
  });

  test('reading the literal back gives the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const literal = quoteJql(value);
        expect(literal).toMatch(/^"(?:[^"\\\p{Cc}]|\\["\\]|\\u[0-9a-f]{4})*"$/u);
        const back = literal
          .slice(1, -1)
          .replaceAll(/\\(?:u([0-9a-f]{4})|(.))/gu, (_, hex: string | undefined, plain: string) =>
            hex === undefined ? plain : String.fromCharCode(Number.parseInt(hex, 16)),
          );
        expect(back).toBe(value);
      }),
    );
  });
});
