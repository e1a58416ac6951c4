import { codeAt, type Codes } from '../masking/char-class.ts';

const spellingsOf = (name: string): string[] => [
  name,
  name.toUpperCase(),
  name.charAt(0).toUpperCase() + name.slice(1),
];

/** Level names as loggers write them, by their usual name. */
const LEVELS: readonly (readonly [spelling: string, level: string])[] = Object.entries({
  trace: 'trace verbose vrb trce finest finer',
  debug: 'debug dbug dbg debug1 debug2 fine',
  info: 'info information inf log notice note config',
  warn: 'warn warning wrn',
  error: 'error err eror severe fail exception',
  fatal: 'fatal ftl critical crit crt alert emerg emergency panic dpanic',
}).flatMap(([level, names]) =>
  names.split(' ').flatMap((name) => spellingsOf(name).map((spelling) => [spelling, level] as const)),
);

/** Android, klog, Ruby. */
const LETTERS: Readonly<Record<string, string>> = {
  V: 'trace',
  D: 'debug',
  I: 'info',
  W: 'warn',
  E: 'error',
  F: 'fatal',
  C: 'fatal',
  A: 'fatal',
};

const SHORTEST = 3;
const LONGEST = 11;
const SLOTS = 1_024;

/** Few words share a slot with a level's name: three letters and the length tell most. */
const slotOf = (length: number, first: number, second: number, third: number): number =>
  (length * 257 + first * 31 + second * 7 + third) & (SLOTS - 1);

const bySlot: (readonly [spelling: string, level: string])[][] = Array.from({ length: SLOTS }, () => []);
for (const entry of LEVELS) {
  const [spelling] = entry;
  const slot = slotOf(spelling.length, spelling.charCodeAt(0), spelling.charCodeAt(1), spelling.charCodeAt(2));
  bySlot[slot]?.push(entry);
}

/** The usual name of the level `text[from, to)` in lower case, capitals, or with one capital; null when that is none. */
export const levelIn = (text: string, codes: Codes, from: number, to: number): string | null => {
  const length = to - from;
  if (length < SHORTEST || length > LONGEST) return null;
  const candidates = bySlot[slotOf(length, codeAt(codes, from), codeAt(codes, from + 1), codeAt(codes, from + 2))];
  if (candidates === undefined) return null;
  for (const [spelling, level] of candidates) {
    if (spelling.length === length && text.startsWith(spelling, from)) return level;
  }
  return null;
};

const levels = new Map(LEVELS);

/** The same of a word of its own. */
export const levelNamed = (word: string): string | null => levels.get(word) ?? null;

export const levelOfLetter = (letter: string): string | null => LETTERS[letter] ?? null;

/** A level written as a number: pino and bunyan count up in tens, syslog down from 7. */
export const levelNumbered = (level: number): string | null => {
  if (!Number.isInteger(level) || level < 0) return null;
  if (level < 8) return ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'][level] ?? null;
  if (level < 20) return 'trace';
  if (level > 100) return null;
  return ['debug', 'info', 'warn', 'error', 'fatal'][Math.min(4, Math.floor(level / 10) - 2)] ?? null;
};
