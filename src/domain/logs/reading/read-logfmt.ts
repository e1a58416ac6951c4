import { createFieldReader, type Fields } from './read-fields.ts';

const PAIR = /\s*([A-Za-z_@][\w.@/-]{0,63})=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y;
const ESCAPE = /\\(.)/gs;
const PLAIN: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '' };
const MIN_PAIRS = 2;

const reader = createFieldReader();

/** The fields of `key=value key="quoted value"`; null when the text isn't all pairs, or has none that says what happened. The answer is reused. */
export const readLogfmt = (text: string): Fields | null => {
  reader.begin();
  let pairs = 0;
  let at = 0;
  while (at < text.length) {
    PAIR.lastIndex = at;
    const pair = PAIR.exec(text);
    if (pair === null) break;
    const quoted = pair[2];
    reader.set(pair[1] ?? '', quoted === undefined ? (pair[3] ?? '') : unescape(quoted));
    at = PAIR.lastIndex;
    pairs += 1;
  }
  const { fields } = reader;
  fields.message ??= fields.errorMessage;
  return pairs >= MIN_PAIRS && fields.message !== null && text.slice(at).trim() === '' ? fields : null;
};

const unescape = (quoted: string): string =>
  quoted.includes('\\') ? quoted.replace(ESCAPE, (_, char: string) => PLAIN[char] ?? char) : quoted;
