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

const SLOT_BY_NAME = new Map<string, Slot>();
for (const [slot, names] of Object.entries(NAMES)) {
  for (const name of names.split(' ')) if (!SLOT_BY_NAME.has(name)) SLOT_BY_NAME.set(name, slot as Slot);
}
const RANK = new Map(
  Object.values(NAMES).flatMap((names) => names.split(' ').map((name, rank) => [name, rank] as const)),
);

const slots = new Map<string, { readonly slot: Slot; readonly rank: number } | null>();
const MAX_KNOWN_NAMES = 2_000;
/** Beyond every rank. */
const UNSET = 1_000;

/** Which slot a field's name (with those above it, joined by dots) fills; names are few, so answers are kept. */
const slotOf = (name: string): { readonly slot: Slot; readonly rank: number } | null => {
  const known = slots.get(name);
  if (known !== undefined) return known;
  const plain = name.toLowerCase().replace(/[_\-.@]/g, '');
  const slot = SLOT_BY_NAME.get(plain);
  const found = slot === undefined ? null : { slot, rank: RANK.get(plain) ?? 0 };
  if (slots.size < MAX_KNOWN_NAMES) slots.set(name, found);
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
  const ranks = {} as Record<Slot, number>;
  empty(fields, ranks);
  return {
    fields,
    begin: () => empty(fields, ranks),
    set: (name, value) => {
      const found = slotOf(name);
      if (found === null || ranks[found.slot] <= found.rank) return;
      const text = found.slot === 'level' ? levelOf(value) : textOf(value);
      if (text === null) return;
      fields[found.slot] = text;
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

/** Field by field: a loop over names would take longer than the rest of a small object. */
const empty = (fields: Fields, ranks: Record<Slot, number>): void => {
  fields.message = null;
  fields.level = null;
  fields.service = null;
  fields.requestId = null;
  fields.stack = null;
  fields.errorType = null;
  fields.errorMessage = null;
  ranks.message = UNSET;
  ranks.level = UNSET;
  ranks.service = UNSET;
  ranks.requestId = UNSET;
  ranks.stack = UNSET;
  ranks.errorType = UNSET;
  ranks.errorMessage = UNSET;
};
