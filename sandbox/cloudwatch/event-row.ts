import { LogLine } from './log-line.ts';
import type { Row } from './row.ts';
import type { Value } from './value.ts';

/** The account in whose name the sandbox answers. */
export const ACCOUNT_ID = '123456789012';
const INGESTION_DELAY_MS = 1200;

/** Fields that the index knows, so that no line has to be read for them. */
export const INDEXED_FIELDS: ReadonlySet<string> = new Set(['@timestamp', '@ingestionTime', '@log', '@ptr']);

/** One log event as a query sees it; the fields of a JSON message are discovered when one is asked for. */
export class EventRow implements Row {
  readonly timestampMs: number;
  readonly line: LogLine | undefined;
  readonly #groupName: string;
  readonly #lineNumber: number;
  #assigned: Map<string, Value> | undefined;
  #discovered: unknown;

  /** `text` may be left out when only INDEXED_FIELDS will be asked for. */
  constructor(groupName: string, lineNumber: number, timestampMs: number, text: string | undefined) {
    this.#groupName = groupName;
    this.#lineNumber = lineNumber;
    this.timestampMs = timestampMs;
    this.line = text === undefined ? undefined : new LogLine(text);
  }

  get(field: string): Value {
    if (this.#assigned?.has(field) === true) return this.#assigned.get(field);
    switch (field) {
      case '@timestamp':
        return this.timestampMs;
      case '@ingestionTime':
        return this.timestampMs + INGESTION_DELAY_MS;
      case '@message':
        return this.line?.message;
      case '@logStream':
        return this.line?.logStream;
      case '@log':
        return `${ACCOUNT_ID}:${this.#groupName}`;
      case '@ptr':
        return Buffer.from(`${this.#groupName}#${this.#lineNumber}`).toString('base64');
      default:
        return this.#discoveredField(field);
    }
  }

  set(field: string, value: Value): void {
    this.#assigned ??= new Map();
    this.#assigned.set(field, value);
  }

  isAssigned(field: string): boolean {
    return this.#assigned?.has(field) === true;
  }

  #discoveredField(path: string): Value {
    this.#discovered ??= parseObject(this.line?.message ?? '');
    return valueAt(this.#discovered, path);
  }
}

function parseObject(message: string): unknown {
  const start = message.indexOf('{');
  if (start < 0 || message.slice(0, start).trim() !== '') return {};
  try {
    return JSON.parse(message);
  } catch {
    return {};
  }
}

function valueAt(object: unknown, path: string): Value {
  if (typeof object !== 'object' || object === null) return undefined;
  if (Object.hasOwn(object, path)) return scalar(Reflect.get(object, path));
  const dot = path.indexOf('.');
  if (dot < 0 || !Object.hasOwn(object, path.slice(0, dot))) return undefined;
  return valueAt(Reflect.get(object, path.slice(0, dot)), path.slice(dot + 1));
}

function scalar(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value === null || value === undefined ? undefined : JSON.stringify(value);
}
