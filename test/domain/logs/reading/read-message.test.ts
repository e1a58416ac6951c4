import { describe, expect, it } from 'vitest';
import {
  createMessage,
  MAX_READ_LENGTH,
  readMessage,
  type ReadMessage,
} from '../../../../src/domain/logs/reading/read-message.ts';

const read = (raw: string): ReadMessage & { readonly line: string } => {
  const message = createMessage();
  readMessage(raw, message);
  return { ...message, line: message.text.slice(message.from, message.to) };
};

describe('readMessage', () => {
  it.each<[format: string, raw: string, level: string | null, line: string]>([
    [
      'Spring Boot',
      '2026-05-04 10:11:12.123 ERROR 1 --- [nio-8080-exec-2] n.e.rail.SignalBox   : signal 12 dark',
      'error',
      'signal 12 dark',
    ],
    ['Spring Boot 3', '2026-05-04T10:11:12.123+02:00  WARN 71 --- [rail] [main] n.e.rail.Box : late', 'warn', 'late'],
    ['logback', '10:11:12.123 [main] ERROR net.example.Box - it broke', 'error', 'it broke'],
    ['logback without a time', '[main] WARN net.example.Box - it broke', 'warn', 'it broke'],
    ['Python', '2026-05-04 10:11:12,123 ERROR rail.box: it broke', 'error', 'it broke'],
    ['Python with dashes', '2026-05-04 10:11:12,123 - rail - WARNING - it broke', 'warn', 'it broke'],
    ['Python basicConfig', 'CRITICAL:root:it broke', 'fatal', 'it broke'],
    ['zap', '2026-05-04T10:11:12.123Z\terror\trail/box.go:31\tit broke\t{"shard": 3}', 'error', 'it broke'],
    ['slog', 'time=2026-05-04T10:11:12Z level=WARN msg="it broke" shard=3', 'warn', 'it broke'],
    [
      'nginx error',
      '2026/05/04 10:11:12 [crit] 31#31: *12 it broke, client: 10.0.0.1',
      'fatal',
      'it broke, client: 10.0.0.1',
    ],
    [
      'nginx access',
      '10.0.0.1 - ada [04/May/2026:10:11:12 +0000] "GET /x?y=1 HTTP/1.1" 502 12 "-" "curl"',
      'error',
      'GET /x?y=1 failed with a server error',
    ],
    ['syslog RFC 3164', 'May  4 10:11:12 edge-1 radiusd[12]: it broke', null, 'it broke'],
    ['syslog with a priority', '<11>May  4 10:11:12 edge-1 radiusd[12]: it broke', 'error', 'it broke'],
    [
      'syslog RFC 5424',
      '<12>1 2026-05-04T10:11:12.123Z edge-1 radiusd 12 ID1 [a@1 b="c\\]d"] it broke',
      'warn',
      'it broke',
    ],
    ['Apache 2.2', '[Mon May 04 10:11:12 2026] [error] it broke', 'error', 'it broke'],
    [
      'Apache 2.4',
      '[Mon May 04 10:11:12.123456 2026] [proxy:warn] [pid 1:tid 2] [client 10.0.0.1:5] AH01: it broke',
      'warn',
      'AH01: it broke',
    ],
    ['klog', 'E0504 10:11:12.123456    1 box.go:31] it broke', 'error', 'it broke'],
    ['.NET', 'fail: Rail.Box[13]\n      it broke', 'error', 'it broke'],
    ['Serilog', '2026-05-04 10:11:12.123 +02:00 [ERR] it broke', 'error', 'it broke'],
    ['Serilog, short', '[10:11:12 WRN] it broke', 'warn', 'it broke'],
    ['Ruby', 'E, [2026-05-04T10:11:12.123456 #12] ERROR -- : it broke', 'error', 'it broke'],
    ['Postgres', '2026-05-04 10:11:12.123 UTC [12] app@rail FATAL:  it broke', 'fatal', 'it broke'],
    ['Lambda', '2026-05-04T10:11:12.123Z\t6f1a0f0e-0000-4000-a000-1234567890ab\tERROR\tit broke', 'error', 'it broke'],
    ['containerd', '2026-05-04T10:11:12.123456789Z stderr F it broke', null, 'it broke'],
    ['Android', '05-04 10:11:12.123  17  23 E RailBox: it broke', 'error', 'it broke'],
    ['HDFS', '260504 101112 148 INFO dfs.Box: it broke', 'info', 'it broke'],
    ['piped fields', '20260504-10:11:12:123|Rail_Box|3000|it broke', null, 'it broke'],
    ['pino', '{"level":50,"time":1,"msg":"it broke"}', 'error', 'it broke'],
    ['nested JSON', '{"severityText":"WARN","body":"it broke","resource":{"service.name":"rail"}}', 'warn', 'it broke'],
    [
      'JSON around a header',
      '{"log":"2026-05-04 10:11:12,123 ERROR rail.box: it broke\\n","stream":"stderr"}',
      'error',
      'it broke',
    ],
    ['JSON without a message', '{"b":2,"a":"x"}', null, 'a=x b=2'],
    ['logfmt', 'ts=1 level=error err="can\'t reach \\"db\\"" caller=box.go:3', 'error', 'can\'t reach "db"'],
    [
      'a record of its own kind',
      'type=CWD msg=audit(1777889472.1:7):  cwd="/srv"',
      null,
      'type=CWD msg=audit(1777889472.1:7):  cwd="/srv"',
    ],
    ['HealthApp', '20260504-9:1:2:33|Rail_Box|301|it broke', null, 'it broke'],
    ['readings', '20260504-9:1:2:33|Rail_Box|301|LOAD : 7 12', null, 'LOAD : 7 12'],
    ['Redis', '1:M 04 May 2026 10:11:12.123 # it broke', 'warn', 'it broke'],
    ['a sign that is no mark', '05-04 10:11:12.123 # it broke', null, '# it broke'],
    ['docker compose', 'web-1  | 2026-05-04T10:11:12.123Z ERROR it broke', 'error', 'it broke'],
    ['a file before the time', 'app.log.2 2026-05-04 10:11:12.123 77 ERROR rail.box [-] it broke', 'error', 'it broke'],
    [
      'node and second time',
      '- 1777889472 2026.05.04 R1-N2 2026-05-04-10.11.12.123456 R1-N2 it broke',
      null,
      'R1-N2 it broke',
    ],
    [
      'a severity behind node, system and facility',
      '- 1777889472 2026.05.04 R1-N2 2026-05-04-10.11.12.123456 R1-N2 RAS KERNEL FATAL it broke',
      'fatal',
      'R1-N2 RAS KERNEL FATAL it broke',
    ],
    ['capitals that are no severity', 'May  4 10:11:12 rail boxd: NO MORE ERRORS', null, 'NO MORE ERRORS'],
    ['MySQL', '2026-05-04T10:11:12.123456Z 12 [Warning] [MY-010055] [Server] it broke', 'warn', 'it broke'],
    ['Airflow', '[2026-05-04T10:11:12.123+0000] {box.py:31} ERROR - it broke', 'error', 'it broke'],
    ['loguru', '2026-05-04 10:11:12.123 | ERROR    | rail.box:<module>:31 - it broke', 'error', 'it broke'],
    ['Celery', '[2026-05-04 10:11:12,123: ERROR/ForkPoolWorker-12] it broke', 'error', 'it broke'],
    ['padded levels', '2026-05-04 10:11:12, Info                  CBS    it broke', 'info', 'CBS    it broke'],
    ['rsyslog with a full date', '2026-05-04T10:11:12.123456+02:00 edge-1 radiusd[12]: it broke', null, 'it broke'],
    ['a program and its kind', '[05.04 10:11:12] sync.exe *64 - it broke', null, 'it broke'],
    [
      'a database record',
      '2026-05-04 10:11:12.123 UTC,"app","rail",12,"10.0.0.1:5",66a8.1f,3,"INSERT",2026-05-04 10:00:00 UTC,1/2,0,ERROR,23505,"key ""a"" is there","Key (id)=(1)",,,',
      'error',
      'key "a" is there',
    ],
    ['a time within a message', 'order 12 is due 2026-05-04 10:11:12', null, 'order 12 is due 2026-05-04 10:11:12'],
    ['a message that begins with a level', 'ERROR IN CONTACTING RM.', null, 'ERROR IN CONTACTING RM.'],
    [
      'a message that begins with an exception',
      '2026-05-04 10:11:12 net.example.BoxException: it broke',
      null,
      'net.example.BoxException: it broke',
    ],
    ['a message in brackets', '[client 10.0.0.1] it broke', null, '[client 10.0.0.1] it broke'],
    ['a sentence with a colon', 'Error: it broke', null, 'Error: it broke'],
  ])('reads %s', (_, raw, level, line) => {
    expect(read(raw)).toMatchObject({ level, line });
  });

  it.each<[from: string, raw: string, service: string | null, requestId: string | null]>([
    ['JSON', '{"service":"rail","msg":"m","trace_id":"ab12"}', 'rail', 'ab12'],
    [
      'nested JSON',
      '{"msg":"m","service":{"name":"rail"},"http":{"request":{"id":"zz"}},"correlation_id":"ab12"}',
      'rail',
      'ab12',
    ],
    ['OpenTelemetry', '{"body":"m","resource":{"service.name":"rail"},"traceId":"ab12"}', 'rail', 'ab12'],
    ['logfmt', 'level=warn msg=m service=rail request_id=ab12', 'rail', 'ab12'],
    ['syslog', 'May  4 10:11:12 edge-1 radiusd[12]: m', 'radiusd', null],
    [
      'Lambda',
      '2026-05-04T10:11:12.123Z\t6f1a0f0e-0000-4000-a000-1234567890ab\tERROR\tm',
      null,
      '6f1a0f0e-0000-4000-a000-1234567890ab',
    ],
    ['brackets', '2026-05-04 10:11:12 ERROR [req-7f9a] m', null, '7f9a'],
    ['the object behind a message', '2026-05-04T10:11:12.123Z\twarn\tm\t{"request_id": "ab12"}', null, 'ab12'],
  ])('takes service and request id from %s', (_, raw, service, requestId) => {
    expect(read(raw)).toMatchObject({ service, requestId });
  });

  it('keeps the names in a header for finding the service', () => {
    expect(read('2026-05-04 10:11:12 ERROR [yard-service] [req-12345678] m').names).toEqual(['yard-service']);
  });

  it('gives the lines after the first, or the field for it, as the stack trace', () => {
    expect(read('2026-05-04 10:11:12 ERROR m\n\tat a.B.c(B.java:1)').stack).toBe('\tat a.B.c(B.java:1)');
    expect(read('{"msg":"m","err":{"stack":"TypeError: x\\n    at a (b.js:1:1)"}}').stack).toBe(
      'TypeError: x\n    at a (b.js:1:1)',
    );
    expect(read('x\tERROR\tm\t{"errorType":"TypeError","errorMessage":"no"}').line).toBe('x\tERROR\tm: TypeError: no');
  });

  it('reads a header alike whatever characters the message has', () => {
    const raw = '2026-05-04 10:11:12.123 ERROR 1 --- [exec-2] n.e.rail.SignalBox : ';
    for (const message of [
      'signal 12 dark',
      'Signal 12 lässt grüßen',
      '信号 12 が暗い',
      '💥 12',
      '\u00a0x',
      '\ud800',
    ]) {
      expect(read(`${raw}${message}\nnext`)).toMatchObject({ level: 'error', line: message, stack: 'next' });
      expect(read(`level=warn\u00a0service=räil msg="${message}"`)).toMatchObject({
        ...{ level: 'warn', service: 'räil', line: message },
      });
    }
  });

  it('reads a text of any length and its first characters only', () => {
    const long = `2026-05-04 10:11:12 ERROR ${'é'.repeat(40_000)}`;
    expect(read(long).line).toBe(long.slice(26, MAX_READ_LENGTH));
    expect(read(' '.repeat(40_000)).line).toBe('');
  });

  it('keeps what one message says apart from what another reader reads', () => {
    const [one, other] = [createMessage(), createMessage()];
    readMessage('2026-05-04 10:11:12 ERROR [yard-service] crane 1', one);
    readMessage('2026-05-04 10:11:12 ERROR [rail-service] gate 23 jams', other);
    expect(one.text.slice(one.from, one.to)).toBe('crane 1');
    expect(one.names).toEqual(['yard-service']);
    expect(String.fromCharCode(...one.header.codes.subarray(one.from, one.to))).toBe('crane 1');
  });

  it.each<[what: string, raw: string, line: string]>([
    ['a quote that never closes', 'level=warn msg="it broke', 'level=warn msg="it broke'],
    ['text after a quote', 'level=warn msg="it"broke', 'level=warn msg="it"broke'],
    ['a quote inside a value', 'level=warn msg=it"broke', 'level=warn msg=it"broke'],
    ['a single pair', 'msg=broken', 'msg=broken'],
    ['pairs without a message', 'a=1 b=2', 'a=1 b=2'],
    ['words among pairs', 'level=warn msg=it broke', 'level=warn msg=it broke'],
    ['an empty value', 'level= msg=broken', 'broken'],
    ['blanks around pairs', '  level=warn   msg="it\\tbroke"  ', 'it\tbroke'],
  ])('takes pairs for what they are: %s', (_, raw, line) => {
    expect(read(raw).line).toBe(line);
  });
});
