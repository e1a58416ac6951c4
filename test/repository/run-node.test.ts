import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_FLAGS, nodeEnvironment } from '../../scripts/run-node.mjs';

describe('how Node is run', () => {
  it('sets what keeps memory small, and leaves what the user set', () => {
    expect(nodeEnvironment({ A: '1' })).toEqual({ A: '1', MALLOC_MMAP_THRESHOLD_: '131072' });
    expect(nodeEnvironment({ MALLOC_MMAP_THRESHOLD_: '1' })).toEqual({ MALLOC_MMAP_THRESHOLD_: '1' });
  });

  it('is the same in the image', () => {
    const dockerfile = readFileSync(resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');
    const command = JSON.parse(/^CMD (.+)$/m.exec(dockerfile)?.[1] ?? '[]') as string[];
    expect(command).toEqual(['node', ...NODE_FLAGS, 'src/worker.ts']);
    for (const [name, value] of Object.entries(nodeEnvironment({})))
      expect(dockerfile).toContain(`ENV ${name}=${value}\n`);
  });
});
