// Runs before anything is installed: plain JavaScript, built-in modules only.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const KEPT_OUTPUT = 4_000;
const TICK_MS = 15_000;

/** @param {string} path */
export const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The program's path, as a shell would find it.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export const onPath = (name, env) =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);

/**
 * Runs a program without its output, and says every 15 s that it still runs.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv, timeoutMs?: number, say: (text: string) => void }} options
 * @returns {Promise<{ ok: boolean, seconds: number, lastLines: string }>} `lastLines`: the end of what it printed, in one line
 */
export const runProgram = async (command, args, { cwd, env, timeoutMs, say }) => {
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  const ticking = setInterval(() => say(`  still at it, ${seconds()} s`), TICK_MS);
  let output = '';
  try {
    const ok = await new Promise((resolve) => {
      const child = spawn(command, args, { cwd, env, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
      /** @param {Buffer} chunk */
      const keep = (chunk) => {
        output = (output + String(chunk)).slice(-KEPT_OUTPUT);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', (error) => {
        output = error.message;
        resolve(false);
      });
      child.on('close', (status) => resolve(status === 0));
    });
    return { ok, seconds: seconds(), lastLines: output.trim().split('\n').slice(-3).join(' | ') };
  } finally {
    clearInterval(ticking);
  }
};
