import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMask,
  hashMasked,
  maskedText,
  scanLine,
  type Mask,
} from '../../../../src/domain/logs/masking/mask-line.ts';
import { normaliseMasked } from '../../../../src/domain/logs/masking/normalise-masked.ts';

const scanned = (text: string): Mask => {
  const mask = createMask(new Uint8Array(8_000));
  scanLine({ text, from: 0, to: text.length, isEncoded: false }, mask);
  return mask;
};
const masked = (text: string): string => normaliseMasked(maskedText(scanned(text)));

describe('masking', () => {
  it.each<[text: string, expected: string]>([
    ['took 12 ms', 'took <*> ms'],
    ['took 12ms, limit -3.5e2', 'took <*>, limit <*>'],
    ['at 2026-05-04T10:11:12.123Z', 'at <*>'],
    ['at Mon May 04 10:11:12 2026', 'at <*>'],
    ['from 10.0.0.1:5432', 'from <*>'],
    ['from fe80::1c2d:3e4f to 00:1b:44:11:3a:b7', 'from <*> to <*>'],
    ['PCI device ba:1f.3 at 0000:0a:f4.7', 'PCI device <*> at <*>'],
    ['be:12 ok', 'be:<*> ok'],
    ['id 3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'id <*>'],
    ['commit 9f4ef63 of deadbeef', 'commit <*> of <*>'],
    ['block blk_-3886504906413966 lost', 'block blk_<*> lost'],
    ['attempt_14_0020_m_000001_0 done', 'attempt_<*> done'],
    ['pod yard-7d9f8b6c5d-x2x4z gone', 'pod yard-<*> gone'],
    ['pod yard-7d9f8b6c5d-bcdfg gone', 'pod yard-<*> gone'],
    ['GET https://example.net/a/b?c=d;e#f failed.', 'GET <*> failed.'],
    ['open "/srv/rail/box-1.dat"', 'open "<*>"'],
    ['open C:\\Rail\\box.dat', 'open <*>'],
    ['read src/yard/move.ts and/or stop', 'read <*> and/or stop'],
    ['to ada.l@example.net', 'to <*>'],
    ['via maple-12.eu.example.net', 'via <*>'],
    ['at net.example.Box.move:41', 'at <*>'],
    ['in main.go:41', 'in main.go:<*>'],
    ['size 1.2 KB of 3 MB', 'size <*> of <*>'],
    ['lifetime <1 sec', 'lifetime <*>'],
    ['at 95% of 12,345 and 345', 'at <*> of <*> and <*>'],
    ['fans ( 3552 3534 3375 )', 'fans ( <*> )'],
    ['shards [1, 2, 3] and [4]', 'shards [<*>] and [<*>]'],
    ['delete blk_1 blk_2 blk_3', 'delete blk_<*>'],
    ['from aa:bb:cc:dd:ee:ff or be:ad', 'from <*> or be:ad'],
    ['GET /boxes?yard=7&sort=up HTTP/1.1', 'GET <*>'],
    ['on ox[001-004,7] and ox005', 'on ox<*> and ox<*>'],
    ['yardd[123]: x[-]', 'yardd[<*>]: x[-]'],
    ['at 10:15 PM, up 3 days, 02:03:04', 'at <*>, up <*>'],
    ['node c8-2c1s7n0 of R00-M1', 'node <*> of R00-M1'],
    ['listen on [::]:2376', 'listen on <*>'],
    ['posted by (null)', 'posted by <*>'],
    ['box <private> shut', 'box <*> shut'],
    ['[req-7 - - - -] GET / HTTP/1.1 "-"', '[req-<*>] GET <*> "<*>"'],
    ['[77 - - -] gone', '[<*>] gone'],
    ['sent 451 bytes (0.4 KB) to 10.0.0.1', 'sent <*> bytes (<*>) to <*>'],
    ['flush of ~12.5 M/13107200, now 0/0', 'flush of ~<*>, now <*>'],
    ['host elk3.reef.example,16020 of log4j.root', 'host <*> of log4j.root'],
    ['client () gone', 'client (<*>) gone'],
    ['version v2.13.4 of utf8 in jk2_init()', 'version <*> of utf8 in jk2_init()'],
    ['interrupt enable......0', 'interrupt enable......<*>'],
    ['wait for it...', 'wait for it...'],
    ['täglich 3 Züge', 'täglich <*> Züge'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('hashes equal masked texts equally, whatever was masked and however long the blanks', () => {
    const hashOf = (text: string, seed: number): number => hashMasked(scanned(text), seed);
    expect(hashOf('wagon 12 at 10.0.0.1', 1)).toBe(hashOf('wagon 98765 at 10.99.0.1', 1));
    expect(hashOf('wagon 12 at 10.0.0.1', 1)).not.toBe(hashOf('wagon 12 at 10.0.0.1', 2));
    expect(hashOf('wagon 12 at', 1)).not.toBe(hashOf('wagon 12 on', 1));
  });

  it('leaves every text as it is but for wildcards and blanks', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        const mask = scanned(text);
        let at = 0;
        for (let index = 0; index < mask.count; index += 1) {
          expect(mask.spans[index * 2]).toBeGreaterThanOrEqual(at);
          expect(mask.spans[index * 2 + 1]).toBeGreaterThan(mask.spans[index * 2] ?? 0);
          at = mask.spans[index * 2 + 1] ?? 0;
        }
        expect(at).toBeLessThanOrEqual(mask.to);
      }),
      { numRuns: 500 },
    );
  });

  it('scans a line where it lies already as it would scan it alone, whatever stands around it', () => {
    const part = fc.string({ maxLength: 40, unit: fc.constantFrom(...'aZ09-+./:@%<_ ,=f'.split('')) });
    fc.assert(
      fc.property(part, part, part, (before, text, after) => {
        const whole = `${before}${text}${after}`;
        const mask = createMask(new Uint8Array(8_000));
        new TextEncoder().encodeInto(whole, mask.codes);
        scanLine({ text: whole, from: before.length, to: before.length + text.length, isEncoded: true }, mask);
        expect(maskedText(mask)).toBe(maskedText(scanned(text)));
        expect(hashMasked(mask, 3)).toBe(hashMasked(scanned(text), 3));
      }),
      { numRuns: 500 },
    );
  });
});
