interface Rule {
  readonly kind: string;
  readonly expression: RegExp;
}

/**
 * Secrets by their published shapes, most specific first. Sources: GitHub, GitLab, AWS, Slack, Stripe, OpenAI, Google,
 * npm token formats; RFC 7519 (JWT); RFC 7468 (PEM); RFC 3986 (userinfo in addresses).
 */
const RULES: readonly Rule[] = [
  {
    kind: 'private key',
    expression: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  },
  { kind: 'jwt', expression: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  {
    kind: 'token',
    expression: /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,})/g,
  },
  {
    kind: 'token',
    expression:
      /\b(?:npm_\w{30,}|[rsp]k_(?:live|test)_\w{10,}|whsec_\w{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|hvs\.[\w-]{20,})/g,
  },
  { kind: 'token', expression: /\b(?:sk-(?:[a-z]+-)*[\w-]{20,}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|dop_v1_\w{32,})/g },
  { kind: 'aws key', expression: /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g },
  { kind: 'webhook', expression: /https:\/\/hooks\.slack\.com\/[\w/-]+/g },
];
const AUTHORIZATION =
  /\b(authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token|digest)?\s*|bearer\s+)([\w.~+/=-]{8,})/gi;
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):([^\s/@"']+)@/gi;
const NAMED_SECRET =
  /\b([\w.-]*(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|session[_-]?token|credentials?))(["']?\s*[:=]\s*["']?)(?!\[)([^\s"',;&<>{}[\]()]{3,})/gi;
const SIGNED_QUERY =
  /([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|sig|signature|token|key|code|access_token)=)([^&\s"'<>]{6,})/gi;
const EMAIL = /\b[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.)+\p{L}{2,24}\b/gu;
const CARD = /(?<![\w.-])[2-6]\d(?:[ -]?\d){11,17}(?![\w.-])/g;

/** The text without keys, tokens, passwords, private keys, e-mail addresses and card numbers: `[KIND removed]` instead. */
export const redact = (text: string): string => {
  let clean = text;
  for (const { kind, expression } of RULES) clean = clean.replace(expression, `[${kind} removed]`);
  return clean
    .replace(AUTHORIZATION, (_, lead: string) => `${lead}[token removed]`)
    .replace(URL_PASSWORD, (_, lead: string) => `${lead}:[password removed]@`)
    .replace(SIGNED_QUERY, (_, lead: string) => `${lead}[token removed]`)
    .replace(NAMED_SECRET, (_, name: string, separator: string) => `${name}${separator}[secret removed]`)
    .replace(EMAIL, '[e-mail removed]')
    .replace(CARD, (digits) => (passesLuhn(digits) ? '[card number removed]' : digits));
};

/** ISO/IEC 7812-1, annex B: every second digit from the right doubled, digits summed, divisible by ten. */
const passesLuhn = (text: string): boolean => {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits);
};
