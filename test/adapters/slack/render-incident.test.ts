import { describe, expect, test } from 'vitest';
import type { Block } from '../../../src/adapters/slack/block-kit.ts';
import { renderIncident } from '../../../src/adapters/slack/render-incident.ts';
import type { BriefIncident } from '../../../src/domain/brief.ts';
import { brief, incident, logPattern } from './sample-brief.ts';

const textsOf = (block: Block): readonly string[] => {
  if (block.type === 'divider') return ['---'];
  if (block.type === 'context') return block.elements.map(({ text }) => text);
  return 'fields' in block ? block.fields.map(({ text }) => text) : [block.text.text];
};
const lines = (of: BriefIncident): string => renderIncident(brief(), of).blocks.flatMap(textsOf).join('\n');

describe('an incident in the thread', () => {
  test('with a change to blame, the reasons, and what repaired it', () => {
    const [, fares] = brief().incidents;
    if (fares === undefined) throw new Error('no second incident');
    expect(lines(fares)).toMatchInlineSnapshot(`
      "🟠 2. Quotes with children fail with a NullPointerException in AgeBandResolver
      *high* · fare-engine, booking-api · Mon 19:05–19:57 (52 minutes) · 93 % sure · analysed by the language model
      Every quote with a child from a partner failed for 52 minutes after the per-leg rounding was deployed.
      *Next*
      Nothing urgent: the change was reverted at 18:52. Add the missing-birth-date case before it comes back.
      *Likely cause*
      <https://github.example/quayline/fare-engine/pull/2101|quayline/fare-engine#2101> BOOK-942 Round child fares on each leg (by rcastellano, merged Mon 18:54)
      + touches AgeBandResolver.java, the top frame of the stack trace
      + merged 11 minutes before the first error
      + reverted by #2104, after which the errors stopped
      *Tickets*
      • <https://quayline.atlassian.example/browse/BOOK-951|BOOK-951> Partner sites can't price trips with children (Highest, Ottilie Brandt)
      *Other pull requests*
      • <https://github.example/quayline/fare-engine/pull/2104|quayline/fare-engine#2104> Revert "Round child fares on each leg" (by obrandt, merged Mon 19:52) _repairs it_
      *170 ×* · fare-engine · 19:05–19:57 · <https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#logsV2:log-groups/log-group/quayline|/quayline/prod/fare-engine>
      \`\`\`
      2026-11-23 18:05:31.204 ERROR [exec-7] i.q.fare.web.QuoteController - Quote 91f0 failed for agent seaspan with 4 passengers
      java.lang.NullPointerException: Cannot invoke "java.time.LocalDate.until(java.time.chrono.ChronoLocalDate)" because "birthDate" is null
        at io.quayline.fare.age.AgeBandResolver.bandOf(AgeBandResolver.java:47)
        at io.quayline.fare.LegFareCalculator.childFare(LegFareCalculator.java:112)
      \`\`\`
      Put together because: The stack trace names AgeBandResolver, which the pull request changed 11 minutes before the first error."
    `);
  });

  test('a less sure culprit is called suspected, with its chance', () => {
    const culprit = {
      id: 'a/b#7',
      url: 'https://github.example/a/b/pull/7',
      title: 'Close',
      author: null,
      role: 'culprit',
      mergedAtMs: null,
    } as const;
    const shown = (suspicion: number | null): string => lines(incident({ pullRequests: [culprit], suspicion }));
    expect(shown(0.41)).toContain('*Suspected cause (41 % likely)*\n<https://github.example/a/b/pull/7|a/b#7>');
    expect(shown(0.62)).toContain('*Likely cause*\n<https://github.example/a/b/pull/7|a/b#7>');
    expect(shown(null)).toContain('*Likely cause*\n<https://github.example/a/b/pull/7|a/b#7>');
  });

  test('without one, what was weighed is said', () => {
    const shown = lines(incident());
    expect(shown).toContain(
      '*Likely cause*\nNo change in the range is to blame by the evidence.\nThe closest one:\n− #1203',
    );
    const pull = {
      id: 'a/b#7',
      url: 'https://github.example/a/b/pull/7',
      title: 'Close',
      author: null,
      role: 'suspect',
      mergedAtMs: null,
    } as const;
    expect(lines(incident({ pullRequests: [pull] }))).toContain(
      'The closest one: <https://github.example/a/b/pull/7|a/b#7> Close (not merged)',
    );
    expect(lines(incident({ reasonsAgainst: [] }))).toContain('to blame by the evidence.\n*Tickets*');
  });

  test('a pattern without a sample shows its template', () => {
    expect(lines(incident({ logPatterns: [logPattern({ samples: [], template: 'a `b` <*>' })] }))).toContain(
      '`a ˋbˋ &lt;*&gt;`',
    );
  });

  test('lists say what they leave out', () => {
    const [ticket] = incident().tickets;
    if (ticket === undefined) throw new Error('no ticket');
    const tickets = Array.from({ length: 11 }, (_, index) => ({ ...ticket, key: `CASH-${index}` }));
    const logPatterns = Array.from({ length: 9 }, (_, index) => logPattern({ id: `p${index}` }));
    const shown = lines(incident({ tickets, logPatterns }));
    expect(shown).toContain('\nand 3 more');
    expect(shown).toContain('and 3 more log patterns');
  });

  test('an incident of one moment has no duration, one over days names both', () => {
    const at = Date.UTC(2026, 10, 24, 7);
    const when = (changes: Partial<BriefIncident>): string =>
      lines(incident({ ongoing: false, startedAtMs: at, ...changes }));
    expect(when({ lastSeenMs: at + 1_000 })).toContain('· Tue 08:00 · 86 % sure');
    expect(when({ startedAtMs: at - 72_000_000, lastSeenMs: at })).toContain('· Mon 12:00 – Tue 08:00 (20 h) ·');
  });
});
