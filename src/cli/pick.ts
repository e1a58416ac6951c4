import { nearestWord } from '../config/nearest-word.ts';
import type { Choice } from '../ports.ts';
import type { Terminal } from './terminal.ts';

const MAX_SHOWN = 40;

/** Lets the person choose by numbers, ranges and names until the answer can be used. */
export const pick = async (
  { ask, say, paintAside }: Pick<Terminal, 'ask' | 'say' | 'paintAside'>,
  what: string,
  choices: readonly Choice[],
): Promise<readonly string[]> => {
  say(`\n${paintAside('bold', what)} that can be seen:`);
  for (const [index, { label }] of choices.slice(0, MAX_SHOWN).entries()) {
    say(`  ${String(index + 1).padStart(3)}  ${label.replaceAll(/\p{Cc}/gu, ' ').slice(0, 100)}`);
  }
  if (choices.length > MAX_SHOWN) say(`       … and ${choices.length - MAX_SHOWN} more, by their names`);
  for (;;) {
    const answer = parsePick(await ask('Numbers or names, such as 1,3-5 (* all, empty none): '), choices);
    if (answer.fault === null) return answer.ids;
    say(paintAside('warning', answer.fault));
  }
};

/** `1,3-5,PAY` → ids; a fault says what can't be used. */
export const parsePick = (
  text: string,
  choices: readonly Choice[],
): { readonly ids: readonly string[]; readonly fault: string | null } => {
  if (text.trim() === '*') return { ids: choices.map(({ id }) => id), fault: null };
  const ids = new Set<string>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const found = byNumbers(entry, choices) ?? byName(entry, choices);
    if (found === null) {
      const nearest = nearestWord(
        entry,
        choices.map(({ id }) => id),
      );
      return { ids: [], fault: `"${entry}" is none of them${nearest === null ? '' : `; did you mean ${nearest}?`}` };
    }
    for (const id of found) ids.add(id);
  }
  return { ids: [...ids], fault: null };
};

const byNumbers = (entry: string, choices: readonly Choice[]): readonly string[] | null => {
  const [, first, last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(entry) ?? [];
  if (first === undefined) return null;
  const [from, to] = [Number(first), Number(last)];
  if (from < 1 || from > to || to > choices.length) return null;
  return choices.slice(from - 1, to).map(({ id }) => id);
};

const byName = (entry: string, choices: readonly Choice[]): readonly string[] | null => {
  const wanted = entry.toLowerCase().replace(/^#/, '');
  const found = choices.find(({ id, label }) => {
    const name = label.toLowerCase().replace(/^#/, '');
    return id.toLowerCase() === wanted || name === wanted || name.split(' ')[0] === wanted;
  });
  return found === undefined ? null : [found.id];
};
