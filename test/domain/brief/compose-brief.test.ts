import { describe, expect, it } from 'vitest';
import { composeBrief, type BriefInput } from '../../../src/domain/brief/compose-brief.ts';
import { coverageLine } from '../../../src/domain/brief/coverage-line.ts';
import { isHarmlessCause, isHarmlessInBrief, isHarmlessIncident } from '../../../src/domain/brief/is-harmless.ts';
import { routeOutcome } from '../../../src/domain/brief/route-outcome.ts';
import { reportOf } from '../../../src/domain/report/report-of.ts';
import {
  coverageOf,
  evidenceOf,
  incidentOf,
  logPatternOf,
  pullRequestOf,
  rootCauseOf,
  suspectOf,
  ticketOf,
} from '../evidence-samples.ts';

const whole = [
  coverageOf('tickets', 'Jira'),
  coverageOf('pull-requests', 'GitHub'),
  coverageOf('logs', 'CloudWatch', { items: 900 }),
];
const timedOut = coverageOf('logs', 'CloudWatch', { status: 'failed', items: 0, gaps: ['timed out'] });

const inputOf = (changes: Partial<BriefInput> = {}): BriefInput => ({
  runId: 'run-1',
  evidence: evidenceOf(),
  coverage: whole,
  incidents: [incidentOf()],
  rootCauses: [rootCauseOf()],
  summary: null,
  notes: [],
  linkToLogs: ({ logGroup }) => `https://logs.example${logGroup}`,
  ...changes,
});

const harmless = incidentOf({
  id: 'inc-9',
  severity: 'low',
  ticketKeys: [],
  pullRequestIds: [],
  suspects: [],
  culpritPullRequestId: null,
  logPatternIds: ['p2'],
});

describe('the coverage line', () => {
  it('names every source and what kept it from being read', () => {
    const jira = coverageOf('tickets', 'Jira');
    expect(coverageLine([jira, coverageOf('pull-requests', 'GitHub'), timedOut])).toBe(
      'Jira ✓ · GitHub ✓ · CloudWatch ✗ timed out',
    );
    const partial = coverageOf('logs', 'Datadog', { status: 'partial', gaps: ['02:00 to 03:00 not read'] });
    const none = coverageOf('pull-requests', 'GitHub', { status: 'not-configured' });
    expect(coverageLine([none, partial])).toBe('GitHub not configured · Datadog ⚠ 02:00 to 03:00 not read');
  });
});

describe('where a run goes', () => {
  const off = coverageOf('logs', 'CloudWatch', { status: 'not-configured', items: 0 });
  const failed = whole.map((source) => ({ ...source, status: 'failed' as const }));
  it.each([
    ['every source failed', failed, { tickets: 0 }, 'failed'],
    ['every configured source failed', [...failed.slice(0, 2), off], {}, 'failed'],
    ['nothing is configured', [off], {}, 'failed'],
    ['something was found', [timedOut, ...whole.slice(0, 2)], { incidents: 1 }, 'analyse'],
    ['nothing was found, one source failed', [timedOut, ...whole.slice(0, 2)], { incidents: 0 }, 'blind'],
    ['nothing was found, everything was read', [off, ...whole.slice(0, 2)], { incidents: 0 }, 'all-quiet'],
  ] as const)('%s', (_, coverage, counts, route) => {
    expect(routeOutcome(coverage, counts)).toBe(route);
  });
});

describe('what is harmless', () => {
  it('is low and reported by nobody, in each of its shapes', () => {
    expect([harmless, incidentOf({ severity: 'low' }), incidentOf({ ticketKeys: [] })].map(isHarmlessIncident)).toEqual(
      [true, false, false],
    );
    expect(isHarmlessCause(rootCauseOf({ severity: 'low', relatedTickets: [] }))).toBe(true);
    expect(isHarmlessCause(rootCauseOf({ severity: 'low' }))).toBe(false);
  });

  it('is in the brief, but makes it no less quiet', () => {
    const brief = composeBrief(inputOf({ incidents: [harmless], rootCauses: [] }));
    expect(brief).toMatchObject({
      outcome: 'all-quiet',
      summary: 'All quiet: no incidents in this range. Jira ✓ · GitHub ✓ · CloudWatch ✓',
    });
    expect(brief.incidents.map(isHarmlessInBrief)).toEqual([true]);
    expect(composeBrief(inputOf({ incidents: [harmless], coverage: [...whole.slice(0, 2), timedOut] })).outcome).toBe(
      'blind',
    );
  });

  it('is not counted in the summary', () => {
    const { summary } = composeBrief(inputOf({ incidents: [incidentOf(), harmless], rootCauses: [] }));
    expect(summary).toContain('1 incident: 1 high.');
  });
});

