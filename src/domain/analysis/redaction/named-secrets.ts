/** Whatever these are called, what stands behind them is a secret. */
const STRONG =
  '(?:pass(?:word|wd|phrase|code)|pwd|secret(?:[_-]?key(?:[_-]?base)?)?|api[_-]?key|(?:access|private|account|signing|encryption|master)[_-]?key' +
  '|(?:auth|access|refresh|session|security|bearer|csrf|xsrf|id)[_-]?token|credentials?|cv[vc]2?' +
  '|j?sess(?:ion)?id|connect\\.sid)(?:[_-]?(?:hash|value|text|string|confirm(?:ation)?|\\d{1,2}))?';
/** These are secrets only if what stands behind them looks like one. */
const WEAK = '(?:token|signature|(?<![A-Za-z])(?:pass|auth|otp|sig))';

/** `=`, `: `, `":"`, `\":\"` (JSON inside JSON), `=>`, `%3D`; never over the end of a line. */
const SEPARATOR = String.raw`(?:\\{0,4}["'])?[^\S\n]{0,5}(?:=>|[:=]|%3[Dd])[^\S\n]{0,5}`;
/** Nothing to hide: no value, a variable of a template, or removed already. */
const NO_SECRET = String.raw`(?!\\{0,4}["']?(?:(?:null|nil|none|true|false|undefined)(?![\w-])|<\*>|\*{3}|\[[a-z -]{3,20} removed\]))`;
/** In quotes or brackets up to their end, which a cut line may lack (escaped quotes inside belong to it); else up to what ends a word. */
const VALUE = [
  String.raw`"(?:[^"\\\n]|\\[^\n]){1,1000}"?`,
  String.raw`'(?:[^'\\\n]|\\[^\n]){1,1000}'?`,
  String.raw`(?<escape>\\{1,4})["'](?:(?!\k<escape>["'])[^\n]){1,1000}(?:\k<escape>["'])?`,
  String.raw`\[[^\]\n]{1,300}\]`,
  String.raw`(?:[^\s"',;&<>\\]|&(?![\w.-]{1,40}=)|\\(?!["'])){2,300}`,
].join('|');

const NAMED = new RegExp(`(?<name>${STRONG})(?<separator>${SEPARATOR})${NO_SECRET}(?<value>${VALUE})`, 'gi');
const WEAKLY_NAMED = new RegExp(`(?<name>${WEAK})(?<separator>${SEPARATOR})${NO_SECRET}(?<value>${VALUE})`, 'gi');
const OPTION =
  /(--?(?:[a-z]{1,20}-){0,3}(?:password|passwd|token|secret|api-key))([^\S\n]{1,3})(?![-[])([^\s"']{3,300})/gi;
const ELEMENT = /(<(?:\w{1,20}:)?(?:\w{0,20}password|\w{0,20}secret|\w{0,20}token|apikey)>)(?!\[)[^<\n]{1,300}(?=<)/gi;

/** Values by the names that they were given: `password=…`, `"apiKey": "…"`, `--token …`, `<password>…`. */
export const withoutNamedSecrets = (text: string): string =>
  text
    .replace(NAMED, (...match) => withoutValue(match))
    .replace(WEAKLY_NAMED, (...match) => (looksSecret(groupsOf(match).value) ? withoutValue(match) : match[0]))
    .replace(OPTION, (_, name: string, blank: string) => `${name}${blank}[secret removed]`)
    .replace(ELEMENT, (_, tag: string) => `${tag}[secret removed]`);

type Groups = Readonly<Record<'name' | 'separator' | 'value', string>>;

const groupsOf = (match: readonly unknown[]): Groups => match.at(-1) as Groups;

/** Quotes, brackets and the punctuation behind an unquoted value stay, so that the line remains what it was. */
const withoutValue = (match: readonly unknown[]): string => {
  const { name, separator, value } = groupsOf(match);
  const [open = ''] = /^(?:\\{0,4}["']|\[)?/.exec(value) ?? [];
  const close = open === '[' ? ']' : open !== '' && value.endsWith(open) ? open : open === '' ? trailing(value) : '';
  return `${name}${separator}${open === '[' ? '' : open}[secret removed]${open === '[' ? '' : close}`;
};

const CLOSERS = ')]}.:!?';

const trailing = (value: string): string => {
  let end = value.length;
  while (end > 0 && CLOSERS.includes(value.charAt(end - 1))) end--;
  return value.slice(end);
};

/** At least 8 characters of which some are digits, or longer than words are. */
export const looksSecret = (value: string): boolean => {
  const bare = value.replaceAll(/[\\"'[\]]/g, '');
  return (bare.length >= 8 && /\d/.test(bare)) || bare.length >= 24;
};
