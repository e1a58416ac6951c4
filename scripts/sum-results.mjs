// node scripts/sum-results.mjs TESTS.json CHECKS.json: closes CI with "N passed, N failed" over tests and checks.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} TestResults vitest's JSON report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {readonly { status: string, assertionResults: readonly unknown[] }[]} testResults
 */

/** @typedef {{ passed: number, failed: number }} CheckResults */

/** @param {string | undefined} file */
const read = (file) => {
  try {
    return JSON.parse(readFileSync(file ?? '', 'utf8'));
  } catch {
    return null;
  }
};

const [, , testsFile, checksFile] = process.argv;
/** @type {TestResults | null} */
const tests = read(testsFile);
/** @type {CheckResults | null} */
const checks = read(checksFile);

/** A test file that can't be loaded has no tests that could fail. */
const brokenFiles = (tests?.testResults ?? []).filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length;
// What ended before it could report has failed.
const passed = (tests?.numPassedTests ?? 0) + (checks?.passed ?? 0);
const failed = (tests?.numFailedTests ?? 1) + brokenFiles + (checks?.failed ?? 1);
const skipped = tests?.numPendingTests ?? 0;
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
