import { ownCopy } from '../mining/own-copy.ts';
import { exceptionKey } from '../mining/mined-line.ts';
import { readException, typeAtStart, type ReadException } from './read-exception.ts';
import type { ReadMessage } from './read-message.ts';

export interface KnownException extends ReadException {
  /** Equal for equal types and frames. */
  readonly key: string;
}

const MAX_KNOWN = 500;
const MAX_KNOWN_LENGTH = 8_192;
const SEEN_SLOTS = 1_024;
const PROBES = 16;
const PROBED_LENGTH = 128;
const SAYS_NOTHING =
  /^(?:Traceback \(most recent call last\):?|Exception in thread "[^"]{0,100}"|Unhandled exception\.?)?$/;

/** Reads a message's stack trace; traces recur, so what they say is kept. Sets the text where only the trace says what happened. */
export const createExceptionReader = (): ((message: ReadMessage) => KnownException | null) => {
  const inTrace = createTraceReader();
  return (message) => {
    if (message.stack === '') return null;
    const line = message.text.slice(message.from, message.to);
    const isEmpty = SAYS_NOTHING.test(line);
    const exception = inTrace(isEmpty ? `${line}\n${message.stack}` : message.stack);
    if (exception === null) return null;
    if (isEmpty) setText(message, exception.summary ?? exception.types[0] ?? line);
    const first = isEmpty ? null : typeAtStart(line);
    if (first === null || first === exception.types[0]) return exception;
    return withKey({ ...exception, types: [first, ...exception.types] });
  };
};

/** Keeps what traces say that come again; a copy of every trace would cost more than reading it does. */
const createTraceReader = (): ((trace: string) => KnownException | null) => {
  const known = new Map<string, KnownException | null>();
  const seen = new Int32Array(SEEN_SLOTS);
  return (trace) => {
    const probe = probeOf(trace);
    const slot = probe & (SEEN_SLOTS - 1);
    const isSeen = seen[slot] === probe;
    const before = isSeen ? known.get(trace) : undefined;
    if (before !== undefined) return before;
    seen[slot] = probe;
    const read = readException(trace);
    const exception = read === null ? null : withKey(read);
    if (!isSeen || trace.length > MAX_KNOWN_LENGTH) return exception;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(ownCopy(trace), exception);
    return exception;
  };
};

/** Equal for equal traces, and mostly different for different ones, which tend to differ near their beginning. */
const probeOf = (trace: string): number => {
  let probe = trace.length;
  const dense = Math.min(trace.length, PROBED_LENGTH);
  for (let at = 0; at < dense; at += 2) probe = Math.imul(probe ^ trace.charCodeAt(at), 0x01000193);
  const step = Math.max(1, Math.floor((trace.length - dense) / PROBES));
  for (let at = dense; at < trace.length; at += step) probe = Math.imul(probe ^ trace.charCodeAt(at), 0x01000193);
  return probe ^ (probe >>> 15);
};

const withKey = (exception: ReadException): KnownException => ({ ...exception, key: exceptionKey(exception) });

const setText = (message: ReadMessage, text: string): void => {
  message.text = text;
  message.isEncoded = false;
  message.from = 0;
  message.to = text.length;
};
