import { ownCopy } from '../mining/own-copy.ts';
import { readException, typeAtStart, type ReadException } from './read-exception.ts';
import type { ReadMessage } from './read-message.ts';

export interface KnownException extends ReadException {
  /** Equal for equal types and frames. */
  readonly key: string;
}

const MAX_KNOWN = 500;
const MAX_KNOWN_LENGTH = 8_192;
const SAYS_NOTHING =
  /^(?:Traceback \(most recent call last\):?|Exception in thread "[^"]{0,100}"|Unhandled exception\.?)?$/;

/** Reads a message's stack trace; traces recur, so what they say is kept. Sets the text where only the trace says what happened. */
export const createExceptionReader = (): ((message: ReadMessage) => KnownException | null) => {
  const known = new Map<string, ReadException | null>();
  const inTrace = (trace: string): ReadException | null => {
    const before = known.get(trace);
    if (before !== undefined) return before;
    const exception = readException(trace);
    if (known.size >= MAX_KNOWN) known.clear();
    if (trace.length <= MAX_KNOWN_LENGTH) known.set(ownCopy(trace), exception);
    return exception;
  };
  return (message) => {
    if (message.stack === '') return null;
    const line = message.text.slice(message.from, message.to);
    const isEmpty = SAYS_NOTHING.test(line);
    const exception = inTrace(isEmpty ? `${line}\n${message.stack}` : message.stack);
    if (exception === null) return null;
    if (isEmpty) setText(message, exception.summary ?? exception.types[0] ?? line);
    const first = isEmpty ? null : typeAtStart(line);
    const types = first === null || first === exception.types[0] ? exception.types : [first, ...exception.types];
    return { ...exception, types, key: `${types.join('\u0001')}\u0002${exception.frames.join('\u0001')}` };
  };
};

const setText = (message: ReadMessage, text: string): void => {
  message.text = text;
  message.from = 0;
  message.to = text.length;
};
