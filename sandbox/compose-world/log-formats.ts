import type { SeededRandom } from './seeded-random.ts';

export const LOG_FORMATS = [
  'json',
  'pino',
  'logfmt',
  'logback',
  'python',
  'zap',
  'zap-console',
  'nginx',
  'nginx-access',
  'envoy',
  'syslog',
  'syslog-level',
  'postgres',
  'klog',
  'plain',
  'stamped',
  'monolog',
  'serilog',
  'elixir',
  'tracing',
  'ruby',
  'unreal',
] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface LogLine {
  readonly atMs: number;
  readonly level: 'FATAL' | 'ERROR' | 'WARN' | 'INFO';
  readonly service: string;
  readonly source: string | undefined;
  readonly text: string;
  readonly stack: string | undefined;
}

type Writer = (line: LogLine, random: SeededRandom) => string;

const iso = (atMs: number): string => new Date(atMs).toISOString();
const spaced = (atMs: number): string => iso(atMs).replace('T', ' ').slice(0, 23);
const below = (text: string, stack: string | undefined): string => (stack === undefined ? text : `${text}\n${stack}`);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const PINO_LEVELS = { INFO: 30, WARN: 40, ERROR: 50, FATAL: 60 };
const SERILOG_LEVELS = { INFO: 'INF', WARN: 'WRN', ERROR: 'ERR', FATAL: 'FTL' };
const NGINX_LEVELS = { INFO: 'error', WARN: 'warn', ERROR: 'error', FATAL: 'crit' };
const ELIXIR_LEVELS = { INFO: 'info', WARN: 'warning', ERROR: 'error', FATAL: 'critical' };

const compact = (values: Readonly<Record<string, unknown>>): string => JSON.stringify(values);

const json: Writer = ({ atMs, level, service, text, stack }, random) =>
  compact({
    '@timestamp': iso(atMs),
    severity: level,
    service,
    trace: random.hex(16),
    message: text,
    ...(stack === undefined ? {} : { stack_trace: stack }),
  });

const pino: Writer = ({ atMs, level, service, text, stack }, random) =>
  compact({
    level: PINO_LEVELS[level],
    time: Math.floor(atMs),
    pid: random.whole(1, 40),
    hostname: `${service}-${random.hex(5)}`,
    reqId: `req-${random.hex(6)}`,
    ...(stack === undefined ? {} : { err: { type: stack.split(':')[0], message: text, stack } }),
    msg: text,
  });

const logfmt: Writer = ({ atMs, level, service, text, stack }, random) =>
  `ts=${iso(atMs)} lvl=${level.toLowerCase()} svc=${service} trace_id=${random.hex(16)} msg=${JSON.stringify(text)}` +
  (stack === undefined ? '' : ` stack=${JSON.stringify(stack)}`);

const logback: Writer = ({ atMs, level, service, source, text, stack }, random) =>
  below(
    `${spaced(atMs)} ${level.padEnd(5)} [${random.pick(['exec', 'worker', 'scheduling'])}-${random.whole(1, 24)}] ` +
      `${source ?? `io.quayline.${service}`} - ${text}`,
    stack,
  );

const python: Writer = ({ atMs, level, service, source, text, stack }) =>
  below(`[${spaced(atMs).replace('.', ',')}] ${level} in ${source ?? service.replaceAll('-', '_')}: ${text}`, stack);

const zap: Writer = ({ atMs, level, source, text, stack }, random) =>
  compact({
    level: level.toLowerCase(),
    ts: Math.floor(atMs) / 1000,
    caller: source ?? `cmd/main.go:${random.whole(20, 90)}`,
    msg: text,
    ...(stack === undefined ? {} : { stacktrace: stack }),
  });

const zapConsole: Writer = ({ atMs, level, service, source, text, stack }) =>
  below(`${iso(atMs)}\t${level}\t${service}\t${source ?? 'cmd/main.go:41'}\t${text}`, stack);

const nginx: Writer = ({ atMs, level, text }, random) =>
  `${spaced(atMs).slice(0, 19).replaceAll('-', '/')} [${NGINX_LEVELS[level]}] ` +
  `${random.whole(7, 40)}#${random.whole(7, 40)}: *${random.whole(10_000, 900_000)} ${text}`;

