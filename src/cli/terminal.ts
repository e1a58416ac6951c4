import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import type { TextStyle } from '../domain/brief/brief-as-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command may know of the process that it runs in. */
export interface Terminal {
  readonly env: Environment;
  readonly cwd: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly interrupted: AbortSignal;
  /** Columns. */
  readonly width: number;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Asks the person; their answer without white space around it. */
  readonly ask: (question: string) => Promise<string>;
  /** The command's result: a line on stdout. */
  readonly print: (text: string) => void;
  /** Everything else: a line on stderr. */
  readonly say: (text: string) => void;
  /** Dresses a text for stdout; as it is where that shows no colours. */
  readonly paint: (style: TextStyle, text: string) => string;
  /** The same for stderr. */
  readonly paintAside: (style: TextStyle, text: string) => string;
}

const FORMATS: Readonly<Record<TextStyle, Parameters<typeof styleText>[0]>> = {
  title: ['bold', 'underline'],
  bold: 'bold',
  dim: 'dim',
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: 'blue',
  good: 'green',
  warning: 'yellow',
};

const MAX_WIDTH = 110;

/** `interrupted` belongs to the caller, who knows the process's signals. */
export const processTerminal = (process: NodeJS.Process, interrupted: AbortSignal): Terminal => {
  const painter =
    (stream: NodeJS.WriteStream): Terminal['paint'] =>
    (style, text) =>
      styleText(FORMATS[style], text, { stream });
  return {
    env: process.env,
    cwd: process.cwd(),
    clock: Date.now,
    interrupted,
    width: Math.min(process.stdout.isTTY ? process.stdout.columns : MAX_WIDTH, MAX_WIDTH),
    isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    ask: (question) => ask(process, question, interrupted),
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    paint: painter(process.stdout),
    paintAside: painter(process.stderr),
  };
};

/** Throws with exit code 130 when the person leaves by Ctrl-C or Ctrl-D. */
const ask = async ({ stdin, stderr }: NodeJS.Process, question: string, signal: AbortSignal): Promise<string> => {
  const lines = createInterface({ input: stdin, output: stderr });
  const left = new Promise<never>((_resolve, reject) => {
    lines.once('close', () =>
      reject(new CommandError(EXIT.interrupted, new DaybriefError('Cancelled', 'Interrupted.'))),
    );
  });
  try {
    return (await Promise.race([lines.question(question, { signal }), left])).trim();
  } finally {
    left.catch(() => undefined);
    lines.close();
  }
};
