import type { EventRefs } from './event-refs.ts';
import { EventRow } from './event-row.ts';
import type { LogGroup } from './log-group.ts';
import type { QueryPlan } from './plan-query.ts';
import type { Row } from './row.ts';
import type { Table } from './table.ts';
import { formatTimestamp } from './value.ts';

const TIME_COLUMNS = new Set(['@timestamp', '@ingestionTime']);

/** A slice of event rows as the JSON of `results`: an array of rows, each an array of {field, value}. */
export async function renderEvents(
  refs: EventRefs,
  from: number,
  to: number,
  plan: QueryPlan,
  groups: LogGroup[],
): Promise<string> {
  const rendered = Array.from({ length: to - from }, () => '[]');
  const cells = cellStarts(plan.columns);
  await visitEvents(refs, from, to, plan, groups, (row, at) => {
    rendered[at - from] = renderRow(row, cells);
  });
  return `[${rendered.join(',')}]`;
}

export function renderTable(table: Table, from: number, to: number): string {
  const cells = cellStarts(table.columns);
  const rows = table.rows.slice(from, to).map((row) => renderRow(row, cells));
  return `[${rows.join(',')}]`;
}

/** Reads referenced events into memory, for commands that come after `limit` or `dedup`. */
export async function materialise(refs: EventRefs, plan: QueryPlan, groups: LogGroup[]): Promise<Table> {
  const rows: Row[] = [];
  await visitEvents(refs, 0, refs.lines.length, plan, groups, (row, at) => {
    rows[at] = row;
  });
  return { columns: plan.columns, rows };
}

async function visitEvents(
  refs: EventRefs,
  from: number,
  to: number,
  plan: QueryPlan,
  groups: LogGroup[],
  visit: (row: EventRow, at: number) => void,
): Promise<void> {
  for (const [groupAt, group] of groups.entries()) {
    const places: number[] = [];
    for (let at = from; at < to; at++) if (refs.groups[at] === groupAt) places.push(at);
    if (places.length === 0) continue;
    places.sort((left, right) => (refs.lines[left] ?? 0) - (refs.lines[right] ?? 0));
    const index = await group.index();
    let next = 0;
    await group.visitLines(
      Uint32Array.from(places, (at) => refs.lines[at] ?? 0),
      (text, line) => {
        const row = new EventRow(group.name, line, index.timestampsMs[line] ?? 0, text);
        plan.prepare?.(row);
        visit(row, places[next++] ?? 0);
      },
    );
  }
}

interface CellStart {
  column: string;
  json: string;
}

function cellStarts(columns: string[]): CellStart[] {
  return columns.map((column) => ({ column, json: `{"field":${JSON.stringify(column)},"value":` }));
}

// By hand, because a page has 10,000 rows and the message is in its JSON form already.
function renderRow(row: Row, cells: CellStart[]): string {
  let json = '';
  for (const { column, json: start } of cells) {
    const value = renderValue(row, column);
    if (value !== undefined) json += `${json === '' ? '' : ','}${start}${value}}`;
  }
  return `[${json}]`;
}

function renderValue(row: Row, column: string): string | undefined {
  if (column === '@message' && row instanceof EventRow && row.line && !row.isAssigned(column)) {
    return `"${row.line.messageJson}"`;
  }
  const value = row.get(column);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && TIME_COLUMNS.has(column)) return `"${formatTimestamp(value)}"`;
  return JSON.stringify(typeof value === 'boolean' ? String(Number(value)) : String(value));
}
