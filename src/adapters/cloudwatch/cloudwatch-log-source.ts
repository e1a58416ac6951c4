import type { CallContext, LogSource } from '../../ports.ts';
import { createCaller, type CloudWatchCaller } from './cloudwatch-caller.ts';
import { connectCloudWatch, type CloudWatchOptions } from './cloudwatch-connection.ts';
import { diagnoseCloudWatch, listLogGroups } from './cloudwatch-diagnosis.ts';
import { consoleLink } from './console-link.ts';
import { findTerms } from './find-terms.ts';
import { planSlices } from './plan-slices.ts';
import { readSlice } from './read-slice.ts';

/**
 * Error logs of CloudWatch by Logs Insights queries. What counts as an error is the level filter's to say.
 * Throws `InvalidConfig` for a region, endpoint or level filter that can't be used.
 */
export const createCloudWatchLogSource = (options: CloudWatchOptions): LogSource => {
  const connection = connectCloudWatch(options);
  const callerOf = (call: CallContext): CloudWatchCaller => createCaller(connection, call);
  return {
    label: 'CloudWatch',
    planSlices: (query, call) => planSlices(callerOf(call), query),
    readSlice: (slice, onEvents, call) => readSlice(callerOf(call), slice, onEvents),
    findTerms: (query, terms, onEvents, call) => findTerms(callerOf(call), query, terms, onEvents),
    linkTo: (logGroup, range, containing) => consoleLink(connection.region, logGroup, range, containing),
    diagnose: (scope, call) => diagnoseCloudWatch(callerOf(call), scope),
    choices: (call) => listLogGroups(callerOf(call)),
  };
};
