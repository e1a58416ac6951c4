/** What a logger wrote before the message, read so far. One object is reused for all messages. */
export interface Header {
  /** Where the header would begin. */
  from: number;
  /** Where the message, or the next part of its header, begins. */
  at: number;
  /** A timestamp was seen. */
  dated: boolean;
  level: string | null;
  requestId: string | null;
  /** Of syslog. */
  program: string | null;
  /** Names that may be the service's: the logger's, the caller's, those in brackets. */
  names: string[];
}

export const createHeader = (): Header => ({
  from: 0,
  at: 0,
  dated: false,
  level: null,
  requestId: null,
  program: null,
  names: [],
});

/** Matches a sticky expression at `from`. */
export const matchAt = (expression: RegExp, text: string, from: number): RegExpExecArray | null => {
  expression.lastIndex = from;
  return expression.exec(text);
};

/** Where a match of a sticky expression that begins at `from` ends; -1 without one. Makes no garbage. */
export const endOfMatch = (expression: RegExp, text: string, from: number): number => {
  expression.lastIndex = from;
  return expression.test(text) ? expression.lastIndex : -1;
};
