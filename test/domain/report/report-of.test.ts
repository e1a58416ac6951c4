import { describe, expect, it } from 'vitest';
import { composeBrief } from '../../../src/domain/brief/compose-brief.ts';
import { reportOf } from '../../../src/domain/report/report-of.ts';
import { coverageOf, evidenceOf, incidentOf, logPatternOf, rootCauseOf } from '../evidence-samples.ts';

const MESSAGE =
  '2026-03-12 06:31:07,998 ERROR [exec-7] i.a.gate.PassRenderer - pass 550e8400-e29b-41d4-a716-446655440000 failed\n' +
  'io.acme.gate.BoardingPassRenderError: glyph 0x1F6EB missing\n\tat io.acme.gate.PassRenderer.render(PassRenderer.java:47)';

const reportWith = (changes: Parameters<typeof logPatternOf>[1]) => {
  const evidence = evidenceOf({ logPatterns: [logPatternOf('p1', changes)] });
  const brief = composeBrief({
    ...{ runId: 'run-1', evidence, coverage: [coverageOf('logs', 'CloudWatch')], summary: null, notes: ['note'] },
    ...{ incidents: [incidentOf()], rootCauses: [rootCauseOf()], linkToLogs: () => null },
  });
  return reportOf(brief, evidence);
};

describe('the report', () => {
  it('has the documented shape', () => {
    expect(JSON.parse(JSON.stringify(reportWith({ samples: [] })))).toEqual({
      runId: 'run-1',
      team: 'gates',
      range: { from: '2026-03-11T08:30:00.000Z', to: '2026-03-12T08:30:00.000Z' },
      outcome: 'incidents',
      summary: expect.stringContaining('1 incident: 1 high.') as string,
      coverage: [coverageOf('logs', 'CloudWatch')],
      notes: ['note'],
      incidents: [
        {
          id: 'inc-1',
          title: 'Passes are not printed: a glyph is missing in the new font',
          severity: 'high',
          priority: 71,
          confidence: 0.84,
          services: ['pass-printer'],
          tickets: ['AIR-7'],
          pullRequests: ['gate/printer#41'],
          logPatterns: [
            {
              logGroup: '/prod/pass-printer',
              service: 'pass-printer',
              template: 'BoardingPassRenderError: glyph <*> missing in font <*>',
              count: 340,
              samples: [],
            },
          ],
          rootCause: {
            pullRequest: 'gate/printer#41',
            description: 'The new font lacks a glyph that every pass holds.',
            suggestedAction: 'Revert gate/printer#41.',
            by: 'rules',
          },
        },
      ],
    });
  });

  it('holds whole original messages, up to five, ordinary lines unchanged', () => {
    const samples = Array.from({ length: 7 }, (_, atMs) => ({ atMs, logStream: 's', message: `${MESSAGE} #${atMs}` }));
    const [pattern] = reportWith({ samples }).incidents[0]?.logPatterns ?? [];
    expect(pattern?.samples).toEqual(samples.slice(0, 5).map(({ message }) => message));
  });

  it('takes the log group for the service where no event names one', () => {
    expect(reportWith({ services: [] }).incidents[0]?.logPatterns[0]?.service).toBe('/prod/pass-printer');
  });
});
