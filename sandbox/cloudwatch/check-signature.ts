import type { FakeRequest } from '../http-server.ts';
import { AwsError } from './aws-error.ts';
import { isSignedWith } from './signature-v4.ts';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Checks that the request is signed with SigV4 for CloudWatch Logs by the known access key, and with its secret where
 * one is given. Throws AwsError.
 */
export function checkSignature(request: FakeRequest, accessKeyId: string, secretAccessKey: string | undefined): void {
  const header = request.headers.authorization;
  if (header === undefined || header === '') {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const match = AUTHORIZATION.exec(header);
  if (!match) {
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header requires Credential, SignedHeaders and Signature of AWS4-HMAC-SHA256.',
    );
  }
  const [, keyId, date = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
  if (keyId !== accessKeyId) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (service !== 'logs') {
    throw new AwsError('InvalidSignatureException', "Credential should be scoped to correct service: 'logs'.");
  }
  if (request.headers['x-amz-date'] === undefined) {
    throw new AwsError('IncompleteSignatureException', "Authorization header requires existence of 'X-Amz-Date'.");
  }
  if (secretAccessKey === undefined) return;
  if (!isSignedWith(request, { date, region, service, signedHeaders, signature }, secretAccessKey)) {
    throw new AwsError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}
