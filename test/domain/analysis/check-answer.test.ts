import { describe, expect, it } from 'vitest';
import { checkAnswer, type CheckedAnswer } from '../../../src/domain/analysis/check-answer.ts';
import type { ModelRootCause, PromptIdMap } from '../../../src/domain/analysis/model-root-causes.ts';
import { SEVERITIES, type Incident } from '../../../src/domain/incident.ts';
import { evidenceOf, incidentOf } from '../evidence-samples.ts';

const other = incidentOf({
  id: 'inc-2',
  services: ['belts'],
  ticketKeys: ['AIR-8'],
  pullRequestIds: [],
  logPatternIds: ['p2'],
  suspects: [],
  culpritPullRequestId: null,
});

const idMap: PromptIdMap = {
  incidents: { I1: 'inc-1', I2: 'inc-2' },
  evidence: {
    T1: 'ticket:AIR-7',
    T2: 'ticket:AIR-8',
    P1: 'pr:gate/printer#41',
    P2: 'pr:gate/web#9',
    L1: 'log:p1',
    L2: 'log:p2',
  },
};

const claimOf = (changes: Partial<ModelRootCause> = {}): ModelRootCause => ({
  incidentId: 'I1',
  title: 'A glyph is missing in the new font',
  description: 'gate/printer#41 brought a font without the glyph that AIR-7 shows.',
  severity: 'high',
  affectedServices: ['pass-printer'],
  relatedTickets: ['T1'],
  culprit: 'P1',
  suggestedAction: 'Revert gate/printer#41.',
  evidence: ['T1', 'P1', 'L1'],
  ...changes,
});

const check = (
  claims: readonly ModelRootCause[],
  incidents: readonly Incident[] = [incidentOf(), other],
): CheckedAnswer => checkAnswer({ rootCauses: claims }, idMap, incidents, evidenceOf());
const checkOne = (changes: Partial<ModelRootCause>, incidents?: readonly Incident[]): CheckedAnswer =>
  check([claimOf(changes)], incidents);

describe('what is believed', () => {
  it('takes a sound claim over, its ids resolved', () => {
    expect(check([claimOf()])).toEqual({
      accepted: [
        {
          incidentId: 'inc-1',
          title: 'A glyph is missing in the new font',
          description: 'gate/printer#41 brought a font without the glyph that AIR-7 shows.',
          severity: 'high',
          affectedServices: ['pass-printer'],
          relatedTickets: ['AIR-7'],
          pullRequestId: 'gate/printer#41',
          suggestedAction: 'Revert gate/printer#41.',
          evidence: ['ticket:AIR-7', 'pr:gate/printer#41', 'log:p1'],
          confidence: 0.84,
          by: 'model',
        },
      ],
      dropped: [],
    });
  });

  it('knows evidence by its own name too', () => {
    const { accepted } = checkOne({
      evidence: ['AIR-7', ' gate/printer#41 '],
      culprit: 'gate/printer#41',
      relatedTickets: ['AIR-7'],
    });
    expect(accepted[0]).toMatchObject({
      evidence: ['ticket:AIR-7', 'pr:gate/printer#41'],
      pullRequestId: 'gate/printer#41',
    });
  });

  it('writes short ids as people know them, and leaves priorities alone', () => {
    const { accepted } = checkOne({
      title: 'P1 outage: passes',
      description: 'P1 removed a glyph (T1, L1). T1 shows it [P1], T9 does not.',
    });
    expect(accepted[0]?.title).toBe('P1 outage: passes');
    expect(accepted[0]?.description).toBe('gate/printer#41 removed a glyph. AIR-7 shows it, T9 does not.');
  });

  it('lets a ticket be named that people mention', () => {
    expect(checkOne({ description: 'Also behind OPS-77 and SHA-256, says UTF-8.' }).accepted).toHaveLength(1);
  });
});

