import { busyMinute } from './busy-minute.ts';
import type { Household, HouseholdService } from './household.ts';
import type { LogFormat } from './log-formats.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { OrdinaryDay, StoryLog, StoryTicket } from './story.ts';

const DAY_MINUTES = 24 * 60;
const MAX_BURST_MINUTES = 5;
/** Drawn from evenly. */
const PRIORITIES = ['Low', 'Low', 'Low', 'Low', 'Medium', 'Medium', 'Medium', 'Medium', 'High', 'Highest'] as const;
const STATUSES = ['Open', 'Open', 'To Do', 'In Progress'] as const;
/** Their lines are those of one program, which says nothing of the kind. */
const FIXED_VOCABULARY: ReadonlySet<LogFormat> = new Set(['nginx', 'nginx-access', 'envoy', 'postgres', 'klog']);
const UNREAL_LEVELS = { INFO: 'Display', WARN: 'Warning', ERROR: 'Error', FATAL: 'Fatal' };

/** Ordinary tickets in the households' projects, none of them about an incident. */
export const routineTicketsOf = (
  { routineTickets }: OrdinaryDay,
  households: readonly Household[],
  count: number,
  random: SeededRandom,
  nowMs: number,
): StoryTicket[] => {
  const kinds = random.shuffled(routineTickets);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    if (kind === undefined) throw new Error('the ordinary day has no routine tickets');
    const { project, reporters, components } = random.pick(households.flatMap((household) => household.projects));
    return {
      ...kind,
      ref: `routine-${index}`,
      project,
      at: busyMinute(random, nowMs, 1 - DAY_MINUTES, -2),
      priority: random.pick(PRIORITIES),
      status: random.pick(STATUSES),
      assignee: random.chance(0.5) ? random.pick(reporters) : null,
      reporter: random.pick(reporters),
      components: components.length > 0 && random.chance(0.7) ? [random.pick(components)] : [],
    };
  });
};

/** Every service's own background: some lines that it writes all day. */
export const routineLogsOf = (
  { routineLogs }: OrdinaryDay,
  households: readonly Household[],
  random: SeededRandom,
): StoryLog[] =>
  servicesOf(households).flatMap((service) =>
    random
      .shuffled(routineLogs)
      .slice(0, random.whole(1, 3))
      .map(({ level, text, times }) => ({
        ...lineOf(service, level, text),
        times: Math.max(1, Math.round(times * (0.4 + 1.6 * random.next()))),
        shape: random.chance(0.8) ? ('daily' as const) : ('waves' as const),
        from: -DAY_MINUTES,
        to: 0,
      })),
  );

/** Restarts and blips that belong to no incident. */
export const routineBurstsOf = (
  { routineBursts }: OrdinaryDay,
  households: readonly Household[],
  count: number,
  random: SeededRandom,
): StoryLog[] =>
  Array.from({ length: count }, () => random.pick(routineBursts)).flatMap((lines) => {
    const service = random.pick(servicesOf(households));
    const minutes = random.whole(1, MAX_BURST_MINUTES);
    const from = -random.whole(minutes + 1, DAY_MINUTES - 1);
    return lines.map(({ level, text, times }) => ({
      ...lineOf(service, level, text),
      ...{ times: random.whole(Math.ceil(times / 2), times * 2), shape: 'even' as const, from, to: from + minutes },
    }));
  });

const servicesOf = (households: readonly Household[]): HouseholdService[] => [
  ...new Map(
    households
      .flatMap(({ services }) => services)
      .filter(({ format }) => !FIXED_VOCABULARY.has(format))
      .map((service) => [service.service, service]),
  ).values(),
];

const lineOf = ({ service, group, format, source }: HouseholdService, level: StoryLog['level'], text: string) => {
  const name = level === 'WARN' ? 'WARNING' : level;
  const wordings: Partial<Record<LogFormat, string>> = {
    monolog: `production.${name}: ${text}`,
    stamped: `<${name}> ${text}`,
    unreal: `LogServer: ${UNREAL_LEVELS[level]}: ${text}`,
  };
  const worded = wordings[format] ?? text;
  return { service, group, format, source, level, text: worded };
};
