import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** Three attempts, 2 s doubling to 30 s: what a source outage of a few seconds needs, and a brief can wait for. */
const retry = { maximumAttempts: 3, initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '30s' } as const;

/** A brief waits minutes for Slack rather than get lost: 12 attempts are about 5 minutes. */
const postRetry = { ...retry, maximumAttempts: 12 };

/** A cancelled run ends when its activities have: a query that is stopped, a message that is out. */
const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

const under = (
  startToCloseTimeout: NonNullable<ActivityOptions['startToCloseTimeout']>,
  options: Partial<ActivityOptions> = {},
) => proxyActivities<Activities>({ startToCloseTimeout, retry, cancellationType, ...options });

/** The activities of a run, each under its own timeout and retry policy. */
export const activities = {
  prepareRun: under('10s').prepareRun,
  collectTickets: under('30s', { heartbeatTimeout: '10s' }).collectTickets,
  collectPullRequests: under('30s', { heartbeatTimeout: '10s' }).collectPullRequests,
  planLogSlices: under('60s', { heartbeatTimeout: '10s' }).planLogSlices,
  mineLogSlice: under('60s', { heartbeatTimeout: '10s' }).mineLogSlice,
  lookUpTicketTerms: under('60s', { heartbeatTimeout: '10s' }).lookUpTicketTerms,
  mergeLogPatterns: under('60s', { heartbeatTimeout: '10s' }).mergeLogPatterns,
  correlateEvidence: under('10s').correlateEvidence,
  analyseWithModel: under('45s', { heartbeatTimeout: '10s' }).analyseWithModel,
  analyseByRules: under('10s').analyseByRules,
  summariseWithModel: under('30s', { heartbeatTimeout: '10s' }).summariseWithModel,
  composeBrief: under('10s').composeBrief,
  postBriefMessage: under('10s', { retry: postRetry }).postBriefMessage,
  recordRun: under('10s').recordRun,
  postAlert: under('10s', { retry: postRetry }).postAlert,
} as const;
