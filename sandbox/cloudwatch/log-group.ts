import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { indexLogFile } from './index-log-file.ts';
import type { LogIndex } from './index-log-file.ts';

const BATCH_BYTES = 1 << 20;
const MAX_GAP_BYTES = 1 << 15;

interface Batch {
  startByte: number;
  endByte: number;
  /** Positions in the list of lines that was asked for, end exclusive. */
  first: number;
  end: number;
}

/** One log group of the world: its file, indexed at first use, its lines read by offset. */
export class LogGroup {
  readonly name: string;
  readonly file: string;
  #index: Promise<LogIndex> | undefined;

  constructor(name: string, file: string) {
    this.name = name;
    this.file = file;
  }

  index(): Promise<LogIndex> {
    this.#index ??= indexLogFile(this.file);
    return this.#index;
  }

  /** Hands out the given lines (ascending line numbers of the index) one by one; stops early on abort. */
  async visitLines(
    lines: Uint32Array,
    visit: (text: string, line: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    if (lines.length === 0) return;
    const index = await this.index();
    const file = await open(this.file, 'r');
    try {
      for (let first = 0; first < lines.length && !signal?.aborted;) {
        const batch = batchFrom(index, lines, first);
        const bytes = await readBytes(file, batch, this.file);
        for (let at = first; at < batch.end; at++) {
          const line = lines[at] ?? 0;
          const start = (index.starts[line] ?? 0) - batch.startByte;
          visit(bytes.toString('utf8', start, start + (index.lengths[line] ?? 0)), line);
        }
        first = batch.end;
      }
    } finally {
      await file.close();
    }
  }
}

function batchFrom(index: LogIndex, lines: Uint32Array, first: number): Batch {
  const startByte = index.starts[lines[first] ?? 0] ?? 0;
  let endByte = startByte + (index.lengths[lines[first] ?? 0] ?? 0);
  let end = first + 1;
  for (; end < lines.length; end++) {
    const start = index.starts[lines[end] ?? 0] ?? 0;
    const lineEnd = start + (index.lengths[lines[end] ?? 0] ?? 0);
    const isNear = start >= endByte && start - endByte <= MAX_GAP_BYTES && lineEnd - startByte <= BATCH_BYTES;
    if (!isNear) break;
    endByte = lineEnd;
  }
  return { startByte, endByte, first, end };
}

async function readBytes(file: FileHandle, batch: Batch, path: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(batch.endByte - batch.startByte);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, batch.startByte);
  if (bytesRead < bytes.length) {
    throw new Error(`${path}: the file became shorter while the sandbox was serving it; restart the sandbox`);
  }
  return bytes;
}
