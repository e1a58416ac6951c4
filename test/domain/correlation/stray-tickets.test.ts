import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import type { PullRequest } from '../../../src/domain/pull-request.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';

const TO = Date.parse('2026-11-20T08:30:00Z');
const hoursBefore = (hours: number): number => TO - hours * 3_600_000;

const ticket = (key: string, summary: string, description: string, hours: number): Ticket => ({
  ...{ key, projectKey: 'EDIT', url: `https://acme.example/browse/${key}`, summary, description },
  ...{ labels: ['bug'], issueType: 'Bug', priority: 'Medium', status: 'Open', statusCategory: 'new' },
  ...{ assignee: null, reporter: null, components: [] },
  ...{ createdAtMs: hoursBefore(hours), updatedAtMs: hoursBefore(hours) },
});

const change = (number: number, title: string, body: string, hours: number, files: string[] = []): PullRequest => ({
  ...{ id: `acme/editor#${number}`, repository: 'acme/editor', number, title, body, author: 'dev' },
  ...{
    url: `https://github.example/acme/editor/pull/${number}`,
    state: 'merged',
    baseRef: 'main',
    headRef: `p${number}`,
  },
  ...{ createdAtMs: hoursBefore(hours + 1), updatedAtMs: hoursBefore(hours), mergedAtMs: hoursBefore(hours) },
  ...{ labels: [], files, fileCount: files.length, checks: 'success' },
});

const evidence = (tickets: Ticket[], pullRequests: PullRequest[]): Evidence => ({
  range: { fromMs: hoursBefore(24), toMs: TO },
  scope: {
    ...{ name: 'editor', timeZone: 'UTC', jiraProjects: ['EDIT'], repositories: ['acme/editor'] },
    ...{ logGroups: [], services: [], people: [] },
  },
  ...{ tickets, pullRequests, logPatterns: [] },
});

const TICKETS = [
  ticket(
    'EDIT-1',
    'Undo after pasting a table drops the caption',
    'TableClipboard.paste then undo: caption is gone',
    20,
  ),
  ticket('EDIT-2', 'Spell checker freezes on Hungarian compound words', 'HunspellWorker spins at 100 % cpu', 15),
  ticket('EDIT-3', 'Exported PDF misses the last page', 'PdfExporter leaves out the trailing page if it is short', 9),
];
const CHANGES = [
  change(11, 'Keep the caption in the undo step of TableClipboard.paste', 'The undo step lost it', 17, [
    'src/table-clipboard.ts',
  ]),
  change(12, 'Bound the HunspellWorker for Hungarian compounds', 'It never ended for compound words', 12, [
    'src/hunspell.ts',
  ]),
  change(13, 'PdfExporter: flush the trailing short page', 'Fixes EDIT-3', 5, ['src/pdf-exporter.ts']),
  ...Array.from({ length: 60 }, (_, index) =>
    change(100 + index, `Tidy the settings dialog, part ${index}`, 'No change of behaviour', 14),
  ),
];

describe('a team whose logs are not read', () => {
  it('gets an incident for each report, with the pull request that answers to it', () => {
    const incidents = correlate(evidence(TICKETS, CHANGES), DEFAULT_CORRELATION_SETTINGS);
    const pairs = incidents.map(({ ticketKeys, pullRequestIds }) => [...ticketKeys, ...pullRequestIds]);
    expect(pairs.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      ['EDIT-1', 'acme/editor#11'],
      ['EDIT-2', 'acme/editor#12'],
      ['EDIT-3', 'acme/editor#13'],
    ]);
    expect(incidents.every(({ culpritPullRequestId }) => culpritPullRequestId === null)).toBe(true);
    expect(incidents[0]?.services).toEqual(['editor']);
  });

  it('keeps a lone report as a low one, and makes no incident of pull requests alone', () => {
    const incidents = correlate(evidence(TICKETS.slice(0, 1), CHANGES.slice(3)), DEFAULT_CORRELATION_SETTINGS);
    expect(incidents).toMatchObject([{ ticketKeys: ['EDIT-1'], pullRequestIds: [], severity: 'low' }]);
    expect(correlate(evidence([], CHANGES), DEFAULT_CORRELATION_SETTINGS)).toEqual([]);
  });

  it('does not depend on the order of the evidence', () => {
    const forwards = correlate(evidence(TICKETS, CHANGES), DEFAULT_CORRELATION_SETTINGS);
    const backwards = correlate(evidence(TICKETS.toReversed(), CHANGES.toReversed()), DEFAULT_CORRELATION_SETTINGS);
    expect(backwards).toEqual(forwards);
  });
});
