/**
 * Slack's mrkdwn from untrusted text. Escaping `& < >` disarms mentions and links alike; everything is clipped by what it
 * costs as JSON, which is never less than its length, so that sums of parts bound the whole message.
 */

/** What a text costs inside a JSON string. */
export const costOf = (text: string): number => JSON.stringify(text).length - 2;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const ELLIPSIS = '…';

const clip = (text: string, max: number, encode: (character: string) => string): string => {
  let kept = '';
  let cost = 0;
  let safe = 0;
  for (const character of text) {
    const encoded = encode(character);
    cost += costOf(encoded);
    if (cost > max) return kept.slice(0, safe) + (max > 0 ? ELLIPSIS : '');
    kept += encoded;
    if (cost <= max - 1) safe = kept.length;
  }
  return kept;
};

const escape = (character: string): string => ENTITIES[character] ?? character;
const asIs = (character: string): string => character;

/** No text of a message is longer than this, so nothing beyond it is looked at. */
const LONGEST = 20_000;

/** Without half characters, invisible controls and marks that turn the direction of what follows. */
const cleaned = (text: string): string =>
  text
    .slice(0, LONGEST)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]/g, '');

const oneLine = (text: string): string => cleaned(text).replaceAll(/\s+/g, ' ').trim();

/** For plain_text objects, which take no markup. */
export const plain = (text: string, max: number): string => clip(oneLine(text), max, asIs);

export const inline = (text: string, max: number): string => clip(oneLine(text), max, escape);

/** Keeps paragraphs; at most one empty line between them. */
export const paragraphs = (text: string, max: number): string =>
  clip(
    cleaned(text)
      .replaceAll(/\n\s*\n\s*/g, '\n\n')
      .trim(),
    max,
    escape,
  );

export const bold = (text: string, max: number): string => {
  const kept = inline(text.replaceAll('*', '∗'), max - 2);
  return kept === '' ? '' : `*${kept}*`;
};

export const code = (text: string, max: number): string => {
  const kept = inline(text.replaceAll('`', 'ˋ'), max - 2);
  return kept === '' ? '' : `\`${kept}\``;
};

/** Three backticks would end the block early. */
export const codeBlock = (text: string, max: number): string => {
  const fences = 10;
  const kept = clip(cleaned(text).replaceAll('`', 'ˋ').trim(), max - fences, escape);
  return kept === '' ? '' : `\`\`\`\n${kept}\n\`\`\``;
};

const MAX_URL = 1_200;

/** A link with a label; the label alone when the address is none, or too long. */
export const link = (url: string | null, label: string, max: number): string => {
  const address = url === null ? null : linkable(url);
  return address === null ? inline(label, max) : `<${address}|${inline(label.replaceAll('|', '¦'), max)}>`;
};

const linkable = (url: string): string | null => {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  const address = cleaned(url)
    .replaceAll(/[<>|\s"`]/g, encodeURIComponent)
    .replaceAll('&', '&amp;');
  return costOf(address) > MAX_URL ? null : address;
};

/** The parts that fit, from the first on; empty ones are left out. */
export const joinWithin = (parts: readonly string[], separator: string, max: number): string => {
  let joined = '';
  for (const part of parts) {
    if (part === '') continue;
    const next = joined === '' ? part : joined + separator + part;
    if (costOf(next) > max) break;
    joined = next;
  }
  return joined;
};
