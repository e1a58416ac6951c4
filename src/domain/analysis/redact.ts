import { withoutCardNumbers } from './redaction/card-numbers.ts';
import { looksSecret, withoutNamedSecrets } from './redaction/named-secrets.ts';
import { SECRET_SHAPES } from './redaction/secret-shapes.ts';

const SCHEMES = 'bearer|basic|digest|token|negotiate|ntlm|apikey|hawk|aws4-hmac-sha256';
/** RFC 9110, 11.6.2; also as a JSON member. */
const AUTHORIZATION = new RegExp(
  String.raw`(authorization(?:\\{0,4}["'])?\s{0,3}[:=]>?\s{0,3}(?:\\{0,4}["'])?)((?:${SCHEMES})\s{1,3})?([^\s"'\\,;<>[\]]{6,})`,
  'gi',
);
const BEARER = /(?<![A-Za-z])(bearer\s{1,3})([\w.~+/=-]{8,})/gi;
const BASIC = /(?<![A-Za-z])([Bb]asic\s{1,3})([A-Za-z0-9+/]{8,}={0,2})/g;
const DIGEST = /(?<![A-Za-z])(Digest\s{1,3})(username=[^\n]{6,2000})/g;
/** RFC 6265: `name=value` pairs up to the end of the header, or of the string that holds it. */
const COOKIE =
  /((?:set-)?cookie(?:\\{0,4}["'])?\s{0,3}[:=]\s{0,3}(?:\\{0,4}["'])?)([\w.$%-]{1,80}=[^\n"'\\]{1,4096})/gi;
/** RFC 3986, userinfo: also with an unencoded @ or / in the password. A port is none. */
const URL_PASSWORD =
  /(:\/\/[^\s:/@"'<>]{0,128}):(?!\d{1,5}(?:[/?#\s]|$))(?!\[password removed\])(?:[^\s?"'<>]{1,128}@|[^\s"'<>@]{1,128}@)/g;
const SIGNED_QUERY =
  /([?&](?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|sig|signature|token|key|code|state|access_token)=)(?!\[)([^&\s"'<>\\]{6,})/gi;
const HEX_SIGNATURE = /((?<![A-Za-z])Signature=)([0-9a-f]{64})(?![0-9a-f])/gi;
/** The part behind the @ of `name@1.20.3` is a version. */
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_][\p{L}\p{N}._%+'-]{0,63}(?:@|%40)(?!\d+\.\d+[.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/gu;

/**
 * The text without keys, tokens, passwords, cookies, private keys, e-mail addresses and card numbers: `[KIND removed]`
 * instead. Ids, hashes, paths and stack frames stay. Takes time in proportion to the text; doing it again changes nothing.
 */
export const redact = (text: string): string => {
  let clean = text;
  for (const { kind, expression } of SECRET_SHAPES) clean = clean.replace(expression, `[${kind} removed]`);
  clean = withoutNamedSecrets(withoutCredentials(clean));
  return withoutCardNumbers(clean.replace(EMAIL, '[e-mail removed]'));
};

const withoutCredentials = (text: string): string =>
  text
    .replace(DIGEST, (_, lead: string) => `${lead}[token removed]`)
    .replace(COOKIE, (_, lead: string) => `${lead}[cookie removed]`)
    .replace(AUTHORIZATION, (all: string, lead: string, scheme: string | undefined, value: string) =>
      scheme === undefined && !looksSecret(value) ? all : `${lead}${scheme ?? ''}[token removed]`,
    )
    .replace(BEARER, (all: string, lead: string, value: string) =>
      looksSecret(value) ? `${lead}[token removed]` : all,
    )
    .replace(BASIC, (all: string, lead: string, value: string) =>
      /[A-Z]/.test(value) && /[\d=]/.test(value) ? `${lead}[token removed]` : all,
    )
    .replace(URL_PASSWORD, (_, lead: string) => `${lead}:[password removed]@`)
    .replace(SIGNED_QUERY, (_, lead: string) => `${lead}[token removed]`)
    .replace(HEX_SIGNATURE, (_, lead: string) => `${lead}[token removed]`);