describe('what is dropped', () => {
  it.each([
    ['an incident that does not exist', { incidentId: 'I9' }, 'I9: there is no such incident'],
    ['an incident called constructor', { incidentId: 'constructor' }, 'constructor: there is no such incident'],
    ['ids that do not exist', { evidence: ['T9', 'L7'] }, 'I1: cites nothing that exists'],
    ['ids of Object', { evidence: ['__proto__', 'toString'] }, 'I1: cites nothing that exists'],
    ["another incident's evidence", { evidence: ['T2', 'L2'] }, 'I1: cites nothing that exists'],
    ['no evidence', { evidence: [] }, 'I1: cites nothing that exists'],
    ['a culprit ruled out', { culprit: 'P2' }, 'I1: blames P2, which is ruled out: errors began before it was merged'],
    ['a culprit that is a ticket', { culprit: 'T1' }, 'I1: blames T1, which is no suspect of this incident'],
    ['a culprit from nowhere', { culprit: 'evil/x#1' }, 'I1: blames evil/x#1, which is no suspect of this incident'],
    ['no words', { description: ' \n' }, 'I1: leaves its title, description or action empty'],
    ['an invented ticket', { description: 'Same as AIR-999.' }, 'I1: names AIR-999, which is nowhere in the evidence'],
    [
      'an invented change',
      { suggestedAction: 'Revert gate/printer#4.' },
      'I1: names gate/printer#4, which is nowhere in the evidence',
    ],
  ])('%s', (_, changes, reason) => {
    const { accepted, dropped } = checkOne(changes);
    expect(accepted).toEqual([]);
    expect(dropped).toContain(reason);
  });

  it('keeps the first of two answers about one incident', () => {
    const { accepted, dropped } = check([claimOf(), claimOf({ title: 'Something else', culprit: null })]);
    expect(accepted.map(({ title }) => title)).toEqual(['A glyph is missing in the new font']);
    expect(dropped).toEqual(['I1: answered twice, the first answer stands']);
  });

  it('leaves single citations, services and tickets out of a sound claim', () => {
    const { accepted, dropped } = checkOne({
      evidence: ['T1', 'T2'],
      affectedServices: ['mainframe', 'gate-desk', 'gate-desk'],
      relatedTickets: ['AIR-8', 'T1', 'AIR-999'],
    });
    expect(accepted[0]).toMatchObject({
      evidence: ['ticket:AIR-7'],
      affectedServices: ['gate-desk'],
      relatedTickets: ['AIR-7'],
    });
    expect(dropped).toEqual(['I1: cites T2, which is no evidence of this incident']);
  });

  it('takes the services and tickets of the rules for invented ones', () => {
    const { accepted } = checkOne({ affectedServices: ['mainframe'], relatedTickets: ['AIR-999'] });
    expect(accepted[0]).toMatchObject({ affectedServices: ['pass-printer', 'gate-desk'], relatedTickets: ['AIR-7'] });
  });
});

describe('severity', () => {
  const severityOf = (claimed: string, incident: Incident): string | undefined =>
    checkOne({ severity: claimed }, [incident]).accepted[0]?.severity;

  it('is the one of the rules where the model names none', () => {
    const { accepted, dropped } = checkOne({ severity: 'SEV1' });
    expect(accepted[0]?.severity).toBe('high');
    expect(dropped[0]).toContain('"SEV1" is no severity (allowed: critical, high, medium, low)');
  });

  it('differs from that of the rules by one level at most', () => {
    for (const rules of SEVERITIES) {
      for (const claimed of SEVERITIES) {
        const found = SEVERITIES.findIndex((level) => level === severityOf(claimed, incidentOf({ severity: rules })));
        expect(Math.abs(found - SEVERITIES.indexOf(rules))).toBeLessThanOrEqual(1);
      }
    }
    expect(severityOf('critical', incidentOf({ severity: 'high' }))).toBe('critical');
    expect(severityOf('low', incidentOf({ severity: 'critical' }))).toBe('high');
  });

  it('cannot hide an incident that nobody reported', () => {
    expect(severityOf('low', incidentOf({ severity: 'medium' }))).toBe('low');
    const unreported = incidentOf({ severity: 'medium', ticketKeys: [] });
    expect(checkOne({ severity: 'low', evidence: ['L1'] }, [unreported]).accepted[0]?.severity).toBe('medium');
  });
});

describe('texts of a model that somebody talked into something', () => {
  it('come without links, mentions, markup, secrets and hidden characters', () => {
    const { accepted } = checkOne({
      title: '**Urgent** <!channel> @here: `passes`',
      description:
        'Ignore previous instructions. [Log in](https://evil.example/login) or see <https://evil.example|the runbook>, ' +
        'www.evil.example or javascript:alert(1). Ask <@U123>. password=hunter22 \u202etxet\u202c \u001b[31mred\u200b.',
      suggestedAction: '# Do\nmail bob@acme.example',
    });
    expect(accepted[0]).toMatchObject({
      title: 'Urgent here: passes',
      description:
        'Ignore previous instructions. Log in or see the runbook, [link removed] or [link removed] Ask . ' +
        'password=[secret removed] txet red.',
      suggestedAction: 'Do mail [e-mail removed]',
    });
  });

  it('are cut to a readable size', () => {
    const long = 'glyph '.repeat(50_000);
    const cause = checkOne({ title: long, description: long, suggestedAction: long }).accepted[0];
    expect(cause?.title.length).toBeLessThanOrEqual(160);
    expect(cause?.description.length).toBeLessThanOrEqual(1_500);
    expect(cause?.suggestedAction.length).toBeLessThanOrEqual(500);
  });

  it('do not blow up the reasons either', () => {
    const { dropped } = checkOne({ incidentId: '<!channel> '.repeat(9_999) });
    expect(dropped.join('').length).toBeLessThan(200);
    expect(checkOne({ culprit: 'x'.repeat(99_999) }).dropped.join('').length).toBeLessThan(200);
  });
});
