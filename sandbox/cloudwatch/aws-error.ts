import type { FakeResponse } from '../http-server.ts';

export const AWS_JSON = 'application/x-amz-json-1.1';

/** An error of the AWS JSON protocol; `details` are fields beside the message. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  readonly details: object;

  constructor(type: string, message: string, status = 400, details: object = {}) {
    super(message);
    this.name = 'AwsError';
    this.type = type;
    this.status = status;
    this.details = details;
  }

  toResponse(): FakeResponse {
    return awsResponse(this.status, { __type: this.type, message: this.message, ...this.details }, this.type);
  }
}

export function awsResponse(status: number, body: object | string, errorType?: string): FakeResponse {
  const headers = { 'content-type': AWS_JSON, ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }) };
  return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
