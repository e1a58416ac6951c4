import type { StartQueryCommandInput } from '@aws-sdk/client-cloudwatch-logs';

const isArn = (logGroup: string): boolean => logGroup.startsWith('arn:');

/** Names go into one parameter; ARNs, as cross-account observability needs them, into another that takes both. */
export const logGroupsParameter = (
  logGroups: readonly string[],
): Pick<StartQueryCommandInput, 'logGroupNames' | 'logGroupIdentifiers'> =>
  logGroups.some(isArn) ? { logGroupIdentifiers: logGroups.map(withoutWildcard) } : { logGroupNames: [...logGroups] };

/** IAM writes the ARN of a log group with `:*` at its end, which queries don't accept. */
const withoutWildcard = (logGroup: string): string => (isArn(logGroup) ? logGroup.replace(/:\*$/, '') : logGroup);

/** `arn:aws:logs:REGION:ACCOUNT:log-group:NAME` → NAME. */
export const nameOf = (logGroup: string): string =>
  isArn(logGroup) ? withoutWildcard(logGroup).split(':').slice(6).join(':') : logGroup;
