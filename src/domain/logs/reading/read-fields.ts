import { levelNamed, levelNumbered } from './level-names.ts';

/** What a structured log line says, by the names that loggers use. */
export interface Fields {
  message: string | null;
  level: string | null;
  service: string | null;
  requestId: string | null;
  stack: string | null;
  /** Name and message of an error that the line carries beside its message. */
  errorType: string | null;
  errorMessage: string | null;
}

type Slot = keyof Fields;

/** Names in lower case without `_`, `-`, `.` and `@`; the earlier of two slots' names wins. */
const NAMES: Readonly<Record<Slot, string>> = {
  message: 'message msg text body shortmessage mt m renderedmessage logmessage eventmessage event log',
  level: 'level severity lvl loglevel levelname severitytext logseverity l priority errorseverity',
  service:
    'service servicename svc app application appname component logservice resourceservicename kubernetescontainername containername container program ddservice',
  requestId:
    'requestid reqid correlationid correlation traceid trace xrequestid awsrequestid txid transactionid ddtraceid spantraceid',
  stack:
    'stack stacktrace trace exception exc excinfo exctext errorstack errorstacktrace exceptionstacktrace x fullmessage thrown backtrace errstack errorverbose',
  errorType: 'errortype errorname errorkind errorclass exceptiontype exceptionclass exceptionname errorcode errname',
  errorMessage: 'errormessage error err exceptionmessage errmessage reason cause detail details',
};

const SLOTS = Object.keys(NAMES) as Slot[];
const MESSAGE = SLOTS.indexOf('message');
const LEVEL = SLOTS.indexOf('level');
const SERVICE = SLOTS.indexOf('service');
const REQUEST_ID = SLOTS.indexOf('requestId');
const STACK = SLOTS.indexOf('stack');
const ERROR_TYPE = SLOTS.indexOf('errorType');

/** Which slot a name fills, and how good it is among that slot's names: the lowest wins. */
interface Place {
  readonly slot: number;
  readonly rank: number;
}

const PLACES = new Map<string, Place>();
for (const [slot, key] of SLOTS.entries()) {
  for (const [rank, name] of NAMES[key].split(' ').entries()) if (!PLACES.has(name)) PLACES.set(name, { slot, rank });
}

const places = new Map<string, Place | null>();
const MAX_KNOWN_NAMES = 2_000;
/** Beyond every rank. */
const UNSET = 1_000;

/** Where a field's name (with those above it, joined by dots) belongs; names are few, so answers are kept. */
const slotOf = (name: string): Place | null => {
  const known = places.get(name);
  if (known !== undefined) return known;
  const found = PLACES.get(name.toLowerCase().replace(/[_\-.@]/g, '')) ?? null;
  if (places.size < MAX_KNOWN_NAMES) places.set(name, found);
  return found;
};

/** Takes fields in one by one; unknown names are left out. One serves all lines: `begin` empties it. */
export interface FieldReader {
  begin(): void;
  set(name: string, value: unknown): void;
  readonly fields: Fields;
}

export const createFieldReader = (): FieldReader => {
  const fields = {} as Fields;
  const ranks = Array.from({ length: SLOTS.length }, () => UNSET);
  empty(fields);
  return {
    fields,
    begin: () => {
      empty(fields);
      for (let slot = 0; slot < ranks.length; slot += 1) ranks[slot] = UNSET;
    },
    set: (name, value) => {
      const found = slotOf(name);
      if (found === null || (ranks[found.slot] ?? 0) <= found.rank) return;
      const text = found.slot === LEVEL ? levelOf(value) : textOf(value);
      if (text === null) return;
      fill(fields, found.slot, text);
      ranks[found.slot] = found.rank;
    },
  };
};

const levelOf = (value: unknown): string | null =>
  typeof value === 'number' ? levelNumbered(value) : typeof value === 'string' ? levelNamed(value) : null;

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((line) => typeof line === 'string')) return value.join('\n');
  return null;
};

/** Field by field, here and below: setting one by its name takes longer than the rest of a small object. */
const fill = (fields: Fields, slot: number, text: string): void => {
  if (slot === MESSAGE) fields.message = text;
  else if (slot === LEVEL) fields.level = text;
  else if (slot === SERVICE) fields.service = text;
  else if (slot === REQUEST_ID) fields.requestId = text;
  else if (slot === STACK) fields.stack = text;
  else if (slot === ERROR_TYPE) fields.errorType = text;
  else fields.errorMessage = text;
};

const empty = (fields: Fields): void => {
  fields.message = null;
  fields.level = null;
  fields.service = null;
  fields.requestId = null;
  fields.stack = null;
  fields.errorType = null;
  fields.errorMessage = null;
};
