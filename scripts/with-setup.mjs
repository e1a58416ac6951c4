// node scripts/with-setup.mjs SCRIPT [ARG …]: does the whole set-up, then runs the script on the project's Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ROOT, setUp } from './setup.mjs';

const [, , script, ...args] = process.argv;
try {
  const { node, env } = await setUp();
  const child = spawn(node, [join(ROOT, script), ...args], { stdio: 'inherit', env });
  // Ctrl-C reaches the child through the terminal's process group; a plain kill doesn't.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
