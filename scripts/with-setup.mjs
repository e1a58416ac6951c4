// node scripts/with-setup.mjs SCRIPT [ARG …]: does the whole set-up, then runs the script on the project's Node.
import { join } from 'node:path';
import { runNode } from './run-node.mjs';
import { ROOT, setUp } from './setup.mjs';

const [, , script = '', ...args] = process.argv;
try {
  const { node, env } = await setUp();
  runNode(node, [join(ROOT, script), ...args], env);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
