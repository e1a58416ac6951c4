import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';

// Replays the histories of test/histories on today's workflow code: one that no longer fits would break runs in flight.
const ROOT = join(import.meta.dirname, '..');
const HISTORIES = join(ROOT, 'test', 'histories');

Runtime.install({ logger: new DefaultLogger('ERROR') });
const logger = new DefaultLogger('ERROR');
const workflowBundle = await bundleWorkflowCode({ workflowsPath: join(ROOT, 'src', 'workflows', 'index.ts'), logger });
const files = (await readdir(HISTORIES)).filter((name) => name.endsWith('.json'));
if (files.length === 0) throw new Error(`No histories in ${HISTORIES}.`);
for (const file of files) {
  const history = JSON.parse(await readFile(join(HISTORIES, file), 'utf8')) as unknown;
  try {
    await Worker.runReplayHistory({ workflowBundle, reuseV8Context: true }, history, basename(file, '.json'));
    process.stdout.write(`✓ ${file}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`✗ ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
