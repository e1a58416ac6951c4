import { parseArgs } from 'node:util';
import { correlate } from '../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../src/domain/correlation/settings.ts';
import type { Evidence } from '../src/domain/evidence.ts';
import type { LogPattern } from '../src/domain/log-pattern.ts';
import type { PullRequest } from '../src/domain/pull-request.ts';
import type { Ticket } from '../src/domain/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../src/domain/time-range.ts';

/**
 * npm run bench:correlate -- [--json]
 * What correlation costs at the design maximum, and when one input grows to twice and four times of it. The evidence is
 * made up: words by Zipf's law, a fifth of the patterns in bursts, the others all day. CPU time, so that
 * a busy machine doesn't count.
 */
const MAXIMUM = { tickets: 200, pullRequests: 480, patterns: 1_500 };
const RUNS = 3;
const DAY_MS = Date.UTC(2026, 0, 15);
const SERVICES = 40;

type Sizes = typeof MAXIMUM;

const seeded = (seed: number) => (): number => {
  seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
  return ((seed ^ (seed >>> 13)) >>> 0) / 4_294_967_296;
};

const makeEvidence = (sizes: Sizes): Evidence => {
  const random = seeded(7);
  const word = (): string => `word${Math.floor(4_000 * random() ** 3)}`;
  const text = (length: number): string => Array.from({ length }, word).join(' ');
  const minute = (): number => Math.floor(random() * 1_300);
  const service = (): string => `service-${Math.floor(random() * SERVICES)}`;
  return {
    range: { fromMs: DAY_MS, toMs: DAY_MS + 24 * HOUR_MS },
    scope: {
      name: 'scale',
      timeZone: 'UTC',
      jiraProjects: [],
      repositories: [],
      logGroups: [],
      services: [],
      people: [],
    },
    tickets: Array.from({ length: sizes.tickets }, (_, i) => makeTicket(i, text, minute())),
    pullRequests: Array.from({ length: sizes.pullRequests }, (_, i) => makePullRequest(i, service(), text, minute())),
    logPatterns: Array.from({ length: sizes.patterns }, (_, i) =>
      makePattern(i, service(), text(14), minute(), random),
    ),
  };
};

const makeTicket = (index: number, text: (length: number) => string, minute: number): Ticket => ({
  key: `TEAM-${index}`,
  projectKey: 'TEAM',
  url: '',
  summary: text(8),
  description: text(70),
  labels: ['bug'],
  issueType: 'Bug',
  priority: 'High',
  status: 'Open',
  statusCategory: 'new',
  assignee: `Person ${index % 30}`,
  reporter: null,
  components: [],
  createdAtMs: DAY_MS + minute * MINUTE_MS,
  updatedAtMs: DAY_MS + minute * MINUTE_MS,
});

const makePullRequest = (
  index: number,
  service: string,
  text: (length: number) => string,
  minute: number,
): PullRequest => ({
  id: `acme/${service}#${index}`,
  repository: `acme/${service}`,
  number: index,
  url: '',
  title: text(7),
  body: text(40),
  author: `person${index % 30}`,
  state: 'merged',
  createdAtMs: DAY_MS + (minute - 60) * MINUTE_MS,
  updatedAtMs: DAY_MS + minute * MINUTE_MS,
  mergedAtMs: DAY_MS + minute * MINUTE_MS,
  headRef: 'change',
  baseRef: 'main',
  labels: [],
  files: ['src/a.ts', 'src/b.ts'],
  fileCount: 2,
  checks: 'success',
});

const makePattern = (
  index: number,
  service: string,
  template: string,
  from: number,
  random: () => number,
): LogPattern => {
  const isBurst = index % 5 === 0;
  const [start, length] = isBurst ? [from, 20 + Math.floor(random() * 120)] : [0, 1_439];
  const minutes = Array.from({ length: Math.min(length, 1_439 - start) + 1 }, (_, i) => DAY_MS / MINUTE_MS + start + i);
  const minuteCounts = minutes.map((minute) => [minute, 1 + Math.floor(random() * 9)] as const);
  const count = minuteCounts.reduce((sum, [, events]) => sum + events, 0);
  const firstSeenMs = DAY_MS + start * MINUTE_MS;
  return {
    id: `pattern-${index}`,
    template,
    logGroup: `/app/${service}`,
    services: [service],
    levels: { error: count },
    count,
    firstSeenMs,
    lastSeenMs: firstSeenMs + minutes.length * MINUTE_MS,
    minuteCounts,
    samples: [{ atMs: firstSeenMs, logStream: 's', message: template }],
    exception: null,
    trend: isBurst ? 'new' : 'steady',
  };
};

const measure = (sizes: Sizes) => {
  const evidence = makeEvidence(sizes);
  const seconds = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    correlate(evidence, DEFAULT_CORRELATION_SETTINGS);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000_000;
  });
  return {
    ...sizes,
    cpuSeconds: seconds.toSorted((a, b) => a - b)[RUNS >> 1] ?? 0,
    incidents: correlate(evidence, DEFAULT_CORRELATION_SETTINGS).length,
  };
};

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const inputs = Object.keys(MAXIMUM) as (keyof Sizes)[];
const cases = [
  { name: 'design maximum', sizes: MAXIMUM },
  ...inputs.flatMap((input) =>
    [2, 4].map((times) => ({ name: `${input} × ${times}`, sizes: { ...MAXIMUM, [input]: times * MAXIMUM[input] } })),
  ),
];
measure({ tickets: 50, pullRequests: 100, patterns: 300 });
const results = cases.map(({ name, sizes }) => ({ name, ...measure(sizes) }));
if (values.json) process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
else {
  process.stdout.write(`${'case'.padEnd(18)} tickets pull requests patterns  CPU seconds (median of ${RUNS})\n`);
  for (const { name, tickets, pullRequests, patterns, cpuSeconds } of results) {
    const cells = [
      name.padEnd(18),
      String(tickets).padStart(7),
      String(pullRequests).padStart(13),
      String(patterns).padStart(8),
      cpuSeconds.toFixed(3).padStart(8),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}
