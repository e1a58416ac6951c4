/**
 * PostgreSQL refuses NUL in text and NUL or half a surrogate pair in jsonb, and logs hold both.
 * They are kept as SUBSTITUTE (U+001A) and four hex digits, as is SUBSTITUTE itself: nothing is lost, and texts
 * stay equal or different as they were.
 */
const UNSTORABLE = /[\0\u001a]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const STORED = /\u001a([0-9a-f]{4})/g;

export const toStoredText = (text: string): string =>
  text.replaceAll(UNSTORABLE, (char) => `\u001a${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const fromStoredText = (text: string): string =>
  text.replaceAll(STORED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** JSON.stringify writes NUL, SUBSTITUTE and lone surrogates as escapes; every other escape is stepped over whole. */
const UNSTORABLE_ESCAPE = /\\u(0000|001a|d[89a-f][0-9a-f]{2})|\\./g;
const STORED_ESCAPE = /\\u001a([0-9a-f]{4})|\\./g;

/** The value as JSON text that jsonb takes. Throws TypeError for what JSON can't hold (a cycle, a BigInt). */
export const toStoredJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replaceAll(UNSTORABLE_ESCAPE, (escape, hex: string | undefined) =>
    hex === undefined ? escape : `\\u001a${hex}`,
  );

/** PostgreSQL prints jsonb's control characters as lower-case \u escapes, like JSON.stringify. */
export const fromStoredJson = (text: string): unknown =>
  JSON.parse(
    text.replaceAll(STORED_ESCAPE, (escape, hex: string | undefined) => (hex === undefined ? escape : `\\u${hex}`)),
  );
