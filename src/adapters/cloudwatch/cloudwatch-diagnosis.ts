import { DescribeLogGroupsCommand, type DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { compareClocks } from '../../domain/compare-clocks.ts';
import { DaybriefError, toDaybriefError } from '../../domain/daybrief-error.ts';
import type { TeamScope } from '../../domain/team.ts';
import { HOUR_MS } from '../../domain/time-range.ts';
import type { Choice, Diagnosis } from '../../ports.ts';
import type { CloudWatchCaller } from './cloudwatch-caller.ts';
import { missingAction, toCloudWatchError } from './cloudwatch-error.ts';
import { totalQuery } from './insights-query.ts';
import { runQuery } from './run-query.ts';

/** Read-only: credentials, listing, each log group's events of the last day, the clocks. Throws only `Cancelled`. */
export const diagnoseCloudWatch = async (caller: CloudWatchCaller, scope: TeamScope): Promise<readonly Diagnosis[]> => {
  const credentials = await examine('find AWS credentials', () => identify(caller), CREDENTIALS_FIX);
  if (credentials.status === 'failed') return [credentials];
  let serverDate: string | undefined;
  const listing = await examine(
    'list log groups',
    async () => {
      const { logGroups } = await describe(caller, undefined, (date) => (serverDate = date));
      return `allowed in ${caller.connection.region}${logGroups?.length === 0 ? ', but there are none' : ''}`;
    },
    'Allow logs:DescribeLogGroups in the IAM policy (only "daybrief init" and this check use it).',
  );
  const groups = await Promise.all(scope.logGroups.map((group) => examineGroup(caller, group)));
  return [
    credentials,
    listing.status === 'failed' && groups.some(({ status }) => status === 'ok')
      ? { ...listing, status: 'warning' }
      : listing,
    ...groups,
    compareClocks(
      'CloudWatch',
      caller.connection.clock(),
      serverDate ?? null,
      'AWS refuses requests that are 5 minutes off',
    ),
  ];
};

const CREDENTIALS_FIX =
  'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role that may query logs.';

const examine = async (check: string, look: () => Promise<string>, fix: string): Promise<Diagnosis> => {
  try {
    return { check, status: 'ok', found: await look(), fix: null };
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code === 'Cancelled') throw error;
    return { check, status: 'failed', found: error.message, fix };
  }
};

/** An access key's id is no secret; its middle is left out all the same. */
const identify = async ({ connection }: CloudWatchCaller): Promise<string> => {
  try {
    const { accessKeyId, expiration } = await connection.client.config.credentials();
    const until = expiration === undefined ? '' : `, valid until ${expiration.toISOString()}`;
    return `access key ${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}${until}`;
  } catch (error) {
    const found = toCloudWatchError(error, { ...connection, operation: 'find credentials' });
    throw new DaybriefError('Unauthorized', found.message);
  }
};

const examineGroup = async (caller: CloudWatchCaller, logGroup: string): Promise<Diagnosis> => {
  const check = `query ${logGroup}`;
  try {
    const { matched, scanned } = await countDay(caller, logGroup);
    const found = `${matched} events that the level filter lets through${scanned === null ? '' : `, of ${scanned}`}, in the last 24 h`;
    return scanned === 0
      ? { check, status: 'warning', found, fix: 'Check that this is the log group the service writes to today.' }
      : { check, status: 'ok', found, fix: null };
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code === 'Cancelled') throw error;
    return { check, status: 'failed', found: error.message, fix: groupFix(error, logGroup, caller.connection.region) };
  }
};

const groupFix = (error: DaybriefError, logGroup: string, region: string): string => {
  switch (error.code) {
    case 'NotFound':
      return `Correct the name: "daybrief init" lists the log groups of ${region}.`;
    case 'Forbidden':
      return `Allow ${missingAction(error.message) ?? 'logs:StartQuery, logs:GetQueryResults and logs:StopQuery'} on ${logGroup} in the IAM policy.`;
    case 'Unauthorized':
      return CREDENTIALS_FIX;
    default:
      return 'Try again; if it stays, check the endpoint, the region and the level filter.';
  }
};

const countDay = async (
  caller: CloudWatchCaller,
  logGroup: string,
): Promise<{ matched: number; scanned: number | null }> => {
  const toMs = caller.connection.clock();
  const query = {
    operation: `query ${logGroup}`,
    logGroups: [logGroup],
    range: { fromMs: toMs - 24 * HOUR_MS, toMs },
    text: totalQuery(caller.connection.levelFilter),
  };
  let counted = { matched: 0, scanned: null as number | null };
  for await (const page of runQuery(caller, query, AbortSignal.timeout(caller.connection.queryBudgetMs))) {
    const events = page.rows[0]?.find(({ field }) => field === 'events')?.value;
    counted = { matched: Number(events ?? page.recordsMatched ?? 0), scanned: page.recordsScanned };
  }
  return counted;
};

const describe = (
  caller: CloudWatchCaller,
  nextToken: string | undefined,
  onDate?: (date: string) => void,
): Promise<DescribeLogGroupsCommandOutput> =>
  caller.send(
    'list log groups',
    (abortSignal) => {
      const command = new DescribeLogGroupsCommand({ limit: 50, ...(nextToken === undefined ? {} : { nextToken }) });
      command.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          const date = dateOf(result.response);
          if (date !== null) onDate?.(date);
          return result;
        },
        // Low: next to the network, so that it also sees answers that are errors.
        { step: 'deserialize', priority: 'low', name: 'readDate' },
      );
      return caller.connection.client.send(command, { abortSignal });
    },
    AbortSignal.timeout(caller.connection.queryBudgetMs),
  );

const dateOf = (response: unknown): string | null => {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null;
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return null;
  return typeof headers.date === 'string' ? headers.date : null;
};

const MAX_PAGES = 40;

/** The first 2,000 log groups of the account and region, by name. */
export const listLogGroups = async (caller: CloudWatchCaller): Promise<readonly Choice[]> => {
  const names: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await describe(caller, nextToken);
    names.push(...(answer.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []));
    if (answer.nextToken === undefined || answer.nextToken === nextToken) break;
    nextToken = answer.nextToken;
  }
  return names.map((name) => ({ id: name, label: name }));
};
