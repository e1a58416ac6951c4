import { expect } from 'vitest';
import { parseConfig } from '../../src/config/load-config.ts';
import { DaybriefError } from '../../src/domain/daybrief-error.ts';

/** The smallest allowed file. */
export const TEAM = 'teams:\n  - name: payments\n    jiraProjects: [PAY]\n';

/** What is said of a file named d.yaml, one line each; empty when it is accepted. */
export const faultsOf = (text: string): string[] => {
  try {
    parseConfig(text, 'd.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(DaybriefError);
    expect((error as DaybriefError).code).toBe('InvalidConfig');
    return (error as DaybriefError).message.split('\n');
  }
  return [];
};
