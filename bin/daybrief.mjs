#!/usr/bin/env node
// The daybrief command of a checkout: runs the TypeScript sources on the project's Node.
import { join } from 'node:path';
import { runNode } from '../scripts/run-node.mjs';
import { ROOT, projectNode, setUp } from '../scripts/setup.mjs';

const args = process.argv.slice(2);
try {
  // Only `dev` starts a Temporal server of its own, and so needs the program.
  const { node, env } = args.includes('dev') ? await setUp() : { node: projectNode(), env: process.env };
  runNode(node, [join(ROOT, 'src', 'cli.ts'), ...args], env);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
