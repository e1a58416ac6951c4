// Runs before anything is installed: plain JavaScript, built-in modules only.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 250;

/**
 * Runs `work` while no other process holds the lock file; a lock whose process has died is taken over.
 * @template Result
 * @param {string} path
 * @param {{ waiting: () => void, work: () => Promise<Result> }} options `waiting` is called once, before the first wait
 * @returns {Promise<Result>}
 */
export const withLock = async (path, { waiting, work }) => {
  mkdirSync(dirname(path), { recursive: true });
  for (let first = true; !take(path); first = false) {
    if (first) waiting();
    await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};

/** @param {string} path */
const take = (path) => {
  const unique = `${path}.${process.pid}`;
  writeFileSync(unique, String(process.pid));
  try {
    // A link appears with its content, or not at all.
    linkSync(unique, path);
    return true;
  } catch {
    dropIfOwnerDied(path, unique);
    return false;
  } finally {
    rmSync(unique, { force: true });
  }
};

/**
 * @param {string} path
 * @param {string} unique a free name in the same folder
 */
const dropIfOwnerDied = (path, unique) => {
  try {
    const owner = readFileSync(path, 'utf8');
    if (isAlive(Number(owner))) return;
    const taken = `${unique}.dropped`;
    renameSync(path, taken);
    // Another process may have taken the lock since it was read: then it gets it back.
    if (readFileSync(taken, 'utf8') !== owner) linkSync(taken, path);
    rmSync(taken, { force: true });
  } catch {
    // Its owner has released it in the meantime.
  }
};

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
