import { createRecentAnswers } from './recent-answers.ts';

const spellingsOf = (name: string): string[] => [
  name,
  name.toUpperCase(),
  name.charAt(0).toUpperCase() + name.slice(1),
];

/** Level names as loggers write them, by their usual name. */
const LEVELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    trace: 'trace verbose vrb trce finest finer',
    debug: 'debug dbug dbg debug1 debug2 fine',
    info: 'info information inf log notice note config',
    warn: 'warn warning wrn',
    error: 'error err eror severe fail exception',
    fatal: 'fatal ftl critical crit crt alert emerg emergency panic dpanic',
  }).flatMap(([level, names]) =>
    names.split(' ').flatMap((name) => spellingsOf(name).map((spelling) => [spelling, level] as const)),
  ),
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

const LONGEST = 11;

const RECENT = 256;
const recentLevel = createRecentAnswers(RECENT, (word) => LEVELS.get(word) ?? null);

/** The usual name of a level in lower case, capitals, or with one capital; null when the word is none. */
export const levelNamed = (word: string): string | null =>
  word.length < 3 || word.length > LONGEST ? null : recentLevel(word);

export const levelOfLetter = (letter: string): string | null => LETTERS[letter] ?? null;

/** A level written as a number: pino and bunyan count up in tens, syslog down from 7. */
export const levelNumbered = (level: number): string | null => {
  if (!Number.isInteger(level) || level < 0) return null;
  if (level < 8) return ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'][level] ?? null;
  if (level < 20) return 'trace';
  if (level > 100) return null;
  return ['debug', 'info', 'warn', 'error', 'fatal'][Math.min(4, Math.floor(level / 10) - 2)] ?? null;
};
