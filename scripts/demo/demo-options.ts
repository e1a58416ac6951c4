import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Absolute. */
  readonly worldDir: string;
  /** Absolute; null: no report is written. */
  readonly report: string | null;
  /** End by itself after the brief. */
  readonly once: boolean;
}

export const DEMO_USAGE = `Usage: npm run demo -- [--world DIR] [--report FILE] [--once]

Serves a world (a recorded day of an organisation) by a sandbox, runs Daybrief on it, and shows the brief.
  --world DIR     any world folder; default: sandbox/worlds/small
  --report FILE   writes the report as JSON
  --once          ends after the brief; also when the output isn't a terminal
`;

/** Throws TypeError for words that aren't options. */
export const demoOptions = (args: readonly string[], isTerminal: boolean): DemoOptions | 'help' => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      world: { type: 'string' },
      report: { type: 'string' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    worldDir: values.world === undefined ? DEFAULT_WORLD : resolve(values.world),
    report: values.report === undefined ? null : resolve(values.report),
    once: values.once || !isTerminal,
  };
};

const DEFAULT_WORLD = fileURLToPath(new URL('../../sandbox/worlds/small', import.meta.url));