describe('the brief', () => {
  it('holds what was found with links and roles, most important first', () => {
    const repair = pullRequestOf('gate/printer#42', { mergedAtMs: null, createdAtMs: incidentOf().startedAtMs + 1 });
    const evidence = evidenceOf({ pullRequests: [repair, ...evidenceOf().pullRequests] });
    const incident = incidentOf({ pullRequestIds: ['gate/printer#42', 'gate/printer#41'] });
    const [told] = composeBrief(inputOf({ evidence, incidents: [incident] })).incidents;
    expect(told?.pullRequests.map(({ id, role }) => [id, role])).toEqual([
      ['gate/printer#41', 'culprit'],
      ['gate/printer#42', 'repair'],
    ]);
    expect(told?.logPatterns[0]).toMatchObject({
      url: 'https://logs.example/prod/pass-printer',
      service: 'pass-printer',
    });
    expect(told?.reasonsFor).toEqual(['merged 10 minutes before the first error']);
  });

  it('names the culprit that a model found among the suspects, though it is no part of the incident', () => {
    const incident = incidentOf({
      suspects: [suspectOf('gate/web#9')],
      culpritPullRequestId: null,
      pullRequestIds: [],
    });
    const rootCauses = [rootCauseOf({ pullRequestId: 'gate/web#9', by: 'model' })];
    const brief = composeBrief(inputOf({ incidents: [incident], rootCauses }));
    expect(brief.incidents[0]?.pullRequests).toMatchObject([{ id: 'gate/web#9', role: 'culprit' }]);
    expect(reportOf(brief, evidenceOf()).incidents[0]?.rootCause.pullRequest).toBe('gate/web#9');
  });

  it('puts first what a model found graver than the rules did', () => {
    const incidents = [incidentOf({ id: 'a', severity: 'high' }), incidentOf({ id: 'b', severity: 'medium' })];
    const rootCauses = [
      rootCauseOf({ incidentId: 'a', severity: 'high' }),
      rootCauseOf({ incidentId: 'b', severity: 'critical' }),
    ];
    expect(composeBrief(inputOf({ incidents, rootCauses })).incidents.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('lets the rules fill in for a missing root cause', () => {
    expect(composeBrief(inputOf({ rootCauses: [] })).incidents[0]).toMatchObject({
      analysedBy: 'rules',
      severity: 'high',
    });
  });

  it("keeps a model's summary under 500 characters", () => {
    const brief = composeBrief(inputOf({ summary: 'long '.repeat(200) }));
    expect(brief.summary.length).toBeLessThan(500);
    expect(brief.summarisedBy).toBe('model');
  });

  it('counts what was read', () => {
    expect(composeBrief(inputOf()).figures).toEqual({
      tickets: 2,
      pullRequests: 2,
      failedChecks: 0,
      reverts: 0,
      hotfixes: 0,
      logEvents: 900,
      logPatterns: 2,
    });
  });

  it('counts red checks, reverts and hotfixes among the pull requests', () => {
    const pullRequests = [
      pullRequestOf('acme/web#1', { checks: 'failure' }),
      pullRequestOf('acme/web#2', { title: 'Revert "Cache the cart"' }),
      pullRequestOf('acme/web#3', { headRef: 'hotfix/cart', checks: 'failure' }),
    ];
    const { figures } = composeBrief(
      inputOf({ evidence: evidenceOf({ pullRequests }), incidents: [], rootCauses: [] }),
    );
    expect(figures).toMatchObject({ pullRequests: 3, failedChecks: 2, reverts: 1, hotfixes: 1 });
  });

  it('holds no secret in any text that others wrote, and neither does the report', () => {
    const secret = `glpat-${'x9Yz-'.repeat(4)}`;
    const text = `see ${secret} `;
    const evidence = evidenceOf({
      tickets: [ticketOf('AIR-7', { summary: text, assignee: 'jane@acme.example' })],
      pullRequests: [pullRequestOf('gate/printer#41', { title: text, body: text })],
      logPatterns: [
        logPatternOf('p1', {
          template: text,
          services: [secret],
          samples: [{ atMs: 0, logStream: '', message: text }],
        }),
      ],
    });
    const incident = incidentOf({
      title: text,
      explanation: text,
      services: [secret],
      suspects: [suspectOf('gate/printer#41', { reasonsFor: [text], reasonsAgainst: [text] })],
    });
    const coverage = [coverageOf('logs', 'CloudWatch', { status: 'partial', gaps: [text] })];
    for (const rootCauses of [[], [rootCauseOf({ affectedServices: [secret] })]]) {
      const brief = composeBrief(
        inputOf({ evidence, incidents: [incident], rootCauses, coverage, notes: [text], summary: text }),
      );
      const shown = JSON.stringify([brief, reportOf(brief, evidence)]);
      expect(shown).not.toContain('glpat');
      expect(shown).not.toContain('jane@acme');
    }
  });
});

describe('how likely the culprit is guilty', () => {
  const unsure = incidentOf({ suspects: [suspectOf('gate/printer#41', { score: 0.31 })] });
  const suspicionIn = (changes: Partial<BriefInput>): number | null | undefined =>
    composeBrief(inputOf(changes)).incidents[0]?.suspicion;

  it('is what the engine found, and unknown of what a model names', () => {
    expect(suspicionIn({ incidents: [unsure], rootCauses: [] })).toBe(0.31);
    expect(suspicionIn({ incidents: [unsure], rootCauses: [rootCauseOf({ by: 'model' })] })).toBeNull();
    expect(suspicionIn({ incidents: [{ ...unsure, culpritPullRequestId: null }], rootCauses: [] })).toBeNull();
  });

  it('is told by the summary', () => {
    expect(composeBrief(inputOf({ incidents: [unsure], rootCauses: [] })).summary).toContain(
      ', perhaps from gate/printer#41.',
    );
    expect(composeBrief(inputOf({ rootCauses: [] })).summary).toContain(', likely from gate/printer#41.');
  });
});
