import { describe, expect, it } from 'vitest';
import { analyseByRules } from '../../../src/domain/analysis/analyse-by-rules.ts';
import {
  evidenceOf,
  incidentOf,
  logPatternOf,
  pullRequestOf,
  SAMPLE_NOW_MS,
  suspectOf,
  ticketOf,
} from '../evidence-samples.ts';

describe('the root cause by rules', () => {
  it('tells what happened, who reported it, and why which change is blamed', () => {
    expect(analyseByRules(incidentOf(), evidenceOf())).toMatchObject({
      description:
        '340 error events in pass-printer and gate-desk since Thu 08:30 (119 minutes), still going on. ' +
        'Leading: "BoardingPassRenderError: glyph <*> missing in font <*>" (340). ' +
        'Reported in AIR-7 "Gate 12 prints no boarding passes". ' +
        'Most likely caused by gate/printer#41 "Render passes with the new font" by maalto: merged 10 minutes before the first error.',
      suggestedAction:
        'Revert gate/printer#41 or roll pass-printer back to the version before it, then watch the errors stop.',
      pullRequestId: 'gate/printer#41',
      by: 'rules',
    });
  });

  it('calls a culprit that is less sure suspected, with its chance, and has its author asked before it is reverted', () => {
    const suspects = [suspectOf('gate/printer#41', { score: 0.414 })];
    const { description, suggestedAction, pullRequestId } = analyseByRules(incidentOf({ suspects }), evidenceOf());
    expect(description).toContain(
      'gate/printer#41 "Render passes with the new font" by maalto is suspected (41 % likely): merged 10 minutes before the first error.',
    );
    expect(suggestedAction).toBe(
      'Ask maalto whether gate/printer#41 can explain the errors in pass-printer, and roll it back if it can.',
    );
    expect(analyseByRules(incidentOf({ suspects, ongoing: false }), evidenceOf()).suggestedAction).toBe(
      'Ask maalto whether gate/printer#41 explains the errors in pass-printer, before anything is reverted.',
    );
    expect(pullRequestId).toBe('gate/printer#41');
  });

  it('asks no bot, and speaks of no errors where none were seen', () => {
    const suspects = [suspectOf('gate/printer#41', { score: 0.414 })];
    const [culprit, ...others] = evidenceOf().pullRequests;
    if (culprit === undefined) throw new Error('no pull request');
    const evidence = evidenceOf({ pullRequests: [{ ...culprit, author: 'dependabot[bot]' }, ...others] });
    const actionOf = (parts: Parameters<typeof incidentOf>[0]): string =>
      analyseByRules(incidentOf(parts), evidence).suggestedAction;
    expect(actionOf({ suspects })).toContain(
      'Ask who knows gate/printer whether gate/printer#41 can explain the errors',
    );
    expect(actionOf({ suspects, logPatternIds: [] })).toContain(
      'can explain what is reported, and roll it back if it can.',
    );
    expect(actionOf({ logPatternIds: [] })).toContain('back to the version before it, then ask whether that helped.');
    expect(actionOf({ ongoing: false })).toMatch(/^Check whether/);
  });

  it('says of the nearest suspect what speaks against it, or that too little speaks for it', () => {
    const nearest = (parts: Parameters<typeof suspectOf>[1]): string =>
      analyseByRules(
        incidentOf({ culpritPullRequestId: null, suspects: [suspectOf('gate/printer#41', parts)] }),
        evidenceOf(),
      ).description;
    expect(nearest({ reasonsAgainst: ['it says “no-op”'] })).toContain('is gate/printer#41, but it says “no-op”.');
    expect(nearest({ reasonsAgainst: [] })).toContain('but what speaks for it is not enough to blame it.');
    expect(nearest({ reasonsAgainst: [], reasonsFor: [] })).toContain('but little ties it to this.');
  });

  it('cites only what the incident holds and the run has', () => {
    const incident = incidentOf({ ticketKeys: ['AIR-7', 'AIR-404'], logPatternIds: ['p1', 'gone'] });
    expect(analyseByRules(incident, evidenceOf()).evidence).toEqual(['pr:gate/printer#41', 'ticket:AIR-7', 'log:p1']);
  });

  it('looks outside the code where no change is a suspect', () => {
    const incident = incidentOf({
      culpritPullRequestId: null,
      suspects: [suspectOf('gate/web#9', { ruledOut: true })],
      pullRequestIds: [],
    });
    const { description, suggestedAction, pullRequestId } = analyseByRules(incident, evidenceOf());
    expect(pullRequestId).toBeNull();
    expect(description).toContain('No change in the range explains it');
    expect(suggestedAction).toContain('BoardingPassRenderError at render (src/render.ts:41)');
  });

  it('points to the repair that was merged', () => {
    const repair = pullRequestOf('gate/printer#42', {
      title: 'Revert the font',
      mergedAtMs: SAMPLE_NOW_MS - 30 * 60_000,
    });
    const incident = incidentOf({ pullRequestIds: ['gate/printer#41', 'gate/printer#42'], ongoing: false });
    const evidence = evidenceOf({ pullRequests: [...evidenceOf().pullRequests, repair] });
    const { description, suggestedAction } = analyseByRules(incident, evidence);
    expect(description).toContain('Repaired by gate/printer#42 "Revert the font" by maalto, merged Thu 10:00.');
    expect(suggestedAction).toBe('Confirm that gate/printer#42 is deployed everywhere and close AIR-7.');
  });

  it('says so when nothing but a ticket is known', () => {
    const incident = incidentOf({ logPatternIds: [], pullRequestIds: [], suspects: [], culpritPullRequestId: null });
    const { description, suggestedAction } = analyseByRules(incident, evidenceOf());
    expect(description).toContain('Reported since Thu 08:30, no error logs.');
    expect(description).toContain('Which change brought it about, if one did, is not known.');
    expect(suggestedAction).toBe('No logs show it: ask Mirja Aalto for the time and a failing example.');
  });

  it('lets no secret through, not even half of one at a cut', () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    for (const lead of ['', 'x'.repeat(78), 'x'.repeat(148), 'y '.repeat(72)]) {
      const text = `${lead} ${secret} tail`;
      const evidence = evidenceOf({
        tickets: [ticketOf('AIR-7', { summary: text })],
        pullRequests: [pullRequestOf('gate/printer#41', { title: text })],
        logPatterns: [logPatternOf('p1', { template: text, exception: { types: ['E'], frames: [text] } })],
      });
      const incident = incidentOf({
        title: text,
        services: [secret],
        suspects: [suspectOf('gate/printer#41', { reasonsFor: [text] })],
      });
      expect(JSON.stringify(analyseByRules(incident, evidence))).not.toContain('ghp_');
      const noCulprit = incidentOf({
        culpritPullRequestId: null,
        suspects: [suspectOf('gate/printer#41', { reasonsAgainst: [text] })],
      });
      expect(JSON.stringify(analyseByRules(noCulprit, evidence))).not.toContain('ghp_');
    }
  });
});
