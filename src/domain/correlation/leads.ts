/** How far each value is above the best of the others. */
export const leadsOf = (values: readonly number[]): number[] => {
  let best = 0;
  let second = 0;
  for (const value of values) {
    if (value > best) {
      second = best;
      best = value;
    } else if (value > second) second = value;
  }
  return values.map((value) => value - (value === best ? second : best));
};

/** How far a column's value of a row is above the best of the other columns; 0 when it is not. Columns may be empty. */
export type ColumnLeads = (column: number, row: number) => number;

export const columnLeads = (columns: readonly Float64Array[]): ColumnLeads => {
  const rows = Math.max(0, ...columns.map(({ length }) => length));
  const best = new Float64Array(rows);
  const second = new Float64Array(rows);
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      const value = column[row] ?? 0;
      if (value > (best[row] ?? 0)) {
        second[row] = best[row] ?? 0;
        best[row] = value;
      } else if (value > (second[row] ?? 0)) second[row] = value;
    }
  }
  return (column, row) => {
    const value = columns[column]?.[row] ?? 0;
    return Math.max(0, value - (value === best[row] ? (second[row] ?? 0) : (best[row] ?? 0)));
  };
};
