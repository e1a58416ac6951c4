import { DaybriefError, toDaybriefError, type ErrorCode } from '../domain/daybrief-error.ts';

/** What the shell sees; documented in `daybrief --help` and docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** The run failed, or a check of doctor did. */
  failed: 1,
  /** Wrong arguments or configuration. */
  usage: 2,
  /** Temporal can't be reached. */
  noTemporal: 3,
  /** The run goes on, but the command no longer waits for it. */
  stillRunning: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const USAGE_CODES: ReadonlySet<ErrorCode> = new Set(['InvalidConfig', 'InvalidInput', 'NotConfigured']);

/** An error that ends the command with a code of its own. */
export class CommandError extends DaybriefError {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, error: DaybriefError) {
    super(error.code, error.message, { cause: error });
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string): CommandError =>
  new CommandError(EXIT.usage, new DaybriefError('InvalidInput', message));

export const exitCodeOf = (thrown: unknown): ExitCode => {
  if (thrown instanceof CommandError) return thrown.exitCode;
  return USAGE_CODES.has(toDaybriefError(thrown).code) ? EXIT.usage : EXIT.failed;
};