/** `text` is the request line with its status and size; referrer and agent as well, where they say something. */
const nginxAccess: Writer = ({ atMs, text }, random) => {
  const [date = '', time = ''] = iso(atMs).slice(0, 19).split('T');
  const [year = '', month = '1', day = ''] = date.split('-');
  const at = `${day}/${MONTHS[Number(month) - 1] ?? ''}/${year}:${time} +0000`;
  const agent = text.includes(' "-" "') ? '' : ' "-" "okhttp/4.12.0"';
  return `10.4.${random.whole(0, 9)}.${random.whole(1, 254)} - - [${at}] ${text}${agent}`;
};

/** Its access log; `text` is what follows the time. */
const envoy: Writer = ({ atMs, text }) => `[${iso(atMs)}] ${text}`;

const syslog: Writer = ({ atMs, service, source, text }, random) => {
  const at = new Date(atMs);
  const day = String(at.getUTCDate()).padStart(2);
  const host = `ip-10-4-${random.whole(0, 9)}-${random.whole(1, 254)}`;
  return `${MONTHS[at.getUTCMonth()] ?? ''} ${day} ${iso(atMs).slice(11, 19)} ${host} ${source ?? service}[${random.whole(300, 30_000)}]: ${text}`;
};

/** A program that says its level itself: syslog's own severity is not in the line. */
const syslogLevel: Writer = (line, random) => syslog({ ...line, text: `${line.level}: ${line.text}` }, random);

const postgres: Writer = ({ atMs, level, text }, random) =>
  `${spaced(atMs)} UTC [${random.whole(100, 32_000)}] quay@fleet ${level === 'WARN' ? 'WARNING' : level}:  ${text}`;

const klog: Writer = ({ atMs, level, source, text }, random) => {
  const stamp = iso(atMs);
  const day = stamp.slice(5, 10).replace('-', '');
  return `${level.slice(0, 1)}${day} ${stamp.slice(11, 23)}000 ${random.whole(1, 9)} ${source ?? 'controller.go:114'}] ${text}`;
};

const plain: Writer = ({ atMs, level, service, text, stack }) =>
  below(`${iso(atMs)} ${service} ${level}: ${text}`, stack);

/** For texts that name their level themselves, as native programs print it. */
const stamped: Writer = ({ atMs, text, stack }, random) =>
  below(`${spaced(atMs)}${String(random.whole(100, 999))} ${text}`, stack);

/** PHP; the text begins with the channel and the level. */
const monolog: Writer = ({ atMs, text, stack }) => below(`[${spaced(atMs).slice(0, 19)}] ${text}`, stack);

const serilog: Writer = ({ atMs, level, text, stack }) =>
  below(`${spaced(atMs)} +00:00 [${SERILOG_LEVELS[level]}] ${text}`, stack);

const elixir: Writer = ({ atMs, level, text, stack }) =>
  below(`${iso(atMs).slice(11, 23)} [${ELIXIR_LEVELS[level]}] ${text}`, stack);

/** Rust. */
const tracing: Writer = ({ atMs, level, service, source, text, stack }, random) =>
  below(
    `${iso(atMs).replace('Z', `${random.whole(100, 999)}Z`)} ${(level === 'FATAL' ? 'ERROR' : level).padStart(5)} ` +
      `${source ?? service.replaceAll('-', '_')}: ${text}`,
    stack,
  );

const ruby: Writer = ({ atMs, level, text, stack }, random) =>
  below(
    `${level.slice(0, 1)}, [${iso(atMs).replace('Z', String(random.whole(100, 999)))} #${random.whole(1, 400)}] ` +
      `${level.padStart(5)} -- : ${text}`,
    stack,
  );

/** A game server; `text` begins with the category and, for all but information, the level. */
const unreal: Writer = ({ atMs, text, stack }, random) => {
  const stamp = spaced(atMs).replaceAll('-', '.').replace(' ', '-').replaceAll(':', '.');
  return below(`[${stamp.slice(0, 19)}:${stamp.slice(20)}][${String(random.whole(0, 999)).padStart(3)}]${text}`, stack);
};

const WRITERS: Readonly<Record<LogFormat, Writer>> = {
  ...{ json, pino, logfmt, logback, python, zap, nginx, syslog, postgres, klog, plain },
  ...{ stamped, monolog, serilog, elixir, tracing, ruby, envoy, unreal },
  'syslog-level': syslogLevel,
  'zap-console': zapConsole,
  'nginx-access': nginxAccess,
};

/** A line as the service's own logger would print it. */
export const writeLogLine = (format: LogFormat, line: LogLine, random: SeededRandom): string =>
  WRITERS[format](line, random);

/** Whether the text stands in the line as a JSON string does. */
export const isJsonEncoded = (format: LogFormat): boolean => ['json', 'pino', 'logfmt', 'zap'].includes(format);
