import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS as SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import { evidence, pattern, pullRequest, ticket } from './evidence-builders.ts';
import { background, coldStoreStory, dayOf, labelStory } from './stories.ts';

const minute = fc.integer({ min: 0, max: 1_400 });
const words = fc
  .array(
    fc.constantFrom(
      'pump',
      'valve',
      'timeout',
      'ledger_id',
      'OrderQueue',
      'http 503',
      'down',
      '#12',
      'SHIP-4',
      '<*>',
      'acme/pump',
    ),
    { maxLength: 9 },
  )
  .map((list) => list.join(' '));
const nasty = fc.oneof(
  fc.string({ maxLength: 60 }),
  words,
  fc.constantFrom('(((((((((', '\u0000\ud800', '$&', '__proto__', 'constructor', 'a'.repeat(5_000), '-'.repeat(3_000)),
);

const anyEvidence = (text: fc.Arbitrary<string>): fc.Arbitrary<Evidence> =>
  fc
    .record({
      tickets: fc.array(fc.record({ at: minute, summary: text, description: text, assignee: fc.option(text) }), {
        maxLength: 6,
      }),
      changes: fc.array(
        fc.record({
          at: fc.option(minute),
          title: text,
          body: text,
          repository: fc.constantFrom('acme/pump', 'acme/valve'),
        }),
        { maxLength: 6 },
      ),
      logs: fc.array(
        fc.record({
          service: fc.constantFrom('pump', 'valve', 'constructor'),
          template: text,
          from: minute,
          length: fc.integer({ min: 0, max: 600 }),
          rate: fc.integer({ min: 1, max: 50 }),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ tickets, changes, logs }) =>
      evidence({
        tickets: tickets.map(({ at, ...rest }, i) => ticket(`SHIP-${i + 1}`, at, rest)),
        pullRequests: changes.map(({ at, repository, ...rest }, i) => pullRequest(`${repository}#${i + 10}`, at, rest)),
        logPatterns: logs.map(({ service, template, from, length, rate }, i) =>
          pattern(service, template, { from, to: Math.min(1_439, from + length), perMinute: rate }, { id: `log-${i}` }),
        ),
      }),
    );

const shuffled = ({ tickets, pullRequests, logPatterns, ...rest }: Evidence, seed: number): Evidence => {
  const turn = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item, i) => ({ item, rank: ((i + 1) * (seed * 2 + 1) * 7_919) % 1_009 }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  return { ...rest, tickets: turn(tickets), pullRequests: turn(pullRequests), logPatterns: turn(logPatterns) };
};

const repeats = (lists: readonly (readonly string[])[]): number => lists.flat().length - new Set(lists.flat()).size;

describe('correlate', () => {
  it('gives the same incidents for the same evidence in any order', () => {
    fc.assert(
      fc.property(anyEvidence(words), fc.integer({ min: 1, max: 500 }), (day, seed) => {
        expect(correlate(shuffled(day, seed), SETTINGS)).toEqual(correlate(day, SETTINGS));
      }),
      { numRuns: 60 },
    );
  });

  it('does so for whole stories too', () => {
    const day = dayOf(labelStory(), coldStoreStory(), background());
    for (const seed of [1, 2, 3, 4, 5])
      expect(correlate(shuffled(day, seed), SETTINGS)).toEqual(correlate(day, SETTINGS));
  });

  it('puts each piece of evidence into at most one incident, and invents none', () => {
    fc.assert(
      fc.property(anyEvidence(words), (day) => {
        const incidents = correlate(day, SETTINGS);
        expect(repeats(incidents.map(({ ticketKeys }) => ticketKeys))).toBe(0);
        expect(repeats(incidents.map(({ pullRequestIds }) => pullRequestIds))).toBe(0);
        expect(repeats(incidents.map(({ logPatternIds }) => logPatternIds))).toBe(0);
        expect(repeats(incidents.map(({ id }) => [id]))).toBe(0);
        const known = new Set([
          ...day.tickets.map(({ key }) => key),
          ...day.pullRequests.map(({ id }) => id),
          ...day.logPatterns.map(({ id }) => id),
        ]);
        for (const incident of incidents) {
          for (const id of [...incident.ticketKeys, ...incident.pullRequestIds, ...incident.logPatternIds])
            expect(known.has(id)).toBe(true);
          expect(
            incident.culpritPullRequestId === null || incident.pullRequestIds.includes(incident.culpritPullRequestId),
          ).toBe(true);
          expect(incident.priority).toBeGreaterThanOrEqual(0);
          expect(incident.priority).toBeLessThanOrEqual(100);
          expect(incident.confidence).toBeGreaterThanOrEqual(0);
          expect(incident.confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('survives hostile text in every field', () => {
    fc.assert(
      fc.property(anyEvidence(nasty), (day) => {
        expect(() => correlate(day, SETTINGS)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});
