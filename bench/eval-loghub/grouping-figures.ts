export interface GroupingFigures {
  /** Share of lines whose group holds exactly the lines of one true event (Zhu et al., ICSE-SEIP 2019). */
  readonly groupingAccuracy: number;
  /** F1 over groups: found exactly, of those predicted and of the true ones (Khan et al., ICSE 2022). */
  readonly f1: number;
  readonly predicted: number;
  readonly events: number;
}

/** Compares a grouping with the truth; both name a group for each line. */
export const groupingFigures = (predicted: readonly string[], truth: readonly string[]): GroupingFigures => {
  const predictedGroups = indicesBy(predicted);
  const trueGroups = indicesBy(truth);
  const exact = [...predictedGroups.values()].filter((lines) => {
    const events = new Set(lines.map((line) => truth[line] ?? ''));
    return events.size === 1 && trueGroups.get([...events][0] ?? '')?.length === lines.length;
  });
  const precision = exact.length / predictedGroups.size;
  const recall = exact.length / trueGroups.size;
  return {
    groupingAccuracy: exact.reduce((sum, lines) => sum + lines.length, 0) / truth.length,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    predicted: predictedGroups.size,
    events: trueGroups.size,
  };
};

const indicesBy = (names: readonly string[]): Map<string, number[]> => {
  const groups = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [index]);
    else group.push(index);
  }
  return groups;
};
