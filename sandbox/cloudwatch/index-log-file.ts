import { createReadStream } from 'node:fs';
import { LogLine } from './log-line.ts';

/** Where each event of a log file is, in ascending order of time. */
export interface LogIndex {
  count: number;
  /** UTC epoch milliseconds. */
  timestampsMs: Float64Array;
  /** Byte offset of the line in the file. */
  starts: Float64Array;
  /** Bytes of the line, without its newline. */
  lengths: Uint32Array;
  /** Sum of all lengths up to and excluding each line, so that a range's bytes are one subtraction. */
  bytesBefore: Float64Array;
}

const NEWLINE = 10;
const CHUNK_BYTES = 1 << 20;

/** Builds the index in one pass over the file. Throws with file and line where a line is no log event. */
export async function indexLogFile(path: string): Promise<LogIndex> {
  const builder = new IndexBuilder(path);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    if (!Buffer.isBuffer(chunk)) throw new Error(`${path}: read as text, not as bytes`);
    rest = builder.addLines(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk);
  }
  if (rest.length > 0) builder.addLine(rest, 0, rest.length);
  return builder.finish();
}

class IndexBuilder {
  readonly #path: string;
  #count = 0;
  #fileOffset = 0;
  #isSorted = true;
  #timestampsMs = new Float64Array(1024);
  #starts = new Float64Array(1024);
  #lengths = new Uint32Array(1024);

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes the whole lines of the bytes and gives back what is left of the last one. */
  addLines(bytes: Buffer): Buffer {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      this.addLine(bytes, start, end);
      start = end + 1;
      this.#fileOffset += 1;
    }
    return bytes.subarray(start);
  }

  addLine(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length > 0 && !(length === 1 && bytes[start] === 13)) this.#push(this.#timestampOf(bytes, start, end), length);
    this.#fileOffset += length;
  }

  finish(): LogIndex {
    const count = this.#count;
    const order = this.#isSorted ? undefined : sortedOrder(this.#timestampsMs.subarray(0, count));
    const place = (line: number): number => order?.[line] ?? line;
    const timestampsMs = Float64Array.from({ length: count }, (_, line) => this.#timestampsMs[place(line)] ?? 0);
    const starts = Float64Array.from({ length: count }, (_, line) => this.#starts[place(line)] ?? 0);
    const lengths = Uint32Array.from({ length: count }, (_, line) => this.#lengths[place(line)] ?? 0);
    const bytesBefore = new Float64Array(count + 1);
    for (let line = 0; line < count; line++) bytesBefore[line + 1] = (bytesBefore[line] ?? 0) + (lengths[line] ?? 0);
    return { count, timestampsMs, starts, lengths, bytesBefore };
  }

  #push(timestampMs: number, length: number): void {
    if (this.#count === this.#starts.length) this.#grow();
    const previousMs = this.#count > 0 ? (this.#timestampsMs[this.#count - 1] ?? 0) : -Infinity;
    this.#isSorted &&= timestampMs >= previousMs;
    this.#timestampsMs[this.#count] = timestampMs;
    this.#starts[this.#count] = this.#fileOffset;
    this.#lengths[this.#count] = length;
    this.#count += 1;
  }

  #grow(): void {
    const size = this.#starts.length * 2;
    const timestampsMs = new Float64Array(size);
    const starts = new Float64Array(size);
    const lengths = new Uint32Array(size);
    timestampsMs.set(this.#timestampsMs);
    starts.set(this.#starts);
    lengths.set(this.#lengths);
    [this.#timestampsMs, this.#starts, this.#lengths] = [timestampsMs, starts, lengths];
  }

  #timestampOf(bytes: Buffer, start: number, end: number): number {
    const timestampMs = Date.parse(new LogLine(bytes.toString('utf8', start, end)).timestamp);
    if (Number.isNaN(timestampMs)) {
      throw new Error(
        `${this.#path}, event ${this.#count + 1}: expected a line {"@timestamp":"<ISO date>","@message":"…","@logStream":"…"}, ` +
          `found ${bytes.toString('utf8', start, Math.min(end, start + 80))}`,
      );
    }
    return timestampMs;
  }
}

function sortedOrder(timestampsMs: Float64Array): Uint32Array {
  const order = Uint32Array.from(timestampsMs.keys());
  return order.sort((left, right) => (timestampsMs[left] ?? 0) - (timestampsMs[right] ?? 0) || left - right);
}

/** The first line at or after that time; `count` if there is none. */
export function firstLineAt(index: LogIndex, timestampMs: number): number {
  let low = 0;
  let high = index.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index.timestampsMs[middle] ?? 0) < timestampMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
