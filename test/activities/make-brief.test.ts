import { describe, expect, it } from 'vitest';
import type { ActivityDependencies } from '../../src/activities/dependencies.ts';
import type { Brief } from '../../src/domain/brief.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { AnalysisResult, CorrelatedEvidence, EvidenceRefs, RunPlan } from '../../src/domain/run-plan.ts';
import type { RootCause } from '../../src/domain/root-cause.ts';
import { coverageOf, evidenceOf, incidentOf, logPatternOf, rootCauseOf } from '../domain/evidence-samples.ts';
import {
  benchOf,
  bytesOf,
  dependenciesOf,
  errorOf,
  languageModel,
  logSource,
  messenger,
  planFor,
  RUN_ID,
  teamOf,
  type ActivityBench,
} from './fake-dependencies.ts';

interface Case {
  readonly bench: ActivityBench;
  readonly plan: RunPlan;
  readonly refs: EvidenceRefs;
  readonly correlated: CorrelatedEvidence;
}

/** A run that has collected and correlated. */
const caseOf = async (
  deps: ActivityDependencies,
  incidents: readonly Incident[],
  evidence = evidenceOf(),
): Promise<Case> => {
  const bench = benchOf(deps);
  const plan = await planFor(bench);
  const put = (name: string, value: unknown) => deps.evidence.put(RUN_ID, name, value);
  return {
    ...{ bench, plan },
    refs: {
      tickets: await put('tickets', evidence.tickets),
      pullRequests: await put('pull-requests', evidence.pullRequests),
      logPatterns: await put('log-patterns', evidence.logPatterns),
    },
    correlated: { ref: await put('incidents', incidents), incidents: incidents.length },
  };
};

const claim = {
  ...{ incidentId: 'I1', title: 'A glyph is missing', description: 'The new font lacks it.', severity: 'high' },
  ...{ affectedServices: [], relatedTickets: ['T1'], culprit: 'P1', suggestedAction: 'Revert it.', evidence: ['T1'] },
};

const harmless = incidentOf({ id: 'inc-9', severity: 'low', ticketKeys: [], suspects: [], culpritPullRequestId: null });

const analyse = async (
  answer: unknown,
  incidents: readonly Incident[],
  changes: Partial<ActivityDependencies> = {},
) => {
  const model = languageModel(answer);
  const deps = dependenciesOf({ model, ...changes });
  const { bench, plan, refs, correlated } = await caseOf(deps, incidents);
  const result = await bench.run(bench.activities.analyseWithModel, plan, refs, correlated);
  return { result, causes: (await deps.evidence.get(result.ref)) as RootCause[], asked: model.asked };
};

