import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../src/domain/analysis/estimate-tokens.ts';

/** What OpenAI's encoding o200k_base makes of each text, counted once with gpt-tokenizer 4.0.0. */
const COUNTED: readonly (readonly [string, number])[] = [
  ['The printer at gate twelve refused every boarding pass after the font was changed at half past eight.', 19],
  ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 43],
  ['request 550e8400-e29b-41d4-a716-446655440000 failed after 1234567 ms', 27],
  [
    '\tat io.acme.gate.PassRenderer.render(PassRenderer.java:47)\n\tat io.acme.gate.PrintQueue.drain(PrintQueue.java:112)',
    32,
  ],
  ['{"id":"T1","key":"AIR-7","minutesAfterStart":20,"summary":"Customers are charged twice","reasonsFor":[]}', 30],
  ['wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYdGhpcyBpcyBhIHRlc3Q', 33],
  ['搭乗券の印刷に失敗しました。ゲート十二番。', 16],
  ['Принтер у выхода двенадцать не печатает посадочные талоны.', 18],
  ['🛫🧾🛫🧾🚨🔥', 15],
  ['=====------>>>>>><<<<<<(((([[[[{{{{////\\\\\\\\', 14],
  ['123456789012345678901234567890', 10],
  ['เครื่องพิมพ์บัตรโดยสารเสีย', 10],
  ['ECONNREFUSED ETIMEDOUT HTTP_503_SERVICE_UNAVAILABLE', 15],
];

describe('the estimate of tokens', () => {
  it.each(COUNTED)('is not below the count of %j (%i)', (text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(estimateTokens(text)).toBeLessThanOrEqual(tokens * 4);
  });

  it('grows with the text', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('pass '.repeat(1_000))).toBeGreaterThan(estimateTokens('pass '.repeat(999)));
  });
});
