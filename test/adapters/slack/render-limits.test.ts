import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBlocks } from '../../../sandbox/slack/check-blocks.ts';
import { renderMessage } from '../../../src/adapters/slack/render-message.ts';
import type {
  Brief,
  BriefIncident,
  BriefLogPattern,
  BriefPullRequest,
  BriefTicket,
} from '../../../src/domain/brief.ts';
import { SEVERITIES } from '../../../src/domain/incident.ts';
import type { SourceCoverage } from '../../../src/domain/source-coverage.ts';
import type { MessageContent } from '../../../src/ports.ts';
import { brief, incident, logPattern } from './sample-brief.ts';
import { alert, callContext, startSlack } from './slack-fixture.ts';

const PIECES = [
  ...[
    '<!channel>',
    '<@U0OBRANDT>',
    '<#C1>',
    '<https://evil.example|click>',
    '&lt;',
    '&',
    '<',
    '>',
    '|',
    '*',
    '_',
    '~',
    '`',
    '```',
  ],
  ...[
    '"',
    '\\',
    '\n',
    '\n\n\n',
    '\t',
    '\0',
    '\u202e',
    '\ud83d',
    '😀',
    'é',
    '漢字',
    ' ',
    'word ',
    ':tada:',
    '@here',
    'https://a.example/x',
  ],
];
/** Hostile pieces, repeated up to lengths that no limit of Slack would bear. */
const text = fc
  .tuple(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), fc.constantFrom(1, 1, 1, 40, 1_500))
  .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 25_000));
const url = fc.oneof(
  fc.constantFrom(
    '',
    'javascript:alert(1)',
    'https://a.example/?q=<!channel>|x&y="z"',
    'not a url',
    `https://a.example/${'é'.repeat(4_000)}`,
  ),
  fc.webUrl(),
);
const number = fc.constantFrom(0, 1, 999, 1_234_567, -5, Number.NaN, Infinity, 8.65e15, Date.UTC(2026, 10, 24, 8));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 });
const some = <T>(value: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(value, { maxLength, size: 'max' });

const ticket: fc.Arbitrary<BriefTicket> = fc.record({
  key: text,
  url,
  summary: text,
  priority: maybe(text),
  assignee: maybe(text),
});
const pullRequest: fc.Arbitrary<BriefPullRequest> = fc.record({
  ...{ id: text, url, title: text, author: maybe(text), mergedAtMs: maybe(number) },
  role: fc.constantFrom('culprit', 'suspect', 'repair', 'related'),
});
const pattern: fc.Arbitrary<BriefLogPattern> = fc.record({
  ...{
    id: text,
    template: text,
    service: text,
    logGroup: text,
    count: number,
    firstSeenMs: number,
    lastSeenMs: number,
  },
  ...{ samples: some(text, 3), url: maybe(url) },
});
const anyIncident: fc.Arbitrary<BriefIncident> = fc.record({
  ...{ id: text, title: text, severity: fc.constantFrom(...SEVERITIES), priority: number, confidence: number },
  ...{ services: some(text, 6), description: text, suggestedAction: text, explanation: text, suspicion: maybe(number) },
  ...{ analysedBy: fc.constantFrom('model', 'rules'), startedAtMs: number, lastSeenMs: number, ongoing: fc.boolean() },
  ...{ tickets: some(ticket, 12), pullRequests: some(pullRequest, 12), logPatterns: some(pattern, 12) },
  ...{ reasonsFor: some(text, 8), reasonsAgainst: some(text, 8) },
});
const coverage: fc.Arbitrary<SourceCoverage> = fc.record({
  ...{ kind: fc.constantFrom('tickets', 'pull-requests', 'logs'), label: text, items: number, calls: number },
  ...{ status: fc.constantFrom('complete', 'partial', 'failed', 'not-configured'), gaps: some(text, 5) },
});
const anyBrief: fc.Arbitrary<Brief> = fc.record({
  ...{ runId: text, team: text, timeZone: fc.constantFrom('Europe/Warsaw', 'Mars/Base', ''), summary: text },
  range: fc.record({ fromMs: number, toMs: number }),
  outcome: fc.constantFrom('incidents', 'all-quiet', 'blind'),
  summarisedBy: fc.constantFrom('model', 'rules'),
  ...{ coverage: some(coverage, 6), incidents: some(anyIncident, 16), notes: some(text, 8) },
  figures: fc.record({
    tickets: number,
    pullRequests: number,
    failedChecks: number,
    reverts: number,
    hotfixes: number,
    logEvents: number,
    logPatterns: number,
  }),
});

/** Only our own links may open a bracket. */
const FOREIGN_BRACKET = /<(?!https?:\/\/[^<>|\s]+\|[^<>|]*>)/;

const examine = (content: MessageContent): void => {
  const message = renderMessage(content);
  const json = JSON.stringify(message.blocks);
  expect(() => checkBlocks(JSON.parse(json))).not.toThrow();
  expect(json.length + JSON.stringify(message.text).length).toBeLessThanOrEqual(12_000);
  expect(message.text.trim()).not.toBe('');
  expect(`${json}${message.text}`).toSatisfy((sent: string) => sent.isWellFormed());
  for (const shown of [message.text, ...mrkdwnIn(message.blocks)]) expect(shown).not.toMatch(FOREIGN_BRACKET);
};

const mrkdwnIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text: found } = value as { type?: unknown; text?: unknown };
  return type === 'mrkdwn' ? [String(found)] : Object.values(value).flatMap(mrkdwnIn);
};

describe('whatever a brief holds, Slack takes it and nobody is mentioned', () => {
  test('briefs', () => {
    fc.assert(
      fc.property(anyBrief, (any) => examine({ kind: 'brief', brief: any })),
      { numRuns: 80 },
    );
  }, 120_000);

  test('incidents', () => {
    fc.assert(
      fc.property(anyIncident, (any) => examine({ kind: 'incident', brief: brief(), incident: any })),
      { numRuns: 200 },
    );
  }, 120_000);

  test('alerts', () => {
    fc.assert(
      fc.property(text, text, (title, body) => examine({ kind: 'alert', title, text: body })),
      { numRuns: 200 },
    );
  });
});

test('the largest brief arrives over HTTP', async () => {
  const { slack, messenger } = await startSlack();
  const large = 'error <!channel> & "quoted" \n'.repeat(4_000);
  const huge = incident({
    ...{
      title: large,
      description: large,
      suggestedAction: large,
      explanation: large,
      services: Array(9).fill(large) as string[],
    },
    logPatterns: Array.from({ length: 60 }, () => logPattern({ template: large, samples: [large], count: 9_999_999 })),
    ...{ reasonsFor: Array(20).fill(large) as string[], reasonsAgainst: Array(20).fill(large) as string[] },
  });
  const whole = brief({
    summary: large,
    notes: Array(40).fill(large) as string[],
    incidents: Array(80).fill(huge) as BriefIncident[],
  });
  const main = await messenger.postOnce(alert({ content: { kind: 'brief', brief: whole } }), callContext());
  const content = { kind: 'incident', brief: whole, incident: huge } as const;
  await messenger.postOnce(alert({ key: 'reply', threadId: main.messageId, content }), callContext());
  expect(slack.state.messages()).toHaveLength(2);
  await slack.close();
});
