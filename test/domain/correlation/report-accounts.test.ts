import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { BY_TEAM, BY_WORDS } from '../../../src/domain/correlation/report-weights.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import type { EvidenceLink, Incident, SignalKind } from '../../../src/domain/incident.ts';
import { evidence, ordinaryChanges, pattern, pullRequest, ticket } from './evidence-builders.ts';

const TARE = ticket('SHIP-1', 100, {
  summary: 'Gross weight is zero on pallet labels after a split',
  description: 'split_pallet() loses the tare, see apps/labels/split.py. Labels then say 0 kg.',
  assignee: 'Nils Aaberg',
});
/** Begun at minute 130: half an hour and three others after the report. */
const TARE_FIX = pullRequest('acme/wms#40', 190, {
  title: 'Carry the tare over when a pallet is split',
  body: 'split_pallet dropped it, so labels said 0 kg',
  files: ['apps/labels/split.py'],
  author: 'naaberg',
});

const incidentOf = (input: Partial<Evidence>, key = 'SHIP-1', settings = DEFAULT_CORRELATION_SETTINGS): Incident => {
  const found = correlate(evidence(input), settings).find(({ ticketKeys }) => ticketKeys.includes(key));
  if (found === undefined) throw new Error(`no incident holds ${key}`);
  return found;
};

const linkFrom = ({ links }: Incident, from: string): EvidenceLink => {
  const link = links.find((one) => one.from === from);
  if (link === undefined) throw new Error(`no link from ${from}`);
  return link;
};

const signal = ({ signals }: EvidenceLink, kind: SignalKind) => signals.find((one) => one.kind === kind);

/** Four log-odds count as full strength. */
const strengthOf = (logOdds: number): number => Math.round((100 * logOdds) / 4) / 100;

