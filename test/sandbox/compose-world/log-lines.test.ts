import { describe, expect, test } from 'vitest';
import { fillHoles, regexOf } from '../../../sandbox/compose-world/fill-holes.ts';
import { writeLogLine, type LogFormat } from '../../../sandbox/compose-world/log-formats.ts';
import { SeededRandom } from '../../../sandbox/compose-world/seeded-random.ts';

const AT_MS = Date.UTC(2026, 10, 24, 8, 30, 5, 42);

describe('fillHoles', () => {
  test.each([
    ['{float}', /^\d+\.\d+$/],
    ['{share}', /^\d{1,2}\.\d$/],
    ['{bytes}', /^\d{3,8}$/],
    ['{socket}', /^\d{4,5}$/],
    ['{host}', /^[a-z]+-\d+\.prod\.internal$/],
    ['{word}', /^[a-z]+$/],
    ['{url}', /^https:\/\/[a-z]+\.example\/[a-z]+\/\d+$/],
    ['{hex:16}', /^[0-9a-f]{16}$/],
    ['{one:left|right}', /^(?:left|right)$/],
  ])('fills %s', (hole, expected) => {
    const random = new SeededRandom(4);
    for (let time = 0; time < 50; time++) {
      const filled = fillHoles(hole, random, AT_MS);
      expect(filled).toMatch(expected);
      expect(filled).toMatch(new RegExp(`^${regexOf(hole, false)}$`));
    }
  });

  test('leaves braces that are no hole', () => {
    const text = '{closure} {line,88} {:error, :not_found} {status} { .. }';
    expect(fillHoles(text, new SeededRandom(1), AT_MS)).toBe(text);
  });
});

describe('writeLogLine', () => {
  test.each<[LogFormat, RegExp]>([
    ['syslog', /^Nov 24 08:30:05 ip-10-4-\d-\d+ bread-oven\[\d+\]: oven cold$/],
    ['syslog-level', /^Nov 24 08:30:05 ip-10-4-\d-\d+ bread-oven\[\d+\]: WARN: oven cold$/],
    ['stamped', /^2026-11-24 08:30:05\.042\d{3} oven cold\n {2}at door$/],
    ['monolog', /^\[2026-11-24 08:30:05\] oven cold\n {2}at door$/],
    ['serilog', /^2026-11-24 08:30:05\.042 \+00:00 \[WRN\] oven cold\n {2}at door$/],
    ['elixir', /^08:30:05\.042 \[warning\] oven cold\n {2}at door$/],
    ['tracing', /^2026-11-24T08:30:05\.042\d{3}Z {2}WARN bread_oven: oven cold\n {2}at door$/],
    ['nginx', /^2026\/11\/24 08:30:05 \[warn\] \d+#\d+: \*\d+ oven cold$/],
    ['nginx-access', /^10\.4\.\d\.\d+ - - \[24\/Nov\/2026:08:30:05 \+0000\] oven cold "-" "okhttp\/4\.12\.0"$/],
    ['envoy', /^\[2026-11-24T08:30:05\.042Z\] oven cold$/],
    ['unreal', /^\[2026\.11\.24-08\.30\.05:042\]\[[ \d]{3}\]oven cold\n {2}at door$/],
    ['ruby', /^W, \[2026-11-24T08:30:05\.042\d{3} #\d+\] {2}WARN -- : oven cold\n {2}at door$/],
  ])('writes %s', (format, expected) => {
    const line = { atMs: AT_MS, level: 'WARN', service: 'bread-oven', source: undefined } as const;
    const written = writeLogLine(format, { ...line, text: 'oven cold', stack: '  at door' }, new SeededRandom(1));
    expect(written).toMatch(expected);
  });

  test('leaves an agent that the text names', () => {
    const line = { atMs: AT_MS, level: 'WARN', service: 'door', source: undefined, stack: undefined } as const;
    const text = '"GET /bread HTTP/1.1" 500 21 "-" "Baker/2.0" 0.041';
    const written = writeLogLine('nginx-access', { ...line, text }, new SeededRandom(1));
    expect(written).toMatch(/^10\.4\.\d\.\d+ - - \[24\/Nov\/2026:08:30:05 \+0000\] "GET .+ "Baker\/2\.0" 0\.041$/);
  });

  test('nginx calls what is fatal critical', () => {
    const line = { atMs: AT_MS, level: 'FATAL', service: 'door', source: undefined, stack: undefined } as const;
    expect(writeLogLine('nginx', { ...line, text: 'no space' }, new SeededRandom(1))).toContain(' [crit] ');
  });
});
