import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FakeRequest } from '../http-server.ts';

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface SignatureParts {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/**
 * True when the request was signed with that secret.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const isSignedWith = (request: FakeRequest, parts: SignatureParts, secretAccessKey: string): boolean => {
  const scope = `${parts.date}/${parts.region}/${parts.service}/aws4_request`;
  const time = String(request.headers['x-amz-date'] ?? '');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, parts.signedHeaders))].join('\n');
  const key = [parts.date, parts.region, parts.service, 'aws4_request'].reduce<Buffer>(
    (previous, text) => hmac(previous, text),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  return timingSafeEqual(hmac(key, toSign), Buffer.from(parts.signature, 'hex'));
};

const canonicalRequest = (request: FakeRequest, signedHeaders: string): string => {
  const headers = signedHeaders.split(';').map((name) => `${name}:${headerOf(request, name)}\n`);
  const query = [...request.url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted();
  return [request.method, request.path, query.join('&'), headers.join(''), signedHeaders, sha256(request.body)].join(
    '\n',
  );
};

const headerOf = ({ headers }: FakeRequest, name: string): string => {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replaceAll(/ +/g, ' ');
};

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
