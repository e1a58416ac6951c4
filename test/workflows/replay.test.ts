import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const DIR = new URL('../histories/', import.meta.url);
const histories = (await readdir(DIR)).filter((name) => name.endsWith('.json'));

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  const workflowsPath = fileURLToPath(import.meta.resolve('../../src/workflows/index.ts'));
  workflowBundle = await bundleWorkflowCode({ workflowsPath });
}, 60_000);

const read = async (name: string): Promise<string> => readFile(new URL(name, DIR), 'utf8');
const replay = (json: string, id: string): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle, reuseV8Context: true }, JSON.parse(json) as object, id);

/**
 * Runs that are under way at a deployment go on with the new code: it must decide as the old code did.
 * A change that breaks one of these needs `patched()`, or (before the first release) newly recorded histories:
 * node scripts/with-setup.mjs scripts/record-histories.ts
 */
describe('recorded histories', () => {
  it('cover the ways in which a run can go', () => {
    expect(histories.length).toBeGreaterThanOrEqual(8);
  });

  it.each(histories)('%s replays', async (name) => {
    await replay(await read(name), name);
  });

  it('an altered history does not', async () => {
    const history = await read('incidents.json');
    const altered = history.replaceAll('"correlateEvidence"', '"composeBrief"');
    expect(altered).not.toBe(history);
    await expect(replay(altered, 'altered')).rejects.toThrow(DeterminismViolationError);
  });

  it.each(histories)('%s holds no payload larger than 256 KiB and no secret', async (name) => {
    const history = await read(name);
    const payloads = [...history.matchAll(/"data":\s*"([^"]*)"/g)].map(([, data = '']) => Buffer.from(data, 'base64'));
    expect(payloads.length).toBeGreaterThan(0);
    for (const payload of payloads) {
      expect(payload.length).toBeLessThan(256 * 1024);
      expect(payload.toString('utf8')).not.toMatch(
        /sandbox-jira-token|sandbox-github-token|xoxb-|sandbox-aws|sandbox-openai/,
      );
    }
  });
});
