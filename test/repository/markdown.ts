import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Page {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
}

export interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** README and its like, and everything in docs. */
export const readPages = async (): Promise<readonly Page[]> => {
  const docs = await readdir(join(ROOT, 'docs'), { recursive: true });
  const files = [...(await readdir(ROOT)), ...docs.map((name) => join('docs', name))];
  const pages = files.filter((name) => name.endsWith('.md')).toSorted();
  return Promise.all(pages.map(async (file) => ({ file, text: await readFile(join(ROOT, file), 'utf8') })));
};

const FENCE = /^```(\w*)\s*$/;

/** Its fenced blocks. */
export const blocksOf = ({ file, text }: Page): readonly Block[] => {
  const blocks: Block[] = [];
  let open: { readonly language: string; readonly line: number; readonly lines: string[] } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = FENCE.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === null) open = { language: fence[1] ?? '', line: index + 1, lines: [] };
    else {
      blocks.push({ file, line: open.line, language: open.language, text: open.lines.join('\n') });
      open = null;
    }
  }
  if (open !== null) throw new Error(`${file}:${open.line}: the block is not closed`);
  return blocks;
};
