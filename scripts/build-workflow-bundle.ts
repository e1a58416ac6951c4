import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

// Bundles the workflows ahead, so that a production worker starts without a bundler: dist/workflow-bundle.js.
const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

const { code } = await bundleWorkflowCode({
  workflowsPath: join(ROOT, 'src', 'workflows', 'index.ts'),
  logger: new DefaultLogger('WARN'),
});
await mkdir(DIST, { recursive: true });
const file = join(DIST, 'workflow-bundle.js');
await writeFile(file, code);
process.stdout.write(`${file}: ${(code.length / 1e6).toFixed(1)} MB\n`);
