import { describe, expect, it } from 'vitest';
import { briefAsText, type TextOptions } from '../../../src/domain/brief/brief-as-text.ts';
import { plainLine, wrap } from '../../../src/domain/brief/wrap-text.ts';
import type { Brief, BriefIncident } from '../../../src/domain/brief.ts';

const atMs = Date.parse('2026-03-03T08:00:00Z');

const incident = (changes: Partial<BriefIncident> = {}): BriefIncident => ({
  id: 'i1',
  title: 'Seat maps time out at checkout',
  severity: 'high',
  priority: 71,
  confidence: 0.84,
  services: ['seat-map', 'checkout'],
  description: 'Every third seat map took more than 5 s after the cache was made smaller.',
  suggestedAction: 'Revert acme/seat-map#41.',
  explanation: 'FER-12 and the log pattern both name SeatCache.',
  analysedBy: 'rules',
  suspicion: 0.84,
  startedAtMs: atMs - 7_200_000,
  lastSeenMs: atMs - 3_600_000,
  ongoing: false,
  tickets: [{ key: 'FER-12', url: 'https://j/FER-12', summary: 'No seats', priority: 'High', assignee: null }],
  pullRequests: [
    {
      id: 'acme/seat-map#41',
      url: 'https://g/41',
      title: 'Smaller cache',
      author: 'ilse',
      role: 'culprit',
      mergedAtMs: atMs - 7_500_000,
    },
  ],
  logPatterns: [
    {
      id: 'p1',
      template: 'SeatCache miss for <*>',
      service: 'seat-map',
      logGroup: '/app/seat-map',
      count: 1_234,
      firstSeenMs: atMs - 7_200_000,
      lastSeenMs: atMs - 3_600_000,
      samples: [],
      url: null,
    },
  ],
  reasonsFor: [],
  reasonsAgainst: [],
  ...changes,
});

const brief = (changes: Partial<Brief> = {}): Brief => ({
  runId: 'r',
  team: 'ferries',
  timeZone: 'Europe/Berlin',
  range: { fromMs: atMs - 86_400_000, toMs: atMs },
  outcome: 'incidents',
  summary: 'One serious incident.',
  summarisedBy: 'rules',
  coverage: [{ kind: 'tickets', label: 'Jira', status: 'complete', items: 1, calls: 1, gaps: [] }],
  incidents: [incident()],
  notes: ['No model was asked.'],
  figures: { tickets: 1, pullRequests: 3, failedChecks: 1, reverts: 0, hotfixes: 0, logEvents: 1_300, logPatterns: 2 },
  ...changes,
});

const plain: TextOptions = { colour: (_style, text) => text, width: 80 };

describe('briefAsText', () => {
  it('tells an incident with its cause, evidence and next step, in the local time of the team', () => {
    expect(briefAsText(brief(), plain)).toBe(`Brief for ferries  Mon 09:00 to Tue 09:00 Europe/Berlin
One serious incident.

1 ticket · 3 pull requests (1 with failed checks) · 1,300 log events in 2
patterns
 1 high 

 1.   HIGH  seat-map and checkout · Tue 07:00, for 60 minutes · 84 % sure
     Seat maps time out at checkout
     Every third seat map took more than 5 s after the cache was made smaller.
     Next     Revert acme/seat-map#41.
     Cause    acme/seat-map#41 “Smaller cache” by ilse, merged Tue 06:55
              https://g/41
     Ticket   FER-12 No seats (High, nobody assigned) https://j/FER-12
     Log      1,234 events in /app/seat-map: SeatCache miss for <*>
     Why      FER-12 and the log pattern both name SeatCache.

Sources: Jira ✓
Note: No model was asked.`);
  });

  it('calls a less sure culprit a suspect', () => {
    expect(briefAsText(brief({ incidents: [incident({ suspicion: 0.3 })] }), plain)).toContain(
      '     Suspect  30 % likely: acme/seat-map#41 “Smaller cache”',
    );
  });

  it('calls the culprit of a brief from before there were suspicions the cause', () => {
    const { suspicion: _, ...before } = incident();
    expect(briefAsText(brief({ incidents: [before as BriefIncident] }), plain)).toContain(
      '     Cause    acme/seat-map#41',
    );
  });

  it('mentions the less urgent by a line each, the first eight, and counts them', () => {
    const lows = Array.from({ length: 11 }, (_, index) =>
      incident({ id: `l${index}`, severity: 'low', title: `Blip ${index}` }),
    );
    const text = briefAsText(brief({ incidents: [incident(), ...lows] }), plain);
    expect(text).toContain(' 1 high   11 low \n');
    expect(text).toContain('Less urgent\n     Blip 0 (seat-map and checkout, 1,234 events, FER-12)\n');
    expect(text).toContain('     Blip 7 (');
    expect(text).not.toContain('Blip 8');
    expect(text).toContain('… and 3 more');
  });

  it('mentions what was judged harmless apart, without counting it as an incident', () => {
    const restart = incident({ id: 'h', severity: 'low', title: 'Restart', tickets: [] });
    const text = briefAsText(brief({ incidents: [incident(), restart] }), plain);
    expect(text).toContain('Seen, not counted as incidents\n     Restart (seat-map and checkout, 1,234 events)');
    expect(text).not.toContain('1 low');
  });

  it('says all quiet and blind on a line of their own', () => {
    expect(briefAsText(brief({ outcome: 'all-quiet', incidents: [] }), plain)).toMatch(/Berlin\nAll quiet\n/);
    expect(briefAsText(brief({ outcome: 'blind', incidents: [] }), plain)).toMatch(/Berlin\nBlind\n/);
  });

  it('keeps within the width, whatever is written in it', () => {
    const long = incident({ title: 'x'.repeat(300), description: 'word '.repeat(200), services: ['s'.repeat(40)] });
    const lows = incident({ id: 'l', severity: 'low', title: 'y'.repeat(300) });
    const lines = briefAsText(brief({ incidents: [long, lows] }), plain).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('lets no escape sequence through to the terminal', () => {
    const evil = '\u001b]0;owned\u0007\u001b[2J\u202Egnp.exe\r\nfake line';
    const text = briefAsText(
      brief({
        summary: evil,
        notes: [evil],
        incidents: [
          incident({ title: evil, description: evil, services: [evil] }),
          incident({ severity: 'low', title: evil }),
        ],
      }),
      plain,
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(text).not.toMatch(/^fake line/m);
  });
});

describe('wrap', () => {
  it('breaks at spaces and cuts what has none', () => {
    expect(wrap('aaa bbb ccc', 20, '- ', '  ')).toBe('- aaa bbb ccc');
    expect(wrap(`${'a'.repeat(15)} ${'b'.repeat(15)}`, 22, '- ', '  ')).toBe(
      `- ${'a'.repeat(15)}\n  ${'b'.repeat(15)}`,
    );
    expect(wrap('a'.repeat(45), 20)).toBe(`${'a'.repeat(20)}\n${'a'.repeat(20)}\n${'a'.repeat(5)}`);
    expect(wrap('', 20, '- ')).toBe('- ');
  });

  it('plainLine is quick on a megabyte of escapes', () => {
    expect(plainLine('\u001b['.repeat(500_000)).length).toBeLessThanOrEqual(1_000_000);
  });
});
