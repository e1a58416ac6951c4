const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/**
 * JQL's `~`: every word must occur, in any order; "a phrase" in quotes in order; `pay*` by its beginning, `p?y` by a
 * letter. Jira also finds other forms of a word (stemming); that is left out here.
 */
export const textMatcher = (query: string): ((text: string) => boolean) => {
  const phrase = /^"(.*)"$/su.exec(query.trim())?.[1];
  if (phrase !== undefined) {
    const wanted = ` ${words(phrase).join(' ')} `;
    return (text) => ` ${words(text).join(' ')} `.includes(wanted);
  }
  const patterns = query
    .toLowerCase()
    .split(/[^\p{L}\p{N}_*?]+/u)
    .filter((word) => word !== '')
    .map((word) => new RegExp(`^${word.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u'));
  return (text) => {
    const found = words(text);
    return patterns.every((pattern) => found.some((word) => pattern.test(word)));
  };
};

/** All text in an ADF document, blocks apart. */
export const adfText = (node: unknown): string => {
  if (typeof node !== 'object' || node === null) return '';
  const { text, content } = node as { text?: unknown; content?: unknown };
  if (typeof text === 'string') return text;
  return Array.isArray(content) ? content.map(adfText).join(' ') : '';
};
