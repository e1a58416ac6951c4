import type { Evidence } from '../../src/domain/evidence.ts';
import type { Incident, Suspect } from '../../src/domain/incident.ts';
import type { LogPattern } from '../../src/domain/log-pattern.ts';
import type { PullRequest } from '../../src/domain/pull-request.ts';
import type { RootCause } from '../../src/domain/root-cause.ts';
import type { SourceCoverage } from '../../src/domain/source-coverage.ts';
import type { Ticket } from '../../src/domain/ticket.ts';

/** Half past eight on a Thursday, the end of every sample's range. */
export const SAMPLE_NOW_MS = Date.parse('2026-03-12T08:30:00Z');
const MINUTE_MS = 60_000;
const before = (minutes: number): number => SAMPLE_NOW_MS - minutes * MINUTE_MS;

export const ticketOf = (key: string, changes: Partial<Ticket> = {}): Ticket => ({
  key,
  projectKey: key.split('-')[0] ?? '',
  url: `https://jira.example/browse/${key}`,
  summary: 'Gate 12 prints no boarding passes',
  description: 'Since this morning the printer shows BoardingPassRenderError.',
  labels: ['incident'],
  issueType: 'Bug',
  priority: 'High',
  status: 'Open',
  statusCategory: 'new',
  assignee: 'Mirja Aalto',
  reporter: 'Desk North',
  components: [],
  createdAtMs: before(90),
  updatedAtMs: before(60),
  ...changes,
});

export const pullRequestOf = (id: string, changes: Partial<PullRequest> = {}): PullRequest => ({
  id,
  repository: id.split('#')[0] ?? '',
  number: Number(id.split('#')[1] ?? 1),
  url: `https://github.example/${id.replace('#', '/pull/')}`,
  title: 'Render passes with the new font',
  body: 'Uses the font of the brand book.',
  author: 'maalto',
  state: 'merged',
  createdAtMs: before(400),
  updatedAtMs: before(130),
  mergedAtMs: before(130),
  headRef: 'new-font',
  baseRef: 'main',
  labels: [],
  files: ['src/render.ts'],
  fileCount: 1,
  checks: 'success',
  ...changes,
});

export const logPatternOf = (id: string, changes: Partial<LogPattern> = {}): LogPattern => ({
  id,
  template: 'BoardingPassRenderError: glyph <*> missing in font <*>',
  logGroup: '/prod/pass-printer',
  services: ['pass-printer'],
  levels: { error: 340 },
  count: 340,
  firstSeenMs: before(120),
  lastSeenMs: before(1),
  minuteCounts: [],
  samples: [
    {
      atMs: before(120),
      logStream: 'a',
      message: 'ERROR pass-printer BoardingPassRenderError: glyph 0x1F6EB missing in font Harbour Sans',
    },
  ],
  exception: { types: ['BoardingPassRenderError'], frames: ['render (src/render.ts:41)'] },
  trend: 'new',
  ...changes,
});

export const suspectOf = (pullRequestId: string, changes: Partial<Suspect> = {}): Suspect => ({
  pullRequestId,
  score: 0.8,
  reasonsFor: ['merged 10 minutes before the first error'],
  reasonsAgainst: [],
  ruledOut: false,
  ...changes,
});

/** Ticket AIR-7, culprit gate/printer#41, ruled-out gate/web#9 and pattern p1, all of `evidenceOf()`. */
export const incidentOf = (changes: Partial<Incident> = {}): Incident => ({
  id: 'inc-1',
  title: 'Gate 12 prints no boarding passes',
  explanation: 'AIR-7 and the log pattern both name BoardingPassRenderError.',
  severity: 'high',
  priority: 71,
  confidence: 0.84,
  services: ['pass-printer', 'gate-desk'],
  ticketKeys: ['AIR-7'],
  pullRequestIds: ['gate/printer#41'],
  logPatternIds: ['p1'],
  links: [],
  suspects: [
    suspectOf('gate/printer#41'),
    suspectOf('gate/web#9', { ruledOut: true, reasonsFor: [], reasonsAgainst: ['errors began before it was merged'] }),
  ],
  culpritPullRequestId: 'gate/printer#41',
  startedAtMs: before(120),
  lastSeenMs: before(1),
  ongoing: true,
  ...changes,
});

export const evidenceOf = (changes: Partial<Evidence> = {}): Evidence => ({
  range: { fromMs: before(24 * 60), toMs: SAMPLE_NOW_MS },
  scope: {
    name: 'gates',
    timeZone: 'Europe/Helsinki',
    jiraProjects: ['AIR'],
    repositories: ['gate/printer', 'gate/web'],
    logGroups: ['/prod/pass-printer'],
    services: [],
    people: [],
  },
  tickets: [ticketOf('AIR-7'), ticketOf('AIR-8', { summary: 'Belt 3 stands still, see OPS-77' })],
  pullRequests: [pullRequestOf('gate/printer#41'), pullRequestOf('gate/web#9', { title: 'Blue buttons' })],
  logPatterns: [logPatternOf('p1'), logPatternOf('p2', { template: 'belt <*> stopped', services: ['belts'] })],
  ...changes,
});

export const rootCauseOf = (changes: Partial<RootCause> = {}): RootCause => ({
  incidentId: 'inc-1',
  title: 'Passes are not printed: a glyph is missing in the new font',
  description: 'The new font lacks a glyph that every pass holds.',
  severity: 'high',
  affectedServices: ['pass-printer'],
  relatedTickets: ['AIR-7'],
  pullRequestId: 'gate/printer#41',
  suggestedAction: 'Revert gate/printer#41.',
  evidence: ['ticket:AIR-7'],
  confidence: 0.84,
  by: 'rules',
  ...changes,
});

export const coverageOf = (
  kind: SourceCoverage['kind'],
  label: string,
  changes: Partial<SourceCoverage> = {},
): SourceCoverage => ({ kind, label, status: 'complete', items: 3, calls: 1, gaps: [], ...changes });
