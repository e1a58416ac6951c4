import { compareValues, formatTimestamp, isTruthy, parsePeriod, parseTimestamp, toNumber, toText } from './value.ts';
import type { Value } from './value.ts';

type ScalarFunction = (args: Value[]) => Value;

function ofNumber(compute: (value: number, second: number) => number): ScalarFunction {
  return ([first, second]) => {
    const result = compute(toNumber(first), toNumber(second));
    return Number.isNaN(result) ? undefined : result;
  };
}

function ofText(compute: (text: string, ...rest: Value[]) => Value): ScalarFunction {
  return ([first, ...rest]) => {
    const text = toText(first);
    return text === undefined ? undefined : compute(text, ...rest);
  };
}

function toPeriodStart([timestamp, period]: Value[]): Value {
  const periodMs = parsePeriod(toText(period) ?? '');
  const timestampMs = parseTimestamp(timestamp);
  if (periodMs === undefined || Number.isNaN(timestampMs)) return undefined;
  return formatTimestamp(Math.floor(timestampMs / periodMs) * periodMs);
}

function toPeriodEnd([timestamp, period]: Value[]): Value {
  const periodMs = parsePeriod(toText(period) ?? '');
  const timestampMs = parseTimestamp(timestamp);
  if (periodMs === undefined || Number.isNaN(timestampMs)) return undefined;
  return formatTimestamp(Math.ceil(timestampMs / periodMs) * periodMs);
}

function extreme(args: Value[], sign: 1 | -1): Value {
  const present = args.filter((value) => value !== undefined);
  return present.reduce<Value>(
    (best, value) => (best === undefined || compareValues(value, best) * sign > 0 ? value : best),
    undefined,
  );
}

const FUNCTIONS = new Map<string, ScalarFunction>([
  ['ispresent', ([value]) => value !== undefined],
  ['isempty', ([value]) => value === undefined || value === ''],
  ['isblank', ([value]) => value === undefined || String(value).trim() === ''],
  ['coalesce', (args) => args.find((value) => value !== undefined)],
  ['if', ([condition, yes, no]) => (isTruthy(condition) ? yes : no)],
  ['strcontains', ofText((text, part) => Number(text.includes(toText(part) ?? '')))],
  ['startswith', ofText((text, part) => text.startsWith(toText(part) ?? ''))],
  ['tolower', ofText((text) => text.toLowerCase())],
  ['toupper', ofText((text) => text.toUpperCase())],
  ['trim', ofText((text) => text.trim())],
  ['ltrim', ofText((text) => text.trimStart())],
  ['rtrim', ofText((text) => text.trimEnd())],
  ['strlen', ofText((text) => text.length)],
  ['substr', ofText(substring)],
  ['replace', ofText((text, from, to) => text.replaceAll(toText(from) ?? '', () => toText(to) ?? ''))],
  ['concat', (args) => args.map((value) => toText(value) ?? '').join('')],
  ['strsplit', ofText((text, by, part) => text.split(toText(by) ?? ' ')[toNumber(part ?? 0)])],
  ['abs', ofNumber(Math.abs)],
  ['ceil', ofNumber(Math.ceil)],
  ['floor', ofNumber(Math.floor)],
  ['sqrt', ofNumber(Math.sqrt)],
  ['log', ofNumber(Math.log)],
  ['greatest', (args) => extreme(args, 1)],
  ['least', (args) => extreme(args, -1)],
  ['datefloor', toPeriodStart],
  ['dateceil', toPeriodEnd],
  ['frommillis', ofNumberToText((millis) => formatTimestamp(millis))],
  ['tomillis', ([value]) => numberOrMissing(parseTimestamp(value))],
]);

function substring(text: string, start: Value, length: Value): Value {
  const from = toNumber(start);
  const count = length === undefined ? text.length : toNumber(length);
  return text.slice(from, from + count);
}

function ofNumberToText(compute: (value: number) => string): ScalarFunction {
  return ([first]) => {
    const value = toNumber(first);
    return Number.isNaN(value) ? undefined : compute(value);
  };
}

function numberOrMissing(value: number): Value {
  return Number.isNaN(value) ? undefined : value;
}

/** `bin` is compiled apart, because it reads @timestamp by itself. */
export function isFunction(name: string): boolean {
  return name.toLowerCase() === 'bin' || FUNCTIONS.has(name.toLowerCase());
}

export function scalarFunction(name: string): ScalarFunction {
  const found = FUNCTIONS.get(name);
  if (!found) throw new Error(`no function ${name}: the parser accepts only those that exist`);
  return found;
}
