import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS as SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { evidence, pattern, pullRequest, ticket } from './evidence-builders.ts';
import { background, COLD_STORE, coldStoreStory, dayOf, LABELS, labelStory } from './stories.ts';

const holding = (incidents: readonly Incident[], key: string): Incident | undefined =>
  incidents.find(({ ticketKeys }) => ticketKeys.includes(key));

describe('a change that breaks, and its revert', () => {
  const incident = holding(correlate(dayOf(labelStory(), coldStoreStory(), background()), SETTINGS), 'SHIP-10');

  it('brings both services and the ticket in other words together', () => {
    expect(incident?.logPatternIds.toSorted()).toEqual(LABELS.patternIds.toSorted());
    expect(incident?.ticketKeys).toEqual(LABELS.tickets);
  });

  it('blames the change that the revert takes back, with its reasons', () => {
    expect(incident?.culpritPullRequestId).toBe(LABELS.culprit);
    expect(incident?.pullRequestIds.toSorted()).toEqual([LABELS.culprit, LABELS.revert]);
    const [suspect] = incident?.suspects ?? [];
    expect(suspect?.pullRequestId).toBe(LABELS.culprit);
    expect(suspect?.reasonsFor).toContain('a later change reverts it');
  });

  it('puts the cause first and grades by what people say', () => {
    expect(incident?.services[0]).toBe('label-printer');
    expect(['critical', 'high']).toContain(incident?.severity);
    expect(incident?.title).toContain('labels');
  });

  it('explains itself in one sentence, and each link by signals that add up', () => {
    expect(incident?.explanation).toMatch(
      /^2 error patterns of [^.]*; 2 tickets followed[^.]*“ZplRenderError”[^.]*\.$/,
    );
    expect(incident?.links.length).toBeGreaterThanOrEqual(5);
    for (const { score, signals } of incident?.links ?? []) {
      expect(signals.length).toBeGreaterThan(0);
      expect(score).toBeCloseTo(
        signals.reduce((sum, { weight, strength }) => sum + weight * strength, 0),
        2,
      );
    }
  });
});

describe('an outage that no change brought about', () => {
  it('stays apart from the other incident of the day and blames nobody', () => {
    const incident = holding(
      correlate(dayOf(labelStory(), coldStoreStory(), background()), SETTINGS),
      COLD_STORE.ticket,
    );
    expect(incident?.logPatternIds.toSorted()).toEqual(COLD_STORE.patternIds.toSorted());
    expect(incident?.culpritPullRequestId).toBeNull();
    expect(incident?.pullRequestIds).toEqual([]);
  });
});

describe('a quiet day', () => {
  it('has nothing of medium severity or above', () => {
    const incidents = correlate(dayOf(background()), SETTINGS);
    expect(incidents.filter(({ severity }) => severity !== 'low')).toEqual([]);
  });

  it('has nothing at all without evidence', () => {
    expect(correlate(evidence(), SETTINGS)).toEqual([]);
  });
});

describe('logs without tickets', () => {
  it('are an incident of their own', () => {
    const { logPatterns } = labelStory();
    const [incident] = correlate(evidence({ logPatterns }), SETTINGS);
    expect(incident?.logPatternIds.toSorted()).toEqual(LABELS.patternIds.toSorted());
    expect(incident?.ticketKeys).toEqual([]);
    expect(incident?.title).toMatch(/^label-printer: /);
  });
});

describe('tickets without logs', () => {
  const reports = [
    ticket('LIB-1', 10, {
      summary: 'NullPointerException in TarWalker when archive has no entries',
      description: 'TarWalker.nextEntry fails on an empty archive.',
    }),
    ticket('LIB-2', 400, {
      summary: 'Zip reader ignores encoding flag',
      description: 'ZipReader decodes names as Latin-1 although the utf8 flag is set.',
    }),
  ];
  const fixes = [
    pullRequest('acme/archiver#5', 90, {
      title: 'TarWalker: handle an archive without entries',
      body: 'nextEntry returned null.',
    }),
    pullRequest('acme/archiver#6', 900, {
      title: 'Honour the utf8 flag in ZipReader',
      body: 'Names were decoded as Latin-1.',
    }),
    ...Array.from({ length: 60 }, (_, i) =>
      pullRequest(`acme/archiver#${i + 20}`, 20 * i, {
        title: `Update benchmark number ${i}`,
        body: 'Numbers of the weekly run.',
      }),
    ),
  ];

  it('are each joined with the change that answers them', () => {
    const incidents = correlate(evidence({ tickets: reports, pullRequests: fixes }), SETTINGS);
    expect(holding(incidents, 'LIB-1')?.pullRequestIds).toEqual(['acme/archiver#5']);
    expect(holding(incidents, 'LIB-2')?.pullRequestIds).toEqual(['acme/archiver#6']);
  });
});

describe('times that rule a change out', () => {
  it('never blames what was merged after the errors began', () => {
    const { tickets, logPatterns, pullRequests } = labelStory();
    const late = pullRequests.map((pr) =>
      pr.id === LABELS.culprit
        ? pullRequest(pr.id, 640, { ...pr, mergedAtMs: (pr.mergedAtMs ?? 0) + 50 * 60_000 })
        : pr,
    );
    for (const { culpritPullRequestId } of correlate(
      evidence({ tickets, logPatterns, pullRequests: late }),
      SETTINGS,
    )) {
      expect(culpritPullRequestId).toBeNull();
    }
  });
});

describe('settings', () => {
  it('switch a kind of signal off at weight 0', () => {
    const blind = { ...SETTINGS, weights: { ...SETTINGS.weights, keyword: 0 } };
    const incidents = correlate(dayOf(labelStory(), background()), blind);
    expect(
      incidents
        .flatMap(({ links }) => links.flatMap(({ signals }) => signals))
        .filter(({ kind }) => kind === 'keyword'),
    ).toEqual([]);
  });
});

describe('a burst on a steady stream', () => {
  it('counts, while the steady stream alone does not', () => {
    const steady = pattern('stock-sync', 'sync lagging by <*>', { from: 0, to: 1_439, perMinute: 1 });
    const busy = {
      ...steady,
      id: 'busy',
      count: steady.count + 40 * 400,
      minuteCounts: steady.minuteCounts.map(
        ([minute, count], i) => [minute, i >= 700 && i < 740 ? count + 400 : count] as const,
      ),
    };
    expect(correlate(evidence({ logPatterns: [steady] }), SETTINGS)).toEqual([]);
    expect(
      correlate(evidence({ logPatterns: [busy] }), SETTINGS).flatMap(({ logPatternIds }) => logPatternIds),
    ).toEqual(['busy']);
  });
});
