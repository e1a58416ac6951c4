/** A command of a `sh` block: variables set before it, its program, its words. */
export interface Command {
  readonly variables: Readonly<Record<string, string>>;
  readonly program: string;
  readonly args: readonly string[];
}

const WORD = /'([^']*)'|"([^"]*)"|(&&)|((?:[^\s'"&]|'[^']*')+)/g;

/** Splits lines as a shell would, as far as docs need it: quotes, `&&`, continuation by a backslash, comments. */
export const commandsOf = (block: string): readonly Command[] =>
  block
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .flatMap((line) => splitAtAnd(wordsOf(line)))
    .map(commandOf);

const wordsOf = (line: string): readonly string[] =>
  [...line.replace(/^\$ /, '').matchAll(WORD)].map(([, single, double, and, bare]) => {
    if (and !== undefined) return '&&';
    return single ?? double ?? (bare ?? '').replaceAll("'", '');
  });

const splitAtAnd = (words: readonly string[]): string[][] => {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (word === '&&') commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands;
};

const commandOf = (words: readonly string[]): Command => {
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const variables = words.slice(0, first).map((word) => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)] as const;
  });
  return { variables: Object.fromEntries(variables), program: words[first] ?? '', args: words.slice(first + 1) };
};