describe('why a report and a change belong together', () => {
  const day = { tickets: [TARE], pullRequests: [TARE_FIX, ...ordinaryChanges('acme/wms', 80)] };

  it('is said in one sentence: the words, the file, the time and the person that matched them', () => {
    const { explanation } = incidentOf(day);
    expect(explanation).toMatch(/^acme\/wms#40 answers SHIP-1: it .+\.$/);
    expect(explanation).toContain('“split_pallet”');
    expect(explanation).toContain('nearer to it than any other change since');
    expect(explanation).toContain('changes apps/labels/split.py, which the report names');
    expect(explanation).toContain('was begun 30 minutes and 3 changes after it');
    expect(explanation).toContain('is by Nils Aaberg, who has the ticket');
  });

  it('stands in the link with the weights of the matching, not of repairs beside logs', () => {
    const link = linkFrom(incidentOf(day), 'pr:acme/wms#40');
    expect(link.to).toBe('ticket:SHIP-1');
    const { files, author } = BY_WORDS.answer.features;
    expect(signal(link, 'file-path')?.strength).toBe(strengthOf(files.weight));
    expect(signal(link, 'person')).toMatchObject({ detail: 'is by Nils Aaberg, who has the ticket' });
    expect(signal(link, 'person')?.strength).toBe(strengthOf(author.weight));
    expect(signal(link, 'time')?.detail).toBe('was begun 30 minutes and 3 changes after it');
    expect(link.score).toBeCloseTo(
      link.signals.reduce((sum, { weight, strength }) => sum + weight * strength, 0),
      2,
    );
  });

  it('goes by the weights of teams where several repositories are known', () => {
    const others = ['courier', 'billing', 'portal'].flatMap((name) => ordinaryChanges(`acme/${name}`, 20));
    const link = linkFrom(incidentOf({ tickets: [TARE], pullRequests: [TARE_FIX, ...others] }), 'pr:acme/wms#40');
    expect(signal(link, 'person')?.strength).toBe(strengthOf(BY_TEAM.answer.features.author.weight));
  });

  it('leaves out what a team has switched off', () => {
    const { weights, priority } = DEFAULT_CORRELATION_SETTINGS;
    const incident = incidentOf(day, 'SHIP-1', { weights: { ...weights, time: 0 }, priority });
    const link = linkFrom(incident, 'pr:acme/wms#40');
    expect(incident.explanation).not.toContain('was begun');
    expect(signal(link, 'time')).toBeUndefined();
    expect(signal(link, 'file-path')).toBeDefined();
  });

  it('is the key where a change names it', () => {
    const keyed = { ...TARE_FIX, title: 'SHIP-1 round once', body: '', files: [], author: 'tidy' };
    const incident = incidentOf({ ...day, pullRequests: [keyed, ...ordinaryChanges('acme/wms', 80)] });
    expect(signal(linkFrom(incident, 'pr:acme/wms#40'), 'reference')).toMatchObject({
      strength: 1,
      detail: 'names SHIP-1',
    });
    expect(incident.explanation).toMatch(/^acme\/wms#40 answers SHIP-1: it names SHIP-1\b/);
  });
});

describe('why reports belong together', () => {
  it('is what they share, with the change that answers them', () => {
    const again = ticket('SHIP-2', 130, {
      summary: 'Pallet labels say gross weight 0 kg',
      description: 'Every pallet that we split prints a label with weight zero, the tare is lost in split_pallet().',
    });
    const incident = incidentOf({
      tickets: [again, TARE],
      pullRequests: [{ ...TARE_FIX, mergedAtMs: TARE_FIX.mergedAtMs ?? 0 }, ...ordinaryChanges('acme/wms', 80)],
    });
    expect(incident.explanation).toMatch(
      /^SHIP-1 and SHIP-2 tell of one fault: they .+; acme\/wms#40 answers them: it /,
    );
    const link = linkFrom(incident, 'ticket:SHIP-2');
    expect(link.to).toBe('ticket:SHIP-1');
    expect(signal(link, 'keyword')?.detail).toMatch(/^both say “/);
    expect(signal(link, 'time')?.detail).toBe('were written within 30 minutes of each other');
  });
});

describe('a report that stands alone', () => {
  it('says which change comes nearest, or that none does', () => {
    const alike = Array.from({ length: 5 }, (_, at) =>
      pullRequest(`acme/wms#${60 + at}`, 400 + at, {
        title: `Labels of pallets, part ${at}`,
        body: 'weight of labels',
      }),
    );
    const near = incidentOf({ tickets: [TARE], pullRequests: [...alike, ...ordinaryChanges('acme/wms', 80)] });
    expect(near.explanation).toMatch(/^No change surely answers SHIP-1: acme\/wms#6\d comes nearest, but may be/);
    const none = incidentOf({ tickets: [TARE], pullRequests: ordinaryChanges('acme/wms', 80) });
    expect(none.explanation).toBe('No change of the range answers SHIP-1.');
    expect(none.links).toEqual([]);
  });
});

describe('the cause of a report', () => {
  const culprit = pullRequest('acme/wms#30', 40, { title: 'Stream pallet labels to the printer' });
  const revert = pullRequest('acme/wms#42', 400, {
    title: 'Revert "Stream pallet labels to the printer"',
    body: 'Reverts #30: gross weight was zero on the labels after a split',
    headRef: 'revert-30-stream',
  });
  const incident = incidentOf({ tickets: [TARE], pullRequests: [culprit, revert, ...ordinaryChanges('acme/wms', 80)] });

  it('is blamed where the answer reverts it, with the reason', () => {
    expect(incident.culpritPullRequestId).toBe('acme/wms#30');
    expect(incident.suspects).toMatchObject([
      { pullRequestId: 'acme/wms#30', ruledOut: false, reasonsFor: ['it is reverted by acme/wms#42'] },
    ]);
    expect(incident.explanation).toContain('; acme/wms#30 likely caused it: it is reverted by acme/wms#42.');
    expect(signal(linkFrom(incident, 'pr:acme/wms#30'), 'reference')?.detail).toBe('is reverted by acme/wms#42');
  });

  it('is only suspected where it came before the report, by the same person in the same repository', () => {
    const fix = { ...TARE_FIX, title: 'SHIP-1 tare', body: '' };
    const before = pullRequest('acme/wms#31', 70, { title: 'Round dock times', author: 'naaberg' });
    const others = ['courier', 'billing', 'portal'].flatMap((name) => ordinaryChanges(`acme/${name}`, 20));
    const { suspects, culpritPullRequestId, explanation } = incidentOf({
      tickets: [TARE],
      pullRequests: [before, fix, ...others],
    });
    expect(suspects).toMatchObject([{ pullRequestId: 'acme/wms#31', ruledOut: false }]);
    expect(suspects[0]?.score).toBeLessThan(BY_TEAM.thresholds.blame);
    expect(suspects[0]?.reasonsFor).toContain('it is by Nils Aaberg, who has the ticket');
    expect(culpritPullRequestId).toBeNull();
    expect(explanation).toContain('; acme/wms#31 may have caused it: it ');
  });

  it('is nobody where no change stands out', () => {
    const unguilty = incidentOf({ tickets: [TARE], pullRequests: [TARE_FIX, ...ordinaryChanges('acme/wms', 80)] });
    expect(unguilty.culpritPullRequestId).toBeNull();
    expect(unguilty.suspects).toEqual([]);
  });
});

it('tells of reports beside logs by the matching too', () => {
  const logs = [pattern('wms', 'cannot reach printer <*>', { from: 1_000, to: 1_040, perMinute: 4 })];
  const keyed = { ...TARE_FIX, headRef: 'SHIP-1-tare' };
  const incident = incidentOf({
    tickets: [TARE],
    pullRequests: [keyed, ...ordinaryChanges('acme/wms', 80)],
    logPatterns: logs,
  });
  expect(incident).toMatchObject({ severity: 'low', logPatternIds: [] });
  expect(incident.explanation).toMatch(/^acme\/wms#40 answers SHIP-1: it .*\bnames SHIP-1\b/);
});
