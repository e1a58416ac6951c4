import { fileURLToPath } from 'node:url';
import { ensureTemporalCli } from '../scripts/temporal-cli.mjs';

/** `npm test` has done the set-up; this serves whoever calls vitest itself. */
export const setup = async (): Promise<void> => {
  process.env['TEMPORAL_CLI_PATH'] ??= await ensureTemporalCli({
    root: fileURLToPath(new URL('..', import.meta.url)),
    node: process.execPath,
    env: process.env,
    say: (text) => process.stderr.write(`${text}\n`),
  });
};
