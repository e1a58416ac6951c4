export interface SecretShape {
  /** What a reader is told was there. */
  readonly kind: string;
  readonly expression: RegExp;
}

/**
 * Secrets that are known by their shape alone, most specific first. Sources: the token formats that GitHub, GitLab, AWS,
 * Slack, Stripe, OpenAI, Google, Atlassian, npm, PyPI, Docker, Databricks, Shopify, Grafana and HashiCorp publish;
 * RFC 7519 (JWT); RFC 7468 (PEM). Every expression is linear: what may repeat is either bounded or always matches.
 */
export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    kind: 'private key',
    expression:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  { kind: 'private key', expression: /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g },
  { kind: 'jwt', expression: /(?<![A-Za-z0-9])eyJ[\w-]{16,}(?:\.[\w-]*){0,4}/g },
  {
    kind: 'token',
    expression: /(?<![A-Za-z0-9])(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|gl(?:pat|dt|rt|ft|soat|cbt)-[\w-]{16,})/g,
  },
  { kind: 'token', expression: /(?<![A-Za-z0-9])(?:xox[abceoprs][.-][\w.-]{10,}|xapp-[\w-]{10,})/g },
  {
    kind: 'token',
    expression: /(?<![A-Za-z0-9])(?:[rsp]k_(?:live|test)_\w{10,}|whsec_[\w+/=]{16,}|sq0[a-z]{3}-[\w-]{20,})/g,
  },
  {
    kind: 'token',
    expression:
      /(?<![A-Za-z0-9])(?:sk-(?=[\w-]{0,60}[0-9A-Z])[\w-]{20,}|AIza[\w-]{30,}|ya29\.[\w.-]{20,}|GOCSPX-[\w-]{20,})/g,
  },
  {
    kind: 'token',
    expression: /(?<![A-Za-z0-9])(?:npm_\w{30,}|pypi-[\w-]{40,}|dckr_(?:pat|oat)_[\w-]{20,}|hf_[A-Za-z0-9]{30,})/g,
  },
  {
    kind: 'token',
    expression:
      /(?<![A-Za-z0-9])(?:AT[AC]TT3[\w=-]{20,}|lin_api_\w{20,}|dapi[0-9a-f]{32}|shp(?:at|ca|pa|ss)_[0-9a-f]{32})/g,
  },
  {
    kind: 'token',
    expression:
      /(?<![A-Za-z0-9])(?:hv[sbr]\.[\w-]{20,}|gl(?:sa|c)_[\w+/=]{20,}|NRAK-[A-Z0-9]{20,}|do[opr]_v1_\w{32,})/g,
  },
  { kind: 'token', expression: /(?<![A-Za-z0-9])SG\.[\w-]{16,80}\.[\w-]{16,80}/g },
  { kind: 'token', expression: /(?<!\d)\d{8,10}:AA[\w-]{30,40}/g },
  {
    kind: 'aws key',
    expression:
      /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Z0-9])(?:[\s/:,;|"']{1,5}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+]))?/g,
  },
  {
    kind: 'webhook',
    expression:
      /https:\/\/(?:hooks\.slack\.com|[\w-]{1,63}\.webhook\.office\.com|(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks)\/[\w/@.-]+/g,
  },
];
