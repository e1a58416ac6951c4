import { charClass, DELIMITER, DIGIT, SLASH, SPACE, WORD_CLASSES } from './char-class.ts';
import { findVariable, type VariableSpan } from './variable-span.ts';

/** What stands for a variable part. */
export const WILDCARD = '<*>';

const COLON = 58;
const SLASH_CODE = 47;
const AT = 64;
const LOWER_THAN = 60;

/** A masked line as spans of the text that are variable, with a hash of the rest; one object is reused for all lines. */
export interface Mask {
  /** Pairs of offsets, `count` of them in use. */
  spans: Int32Array;
  count: number;
  /** Two independent hashes of the masked text; blanks count as one. */
  hashA: number;
  hashB: number;
}

export const createMask = (): Mask => ({ spans: new Int32Array(4096), count: 0, hashA: 0, hashB: 0 });

const span: VariableSpan = { from: 0, to: 0 };

/** Scans `text[0, end)` once, in time linear in its length. */
export const scanLine = (text: string, end: number, mask: Mask): void => {
  mask.count = 0;
  let at = 0;
  while (at < end) {
    const code = text.charCodeAt(at);
    const kind = charClass(code);
    if ((kind & WORD_CLASSES) === 0) {
      at += 1;
      if (code === LOWER_THAN) at = scanLessThan(text, at, end, mask);
      continue;
    }
    const from = at;
    let flags = 0;
    let hasAt = false;
    while (at < end) {
      const next = text.charCodeAt(at);
      const nextKind = charClass(next);
      if ((nextKind & WORD_CLASSES) === 0) break;
      flags |= nextKind;
      if (next === AT) hasAt = true;
      at += 1;
    }
    if (
      text.charCodeAt(at) === COLON &&
      text.charCodeAt(at + 1) === SLASH_CODE &&
      text.charCodeAt(at + 2) === SLASH_CODE
    ) {
      at = endOfUrl(text, at, end);
      addSpan(text, mask, from, at);
      continue;
    }
    if ((flags & (DIGIT | SLASH)) === 0 && !hasAt) continue;
    findVariable(text, from, trimEnd(text, from, at), flags, span);
    if (span.to > span.from) addSpan(text, mask, span.from, span.to);
  }
};

/** `<1 sec`: less than a number. */
const scanLessThan = (text: string, at: number, end: number, mask: Mask): number => {
  let to = at;
  while (to < end && charClass(text.charCodeAt(to)) === DIGIT) to += 1;
  if (to === at || !/^ ?(?:ms|s|secs?|seconds?|mins?)\b/.test(text.slice(to, to + 8))) return at;
  const unit = /^ ?[a-z]+/.exec(text.slice(to, to + 8))?.[0].length ?? 0;
  addSpan(text, mask, at - 1, to + unit);
  return to + unit;
};

const endOfUrl = (text: string, from: number, end: number): number => {
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const kind = charClass(code);
    if (kind === SPACE || (kind === DELIMITER && code !== COLON && code !== 61 && code !== 59)) break;
  }
  return trimEnd(text, from, at);
};

/** Punctuation that ends a sentence is not part of its last word. */
const trimEnd = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from + 1) {
    const code = text.charCodeAt(end - 1);
    if (code !== 46 && code !== 33 && code !== 63 && code !== 45 && code !== COLON) break;
    end -= 1;
  }
  return end;
};

/** Joins what only `:` or `,` parts from the span before: times, addresses with ports, lists. */
const addSpan = (text: string, mask: Mask, from: number, to: number): void => {
  const { count, spans } = mask;
  if (count > 0) {
    const gap = from - (spans[count * 2 - 1] ?? 0);
    const between = text.charCodeAt(from - 1);
    if (gap === 0 || (gap === 1 && (between === COLON || between === 44))) {
      spans[count * 2 - 1] = to;
      return;
    }
  }
  if (count * 2 + 2 > spans.length) mask.spans = growSpans(spans);
  mask.spans[count * 2] = from;
  mask.spans[count * 2 + 1] = to;
  mask.count = count + 1;
};

const growSpans = (spans: Int32Array): Int32Array => {
  const grown = new Int32Array(spans.length * 2);
  grown.set(spans);
  return grown;
};

/** The text with its variable parts replaced, blanks made one. */
export const maskedText = (text: string, end: number, mask: Mask): string => {
  let out = '';
  let from = 0;
  for (let index = 0; index < mask.count; index += 1) {
    out += text.slice(from, mask.spans[index * 2]) + WILDCARD;
    from = mask.spans[index * 2 + 1] ?? end;
  }
  return (out + text.slice(from, end)).replace(/\s+/g, ' ').trim();
};
