import { DaybriefError, type ErrorCode } from '../../domain/daybrief-error.ts';

export interface CloudWatchErrorContext {
  readonly region: string;
  /** What was being done: "count events of /app/x". */
  readonly operation: string;
  /** Removes credentials from texts that came from the other side or from a library. */
  readonly redact: (text: string) => string;
}

/** Any failure of a CloudWatch call as a DaybriefError: where, what was found, what to do; never a credential. */
export const toCloudWatchError = (thrown: unknown, context: CloudWatchErrorContext): DaybriefError => {
  if (thrown instanceof DaybriefError) return thrown;
  const failure = failureOf(thrown);
  const code = codeOf(failure);
  const said = context.redact(failure.message.replaceAll(/\s+/g, ' ').trim()).slice(0, 300);
  const found = [failure.status === null ? null : `HTTP ${failure.status}`, failure.name, said]
    .filter((part) => part !== null && part !== '')
    .join(', ');
  return new DaybriefError(
    code,
    `CloudWatch (${context.region}), ${context.operation}: ${found}. ${whatToDo(code, said)}`,
  );
};

interface Failure {
  readonly name: string;
  readonly message: string;
  /** HTTP status of an answer that is an error; null when there was none. */
  readonly status: number | null;
  /** Node's or AWS's own code: ECONNREFUSED. */
  readonly code: string;
}

const failureOf = (thrown: unknown): Failure => {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), status: null, code: '' };
  const status = statusOf(thrown);
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return {
    // The SDK's HTTP handler renames broken connections to timeouts.
    name: BROKEN_CONNECTION.has(code) ? '' : thrown.name,
    message: thrown.message,
    status: status !== null && status >= 300 ? status : null,
    code,
  };
};

const BROKEN_CONNECTION = new Set(['ECONNRESET', 'EPIPE']);

/** The SDK puts the status into `$metadata`, or into `$response` when the answer couldn't be parsed. */
const statusOf = (error: Error): number | null => {
  if ('$metadata' in error) {
    const status = numberIn(error.$metadata, 'httpStatusCode');
    if (status !== null) return status;
  }
  return '$response' in error ? numberIn(error.$response, 'statusCode') : null;
};

const numberIn = (value: unknown, key: string): number | null => {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'number' ? found : null;
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  AccessDeniedException: 'Forbidden',
  CredentialsProviderError: 'Unauthorized',
  ExpiredTokenException: 'Unauthorized',
  IncompleteSignature: 'Unauthorized',
  IncompleteSignatureException: 'Unauthorized',
  InvalidClientTokenId: 'Unauthorized',
  InvalidSignatureException: 'Unauthorized',
  MissingAuthenticationToken: 'Unauthorized',
  MissingAuthenticationTokenException: 'Unauthorized',
  NotAuthorized: 'Forbidden',
  OptInRequired: 'Forbidden',
  RequestExpired: 'Unauthorized',
  SignatureDoesNotMatch: 'Unauthorized',
  TokenRefreshRequired: 'Unauthorized',
  UnrecognizedClientException: 'Unauthorized',
  ResourceNotFoundException: 'NotFound',
  InvalidParameterException: 'InvalidRequest',
  MalformedQueryException: 'InvalidRequest',
  SerializationException: 'InvalidRequest',
  ValidationException: 'InvalidRequest',
  LimitExceededException: 'RateLimited',
  RequestLimitExceeded: 'RateLimited',
  Throttling: 'RateLimited',
  ThrottlingException: 'RateLimited',
  TooManyRequestsException: 'RateLimited',
  InternalFailure: 'Unavailable',
  InternalServerException: 'Unavailable',
  OperationAbortedException: 'Unavailable',
  ServiceUnavailable: 'Unavailable',
  ServiceUnavailableException: 'Unavailable',
  TimeoutError: 'TimedOut',
  SyntaxError: 'InvalidResponse',
};

const codeOf = ({ name, status, code }: Failure): ErrorCode => {
  const byName = CODES[name];
  // An unreadable error page (a proxy's HTML) says less than its status.
  if (byName !== undefined && !(byName === 'InvalidResponse' && status !== null)) return byName;
  if (status === null) return code === '' && name !== 'Error' ? 'Internal' : 'Unavailable';
  if (status === 401) return 'Unauthorized';
  if (status === 403) return 'Forbidden';
  if (status === 404) return 'NotFound';
  if (status === 408) return 'TimedOut';
  if (status === 429) return 'RateLimited';
  return status >= 500 ? 'Unavailable' : 'InvalidRequest';
};

const whatToDo = (code: ErrorCode, said: string): string => {
  switch (code) {
    case 'Unauthorized':
      return 'The credentials were not accepted: check AWS_PROFILE or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, and whether they have expired.';
    case 'Forbidden':
      return `Allow ${missingAction(said) ?? 'logs:StartQuery, logs:GetQueryResults, logs:StopQuery and logs:DescribeLogGroups'} in the IAM policy.`;
    case 'NotFound':
      return 'Check the names of the log groups, the account and the region.';
    case 'RateLimited':
      return 'An account runs at most 100 queries at once; the call can be repeated later.';
    case 'InvalidRequest':
      return 'Check the level filter and the log groups of the configuration.';
    case 'InvalidResponse':
      return 'Check that the endpoint is CloudWatch Logs and not a proxy that answers for it.';
    case 'Unavailable':
      return 'Check the endpoint, the network and any proxy; the call can be repeated.';
    default:
      return 'The call can be repeated.';
  }
};

/** IAM says "User: ARN is not authorized to perform: logs:StartQuery on resource: ARN". */
export const missingAction = (message: string): string | null => /\blogs:[A-Za-z]+/.exec(message)?.[0] ?? null;
