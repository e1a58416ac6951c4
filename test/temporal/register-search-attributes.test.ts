import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { TestWorkflowEnvironment as Environment } from '@temporalio/testing';
import type { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attribute-keys.ts';
import { registerSearchAttributes } from '../../src/temporal/register-search-attributes.ts';
import { temporalCliPath } from '../workflows/test-temporal.ts';

let temporal: TestWorkflowEnvironment;
beforeAll(async () => {
  const executable = { type: 'existing-path', path: temporalCliPath() } as const;
  temporal = await Environment.createLocal({ server: { executable, log: { format: 'pretty', level: 'error' } } });
});
afterAll(() => temporal.teardown());

const registered = async (): Promise<string[]> => {
  const { customAttributes } = await temporal.connection.operatorService.listSearchAttributes({ namespace: 'default' });
  return SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] !== undefined);
};

describe('registering search attributes on a real server', () => {
  it('says no for a namespace that is not there', async () => {
    expect(await registerSearchAttributes(temporal.connection, 'nowhere')).toBe(false);
  });

  it('adds them, also for workers that start together, and again changes nothing', async () => {
    expect(await registered()).toEqual([]);
    const together = await Promise.all(
      Array.from({ length: 4 }, () => registerSearchAttributes(temporal.connection, 'default')),
    );
    expect(together).toEqual([true, true, true, true]);
    expect(await registered()).toEqual([...SEARCH_ATTRIBUTES]);
    expect(await registerSearchAttributes(temporal.connection, 'default')).toBe(true);
  });
});

describe('registering where it may not', () => {
  const operator = (listed: readonly (readonly string[] | Error)[]): Pick<Connection, 'operatorService'> => {
    const answers = [...listed];
    const listSearchAttributes = async () => {
      const answer = answers.shift() ?? new Error('asked too often');
      if (answer instanceof Error) throw answer;
      return { customAttributes: Object.fromEntries(answer.map((name) => [name, 2])) };
    };
    const addSearchAttributes = () => Promise.reject(new Error('7 PERMISSION_DENIED'));
    return {
      operatorService: { listSearchAttributes, addSearchAttributes } as unknown as Connection['operatorService'],
    };
  };

  it('goes without where they are missing, and with them where another has added them', async () => {
    expect(await registerSearchAttributes(operator([[], []]), 'default')).toBe(false);
    expect(await registerSearchAttributes(operator([[], [...SEARCH_ATTRIBUTES]]), 'default')).toBe(true);
    expect(await registerSearchAttributes(operator([[...SEARCH_ATTRIBUTES]]), 'default')).toBe(true);
    expect(await registerSearchAttributes(operator([new Error('14'), new Error('14')]), 'default')).toBe(false);
  });
});
