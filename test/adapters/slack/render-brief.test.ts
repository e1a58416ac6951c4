import { describe, expect, test } from 'vitest';
import type { Block } from '../../../src/adapters/slack/block-kit.ts';
import { renderBrief } from '../../../src/adapters/slack/render-brief.ts';
import type { Brief } from '../../../src/domain/brief.ts';
import { brief, incident, logPattern } from './sample-brief.ts';

const textsOf = (block: Block): readonly string[] => {
  if (block.type === 'divider') return ['---'];
  if (block.type === 'context') return block.elements.map(({ text }) => text);
  return 'fields' in block ? block.fields.map(({ text }) => text) : [block.text.text];
};
const lines = (changes: Partial<Brief> = {}): string => renderBrief(brief(changes)).blocks.flatMap(textsOf).join('\n');

describe('the brief in Slack', () => {
  test('figures, summary, incidents by rank, patterns, what was read', () => {
    expect(lines()).toMatchInlineSnapshot(`
      "Daybrief · booking · Tue 24 Nov 2026
      The 24 h to 09:30 (Europe/Warsaw)
      *Incidents*
      🔴 1 critical · 🟠 1 high · 🟡 1 medium
      *Tickets*
      29
      *Pull requests*
      45, 5 with failed CI, 2 reverts, 1 hotfix
      *Log events*
      4,105 in 31 patterns
      Card payments have been failing since 07:00 because the acquirer Nordpay serves an expired certificate; no change of ours is to blame. Yesterday evening quotes with children failed for 52 minutes after fare-engine#2101 and recovered with its revert.
      ---
      🔴 *1.* *Card payments fail: certificate of the acquirer has expired*
      payments-bridge, booking-api · ongoing since Tue 08:00 · 86 % sure · Anselm Okoro is on it
      *What:* Since 07:00 every authorisation at nordpay is refused because a certificate in its chain has expired. Bookings by card are not confirmed; vouchers and invoices work.
      *Next:* Ask Nordpay for a renewed chain (case NP-88120) and offer invoice at checkout until then.
      <https://quayline.atlassian.example/browse/CASH-455|CASH-455> · <https://quayline.atlassian.example/browse/CASH-456|CASH-456> · 450 log events
      🟠 *2.* *Quotes with children fail with a NullPointerException in AgeBandResolver*
      fare-engine, booking-api · Mon 19:05–19:57 (52 minutes) · 93 % sure · Ottilie Brandt is on it
      *Cause:* <https://github.example/quayline/fare-engine/pull/2101|quayline/fare-engine#2101> BOOK-942 Round child fares on each leg
      *Next:* Nothing urgent: the change was reverted at 18:52. Add the missing-birth-date case before it comes back.
      <https://quayline.atlassian.example/browse/BOOK-951|BOOK-951> · fix merged: <https://github.example/quayline/fare-engine/pull/2104|quayline/fare-engine#2104> · 170 log events
      🟡 *3.* *Fleet database out of connections while the winter timetable is imported*
      fleet-db, berth-planner · Tue 03:18–04:04 (46 minutes) · 58 % sure
      *What:* Berth plans could not be saved for 46 minutes because the import took the connections.
      *Next:* Limit the import to 40 connections before the second import on Thursday.
      90 log events
      ---
      *Loudest log patterns*
      • <https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#logsV2:log-groups/log-group/quayline|260 ×> \`authorise &lt;*&gt; at nordpay: Post "https://api.nordpay.example/v3/authorisations": tls: failed to verify certifi…\` payments-bridge · incident 1
      • <https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#logsV2:log-groups/log-group/quayline|190 ×> \`booking &lt;*&gt; not confirmed: payment state is declined_upstream\` booking-api · incident 1
      • <https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#logsV2:log-groups/log-group/quayline|170 ×> \`Quote &lt;*&gt; failed for agent &lt;*&gt; with &lt;*&gt; passengers\` fare-engine · incident 2
      • 90 × \`remaining connection slots are reserved for roles with the SUPERUSER attribute\` fleet-db · incident 3
      Jira ✓ · GitHub ✓ · CloudWatch ✓
      Summarised by the language model · details in the thread · run 0193c3c4-6a3e-7d55-9f1c-3e0c5f7a9b21"
    `);
  });

  test('a text for notifications', () => {
    expect(renderBrief(brief()).text).toMatch(
      /^Daybrief for booking: 1 critical, 1 high, 1 medium\. Card payments have been/,
    );
  });

  test('all quiet, and blind, which is no all-clear', () => {
    const figures = {
      tickets: 0,
      pullRequests: 3,
      failedChecks: 0,
      reverts: 0,
      hotfixes: 0,
      logEvents: 0,
      logPatterns: 0,
    };
    const quiet = lines({ outcome: 'all-quiet', incidents: [], figures, summary: 'Nothing happened.' });
    expect(quiet).toContain('✅ *All quiet*: every configured source was read whole');
    expect(quiet).toContain('*Incidents*\nnone');
    expect(quiet).not.toContain('Loudest');
    const coverage = [
      { kind: 'tickets', label: 'Jira', status: 'failed', items: 0, calls: 3, gaps: ['timed out'] },
      { kind: 'pull-requests', label: 'GitHub', status: 'not-configured', items: 0, calls: 0, gaps: [] },
      { kind: 'logs', label: 'CloudWatch', status: 'partial', items: 10, calls: 3, gaps: ['/app/x does not exist'] },
    ] as const;
    const blind = lines({ outcome: 'blind', incidents: [], figures, coverage });
    expect(blind).toContain('⚠️ *Blind*');
    expect(blind).toContain('*Tickets*\nnot read');
    expect(blind).toContain('*Pull requests*\n–');
    expect(blind).toContain('*Log events*\n0 in 0 patterns or more');
    expect(blind).toContain('Jira ✗ timed out · GitHub – not configured · CloudWatch ⚠ read in part');
    expect(blind).toContain('⚠ CloudWatch: /app/x does not exist');
  });

  test('what was judged harmless takes a line each, and keeps its rank', () => {
    const low = incident({ id: 'low', severity: 'low', title: 'Search node restarted', services: ['search'] });
    const text = lines({ incidents: [incident(), { ...low, tickets: [] }] });
    expect(text).toContain('*Seen, not counted as incidents*\n⚪ 2. Search node restarted · search');
    expect(text).not.toContain('1 low');
  });

  test('what is of low severity but reported is an incident like others', () => {
    const text = lines({ incidents: [incident({ id: 'low', severity: 'low', title: 'A typo on the receipt' })] });
    expect(text).not.toContain('not counted');
    expect(text).toContain('1 low');
  });

  test('of many incidents the first ten are shown, or as many as there is room for', () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      incident({ id: `i${index}`, title: `Incident ${index + 1}` }),
    );
    const short = many.map((each) => ({
      ...each,
      description: 'Short.',
      suggestedAction: 'Look.',
      tickets: [],
      logPatterns: [],
    }));
    expect(lines({ incidents: short })).toContain('*10.* *Incident 10*');
    expect(lines({ incidents: short })).toContain('and 4 more incidents, each with a reply in the thread');
    const long = many.map((each) => ({ ...each, title: '"'.repeat(400), suggestedAction: '"'.repeat(900) }));
    expect(lines({ incidents: long })).toMatch(/and \d+ more incidents/);
  });

  test('what is missing leaves no empty line', () => {
    const bare = incident({ services: [], description: '', suggestedAction: ' ', tickets: [], logPatterns: [] });
    expect(lines({ incidents: [bare] })).toContain('· 86 % sure');
    expect(lines({ incidents: [bare] })).not.toMatch(/\n\n|Next|What|Cause/);
  });

  test('notes, and a pattern whose address is too long to be repeated', () => {
    const url = `https://logs.example/${'x'.repeat(400)}`;
    const shown = lines({
      incidents: [incident({ logPatterns: [logPattern({ url, count: 1_234 })] })],
      notes: ['No model answered (timed out): rules filled in.'],
      summarisedBy: 'rules',
    });
    expect(shown).toContain('• 1,234 × `authorise');
    expect(shown).toContain('ℹ️ No model answered (timed out): rules filled in.');
    expect(shown).toContain('Summarised by rules');
  });

  test('a repair says whether it is in', () => {
    const repair = { id: 'a/b#1', url: 'https://github.example/a/b/pull/1', title: 'Fix', author: null } as const;
    const of = (mergedAtMs: number | null): string =>
      lines({ incidents: [incident({ pullRequests: [{ ...repair, role: 'repair', mergedAtMs }] })] });
    expect(of(null)).toContain('fix open: <https://github.example/a/b/pull/1|a/b#1>');
    expect(of(1)).toContain('fix merged: <https://github.example/a/b/pull/1|a/b#1>');
  });

  test('without a change to blame it tells what happened, in whole sentences', () => {
    const of = (description: string): string => lines({ incidents: [incident({ description })] });
    expect(of('One. Two! Three?')).toContain('*What:* One. Two! Three?');
    expect(of(`First. ${'x'.repeat(300)}. Last.`)).toMatch(/\*What:\* First\.$/m);
    expect(of('y'.repeat(400))).toMatch(/\*What:\* y{270,280}…$/m);
  });
});
