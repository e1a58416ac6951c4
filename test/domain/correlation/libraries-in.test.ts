import { describe, expect, it } from 'vitest';
import { librariesIn, namesLibrary } from '../../../src/domain/correlation/libraries-in.ts';
import { pattern } from './evidence-builders.ts';

const inTrace = (message: string): string[] => [
  ...librariesIn(
    pattern('api', 'failed', { from: 1, to: 2, perMinute: 1 }, { samples: [{ atMs: 0, logStream: 's', message }] }),
  ),
];

describe('librariesIn', () => {
  it.each([
    ['Node', 'at put (/app/node_modules/@aws-sdk/lib-storage/dist/index.js:261:19)', ['aws-sdk', 'lib-storage']],
    ['pnpm', 'at f (/app/node_modules/.pnpm/undici@7.1.0/node_modules/undici/lib/a.js:1:1)', ['undici']],
    ['Python', 'File "/usr/lib/python3.11/site-packages/pandas/core/generic.py", line 6204', ['pandas']],
    ['Ruby', "/usr/local/bundle/gems/activerecord-7.1.3/lib/a.rb:9:in `exec'", ['activerecord']],
    ['Rust', '/root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/hyper-0.14.2/src/a.rs:1', ['hyper']],
    ['Java', 'at com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:181)', ['zaxxer', 'hikari', 'pool']],
  ])('reads packages of %s', (_, trace, names) => {
    expect(inTrace(`failed\n    ${trace}`)).toEqual(expect.arrayContaining(names));
  });

  it('reads a trace with its line ends escaped', () => {
    expect(inTrace(String.raw`{"err":"x\n    at a (/srv/node_modules/redis/a.js:1:1)"}`)).toContain('redis');
  });

  it('leaves out what is called as the service that writes', () => {
    const message = 'at com.acme.api.orders.OrderBook.place(OrderBook.java:7)';
    expect(inTrace(`failed\n    ${message}`)).toEqual(['acme', 'orders']);
  });

  it('finds none in a line without a trace', () => {
    expect(inTrace('connection to db.internal refused')).toEqual([]);
  });

  it('stays quick on a long hostile line', () => {
    const started = performance.now();
    inTrace(`at ${'a.'.repeat(200_000)} node_modules/${'@x/'.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('namesLibrary', () => {
  const libraries = new Set(['pandas', 'core', 'aws-sdk', 'pg']);

  it.each([
    ['fix(deps): update aws-sdk-js-v3 monorepo', true],
    ['python 3.11, pandas 2.1', true],
    ['expand the score board', false],
    ['core: update the texts', false],
    ['pg 8.12', false],
  ])('%s: %s', (text, isNamed) => {
    expect(namesLibrary(text, libraries, 'acme/api')).toBe(isNamed);
  });

  it('takes the names of the own repository and its owner for no package', () => {
    const own = new Set(['acme', 'orders']);
    expect(namesLibrary('add orders to the page, see acme/orders#3', own, 'acme/orders-api')).toBe(false);
    expect(namesLibrary('update orders to 2.1', own, 'acme/web')).toBe(true);
  });
});
