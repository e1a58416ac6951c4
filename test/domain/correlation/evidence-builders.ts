import type { Evidence } from '../../../src/domain/evidence.ts';
import type { LogPattern } from '../../../src/domain/log-pattern.ts';
import type { PullRequest } from '../../../src/domain/pull-request.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time-range.ts';

/** The day of all stories: minute 0 is its beginning. */
export const DAY_MS = Date.UTC(2026, 2, 10, 7, 0);
export const at = (minute: number): number => DAY_MS + minute * MINUTE_MS;

export const evidence = (parts: Partial<Evidence> = {}): Evidence => ({
  range: { fromMs: DAY_MS, toMs: DAY_MS + 24 * HOUR_MS },
  scope: {
    name: 'wholesale',
    timeZone: 'UTC',
    jiraProjects: ['SHIP'],
    repositories: [],
    logGroups: [],
    services: [],
    people: [{ name: 'Nils Aaberg', github: 'naaberg' }],
  },
  tickets: [],
  pullRequests: [],
  logPatterns: [],
  ...parts,
});

export const ticket = (key: string, minute: number, parts: Partial<Ticket> = {}): Ticket => ({
  key,
  projectKey: key.split('-')[0] ?? '',
  url: `https://jira.example/browse/${key}`,
  summary: '',
  description: '',
  labels: ['bug'],
  issueType: 'Bug',
  priority: 'High',
  status: 'Open',
  statusCategory: 'new',
  assignee: null,
  reporter: null,
  components: [],
  createdAtMs: at(minute),
  updatedAtMs: at(minute),
  ...parts,
});

export const pullRequest = (id: string, mergedMinute: number | null, parts: Partial<PullRequest> = {}): PullRequest => {
  const [repository = '', number = '0'] = id.split('#');
  const mergedAtMs = mergedMinute === null ? null : at(mergedMinute);
  const createdAtMs = (mergedAtMs ?? at(0)) - HOUR_MS;
  return {
    id,
    repository,
    number: Number(number),
    url: `https://github.example/${repository}/pull/${number}`,
    title: '',
    body: '',
    author: null,
    state: mergedAtMs === null ? 'open' : 'merged',
    createdAtMs,
    updatedAtMs: mergedAtMs ?? createdAtMs,
    mergedAtMs,
    headRef: 'change',
    baseRef: 'main',
    labels: [],
    files: [],
    fileCount: 0,
    checks: 'success',
    ...parts,
  };
};

/** A busy day of one repository: nothing in it is about any report. */
export const ordinaryChanges = (repository: string, count: number): PullRequest[] =>
  Array.from({ length: count }, (_, place) =>
    pullRequest(`${repository}#${500 + place}`, 20 + place * 12, {
      title: `Tidy screen ${place}`,
      body: 'Moves constants and sorts imports',
      files: [`ui/screens/screen${place}.ts`],
      author: 'tidy',
    }),
  );

export interface Outbreak {
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
}

export const pattern = (
  service: string,
  template: string,
  { from, to, perMinute }: Outbreak,
  parts: Partial<LogPattern> = {},
): LogPattern => {
  const minuteCounts = Array.from({ length: to - from + 1 }, (_, i) => [at(from + i) / MINUTE_MS, perMinute] as const);
  return {
    id: `${service}:${template}`,
    template,
    logGroup: `/app/${service}`,
    services: [service],
    levels: { error: perMinute * minuteCounts.length },
    count: perMinute * minuteCounts.length,
    firstSeenMs: at(from),
    lastSeenMs: at(to),
    minuteCounts,
    samples: [{ atMs: at(from), logStream: 's', message: template }],
    exception: null,
    trend: 'new',
    ...parts,
  };
};