describe('analysing with a model', () => {
  it('stores what is believed, and the rules for the rest', async () => {
    const second = incidentOf({ id: 'inc-2', severity: 'medium' });
    const { result, causes, asked } = await analyse({ rootCauses: [claim] }, [incidentOf(), second, harmless]);
    expect(causes.map(({ incidentId, by }) => [incidentId, by])).toEqual([
      ['inc-1', 'model'],
      ['inc-2', 'rules'],
      ['inc-9', 'rules'],
    ]);
    expect(result).toMatchObject({
      by: 'model',
      notes: ['1 of 2 root causes by rules: the model gave none that its evidence supports.'],
      usage: { calls: 1, inputTokens: 900, outputTokens: 100 },
    });
    expect(asked).toMatchObject([{ model: 'large', maxOutputTokens: 2_000 }]);
    expect(asked[0]?.input).not.toContain('I3');
  });

  it('says what it dropped, briefly and without what the model wanted to be shown', async () => {
    const noise = Array.from({ length: 500 }, () => ({ ...claim, incidentId: `<!channel> ghp_${'a1B2'.repeat(9)}` }));
    const { result } = await analyse({ rootCauses: [...noise, claim] }, [incidentOf()]);
    expect(result.notes[0]).toMatch(/^Dropped from the model's answer: .*there is no such incident/);
    expect(JSON.stringify(result)).not.toMatch(/ghp_|<!/);
    expect(bytesOf(result)).toBeLessThan(1_500);
  });

  it('says how many incidents the prompt had no room for', async () => {
    const many = Array.from({ length: 60 }, (_, at) => incidentOf({ id: `inc-${at}` }));
    const { result, causes } = await analyse({ rootCauses: [claim] }, many);
    expect(causes).toHaveLength(60);
    expect(result.notes[0]).toMatch(/^The model's prompt had no room for \d+ incidents: root causes by rules\.$/);
    expect(result.notes[1]).toMatch(/^\d+ of 60 root causes by rules/);
  });

  it('says when it took many tokens', async () => {
    const teams = [teamOf('gates', { models: { ...teamOf('gates').models, alertTokens: 999 } })];
    const { result } = await analyse({ rootCauses: [claim] }, [incidentOf()], { teams });
    expect(result.notes).toEqual(['The analysis took 1000 tokens, more than the alert level of 999.']);
  });

  it('asks nothing where nothing fits', async () => {
    const teams = [teamOf('gates', { models: { ...teamOf('gates').models, promptTokens: 10 } })];
    const model = languageModel({ rootCauses: [] });
    const { bench, plan, refs, correlated } = await caseOf(dependenciesOf({ model, teams }), [incidentOf()]);
    const error = await errorOf(bench.run(bench.activities.analyseWithModel, plan, refs, correlated));
    expect([error.code, model.asked.length]).toEqual(['BudgetExceeded', 0]);
  });

  it('needs none: the rules fill the same shape', async () => {
    const deps = dependenciesOf();
    const { bench, plan, refs, correlated } = await caseOf(deps, [incidentOf()]);
    const result = await bench.run(bench.activities.analyseByRules, plan, refs, correlated);
    expect(result).toMatchObject({ by: 'rules', notes: [], usage: { calls: 0 } });
    expect(await deps.evidence.get(result.ref)).toMatchObject([{ incidentId: 'inc-1', by: 'rules' }]);
  });
});

describe('summarising with a model', () => {
  const summarise = async (summary: string) => {
    const model = languageModel({ summary });
    const deps = dependenciesOf({ model });
    const { bench, plan } = await caseOf(deps, [incidentOf()]);
    const ref = await deps.evidence.put(RUN_ID, 'root-causes', [
      rootCauseOf(),
      rootCauseOf({ severity: 'low', relatedTickets: [], title: 'a blip' }),
    ]);
    const analysis: AnalysisResult = {
      ref,
      by: 'model',
      notes: [],
      usage: { calls: 1, inputTokens: 1, outputTokens: 1 },
    };
    return { model, result: bench.run(bench.activities.summariseWithModel, plan, analysis) };
  };

  it('gives one line of plain text, of what is told', async () => {
    const { model, result } = await summarise(
      ' **One** incident: gate/printer#41, AIR-7.\nSee https://evil.example @channel ',
    );
    expect((await result).text).toBe('One incident: gate/printer#41, AIR-7. See [link removed] channel');
    expect(model.asked).toMatchObject([{ model: 'small' }]);
    expect(model.asked[0]?.input).not.toContain('a blip');
  });

  it.each([
    ['is empty', '  ', '2 characters|0 characters'],
    ['is too long', 'x'.repeat(500), '500 characters'],
    ['invents a ticket', 'Same as AIR-999.', 'names AIR-999, which it was not told of'],
    ['invents a pull request', 'Revert gate/printer#4.', 'names gate/printer#4'],
  ])('refuses one that %s', async (_, summary, reason) => {
    const error = await errorOf((await summarise(summary)).result);
    expect([error.code, error.retryable]).toEqual(['ModelAnswerInvalid', false]);
    expect(error.message).toMatch(new RegExp(reason));
  });
});

describe('composing the brief', () => {
  const compose = async (incidents: readonly Incident[], evidence = evidenceOf()) => {
    const deps = dependenciesOf({ logs: logSource({}) });
    const { bench, plan, refs, correlated } = await caseOf(deps, incidents, evidence);
    const analysis = await bench.run(bench.activities.analyseByRules, plan, refs, correlated);
    const coverage = [coverageOf('tickets', 'Jira')];
    const request = { evidence: refs, correlated, analysis, summary: null, coverage, notes: [] };
    const composed = await bench.run(bench.activities.composeBrief, plan, request);
    return {
      composed,
      brief: (await deps.evidence.get(composed.ref)) as Brief,
      report: await deps.evidence.get(composed.reportRef),
    };
  };

  it('stores brief and report, and returns little', async () => {
    const many = Array.from({ length: 40 }, (_, at) => incidentOf({ id: `inc-${at}` }));
    const { composed, brief, report } = await compose(many);
    expect(composed).toMatchObject({ outcome: 'incidents', severity: 'high', summary: brief.summary });
    expect(composed.incidentIds).toHaveLength(40);
    expect(bytesOf(composed)).toBeLessThan(2_000);
    expect(report).toMatchObject({ incidents: many.map(({ id }) => ({ id })) });
  });

  it('has the severity of the worst that is told, which comes first', async () => {
    const { composed } = await compose([
      incidentOf({ severity: 'medium' }),
      incidentOf({ id: 'inc-2', severity: 'critical' }),
      harmless,
    ]);
    expect(composed).toMatchObject({ severity: 'critical', incidentIds: ['inc-2', 'inc-1'] });
    expect((await compose([harmless])).composed).toMatchObject({
      outcome: 'all-quiet',
      severity: null,
      incidentIds: [],
    });
  });

  it('links logs by what their lines have in common, never by a secret', async () => {
    const url = async (template: string) => {
      const evidence = evidenceOf({ logPatterns: [logPatternOf('p1', { template })] });
      return (await compose([incidentOf()], evidence)).brief.incidents[0]?.logPatterns[0]?.url;
    };
    expect(await url('pass <*> refused by printer <*>')).toMatch(/q=refused by printer$/);
    expect(await url(`key ghp_${'a1B2'.repeat(9)} refused <*>`)).toMatch(/q=$/);
    expect(await url('<*>')).toMatch(/q=$/);
  });
});

describe('posting', () => {
  it('gives each message its key, the same at each attempt', async () => {
    const sink = messenger();
    const deps = dependenciesOf({ messenger: sink });
    const { bench, plan, refs, correlated } = await caseOf(deps, [incidentOf()]);
    const request = { evidence: refs, correlated, analysis: null, summary: null, coverage: [], notes: [] };
    const { ref: briefRef } = await bench.run(bench.activities.composeBrief, plan, request);
    const main = { briefRef, channel: '#gates', incidentId: null, threadId: null };
    const { postBriefMessage, postAlert } = bench.activities;
    expect(await bench.run(postBriefMessage, plan, main)).toMatchObject({ found: false, channelId: 'C1' });
    expect(await bench.run(postBriefMessage, plan, main)).toMatchObject({ found: true });
    await bench.run(postBriefMessage, plan, { ...main, incidentId: 'inc-1', threadId: 'ts' });
    await bench.run(postAlert, plan, {
      channel: '#alerts',
      failures: 3,
      reason: `x ${'password=hunter22 '.repeat(500)}`,
    });
    expect(sink.sent.map(({ key, threadId, content }) => [key, threadId, content.kind])).toEqual([
      [`${RUN_ID}/brief`, null, 'brief'],
      [`${RUN_ID}/incident/inc-1`, 'ts', 'incident'],
      [`${RUN_ID}/alert`, null, 'alert'],
    ]);
    expect(sink.sent.every(({ notBeforeMs }) => notBeforeMs === plan.startedAtMs)).toBe(true);
    const alert = sink.sent[2]?.content;
    expect(alert?.kind === 'alert' ? alert.text.length : 0).toBeLessThan(1_300);
    expect(JSON.stringify(alert)).not.toContain('hunter22');
    const gone = await errorOf(bench.run(postBriefMessage, plan, { ...main, incidentId: 'inc-404' }));
    expect([gone.code, gone.message]).toEqual([
      'EvidenceMissing',
      `The brief of run ${RUN_ID} has no incident inc-404.`,
    ]);
  });
});
