import { TableRow } from './row.ts';
import type { Value } from './value.ts';

const MAX_PATTERNS = 10_000;
const OTHER = '<*>';
const VARIABLE =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z?|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?=[a-f]*\d)[0-9a-f]{7,}\b|\d+(?:\.\d+)?/gi;
const SEVERITIES: [string, RegExp][] = [
  ['Error', /\b(?:error|exception|fatal|panic|critical|failed|failure|traceback)\b/i],
  ['Warn', /\bwarn(?:ing)?\b/i],
  ['Info', /\binfo\b/i],
  ['Debug', /\b(?:debug|trace)\b/i],
];

/** The `pattern` command in a basic form: messages that are equal once their numbers, ids and dates are masked. */
export class MessagePatterns {
  static readonly columns = ['@pattern', '@ratio', '@sampleCount', '@severityLabel'];
  readonly #counts = new Map<string, number>();
  #total = 0;

  add(message: Value): void {
    if (message === undefined) return;
    const masked = String(message).replaceAll(VARIABLE, OTHER);
    const pattern = this.#counts.has(masked) || this.#counts.size < MAX_PATTERNS ? masked : OTHER;
    this.#counts.set(pattern, (this.#counts.get(pattern) ?? 0) + 1);
    this.#total += 1;
  }

  /** Most frequent first. */
  rows(): TableRow[] {
    const sorted = [...this.#counts].toSorted(([, left], [, right]) => right - left);
    return sorted.map(
      ([pattern, count]) =>
        new TableRow(
          new Map<string, Value>([
            ['@pattern', pattern],
            ['@ratio', count / this.#total],
            ['@sampleCount', count],
            ['@severityLabel', SEVERITIES.find(([, words]) => words.test(pattern))?.[0] ?? 'None'],
          ]),
        ),
    );
  }
}
