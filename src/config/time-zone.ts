import { nearestWord } from './nearest-word.ts';

/**
 * What is wrong with a time zone's name; null when Temporal can use it. Temporal reads the names of the IANA database
 * and tells upper from lower case; Intl doesn't, and also takes offsets, so its consent alone is not enough.
 */
export const timeZoneFault = (name: string): string | null => {
  const known = Intl.supportedValuesOf('timeZone');
  if (known.includes(name)) return null;
  const sameLetters = [...known, 'UTC', 'GMT'].find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (sameLetters !== undefined && sameLetters !== name) return `allowed: "${sameLetters}", spelt so`;
  if (LOOKS_LIKE_IANA.test(name) && isKnownToIntl(name)) return null;
  const nearest = nearestWord(name, known);
  return `allowed: an IANA name such as Europe/Berlin or UTC${nearest === null ? '' : `; did you mean "${nearest}"?`}`;
};

/** Also names that the database keeps as links: Asia/Calcutta, US/Eastern, EST5EDT. */
const LOOKS_LIKE_IANA = /^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/;

const isKnownToIntl = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
