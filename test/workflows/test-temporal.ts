import { TestWorkflowEnvironment } from '@temporalio/testing';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attribute-keys.ts';

// Expected failures of activities would fill the output; the runtime can be installed once a process.
Runtime.install({ logger: new DefaultLogger('ERROR') });

/** The `temporal` program that the set-up found or got. */
export const temporalCliPath = (): string => {
  const { TEMPORAL_CLI_PATH: path } = process.env;
  if (path === undefined) throw new Error('TEMPORAL_CLI_PATH is not set: run the tests by npm test, which sets it.');
  return path;
};

/** A real Temporal server in memory, for one test file. */
export const startTestTemporal = (): Promise<TestWorkflowEnvironment> =>
  TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: temporalCliPath() },
      log: { format: 'pretty', level: 'error' },
      searchAttributes: SEARCH_ATTRIBUTES.map((name) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)),
    },
  });
