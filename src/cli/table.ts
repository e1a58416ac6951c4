import { stripVTControlCharacters } from 'node:util';

/** Columns with two spaces between them; without lines, so that it can be cut and searched. */
export const asTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => lengthOf(row[column] ?? ''))));
  return all
    .map((row) => row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
};

const lengthOf = (text: string): number => stripVTControlCharacters(text).length;
