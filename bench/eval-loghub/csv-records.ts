/** Records of a CSV text (RFC 4180) by the names in its first line. */
export const csvRecords = (text: string): Record<string, string>[] => {
  const [names = [], ...rows] = csvRows(text.startsWith('\uFEFF') ? text.slice(1) : text);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
};

const FIELD = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;

const csvRows = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const match = FIELD.exec(text);
    if (match === null) throw new Error(`no CSV field at character ${text.length - FIELD.lastIndex} from the end`);
    const field = match[1] ?? '';
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (match[2] === ',') continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
};
