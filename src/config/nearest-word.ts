/** The candidate that a mistyped word most likely meant; null when none is near. */
export const nearestWord = (word: string, candidates: Iterable<string>): string | null => {
  const wanted = word.slice(0, MAX_LENGTH).toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = distanceTo(wanted, candidate.slice(0, MAX_LENGTH).toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

/** A part of a word (repos, projects) is as near as a mistake of one letter. */
const distanceTo = (wanted: string, candidate: string): number =>
  wanted.length >= MIN_PART && candidate.includes(wanted) && candidate !== wanted ? 1 : editDistance(wanted, candidate);

const MIN_PART = 4;

/** Longer words are compared by their beginning: the cost grows with the square. */
const MAX_LENGTH = 64;

/** Levenshtein's distance, with two neighbours swapped counting as one change (optimal string alignment). */
const editDistance = (a: string, b: string): number => {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, at(beforePrevious, j - 2) + 1);
      }
      row.push(distance);
    }
    [beforePrevious, previous] = [previous, row];
  }
  return at(previous, b.length);
};

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
