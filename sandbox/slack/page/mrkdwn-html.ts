import { emojiOf } from './emoji.ts';
import { decodeEntities, escapeHtml, linkHtml } from './html.ts';

/** Who and what mentions stand for. */
export interface Names {
  readonly user: (id: string) => string;
  readonly channel: (id: string) => string;
}

interface Mode {
  readonly names: Names;
  /** Slack makes links of bare addresses unless a text is verbatim. */
  readonly linksAddresses: boolean;
}

/** Slack's mrkdwn as HTML. Nothing in the text can become markup of its own. */
export const mrkdwnHtml = (text: string, names: Names, verbatim = false): string => {
  const mode = { names, linksAddresses: !verbatim };
  return text
    .split('```')
    .map((part, index, parts) => {
      if (index % 2 === 1 && index < parts.length - 1) return codeBlockHtml(part);
      const isUnclosed = index % 2 === 1;
      return linesHtml(isUnclosed ? `\`\`\`${part}` : trimAround(part, index > 0, index < parts.length - 1), mode);
    })
    .join('');
};

/** A code block stands alone: the line breaks beside it aren't shown. */
const trimAround = (text: string, afterCode: boolean, beforeCode: boolean): string => {
  const start = afterCode && text.startsWith('\n') ? 1 : 0;
  const end = beforeCode && text.length > start && text.endsWith('\n') ? text.length - 1 : text.length;
  return text.slice(start, end);
};

const codeBlockHtml = (text: string): string =>
  `<pre>${escapeHtml(decodeEntities(text.replace(/^\n/, '').replace(/\n$/, '')))}</pre>`;

const QUOTE = /^(?:&gt;|>) ?/;

const linesHtml = (text: string, mode: Mode): string => {
  const rendered: string[] = [];
  let quoted: string[] = [];
  const endQuote = (): void => {
    if (quoted.length > 0) rendered.push(`<blockquote>${quoted.join('<br>')}</blockquote>`);
    quoted = [];
  };
  for (const line of text === '' ? [] : text.split('\n')) {
    if (QUOTE.test(line)) quoted.push(inlineHtml(line.replace(QUOTE, ''), mode, ''));
    else {
      endQuote();
      rendered.push(line.trim() === '' ? '<span class="gap"></span>' : `${inlineHtml(line, mode, '')}<br>`);
    }
  }
  endQuote();
  return rendered.join('').replace(/<br>$/, '');
};

const STYLES: Readonly<Record<string, string>> = { '*': 'strong', _: 'em', '~': 's' };
const TOKEN = /[`<*_~:]|https?:\/\//g;

/** One line; `within` are the styles that it stands in already. */
const inlineHtml = (text: string, mode: Mode, within: string): string => {
  let html = '';
  let from = 0;
  TOKEN.lastIndex = 0;
  for (let token = nextToken(text, 0); token !== null; token = nextToken(text, from)) {
    const at = token.index;
    const found = readToken(text, at, token[0], mode, within);
    html += plainHtml(text.slice(from, at));
    if (found === null) {
      html += plainHtml(token[0]);
      from = at + token[0].length;
    } else {
      html += found.html;
      from = found.end;
    }
  }
  return html + plainHtml(text.slice(from));
};

const nextToken = (text: string, from: number): RegExpExecArray | null => {
  TOKEN.lastIndex = from;
  return TOKEN.exec(text);
};

const plainHtml = (text: string): string => escapeHtml(decodeEntities(text));

interface Found {
  readonly html: string;
  readonly end: number;
}

const readToken = (text: string, at: number, token: string, mode: Mode, within: string): Found | null => {
  if (token === '`') return readCode(text, at);
  if (token === '<') return readReference(text, at, mode);
  if (token === ':') return readEmoji(text, at);
  return token in STYLES ? readStyled(text, at, token, mode, within) : readAddress(text, at, mode);
};

const readCode = (text: string, at: number): Found | null => {
  const end = text.indexOf('`', at + 1);
  return end <= at + 1 ? null : { html: `<code>${plainHtml(text.slice(at + 1, end))}</code>`, end: end + 1 };
};

const readEmoji = (text: string, at: number): Found | null => {
  const end = text.indexOf(':', at + 1);
  const emoji = end < 0 || end - at > 60 ? undefined : emojiOf(text.slice(at + 1, end));
  return emoji === undefined ? null : { html: emoji, end: end + 1 };
};

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Marks count only around whole words. */
const readStyled = (text: string, at: number, mark: string, mode: Mode, within: string): Found | null => {
  if (within.includes(mark) || isWord(text[at - 1]) || /^\s?$/.test(text[at + 1] ?? '')) return null;
  for (let end = text.indexOf(mark, at + 2); end > 0; end = text.indexOf(mark, end + 1)) {
    if (/\s/.test(text[end - 1] ?? ' ') || isWord(text[end + 1])) continue;
    const inside = inlineHtml(text.slice(at + 1, end), mode, within + mark);
    return { html: `<${STYLES[mark]}>${inside}</${STYLES[mark]}>`, end: end + 1 };
  }
  return null;
};

const readAddress = (text: string, at: number, { linksAddresses }: Mode): Found | null => {
  const address = /^[^\s<>|]*[^\s<>|.,;:!?)'"\]]/.exec(text.slice(at, at + 2_000))?.[0];
  if (!linksAddresses || address === undefined) return null;
  return { html: linkHtml(decodeEntities(address), plainHtml(address)), end: at + address.length };
};

const readReference = (text: string, at: number, mode: Mode): Found | null => {
  const end = text.indexOf('>', at);
  if (end < 0) return null;
  const [target, label] = splitOnce(text.slice(at + 1, end), '|');
  const html = referenceHtml(target, label, mode.names);
  return html === null ? null : { html, end: end + 1 };
};

const splitOnce = (text: string, separator: string): readonly [string, string | undefined] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
};

const mention = (text: string, loud = false): string =>
  `<span class="mention${loud ? ' loud' : ''}">${plainHtml(text)}</span>`;

const referenceHtml = (target: string, label: string | undefined, names: Names): string | null => {
  if (target.startsWith('@')) return mention(`@${label ?? names.user(target.slice(1))}`);
  if (target.startsWith('#')) return mention(`#${label ?? names.channel(target.slice(1))}`);
  if (/^!(?:here|channel|everyone)\b/.test(target)) return mention(`@${target.slice(1).split('^')[0] ?? ''}`, true);
  if (target.startsWith('!date^')) return dateHtml(target, label);
  if (target.startsWith('!subteam^')) return mention(label ?? '@group');
  if (!/^(?:https?:\/\/|mailto:)/i.test(target)) return null;
  return linkHtml(decodeEntities(target), plainHtml(label ?? target.replace(/^mailto:/i, '')));
};

/** `!date^SECONDS^FORMAT^LINK`; the browser puts the reader's own time in. */
const dateHtml = (target: string, label = ''): string => {
  const [, seconds = '', format = '', address] = target.split('^');
  const isTime = /^\d{1,11}$/.test(seconds);
  const data = isTime ? ` data-ts="${seconds}" data-kind="date" data-format="${escapeHtml(format)}"` : '';
  const html = `<time${data}>${plainHtml(label)}</time>`;
  return address === undefined ? html : linkHtml(decodeEntities(address), html);
};
