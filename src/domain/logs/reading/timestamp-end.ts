import { endOfMatch } from './header.ts';

const CLOCK = String.raw`\d{1,2}[:.]\d{2}[:.]\d{2}(?:[.,:]\d{1,9})?`;
const ZONE = String.raw`(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}(?: [A-Z]{3,4})?)(?=[\s\]|,:]|$))?`;
const DATE = String.raw`(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{4}|\d{8})`;
const NUMERIC = new RegExp(
  [
    `${DATE}(?:[T ,:-]{1,2}${CLOCK}${ZONE})`,
    String.raw`\d{6} \d{6}(?= )`,
    `${CLOCK}${ZONE}`,
    String.raw`\d{10}(?:\d{3})?(?:\.\d{1,9})?(?=[\s\]])`,
  ].join('|'),
  'y',
);
const NAMED = new RegExp(
  String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2} \d{4}),? ${CLOCK}(?: [A-Z]{3,4}(?= \d{4}))?(?: \d{4})?${ZONE}`,
  'y',
);

/** Where a timestamp that begins at `from` ends; -1 when none does. */
export const endOfTimestamp = (text: string, from: number): number => {
  const code = text.charCodeAt(from);
  const expression = code >= 48 && code <= 57 ? NUMERIC : code >= 65 && code <= 90 ? NAMED : null;
  if (expression === null) return -1;
  return endOfMatch(expression, text, from);
};
