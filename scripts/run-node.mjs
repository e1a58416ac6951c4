// Runs before set-up is complete: plain JavaScript, built-in modules only.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * A million log events leave much garbage. V8 would let its young generation grow to 128 MB under it, and its heap to four
 * times what is alive; with 16 MB and twice that, a worker needs 100 MB less, and no more time.
 */
export const NODE_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=100'];

/**
 * Answers of log queries are buffers of several megabytes. From 128 KB on, glibc maps them apart, and gives them back to
 * the system when they are freed; left alone, it soon puts them between what stays.
 * @param {NodeJS.ProcessEnv} env
 */
export const nodeEnvironment = (env) => ({ MALLOC_MMAP_THRESHOLD_: '131072', ...env });

/**
 * Runs a script in place of this process: same terminal, its signals, its exit code.
 * @param {string} node
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export const runNode = (node, args, env) => {
  const child = spawn(node, [...NODE_FLAGS, ...args], { stdio: 'inherit', env: nodeEnvironment(env) });
  // Ctrl-C reaches the child through the terminal's process group; a plain kill doesn't.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`✗ ${node} can't be run: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
};
