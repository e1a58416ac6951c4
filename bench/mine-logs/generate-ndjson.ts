import { closeSync, openSync, writeSync } from 'node:fs';
import { seededNumbers } from '../seeded-numbers.ts';

/** One kind of line: `{n}` number, `{ip}`, `{id}` hex, `{u}` uuid, `{w}` word, `{p}` path; `weight` of all lines. */
const KINDS: readonly {
  readonly weight: number;
  readonly style: 'json' | 'spring' | 'logfmt' | 'zap' | 'nginx' | 'syslog' | 'plain';
  readonly text: string;
  readonly stack?: string;
}[] = [
  { weight: 30, style: 'json', text: 'charge {u} for order {n} declined by issuer after {n}ms' },
  { weight: 22, style: 'spring', text: 'Connection to {ip}:5432 is not available, request timed out after {n}ms' },
  { weight: 18, style: 'plain', text: 'Request {id} to {p} failed with status {n}, retrying in {n} ms' },
  { weight: 16, style: 'logfmt', text: 'consumer {w} lags {n} messages behind on partition {n}' },
  { weight: 14, style: 'zap', text: 'rpc error: code = Unavailable desc = connection to {ip}:{n} refused' },
  {
    weight: 12,
    style: 'nginx',
    text: 'upstream timed out (110: Connection timed out) while reading response header from upstream, client: {ip}, request: "GET {p} HTTP/1.1"',
  },
  { weight: 12, style: 'syslog', text: 'Failed password for invalid user {w} from {ip} port {n} ssh2' },
  { weight: 8, style: 'json', text: 'cache miss for key session:{id}, loading from store took {n} ms' },
  {
    weight: 6,
    style: 'plain',
    text: 'slow query ({n} ms): SELECT * FROM invoices WHERE tenant_id = {n} AND state = {w}',
  },
  {
    weight: 4,
    style: 'spring',
    text: 'Transfer {u} could not be booked',
    stack:
      'java.lang.IllegalStateException: account {n} is locked\n\tat com.example.book.Journal.append(Journal.java:88)\n\tat com.example.book.TransferService.book(TransferService.java:41)\n\tat org.springframework.aop.Proxy.invoke(Proxy.java:12)\nCaused by: java.sql.SQLException: lock wait timeout\n\tat com.mysql.cj.jdbc.Driver.execute(Driver.java:1)\n\tat com.example.book.LockTable.acquire(LockTable.java:17)',
  },
  { weight: 2, style: 'plain', text: 'worker {w} gave up on job {id}: {w} not found in {w}' },
];
const WORDS =
  'amber birch cedar dune ember fjord grove heath islet jetty knoll ledge mesa north oasis plain quarry ridge shore tarn upland vale wharf'.split(
    ' ',
  );
const HOUR_MS = 3_600_000;
const FLUSH_LENGTH = 1 << 20;

/** Writes `events` lines of mixed formats over a day, the same for the same seed. */
export const generateNdjson = (path: string, events: number, seed: number): void => {
  const file = openSync(path, 'w');
  const random = seededNumbers(seed);
  const total = KINDS.reduce((sum, { weight }) => sum + weight, 0);
  const startMs = Date.UTC(2026, 0, 15);
  let out = '';
  for (let index = 0; index < events; index += 1) {
    const atMs = startMs + Math.floor((index / events) * 24 * HOUR_MS);
    let left = random() * total;
    const kind = KINDS.find(({ weight }) => (left -= weight) < 0) ?? KINDS[0];
    if (kind === undefined) break;
    const message = wrap(
      kind.style,
      new Date(atMs).toISOString(),
      fill(kind.text, random),
      kind.stack === undefined ? '' : fill(kind.stack, random),
      random,
    );
    out += `${JSON.stringify({ '@timestamp': new Date(atMs).toISOString(), '@message': message, '@logStream': `task/${Math.floor(random() * 12)}` })}\n`;
    if (out.length > FLUSH_LENGTH) {
      writeSync(file, out);
      out = '';
    }
  }
  writeSync(file, out);
  closeSync(file);
};

const fill = (text: string, random: () => number): string =>
  text.replace(/\{(\w+)\}/g, (hole, kind: string) => {
    const int = (below: number): number => Math.floor(random() * below);
    const hex = (length: number): string => Array.from({ length }, () => int(16).toString(16)).join('');
    switch (kind) {
      case 'n':
        return String(int(90_000) + 1);
      case 'ip':
        return `10.${int(256)}.${int(256)}.${int(254) + 1}`;
      case 'id':
        return hex(16);
      case 'u':
        return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
      case 'w':
        return WORDS[int(WORDS.length)] ?? '';
      case 'p':
        return `/api/v2/${WORDS[int(WORDS.length)] ?? ''}/${int(9_999)}`;
      default:
        return hole;
    }
  });

const wrap = (style: string, iso: string, text: string, stack: string, random: () => number): string => {
  const plain = iso.replace('T', ' ').replace('Z', '');
  const id = Math.floor(random() * 4_294_967_296)
    .toString(16)
    .padStart(8, '0');
  const tail = stack === '' ? '' : `\n${stack}`;
  switch (style) {
    case 'json':
      return JSON.stringify({ time: iso, level: 'error', service: 'payments', msg: text, trace_id: id + id });
    case 'logfmt':
      return `time=${iso} level=warn service=stream msg=${JSON.stringify(text)} request_id=${id}`;
    case 'spring':
      return `${plain} ERROR 7 --- [nio-8080-exec-${Math.floor(random() * 40)}] c.example.book.Service : ${text}${tail}`;
    case 'zap':
      return `${iso}\terror\tgateway/client.go:${Math.floor(random() * 300)}\t${text}`;
    case 'nginx':
      return `${plain.slice(0, 19).replaceAll('-', '/')} [error] 31#31: *${Math.floor(random() * 900_000)} ${text}`;
    case 'syslog':
      return `Jan 15 ${iso.slice(11, 19)} bastion-1 sshd[${Math.floor(random() * 30_000)}]: ${text}`;
    default:
      return `${plain} ERROR [ledger] [req-${id}${id}] ${text}`;
  }
};
