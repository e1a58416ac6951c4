import { createVocabulary, type TokenLine, WILDCARD_ID } from '../grouping/vocabulary.ts';
import type { LineEntry } from './line-entry.ts';
import { exceptionKey, type LineIdentity } from './mined-line.ts';

const MAX_CANDIDATES = 64;

/** Finds the template that a masked line fits: of the same length, first word and log group. */
export interface TemplateIndex {
  match(identity: LineIdentity): LineEntry | undefined;
}

export const createTemplateIndex = (entries: readonly LineEntry[]): TemplateIndex => {
  const vocabulary = createVocabulary();
  const byBeginning = new Map<string, { readonly line: TokenLine; readonly entry: LineEntry }[]>();
  for (const entry of entries) {
    const line = vocabulary.read(entry.identity.text);
    if (!line.words.includes(WILDCARD_ID)) continue;
    const key = beginning(entry.identity, line.words, line.words[0] ?? WILDCARD_ID);
    const candidates = byBeginning.get(key);
    if (candidates === undefined) byBeginning.set(key, [{ line, entry }]);
    else if (candidates.length < MAX_CANDIDATES) candidates.push({ line, entry });
  }
  return {
    match: (identity) => {
      const { words } = vocabulary.peek(identity.text);
      const candidates = [words[0] ?? WILDCARD_ID, WILDCARD_ID].flatMap(
        (first) => byBeginning.get(beginning(identity, words, first)) ?? [],
      );
      return candidates.find(({ line }) => line.words.every((word, at) => word === WILDCARD_ID || word === words[at]))
        ?.entry;
    },
  };
};

const beginning = (identity: LineIdentity, words: readonly number[], first: number): string =>
  `${identity.logGroup}\u0000${exceptionKey(identity)}\u0000${words.length} ${first}`;
