import { MockActivityEnvironment } from '@temporalio/testing';
import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import type { Logger } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { DaybriefError, RETRYABLE_BY_CODE, type ErrorCode } from '../../src/domain/daybrief-error.ts';
import { failureInterceptor } from '../../src/temporal/failure-interceptor.ts';

const run = async (thrown: unknown, prepare: (environment: MockActivityEnvironment) => void = () => undefined) => {
  const logged: string[] = [];
  const note = (message: string, meta?: unknown): void => void logged.push(`${message} ${JSON.stringify(meta)}`);
  const none = (): void => undefined;
  const logger: Logger = { log: none, trace: none, debug: none, info: none, warn: none, error: note };
  const environment = new MockActivityEnvironment(
    {},
    { logger, interceptors: [() => ({ inbound: failureInterceptor })] },
  );
  prepare(environment);
  const failure = await environment
    .run(async () => {
      await Promise.resolve();
      throw thrown;
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { failure, logged };
};

const failureOf = async (thrown: unknown): Promise<ApplicationFailure> => {
  const { failure } = await run(thrown);
  if (failure instanceof ApplicationFailure) return failure;
  throw new Error('no ApplicationFailure', { cause: failure });
};

describe('an error of ours', () => {
  it.each(Object.entries(RETRYABLE_BY_CODE).filter(([code]) => code !== 'Cancelled'))(
    '%s keeps its code and is retried: %s',
    async (code, retryable) => {
      expect(await failureOf(new DaybriefError(code as ErrorCode, 'what happened'))).toMatchObject({
        ...{ type: code, nonRetryable: !retryable, message: 'what happened' },
      });
    },
  );

  it('waits as long as it is asked to, up to a minute', async () => {
    const waiting = (retryAfterMs: number) =>
      failureOf(new DaybriefError('RateLimited', 'slow down', { retryAfterMs }));
    expect((await waiting(5_000)).nextRetryDelay).toBe(5_000);
    expect((await waiting(3_600_000)).nextRetryDelay).toBe(60_000);
    for (const odd of [NaN, -1]) expect((await waiting(odd)).nextRetryDelay).toBeUndefined();
    expect((await failureOf(new DaybriefError('RateLimited', 'slow down'))).nextRetryDelay).toBeUndefined();
  });

  it('carries no cause and no secret, and not much text', async () => {
    const cause = new Error('inner password=hunter22');
    const failure = await failureOf(
      new DaybriefError('Unavailable', `token ghp_${'a1B2'.repeat(9)} ${'x'.repeat(50_000)}`, { cause }),
    );
    expect(failure.cause).toBeUndefined();
    expect(failure.message.length).toBeLessThanOrEqual(2_000);
    expect(failure.message).toMatch(/^token \[token removed\] x/);
  });

  it('ends a cancelled activity as cancelled', async () => {
    expect((await run(new DaybriefError('Cancelled', 'stopped'))).failure).toBeInstanceOf(CancelledFailure);
    const abort = new DOMException('This operation was aborted', 'AbortError');
    expect((await run(abort, (environment) => environment.cancel('CANCELLED'))).failure).toBeInstanceOf(
      CancelledFailure,
    );
    expect(await failureOf(abort)).toMatchObject({ type: 'Internal', nonRetryable: false });
  });
});

describe('any other error', () => {
  it('is internal, without its stack and secrets, in the failure and in the log', async () => {
    const { failure, logged } = await run(new TypeError('connect postgres://app:hunter22@db/x failed'));
    expect(failure).toMatchObject({
      type: 'Internal',
      nonRetryable: false,
      message: 'connect postgres://app:[password removed]@db/x failed',
    });
    expect(JSON.stringify(failure)).not.toMatch(/failure-interceptor\.test|hunter22/);
    const ours = logged.find((line) => line.startsWith('Unexpected error in an activity'));
    expect(ours).toContain('failure-interceptor.test');
    expect(ours).not.toContain('hunter22');
  });

  it.each([
    ['a text', 'boom', 'boom'],
    ['nothing', undefined, 'undefined'],
    ['an object', { a: 1 }, '[object Object]'],
  ])('may be %s', async (_, thrown, message) => {
    expect(await failureOf(thrown)).toMatchObject({ type: 'Internal', message });
  });

  it('stays what it is where Temporal already knows it', async () => {
    const known = ApplicationFailure.nonRetryable('as it is', 'Mine');
    expect((await run(known)).failure).toBe(known);
  });
});
