import { z } from 'zod';
import { clip } from '../domain/analysis/phrases.ts';
import { redact } from '../domain/analysis/redact.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { RunPlan } from '../domain/run-plan.ts';
import { HOUR_MS } from '../domain/time-range.ts';
import type { ActivityDependencies, TeamSettings } from './dependencies.ts';

const inputSchema = z.strictObject({
  team: z.string().optional(),
  timeRangeHours: z.number().min(1).max(168).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  post: z.boolean().optional(),
});

const DEFAULT_RANGE_HOURS = 24;
/** Beyond it lies a slip of the pen; within it a sample world whose day is still to come. */
const LATEST_UNTIL_AHEAD_MS = 366 * 24 * HOUR_MS;
const EARLIEST_UNTIL_MS = Date.UTC(2000, 0, 1);
const MAX_FAULTS = 5;

export interface PrepareRunRequest {
  /** As it arrived: anything. */
  readonly input: unknown;
  readonly runId: string;
  readonly workflowId: string;
  readonly startedAtMs: number;
}

/** Checks the input, resolves the team and freezes its settings. Throws `InvalidInput` naming every fault at once. */
export const prepareRun =
  (deps: ActivityDependencies) =>
  async (request: PrepareRunRequest): Promise<RunPlan> => {
    const input = parseInput(request.input);
    const team = findTeam(deps.teams, input.team);
    const toMs = endOf(input.until, request.startedAtMs);
    const contextRef = await deps.evidence.put(request.runId, 'team', team);
    return {
      runId: request.runId,
      workflowId: request.workflowId,
      startedAtMs: request.startedAtMs,
      team: team.scope.name,
      range: { fromMs: toMs - (input.timeRangeHours ?? DEFAULT_RANGE_HOURS) * HOUR_MS, toMs },
      contextRef,
      sources: plannedSources(deps, team),
      channel: input.post === false || deps.messenger === null ? null : team.channel,
      alerts: deps.messenger === null ? null : deps.alerts,
      noModelReason: deps.model === null ? 'no language model is configured' : null,
      searchAttributes: deps.searchAttributes,
    };
  };

const parseInput = (input: unknown): z.infer<typeof inputSchema> => {
  const parsed = inputSchema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, MAX_FAULTS)
    .map((issue) => `${issue.path.join('.') || 'input'}: ${shown(issue.message)}`);
  throw new DaybriefError(
    'InvalidInput',
    `The run's input ${shown(JSON.stringify(input))} can't be used. ${faults.join('; ')}. ` +
      'Allowed: {"team":"NAME","timeRangeHours":1-168,"until":"2026-11-20T08:30:00Z","post":true}, each of them optional.',
  );
};

const endOf = (until: string | undefined, startedAtMs: number): number => {
  if (until === undefined) return startedAtMs;
  const toMs = Date.parse(until);
  if (toMs >= EARLIEST_UNTIL_MS && toMs <= startedAtMs + LATEST_UNTIL_AHEAD_MS) return toMs;
  throw new DaybriefError(
    'InvalidInput',
    `The run's input has until ${until}; allowed: from 2000-01-01T00:00:00Z to a year from now.`,
  );
};

const findTeam = (teams: readonly TeamSettings[], name: string | undefined): TeamSettings => {
  const wanted = name?.normalize();
  const team = name === undefined ? teams[0] : teams.find(({ scope }) => scope.name.normalize() === wanted);
  if (team) return team;
  const known = teams.map((candidate) => candidate.scope.name).join(', ');
  throw new DaybriefError(
    'InvalidInput',
    `The run's input names team ${shown(JSON.stringify(name))}; allowed: ${clip(known, 500)}.`,
  );
};

const plannedSources = (deps: ActivityDependencies, { scope }: TeamSettings): RunPlan['sources'] => ({
  tickets: { label: deps.tickets?.label ?? 'Jira', configured: deps.tickets !== null && scope.jiraProjects.length > 0 },
  'pull-requests': {
    label: deps.pullRequests?.label ?? 'GitHub',
    configured: deps.pullRequests !== null && scope.repositories.length > 0,
  },
  logs: { label: deps.logs?.label ?? 'CloudWatch', configured: deps.logs !== null && scope.logGroups.length > 0 },
});

/** Inputs come from anywhere, and errors are kept. */
const shown = (text: string | undefined): string => clip(redact((text ?? 'undefined').slice(0, 2_000)), 200);
