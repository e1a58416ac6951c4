import { describe, expect, it } from 'vitest';
import { DEFAULT_LEVEL_FILTER } from '../../../src/adapters/cloudwatch/level-filter.ts';

const filter = new RegExp(DEFAULT_LEVEL_FILTER, 'i');

describe('the default level filter', () => {
  it.each([
    '2026-11-24 07:58:01 ERROR [fare] no quote',
    '{"level":50,"msg":"no quote"}',
    '[07:58:01 WRN] Slow quote',
    '[07:58:01 FTL] Host ended',
    'E1124 07:58:01.123456       1 reconciler.go:88] "Sync"',
    'W1124 07:58:01.123456       1 lease.go:12] lease lost',
    'nginx: upstream timed out',
    'node[3]: ENOENT Errno 2',
  ])('lets through %s', (line) => {
    expect(filter.test(line)).toBe(true);
  });

  it.each([
    '2026-11-24 07:58:01 INFO [fare] quote 17 sent',
    '{"level":30,"msg":"quote sent"}',
    '[07:58:01 INF] Quote sent',
    'I1124 07:58:01.123456       1 reconciler.go:88] "Synced"',
  ])('leaves out %s', (line) => {
    expect(filter.test(line)).toBe(false);
  });
});
