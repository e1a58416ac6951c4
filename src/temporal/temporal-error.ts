import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { DaybriefError, type ErrorCode } from '../domain/daybrief-error.ts';

/** gRPC status codes. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  1: 'Cancelled',
  3: 'InvalidRequest',
  4: 'TimedOut',
  5: 'NotFound',
  7: 'Forbidden',
  8: 'RateLimited',
  9: 'InvalidRequest',
  14: 'Unavailable',
  16: 'Unauthorized',
};

/** Runs `work` and throws what Temporal's client throws as a DaybriefError that says what was tried. */
export const asTemporalError = async <Value>(operation: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (thrown) {
    const cause = thrown instanceof ServiceError ? thrown.cause : thrown;
    if (!isGrpcServiceError(cause)) throw thrown;
    const code = CODES[cause.code] ?? 'Internal';
    throw new DaybriefError(code, `Temporal, ${operation}: ${cause.details || cause.message}.`, { cause: thrown });
  }
};
