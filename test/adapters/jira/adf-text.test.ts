import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adfToText } from '../../../src/adapters/jira/adf-text.ts';

const doc = (...content: readonly unknown[]): unknown => ({ type: 'doc', version: 1, content });
const text = (value: string, ...marks: readonly unknown[]): unknown => ({ type: 'text', text: value, marks });
const block = (type: string, ...content: readonly unknown[]): unknown => ({ type, content });

describe('adfToText', () => {
  test('null, undefined and numbers are empty; strings are kept', () => {
    expect([null, undefined, 7, '  plain\ntext '].map(adfToText)).toEqual(['', '', '', 'plain\ntext']);
  });

  test('blocks stand on lines of their own, inline nodes flow', () => {
    const description = doc(
      block('heading', text('Checkout fails')),
      block('paragraph', text('since '), text('09:12', { type: 'strong' }), { type: 'hardBreak' }, text('for all')),
      block(
        'bulletList',
        block('listItem', block('paragraph', text('one'))),
        block('listItem', block('paragraph', text('two'))),
      ),
      block('codeBlock', text('at a.b(C.java:1)\nat d.e(F.java:2)')),
    );
    expect(adfToText(description).split('\n')).toEqual([
      'Checkout fails',
      'since 09:12',
      'for all',
      '- one',
      '- two',
      'at a.b(C.java:1)',
      'at d.e(F.java:2)',
    ]);
  });

  test('mentions, emoji, dates, cards, links, media and table cells keep what they say', () => {
    const description = doc(
      block('paragraph', { type: 'mention', attrs: { id: '1', text: '@Ana' } }, text(' '), {
        type: 'emoji',
        attrs: { shortName: ':fire:', text: '🔥' },
      }),
      block('paragraph', { type: 'inlineCard', attrs: { url: 'https://grafana.example/d/1' } }),
      block('paragraph', text('dashboard', { type: 'link', attrs: { href: 'https://x.example/2' } })),
      block(
        'paragraph',
        { type: 'date', attrs: { timestamp: '1763596800000' } },
        { type: 'status', attrs: { text: 'DOWN' } },
      ),
      { type: 'expand', attrs: { title: 'Stack' }, content: [block('paragraph', text('boom'))] },
      { type: 'mediaSingle', content: [{ type: 'media', attrs: { alt: 'graph.png' } }, block('caption', text('p99'))] },
      block('table', block('tableRow', block('tableHeader', text('pod')), block('tableCell', text('pay-1')))),
    );
    const plain = adfToText(description);
    for (const said of [
      '@Ana 🔥',
      'https://grafana.example/d/1',
      'dashboard (https://x.example/2)',
      '2025-11-20DOWN',
    ]) {
      expect(plain).toContain(said);
    }
    expect(plain).toMatch(/Stack\s+boom/);
    expect(plain).toMatch(/graph\.png\s+p99/);
    expect(plain).toContain('pod\tpay-1');
  });

  test('nesting of 100,000 levels is read', () => {
    let node: unknown = text('deep');
    for (let i = 0; i < 100_000; i++) node = { type: 'unknownThing', content: [node] };
    expect(adfToText(doc(node))).toBe('deep');
  });

  test('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 6 }), (value) => {
        expect(typeof adfToText(value)).toBe('string');
      }),
    );
  });

  test('keeps every text node in order, inside known and unknown nodes', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/);
    const types = fc.oneof(fc.constantFrom('paragraph', 'panel', 'tableCell', 'layoutColumn', 'taskItem'), fc.string());
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        word.map((value) => text(value)),
        fc.record({ type: types, content: fc.array(tie('node'), { maxLength: 4 }) }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(node), (content) => {
        const wanted = wordsIn(content);
        const plain = adfToText(doc(...content));
        let from = 0;
        for (const value of wanted) {
          const at = plain.indexOf(value, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + value.length;
        }
      }),
    );
  });
});

const wordsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && typeof value.text === 'string') return [value.text];
  return 'content' in value ? wordsIn(value.content) : [];
};
