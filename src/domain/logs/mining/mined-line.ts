import type { LogSample } from '../../log-pattern.ts';

/** What makes two events' lines equal. */
export interface LineIdentity {
  readonly logGroup: string;
  /** The masked first line of the message, variable parts as `<*>`. */
  readonly text: string;
  /** Types of the chained exceptions, outermost first; empty without a stack trace. */
  readonly types: readonly string[];
  /** The application's own top frames. */
  readonly frames: readonly string[];
}

/** Everything that is known of the events whose lines are equal; plain JSON. */
export interface MinedLine extends LineIdentity {
  readonly count: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly levels: Readonly<Record<string, number>>;
  readonly services: Readonly<Record<string, number>>;
  /** Pairs, ascending by minute: minute since the epoch, events. */
  readonly minutes: readonly number[];
  readonly samples: readonly LogSample[];
  readonly requestIds: readonly string[];
}

export const lineKey = (line: LineIdentity): string => `${line.logGroup}\u0000${line.text}\u0000${exceptionKey(line)}`;

export const exceptionKey = ({ types, frames }: Pick<LineIdentity, 'types' | 'frames'>): string =>
  types.length + frames.length === 0 ? '' : `${types.join('\u0001')}\u0002${frames.join('\u0001')}`;
