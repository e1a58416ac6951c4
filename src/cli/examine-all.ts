import { findTeam, loadCommandConfig } from './command-context.ts';
import { diagnoseAll, type AreaDiagnosis } from './diagnose-all.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { GlobalOptions } from './root-command.ts';
import type { Terminal } from './terminal.ts';

export interface DoctorOptions extends GlobalOptions {
  readonly team?: string | undefined;
  readonly json?: true | undefined;
}

/** Shows the findings of `diagnoseAll`. */
export const examineAll = async (terminal: Terminal, options: DoctorOptions): Promise<ExitCode> => {
  const config = await loadCommandConfig(terminal, options);
  const teams = options.team === undefined ? config.config.teams : [findTeam(config, options.team)];
  const { env, clock, interrupted: signal } = terminal;
  const findings = await diagnoseAll({ config, env, clock, teams, signal });
  const count = (status: AreaDiagnosis['status']): number => findings.filter((one) => one.status === status).length;
  if (options.json === true) terminal.print(JSON.stringify(findings, null, 2));
  else {
    terminal.print(asText(findings, terminal));
    terminal.print(`\n${count('ok')} fine, ${count('warning')} to look at, ${count('failed')} failed (${config.path})`);
  }
  return count('failed') > 0 ? EXIT.failed : EXIT.ok;
};

const MARKS = { ok: ['good', '✓'], warning: ['warning', '⚠'], failed: ['high', '✗'] } as const;
const MAX_CHECK_WIDTH = 44;

const asText = (findings: readonly AreaDiagnosis[], { paint }: Terminal): string => {
  const width = Math.min(MAX_CHECK_WIDTH, Math.max(...findings.map(({ check }) => check.length)));
  const lines = findings.flatMap(({ area, check, status, found, fix }, index) => [
    ...(findings[index - 1]?.area === area ? [] : [`${index === 0 ? '' : '\n'}${paint('bold', area)}`]),
    `  ${paint(MARKS[status][0], MARKS[status][1])} ${check.padEnd(width)}  ${found}`,
    ...(fix === null ? [] : [`    ${paint('dim', '→')} ${fix}`]),
  ]);
  return lines.join('\n');
};
