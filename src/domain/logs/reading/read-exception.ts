import type { LogException } from '../../log-pattern.ts';
import { frameIn, type StackFrame } from './stack-frame.ts';

export interface ReadException extends LogException {
  /** Name and message of the outermost exception as the trace has them; null where only frames are. */
  readonly summary: string | null;
}

const MAX_LINES = 400;
const PYTHON_BEGINNING = 'Traceback (';
const MAX_TYPES = 6;
const MAX_FRAMES = 5;
const FRAMES_OF_ROOT = 3;

const TYPE_LINE =
  /^(?:\s{0,8}(?:Caused by|Suppressed|Wrapped by|Nested exception|Inner exception): |Exception in thread "[^"\n]{0,100}" |(?:PHP Fatal error: {1,2})?Uncaught |Unhandled exception[.:]? |(?:System\.)?\s{0,8}-{2,3}> )?((?:[A-Za-z_$][\w$]*(?:\.|::|\\)){0,12}[A-Z][\w$]*(?:Exception|Error|Throwable|Fault|Timeout|Failure|Interrupt|Exit)(?:\$\w+)?)(?=[:\s]|$)/;
/** Python's last line of a traceback may have any name. */
const PYTHON_TYPE = /^((?:[A-Za-z_]\w*\.){0,12}[A-Za-z_]\w*)(?::\s|$)/;
const PANIC = /^(panic|fatal error|thread '[^'\n]{0,80}' panicked)\b/;
const PYTHON_CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/;

/** An exception and its causes, each with its frames, the most recent call first. */
interface Segment {
  types: string[];
  summary: string | null;
  frames: StackFrame[];
}

/** The exception of a stack trace in Java, Python, JavaScript, Go, .NET, Ruby, PHP or Rust; null when it is none. */
export const readException = (trace: string): ReadException | null => {
  const segments = segmentsOf(trace);
  const types = segments.flatMap((segment) => segment.types).slice(0, MAX_TYPES);
  const frames = topFrames(segments.map((segment) => segment.frames));
  if (frames.length === 0 && types.length === 0) return null;
  return { types, frames, summary: segments.find(({ summary }) => summary !== null)?.summary ?? null };
};

/** The exception's type when a message begins with one. */
export const typeAtStart = (text: string): string | null => TYPE_LINE.exec(text)?.[1] ?? null;

/** Outermost first. Python prints causes, and callers, first: its segments and frames are turned round. */
const segmentsOf = (trace: string): Segment[] => {
  const lines = trace.split('\n', MAX_LINES);
  const mayBePython = trace.includes(PYTHON_BEGINNING);
  let segment: Segment = { types: [], summary: null, frames: [] };
  const segments: Segment[] = [segment];
  const begin = (next: Segment): void => {
    segment = next;
    segments.push(next);
  };
  let python = false;
  let before: string | null = null;
  for (const line of lines) {
    if (mayBePython && line.includes(PYTHON_BEGINNING)) python = true;
    const frame = frameIn(line, before);
    before = line;
    if (frame !== null) segment.frames.push(frame);
    else if (python && PYTHON_CHAIN.test(line)) begin({ types: [], summary: null, frames: [] });
    else {
      const type = typeIn(line, python && segment.frames.length > 0 && segment.types.length === 0);
      if (type === null) continue;
      if (!python && segment.types.length > 0) begin({ types: [type], summary: line.trim(), frames: [] });
      else {
        segment.types.push(type);
        segment.summary ??= line.trim();
      }
    }
  }
  if (!python) return segments;
  for (const { frames } of segments) frames.reverse();
  return segments.toReversed();
};

const typeIn = (line: string, endsTraceback: boolean): string | null => {
  const type = TYPE_LINE.exec(line)?.[1] ?? PANIC.exec(line)?.[1];
  if (type !== undefined) return type.startsWith('thread') ? 'panic' : type;
  return endsTraceback ? (PYTHON_TYPE.exec(line)?.[1] ?? null) : null;
};

/** The application's top frames: of the root cause first, then of what wraps it. Without any, the topmost frame of all. */
const topFrames = (segments: readonly (readonly StackFrame[])[]): string[] => {
  const own = segments.map((frames) => frames.filter(({ own: isOwn }) => isOwn)).filter((frames) => frames.length > 0);
  const root = own.at(-1);
  const all = segments.findLast((frames) => frames.length > 0) ?? [];
  const chosen = root === undefined ? all.slice(0, 1) : [...root.slice(0, FRAMES_OF_ROOT), ...own.slice(0, -1).flat()];
  return [...new Set(chosen.map(({ label }) => label))].slice(0, MAX_FRAMES);
};
