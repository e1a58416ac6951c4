import type { Person } from '../team.ts';

/** Joins Jira's display names and GitHub's logins to one id a human; null for nobody. */
export interface PeopleIndex {
  byName(name: string | null): string | null;
  byLogin(login: string | null): string | null;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The catalogue joins names and logins; what it lacks is joined by the usual ways to make a login of a name
 * (dwhitfield, dana.whitfield, whitfieldd, dana-w), where only one known name fits.
 */
export const indexPeople = (people: readonly Person[], names: readonly (string | null)[]): PeopleIndex => {
  const nameOfLogin = new Map<string, string>();
  const nameOfAlias = new Map<string, string>();
  for (const { name, github, jira } of people) {
    if (github !== undefined) nameOfLogin.set(github.toLowerCase(), plain(name));
    if (jira !== undefined) nameOfAlias.set(plain(jira), plain(name));
  }
  const known = [...new Set([...people.map(({ name }) => name), ...names.flatMap((name) => name ?? [])].map(plain))];
  const namesOfGuess = new Map<string, Set<string>>();
  for (const name of known) {
    for (const guess of loginsOf(name)) namesOfGuess.set(guess, (namesOfGuess.get(guess) ?? new Set()).add(name));
  }
  const guessed = (login: string): string | undefined => {
    const fitting = namesOfGuess.get(login.replaceAll(/[^a-z]/g, ''));
    return fitting?.size === 1 ? [...fitting][0] : undefined;
  };
  return {
    byName: (name) => (name === null || name === '' ? null : (nameOfAlias.get(plain(name)) ?? plain(name))),
    byLogin: (login) => {
      if (login === null || login === '') return null;
      const lower = login.toLowerCase();
      return nameOfLogin.get(lower) ?? guessed(lower) ?? `@${lower}`;
    },
  };
};

const loginsOf = (name: string): string[] => {
  const parts = name.split(/[^a-z]+/).filter((part) => part !== '');
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined || parts.length < 2) return [];
  return [
    first + last,
    last + first,
    `${first[0] ?? ''}${last}`,
    `${last}${first[0] ?? ''}`,
    `${first}${last[0] ?? ''}`,
  ];
};

/** Accounts of tools: they author and report, but are nobody's colleague. */
export const isBot = (name: string | null): boolean =>
  name !== null &&
  /\bbot\b|\[bot\]|-bot\b|alerts?$|^@?(?:renovate|dependabot|sentry|pagerduty|opsgenie|grafana|datadog)/i.test(name);
