/** One log event as a log source delivers it. */
export interface LogEvent {
  readonly atMs: number;
  readonly logGroup: string;
  readonly logStream: string;
  /** The whole original message, possibly of several lines. */
  readonly message: string;
}

/** A part of a run's logs that one worker reads and mines on its own: one log group, a piece of the range. */
export interface LogSlice {
  readonly logGroup: string;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  /** Events the source counted in this slice when it was planned; null when it couldn't count. */
  readonly expectedEvents: number | null;
}
