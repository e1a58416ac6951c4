import type { Path } from './parse-yaml.ts';

export interface RuleFault {
  readonly path: Path;
  readonly message: string;
}

type Block = Readonly<Record<string, unknown>>;

/** What can't be said of one value alone. Reads the file as it is, so that these are told together with all other faults. */
export const ruleFaults = (file: unknown): readonly RuleFault[] => {
  const teams = listOf(file, 'teams');
  return [
    ...sameNames(teams, ['teams']),
    ...teams.flatMap((team, index) => [
      ...sameNames(listOf(team, 'services'), ['teams', index, 'services']),
      ...sourceless(team, ['teams', index]),
    ]),
    ...halfCredentials(file),
  ];
};

const sameNames = (blocks: readonly unknown[], path: Path): RuleFault[] => {
  const first = new Map<string, number>();
  return blocks.flatMap((block, index) => {
    const name = isBlock(block) ? block['name'] : undefined;
    if (typeof name !== 'string') return [];
    const earlier = first.get(name.toLowerCase());
    if (earlier === undefined) first.set(name.toLowerCase(), index);
    if (earlier === undefined) return [];
    const message = `${path.at(-1)}[${earlier}] already has this name; allowed: a name of its own, letter case ignored`;
    return [{ path: [...path, index, 'name'], message }];
  });
};

const SOURCES = ['jiraProjects', 'repositories', 'logGroups'];

const sourceless = (team: unknown, path: Path): RuleFault[] => {
  if (!isBlock(team)) return [];
  const hasNone = SOURCES.every(
    (key) => team[key] === undefined || (Array.isArray(team[key]) && team[key].length === 0),
  );
  return hasNone ? [{ path, message: `nothing to read; allowed: at least one entry in ${SOURCES.join(', ')}` }] : [];
};

const halfCredentials = (file: unknown): RuleFault[] => {
  const cloudwatch = isBlock(file) && isBlock(file['connections']) ? file['connections']['cloudwatch'] : undefined;
  if (!isBlock(cloudwatch)) return [];
  const { accessKeyId, secretAccessKey, sessionToken } = cloudwatch;
  const isWhole = (accessKeyId === undefined) === (secretAccessKey === undefined);
  if (isWhole && (sessionToken === undefined || accessKeyId !== undefined)) return [];
  const message = 'allowed: accessKeyId with secretAccessKey (and a sessionToken), or none of them for the AWS chain';
  return [{ path: ['connections', 'cloudwatch'], message }];
};

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (block: unknown, key: string): readonly unknown[] => {
  const value = isBlock(block) ? block[key] : undefined;
  return Array.isArray(value) ? value : [];
};
