import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { NODE_FLAGS, nodeEnvironment } from '../run-node.mjs';

export interface Child {
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

interface Spawned extends NodeJS.EventEmitter {
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  kill(signal: NodeJS.Signals): boolean;
}

const STOP_TIMEOUT_MS = 30_000;

const childOf = (spawned: Spawned): Child => {
  const ended = once(spawned, 'close').then(([code]) => (typeof code === 'number' ? code : 1));
  return {
    ended,
    stop: async () => {
      if (spawned.exitCode === null && spawned.signalCode === null) spawned.kill('SIGTERM');
      const timer = setTimeout(() => spawned.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
};

export interface StartChildOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where its output and errors go. */
  readonly logFile: string;
  /** The line of its output or errors that says it is ready. */
  readonly isReady: (line: string) => boolean;
}

const KEPT_LINES = 12;

/** Starts a script on this Node and waits for the line that says it is ready; throws with its last words if it ends before. */
export const startChild = async (
  options: StartChildOptions,
): Promise<{ child: Child; pid: number; readyLine: string }> => {
  // A process group of its own: Ctrl-C reaches this process alone, which ends them in order.
  const spawned = spawn(process.execPath, [...NODE_FLAGS, ...options.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: nodeEnvironment(options.env),
    detached: true,
  });
  const child = childOf(spawned);
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const lastLines: string[] = [];
  const readyLine = await new Promise<string>((resolve, reject) => {
    for (const input of [spawned.stdout, spawned.stderr]) {
      createInterface({ input }).on('line', (line) => {
        log.write(`${line}\n`);
        lastLines.push(line);
        if (lastLines.length > KEPT_LINES) lastLines.shift();
        if (options.isReady(line)) resolve(line);
      });
    }
    void child.ended.then((code) => {
      log.end();
      reject(new Error(`${options.args[0]} ended with code ${code} before it was ready:\n${lastLines.join('\n')}`));
    });
  });
  return { child, pid: spawned.pid ?? 0, readyLine };
};

/** Runs a script with this terminal as its own. */
export const runChild = (args: readonly string[], env: Readonly<Record<string, string | undefined>>): Child =>
  childOf(spawn(process.execPath, [...args], { stdio: ['ignore', 'inherit', 'inherit'], env }));
