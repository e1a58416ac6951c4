import type { PromptIdMap } from './model-root-causes.ts';

/** "(T1, L2)" */
const CITATION = /\s?[([](?:[TPLI]\d{1,5}(?:,?\s{0,2}(?:and\s)?)){1,12}[)\]]/g;
/** "P1 outage" is a priority. */
const SHORT_ID =
  /(?<![\w/#-])[TP]\d{1,5}(?![\w/#-])(?!\s(?:incident|outage|alert|priority|severity|bug|ticket|issue))/gi;

/** A prompt's short ids as people know them; citations in brackets go, as the brief shows the evidence itself. */
export const withReadableIds = (text: string, { evidence }: PromptIdMap, mine: ReadonlySet<string>): string =>
  text.replaceAll(CITATION, '').replaceAll(SHORT_ID, (short) => {
    const id = Object.hasOwn(evidence, short) ? evidence[short] : undefined;
    return id !== undefined && mine.has(id) ? id.slice(id.indexOf(':') + 1) : short;
  });
