/**
 * A straightforward Drain (He, Zhu, Zheng, Lyu: Drain, ICWS 2017) to measure against: generic masks by expressions one
 * after the other, words by blanks, a tree of length and first words, the most similar cluster of a leaf.
 */
export interface DrainOptions {
  /** Levels of words below the length. */
  readonly depth: number;
  /** Share of equal words from which a line belongs to a cluster. */
  readonly similarity: number;
  readonly maxChildren: number;
}

export interface DrainCluster {
  words: string[];
  count: number;
}

interface Node {
  readonly children: Map<string, Node>;
  readonly clusters: DrainCluster[];
}

const WILDCARD = '<*>';
const MASKS: readonly RegExp[] = [
  /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?Z?/g,
  /\b0x[\da-f]+\b/gi,
  /\b(?=[a-f]*\d)[\da-f]{8,}\b/gi,
  /(?<![\w/])(?:\/[\w.-]+){2,}/g,
  /(?<=\W|^)[-+]?\d+(?:\.\d+)?(?=\W|$|ms|s\b)/g,
];

const node = (): Node => ({ children: new Map(), clusters: [] });
const hasDigit = (word: string): boolean => /\d/.test(word);

export const createDrain = (options: DrainOptions) => {
  const root = node();
  const all: DrainCluster[] = [];

  const leafOf = (words: readonly string[]): Node => {
    let current = child(root, String(words.length));
    for (let level = 0; level < Math.min(options.depth, words.length); level += 1) {
      const word = words[level] ?? '';
      const isFull = current.children.size >= options.maxChildren && !current.children.has(word);
      current = child(current, hasDigit(word) || isFull ? WILDCARD : word);
    }
    return current;
  };

  return {
    clusters: all,
    add: (line: string): DrainCluster => {
      const words = mask(line).split(/\s+/);
      const leaf = leafOf(words);
      let best: DrainCluster | undefined;
      let bestSimilarity = -1;
      for (const cluster of leaf.clusters) {
        const similarity = similarityOf(cluster.words, words);
        if (similarity > bestSimilarity) {
          best = cluster;
          bestSimilarity = similarity;
        }
      }
      if (best === undefined || bestSimilarity < options.similarity) {
        best = { words, count: 0 };
        leaf.clusters.push(best);
        all.push(best);
      } else {
        const merged = best.words;
        best.words = merged.map((word, at) => (word === words[at] ? word : WILDCARD));
      }
      best.count += 1;
      return best;
    },
  };
};

const child = (parent: Node, key: string): Node => {
  const known = parent.children.get(key);
  if (known !== undefined) return known;
  const made = node();
  parent.children.set(key, made);
  return made;
};

const mask = (line: string): string => MASKS.reduce((text, expression) => text.replace(expression, WILDCARD), line);

const similarityOf = (template: readonly string[], words: readonly string[]): number =>
  template.filter((word, at) => word === words[at]).length / words.length;
