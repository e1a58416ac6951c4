const TIMESTAMP_START = '{"@timestamp":"';
const MESSAGE_START = '","@message":"';
const STREAM_START = '","@logStream":"';
const LINE_END = '"}';
const TIMESTAMP_AT = TIMESTAMP_START.length;
const TIMESTAMP_END = TIMESTAMP_AT + 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length;
const MESSAGE_AT = TIMESTAMP_END + MESSAGE_START.length;

/**
 * A line of a log file. Lines as the world's composer writes them are taken apart by position, which keeps the message
 * in its JSON form: a page of results needs it so again. Any other layout goes through JSON.parse.
 */
export class LogLine {
  /** As written, in ISO 8601; empty where the line is no event. */
  readonly timestamp: string;
  /** The message as the inside of a JSON string. */
  readonly messageJson: string;
  readonly logStream: string;
  #message: string | undefined;

  constructor(text: string) {
    const streamAt = text.indexOf(STREAM_START, MESSAGE_AT);
    const stream = text.slice(streamAt + STREAM_START.length, -LINE_END.length);
    const isCanonical =
      streamAt >= 0 &&
      text.startsWith(TIMESTAMP_START) &&
      text.startsWith(MESSAGE_START, TIMESTAMP_END) &&
      text.endsWith(LINE_END) &&
      !stream.includes('"') &&
      !stream.includes('\\');
    const parsed = isCanonical ? undefined : parseEvent(text);
    this.timestamp = parsed ? parsed.timestamp : text.slice(TIMESTAMP_AT, TIMESTAMP_END);
    this.messageJson = parsed ? JSON.stringify(parsed.message).slice(1, -1) : text.slice(MESSAGE_AT, streamAt);
    this.logStream = parsed ? parsed.logStream : stream;
  }

  get message(): string {
    this.#message ??= this.messageJson.includes('\\') ? decode(this.messageJson) : this.messageJson;
    return this.#message;
  }
}

function decode(json: string): string {
  const text: unknown = JSON.parse(`"${json}"`);
  return typeof text === 'string' ? text : '';
}

function parseEvent(text: string): { timestamp: string; message: string; logStream: string } {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    event = undefined;
  }
  const fields = new Map<string, unknown>(typeof event === 'object' && event !== null ? Object.entries(event) : []);
  const textOf = (field: string): string => {
    const value = fields.get(field);
    return typeof value === 'string' ? value : '';
  };
  return { timestamp: textOf('@timestamp'), message: textOf('@message'), logStream: textOf('@logStream') };
}
