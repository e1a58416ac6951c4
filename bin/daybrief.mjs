#!/usr/bin/env node
// The daybrief command of a checkout: runs the TypeScript sources on the project's Node.
import { join } from 'node:path';
import { runNode } from '../scripts/run-node.mjs';
import { ROOT, projectNode } from '../scripts/setup.mjs';

runNode(projectNode(), [join(ROOT, 'src', 'cli.ts'), ...process.argv.slice(2)], process.env);
