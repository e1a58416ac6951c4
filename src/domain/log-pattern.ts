/** How a pattern's rate in the range compares with its own earlier rate. */
export type LogTrend = 'new' | 'surging' | 'steady' | 'fading';

export interface LogSample {
  readonly atMs: number;
  readonly logStream: string;
  /** The whole original message, cut at a documented length. */
  readonly message: string;
}

/** The types of a (chained) exception, outermost first, and the application's own top frames. */
export interface LogException {
  readonly types: readonly string[];
  readonly frames: readonly string[];
}

/** What many log events of one log group have in common, the variable parts replaced by `<*>`. */
export interface LogPattern {
  /** Stable for the same template and log group: the same in every run. */
  readonly id: string;
  readonly template: string;
  readonly logGroup: string;
  /** Service names found in the events or the catalogue, most frequent first; never empty. */
  readonly services: readonly string[];
  /** Events by level name in lower case (error, warn, fatal, …). */
  readonly levels: Readonly<Record<string, number>>;
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Events by minute, ascending: [minutes since the epoch, events]. Minutes without events are left out. */
  readonly minuteCounts: readonly (readonly [number, number])[];
  /** A few diverse originals, chosen independently of arrival order. */
  readonly samples: readonly LogSample[];
  readonly exception: LogException | null;
  readonly trend: LogTrend;
  /** The most frequent of the masked lines that the template stands for, at most 12: they hold words that it lost. */
  readonly variants?: readonly string[];
  /** Up to 8 request ids. Patterns that the same requests left tend to have some in common. */
  readonly requestIds?: readonly string[];
}
