import { AbortedTransactionError } from 'kysely';
import { DatabaseError } from 'pg';
import { DaybriefError, type ErrorCode } from '../domain/daybrief-error.ts';

export interface StoreErrorContext {
  /** Which database, without credentials. */
  readonly label: string;
  /** What was being done: "record run 7f3a". */
  readonly operation: string;
  /** Removes credentials from texts that came from the other side or from a library. */
  readonly redact: (text: string) => string;
}

/**
 * Any failure of a database call as a DaybriefError: where, what was found, what to do. The cause is left out:
 * errors of pg can carry the client, and with it the password.
 */
export const toStoreError = (thrown: unknown, { label, operation, redact }: StoreErrorContext): DaybriefError => {
  if (thrown instanceof DaybriefError) return thrown;
  const where = `${label}, ${operation}`;
  const said = redact(reasonOf(thrown)).replaceAll(/\s+/g, ' ').trim().slice(0, 300);
  const [code, advice] = verdictOn(thrown);
  return new DaybriefError(code, `${where}: ${said}. ${advice}`);
};

type Verdict = readonly [ErrorCode, string];

const UNREACHABLE: Verdict = [
  'Unavailable',
  'Check that the database runs and can be reached; the call can be repeated.',
];
const TLS: Verdict = ['InvalidConfig', "Check sslmode and the certificates in the database's URL."];
const PASSWORD: Verdict = ['Unauthorized', "Check the user and the password in the database's URL."];
const SLOW: Verdict = ['TimedOut', 'The database is slow or locked; the call can be repeated.'];

const verdictOn = (thrown: unknown): Verdict => {
  const code = codeOf(thrown);
  if (thrown instanceof DatabaseError) return BY_STATE[code] ?? BY_CLASS[code.slice(0, 2)] ?? UNEXPECTED;
  const message = thrown instanceof Error ? thrown.message : '';
  if (isAnswerLost(thrown)) return SLOW;
  if (/\bSASL\b.*password|client password must be/i.test(message)) return PASSWORD;
  if (/\bSSL\b|certificate/i.test(message) || /CERT|TLS|SSL/.test(code)) return TLS;
  const connection = /^E(?!RR_)[A-Z_]+$/.test(code) || /connect|terminated|not queryable|discarded/i.test(message);
  if (connection) return UNREACHABLE;
  if (thrown instanceof AbortedTransactionError) return ['Unavailable', 'The call can be repeated.'];
  return thrown instanceof TypeError || thrown instanceof RangeError
    ? ['InvalidRequest', "The value can't be stored as JSON."]
    : UNEXPECTED;
};

const UNEXPECTED: Verdict = ['Internal', 'If it comes again, report it with this text.'];

const AGAIN: Verdict = ['Unavailable', 'The call can be repeated.'];
const REFUSED: Verdict = ['Forbidden', 'Grant the user CREATE on the database, and all rights on the schema daybrief.'];

/** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_STATE: Readonly<Record<string, Verdict>> = {
  '28P01': PASSWORD,
  '28000': [
    'Unauthorized',
    "Check the user, and that the server's pg_hba.conf lets it in from here (with or without TLS).",
  ],
  '3D000': ['InvalidConfig', "Create that database, or name another one in the database's URL."],
  '42501': REFUSED,
  '57014': SLOW,
  '55P03': SLOW,
  '25P03': SLOW,
  '53300': ['Unavailable', 'The server has no connection left: raise max_connections or use a pooler.'],
  '53100': ['Unavailable', "The server's disk is full."],
  '25006': ['Unavailable', 'This server takes no writes: it is a standby, or was made read-only. Name the primary.'],
  '42P01': ['InvalidConfig', "Tables of Daybrief are missing: they were dropped, or are another version's."],
  '42703': ['InvalidConfig', "Columns of Daybrief's tables are missing: they are another version's."],
  '3F000': ['InvalidConfig', 'The schema daybrief is missing: it was dropped while Daybrief ran. Start it again.'],
};

const BY_CLASS: Readonly<Record<string, Verdict>> = {
  '08': UNREACHABLE,
  '57': UNREACHABLE,
  '40': AGAIN,
  '53': ['Unavailable', 'The server is out of resources; the call can be repeated.'],
  '54': ['InvalidRequest', 'The value is larger than the database allows.'],
  '22': ['InvalidRequest', "The value can't be stored."],
};

/** SQLSTATE or Node's code; several addresses of one host fail together as an AggregateError. */
const codeOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return '';
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : '';
};

const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.message === '' && thrown instanceof AggregateError) return reasonOf(thrown.errors[0]);
  const code = codeOf(thrown);
  return code === '' || thrown.message.includes(code) ? thrown.message : `${thrown.message} (${code})`;
};

/** True when nobody listens, or the connection broke: another server may have taken over. */
export const isServerGone = (thrown: unknown): boolean =>
  ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02'].includes(codeOf(thrown)) ||
  (thrown instanceof Error && /terminated unexpectedly|not queryable/i.test(thrown.message));

/** pg gave up waiting for a statement's answer, and still waits for it on that connection. */
export const isAnswerLost = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && thrown.message === 'Query read timeout';
