import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { toPullRequest } from '../../src/adapters/github/github-pull-request.ts';
import { DEFAULT_LEVEL_FILTER } from '../../src/adapters/cloudwatch/level-filter.ts';
import { toTicket } from '../../src/adapters/jira/jira-issue.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import { mergeSlices, type MinedSlice } from '../../src/domain/logs/merge-slices.ts';
import { createSliceMiner } from '../../src/domain/logs/mine-slice.ts';
import { patternsOf } from '../../src/domain/logs/patterns-of.ts';
import type { LogEvent } from '../../src/domain/log-event.ts';
import type { LogPattern } from '../../src/domain/log-pattern.ts';
import { DEFAULT_SUSPECT_LOOKBACK_HOURS, type PullRequest } from '../../src/domain/pull-request.ts';
import type { TeamScope } from '../../src/domain/team.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { HOUR_MS, isWithin, type TimeRange } from '../../src/domain/time-range.ts';
import { readItems, readWorldFile, type WorldFile } from './world-files.ts';

/** The product's own queries, as its defaults ask them. */
const LABELS = new Set(['bug', 'error', 'incident', 'production-issue']);
const ISSUE_TYPES = new Set(['bug', 'incident']);
const LOOKBACK_MS = DEFAULT_SUSPECT_LOOKBACK_HOURS * HOUR_MS;
const ERRORS = new RegExp(DEFAULT_LEVEL_FILTER, 'i');

const rowSchema = z.object({
  '@timestamp': z.string(),
  '@message': z.string().default(''),
  '@logStream': z.string().default(''),
});

export interface WorldEvidence {
  readonly evidence: Evidence;
  readonly logEvents: number;
}

/** A world's evidence by the adapters' own mapping, with the filters of the product's queries. */
export const evidenceOf = async (directory: string): Promise<WorldEvidence> => {
  const world = readWorldFile(directory);
  const toMs = Date.parse(world.now);
  const range: TimeRange = { fromMs: toMs - world.timeRangeHours * HOUR_MS, toMs };
  const mined = await mineLogs(directory, world, range);
  return {
    evidence: {
      range,
      scope: scopeOf(world),
      tickets: readItems(directory, 'jira-issues.json')
        .map((issue) => toTicket(issue, 'https://jira.example'))
        .filter((ticket) => ticket !== null && isReported(ticket, range)) as Ticket[],
      pullRequests: readItems(directory, 'pull-requests.json')
        .map(toPullRequest)
        .filter((pr) => pr !== null && isCollected(pr, range)) as PullRequest[],
      logPatterns: mined.patterns,
    },
    logEvents: mined.events,
  };
};

const isReported = (ticket: Ticket, range: TimeRange): boolean =>
  isWithin(range, ticket.createdAtMs) &&
  ticket.statusCategory !== 'done' &&
  (ticket.labels.some((label) => LABELS.has(label.toLowerCase())) || ISSUE_TYPES.has(ticket.issueType.toLowerCase()));

const isCollected = (pr: PullRequest, range: TimeRange): boolean =>
  pr.mergedAtMs === null
    ? pr.updatedAtMs >= range.fromMs && pr.createdAtMs < range.toMs
    : pr.mergedAtMs >= range.fromMs - LOOKBACK_MS && pr.mergedAtMs < range.toMs;

const scopeOf = (world: WorldFile): TeamScope => ({
  name: world.name ?? 'world',
  timeZone: world.timeZone,
  jiraProjects: world.jiraProjects,
  repositories: world.repositories,
  logGroups: world.logGroups.map(({ name }) => name),
  services: world.services,
  people: world.people.map(({ name, jira, github }) => ({
    name,
    jira: jira ?? undefined,
    github: github ?? undefined,
  })),
});

const mineLogs = async (
  directory: string,
  world: WorldFile,
  range: TimeRange,
): Promise<{ patterns: LogPattern[]; events: number }> => {
  const slices: MinedSlice[] = [];
  let events = 0;
  for (const group of world.logGroups) {
    const path = join(directory, group.file);
    if (!existsSync(path)) continue;
    const miner = createSliceMiner();
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
    for await (const line of lines) {
      const event = eventOf(line, group.name);
      if (event === null || !isWithin(range, event.atMs) || !ERRORS.test(event.message)) continue;
      miner.add(event);
      events++;
    }
    slices.push(miner.finish());
  }
  return { patterns: [...patternsOf(mergeSlices(slices), { range, services: scopeOf(world).services })], events };
};

const eventOf = (line: string, logGroup: string): LogEvent | null => {
  if (line === '') return null;
  const row = rowSchema.parse(JSON.parse(line));
  const atMs = Date.parse(row['@timestamp']);
  return Number.isNaN(atMs) ? null : { atMs, logGroup, logStream: row['@logStream'], message: row['@message'] };
};
