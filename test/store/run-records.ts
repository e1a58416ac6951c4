import fc from 'fast-check';
import type { Brief, BriefIncident } from '../../src/domain/brief.ts';
import { SEVERITIES } from '../../src/domain/incident.ts';
import type { RunRecord } from '../../src/domain/run.ts';

/** A run with an incident; times in epoch milliseconds from `startedAtMs`. */
export const runRecord = (changes: Partial<RunRecord> & { readonly runId: string }): RunRecord => {
  const startedAtMs = changes.startedAtMs ?? 1_790_000_000_000;
  const range = { fromMs: startedAtMs - 86_400_000, toMs: startedAtMs };
  const { runId, team = 'payments' } = changes;
  return {
    workflowId: `daybrief/${team}`,
    team,
    range,
    startedAtMs,
    endedAtMs: startedAtMs + 42_000,
    outcome: 'incidents',
    severity: 'high',
    coverage: [
      { kind: 'tickets', label: 'Jira', status: 'complete', items: 12, calls: 2, gaps: [] },
      { kind: 'logs', label: 'CloudWatch', status: 'partial', items: 90, calls: 7, gaps: ['/app/x was cut short'] },
    ],
    errors: [],
    usage: { calls: 2, inputTokens: 900, outputTokens: 120 },
    brief: brief(runId, team, range, [incident('i-1', startedAtMs)]),
    posted: { channel: 'C012', messageId: '1790000042.000100' },
    ...changes,
  };
};

export const brief = (
  runId: string,
  team: string,
  range: Brief['range'],
  incidents: readonly BriefIncident[],
): Brief => ({
  runId,
  team,
  timeZone: 'Europe/Madrid',
  range,
  outcome: 'incidents',
  summary: 'Invoices are late.',
  summarisedBy: 'rules',
  coverage: [],
  incidents,
  notes: [],
  figures: { tickets: 12, pullRequests: 3, failedChecks: 1, reverts: 1, hotfixes: 0, logEvents: 90, logPatterns: 4 },
});

export const incident = (id: string, atMs: number): BriefIncident => ({
  id,
  title: 'Invoices are printed twice',
  severity: 'high',
  priority: 71.5,
  confidence: 0.83,
  services: ['invoices', 'printer "A\\B", {main}'],
  description: 'The printer gets each page twice.',
  suggestedAction: 'Revert.',
  explanation: 'They name the same queue.',
  analysedBy: 'rules',
  suspicion: 0.41,
  startedAtMs: atMs - 3_600_000,
  lastSeenMs: atMs - 60_000,
  ongoing: true,
  tickets: [{ key: 'INV-7', url: 'https://x.example/INV-7', summary: 'Twice', priority: null, assignee: 'Ana' }],
  pullRequests: [
    { id: 'acme/p#3', url: 'https://g.example/3', title: 'Retry', author: null, role: 'suspect', mergedAtMs: null },
    { id: 'acme/p#4', url: 'https://g.example/4', title: 'Ack', author: 'bo', role: 'culprit', mergedAtMs: atMs - 9e6 },
  ],
  logPatterns: [
    {
      id: 'p-9',
      template: 'duplicate page <*>',
      service: 'printer',
      logGroup: '/app/printer',
      count: 44,
      firstSeenMs: atMs - 3_000_000,
      lastSeenMs: atMs - 60_000,
      samples: ['duplicate page 17\0'],
      url: null,
    },
  ],
  reasonsFor: ['merged 4 minutes before'],
  reasonsAgainst: [],
});

/** Any UTF-16 code units: NUL, SUBSTITUTE, escapes and halves of surrogate pairs among them. */
const units = fc.oneof(fc.constantFrom(0, 0x1a, 0x5c, 0x22, 0xd8_00, 0xdf_ff, 0x30), fc.nat(0xff_ff));
export const hostileText: fc.Arbitrary<string> = fc
  .array(units, { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const atMs = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const texts = fc.array(hostileText, { maxLength: 3 });
const textOrNull = fc.option(hostileText);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const severity = fc.constantFrom(...SEVERITIES);
const analyst = fc.constantFrom('model' as const, 'rules' as const);
const range = fc.record({ fromMs: atMs, toMs: atMs });

const anyIncident: fc.Arbitrary<BriefIncident> = fc.record({
  ...{ id: hostileText, title: hostileText, severity, priority: share, confidence: share, services: texts },
  ...{ description: hostileText, suggestedAction: hostileText, explanation: hostileText, analysedBy: analyst },
  ...{
    startedAtMs: atMs,
    lastSeenMs: atMs,
    ongoing: fc.boolean(),
    suspicion: fc.option(share),
    reasonsFor: texts,
    reasonsAgainst: texts,
  },
  tickets: fc.array(
    fc.record({ key: hostileText, url: hostileText, summary: hostileText, priority: textOrNull, assignee: textOrNull }),
    { maxLength: 2 },
  ),
  pullRequests: fc.array(
    fc.record({
      ...{ id: hostileText, url: hostileText, title: hostileText, author: textOrNull },
      ...{ role: fc.constantFrom('culprit' as const, 'suspect', 'repair', 'related'), mergedAtMs: fc.option(atMs) },
    }),
    { maxLength: 2 },
  ),
  logPatterns: fc.array(
    fc.record({
      ...{ id: hostileText, template: hostileText, service: hostileText, logGroup: hostileText, count: fc.nat() },
      ...{ firstSeenMs: atMs, lastSeenMs: atMs, samples: texts, url: textOrNull },
    }),
    { maxLength: 2 },
  ),
});

const anyCoverage = fc.record({
  kind: fc.constantFrom('tickets' as const, 'pull-requests', 'logs'),
  label: hostileText,
  status: fc.constantFrom('complete' as const, 'partial', 'failed', 'not-configured'),
  ...{ items: fc.nat(), calls: fc.nat(), gaps: texts },
});

const anyBrief: fc.Arbitrary<Brief> = fc.record({
  ...{ runId: hostileText, team: hostileText, timeZone: hostileText, range, summary: hostileText },
  outcome: fc.constantFrom('incidents' as const, 'all-quiet', 'blind'),
  ...{ summarisedBy: analyst, coverage: fc.array(anyCoverage, { maxLength: 2 }), notes: texts },
  incidents: fc.array(anyIncident, { maxLength: 3 }),
  figures: fc.record({
    ...{
      tickets: fc.nat(),
      pullRequests: fc.nat(),
      failedChecks: fc.nat(),
      reverts: fc.nat(),
      hotfixes: fc.nat(),
      logEvents: fc.nat(),
      logPatterns: fc.nat(),
    },
  }),
});

export const anyRunRecord: fc.Arbitrary<RunRecord> = fc.record({
  ...{ runId: hostileText, workflowId: hostileText, team: hostileText, range, startedAtMs: atMs, endedAtMs: atMs },
  outcome: fc.constantFrom('incidents' as const, 'all-quiet', 'blind', 'failed'),
  ...{ severity: fc.option(severity), coverage: fc.array(anyCoverage, { maxLength: 3 }) },
  errors: fc.array(fc.record({ where: hostileText, code: hostileText, message: hostileText }), { maxLength: 2 }),
  usage: fc.record({ calls: fc.nat(), inputTokens: fc.nat(), outputTokens: fc.nat() }),
  brief: fc.option(anyBrief),
  posted: fc.option(fc.record({ channel: hostileText, messageId: hostileText })),
});
