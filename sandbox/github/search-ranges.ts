import { unprocessable } from './search-syntax.ts';

const DAY_MS = 86_400_000;

/** Epoch milliseconds, both inclusive. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The test that a date qualifier stands for: `2026-11-20`, `2026-11-20T08:30:00Z`, `>=X`, `<X`, `A..B`, `A..*`, `@today-7d`.
 * Times count in whole seconds, dates without a time are whole days in UTC. Throws GraphQLError for anything else.
 */
export const compileDates = (text: string, nowMs: number): ((atMs: number) => boolean) => {
  const { fromMs, toMs } = spanOf(text, nowMs);
  return (atMs) => {
    const secondMs = Math.floor(atMs / 1000) * 1000;
    return secondMs >= fromMs && secondMs <= toMs;
  };
};

const spanOf = (text: string, nowMs: number): Span => {
  const dots = text.indexOf('..');
  if (dots >= 0) {
    const [from, to] = [text.slice(0, dots), text.slice(dots + 2)];
    return {
      fromMs: from === '*' ? -Infinity : momentOf(from, nowMs).fromMs,
      toMs: to === '*' ? Infinity : momentOf(to, nowMs).toMs,
    };
  }
  const [, operator = '', rest = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(text) ?? [];
  const { fromMs, toMs } = momentOf(rest, nowMs);
  switch (operator) {
    case '>=':
      return { fromMs, toMs: Infinity };
    case '>':
      return { fromMs: toMs + 1, toMs: Infinity };
    case '<=':
      return { fromMs: -Infinity, toMs };
    case '<':
      return { fromMs: -Infinity, toMs: fromMs - 1 };
    default:
      return { fromMs, toMs };
  }
};

const UNIT_DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

const momentOf = (text: string, nowMs: number): Span => {
  const relative = /^@today(?:-(\d{1,5})([dwmy]))?$/.exec(text);
  if (relative !== null) {
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
    return dayFrom(today - Number(relative[1] ?? 0) * (UNIT_DAYS[relative[2] ?? 'd'] ?? 1) * DAY_MS);
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return dayFrom(Date.parse(text));
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/.test(text);
  const atMs = isInstant ? Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`) : Number.NaN;
  if (Number.isNaN(atMs)) {
    throw unprocessable(
      `"${text}" is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as YYYY-MM-DD.`,
    );
  }
  const secondMs = Math.floor(atMs / 1000) * 1000;
  return { fromMs: secondMs, toMs: secondMs + 999 };
};

const dayFrom = (fromMs: number): Span => ({ fromMs, toMs: fromMs + DAY_MS - 1 });

/** The test that a number qualifier stands for: `3`, `>3`, `<=3`, `1..5`, `*..5`. Throws GraphQLError. */
export const compileNumbers = (text: string): ((value: number) => boolean) => {
  const range = /^(\d{1,9}|\*)\.\.(\d{1,9}|\*)$/.exec(text);
  if (range !== null) {
    const [from, to] = [
      range[1] === '*' ? -Infinity : Number(range[1]),
      range[2] === '*' ? Infinity : Number(range[2]),
    ];
    return (value) => value >= from && value <= to;
  }
  const [, operator, digits] = /^(>=|<=|>|<)?(\d{1,9})$/.exec(text) ?? [];
  if (digits === undefined) throw unprocessable(`"${text}" is not a number or a range of numbers.`);
  const bound = Number(digits);
  switch (operator) {
    case '>=':
      return (value) => value >= bound;
    case '>':
      return (value) => value > bound;
    case '<=':
      return (value) => value <= bound;
    case '<':
      return (value) => value < bound;
    default:
      return (value) => value === bound;
  }
};
