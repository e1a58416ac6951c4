import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';
import { toStoreError } from '../../src/store/store-error.ts';

const context = {
  label: 'PostgreSQL at db:5432/x',
  operation: 'list runs',
  redact: (t: string) => t.replaceAll('pw', '***'),
};

const fromServer = (state: string): DatabaseError => {
  const error = new DatabaseError('the server said so', 10, 'error');
  error.code = state;
  return error;
};

const fromNode = (message: string, code?: string): Error => Object.assign(new Error(message), code && { code });

describe('a failure of the database', () => {
  it.each([
    ['28P01', 'Unauthorized', false],
    ['28000', 'Unauthorized', false],
    ['3D000', 'InvalidConfig', false],
    ['42501', 'Forbidden', false],
    ['42P01', 'InvalidConfig', false],
    ['57014', 'TimedOut', true],
    ['57P01', 'Unavailable', true],
    ['57P03', 'Unavailable', true],
    ['53300', 'Unavailable', true],
    ['53200', 'Unavailable', true],
    ['25006', 'Unavailable', true],
    ['40P01', 'Unavailable', true],
    ['40001', 'Unavailable', true],
    ['08006', 'Unavailable', true],
    ['54000', 'InvalidRequest', false],
    ['22021', 'InvalidRequest', false],
    ['XX000', 'Internal', true],
  ])('with SQLSTATE %s is %s', (state, code, retryable) => {
    const error = toStoreError(fromServer(state), context);
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain(`PostgreSQL at db:5432/x, list runs: the server said so (${state}). `);
  });

  it.each([
    [fromNode('connect ECONNREFUSED 10.0.0.1:5432', 'ECONNREFUSED'), 'Unavailable'],
    [fromNode('getaddrinfo ENOTFOUND db', 'ENOTFOUND'), 'Unavailable'],
    [fromNode('getaddrinfo EAI_AGAIN db', 'EAI_AGAIN'), 'Unavailable'],
    [fromNode('write EPIPE', 'EPIPE'), 'Unavailable'],
    [fromNode('connect ENOENT /run/.s.PGSQL.5432', 'ENOENT'), 'Unavailable'],
    [fromNode('bad argument', 'ERR_INVALID_ARG_TYPE'), 'Internal'],
    [new AggregateError([fromNode('connect ECONNREFUSED ::1:5432', 'ECONNREFUSED')]), 'Unavailable'],
    [fromNode('Connection terminated unexpectedly'), 'Unavailable'],
    [fromNode('timeout exceeded when trying to connect'), 'Unavailable'],
    [fromNode('Query read timeout'), 'TimedOut'],
    [fromNode('The server does not support SSL connections'), 'InvalidConfig'],
    [fromNode('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'InvalidConfig'],
    [fromNode('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'Unauthorized'],
    [fromNode('something else'), 'Internal'],
  ])('that is %s is %s', (thrown, code) => {
    expect(toStoreError(thrown, context)).toMatchObject({ code });
  });

  it('is one line without credentials and without the cause, which could hold the client', () => {
    const error = toStoreError(fromNode('failed\n for pw'), context);
    expect(error.message).toContain('failed for ***.');
    expect(error.cause).toBeUndefined();
  });

  it('stays what it is if we threw it', () => {
    const error = new DaybriefError('EvidenceMissing', 'gone');
    expect(toStoreError(error, context)).toBe(error);
  });
});
