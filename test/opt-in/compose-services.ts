import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

interface ComposeFile {
  readonly services: Readonly<
    Record<string, { readonly environment?: Readonly<Record<string, string>>; readonly command?: readonly string[] }>
  >;
}

/** How a container's name for something becomes this machine's: `temporal:7233` → `127.0.0.1:41233`. */
export type Translation = readonly (readonly [inContainer: string, here: string])[];

export interface ComposeService {
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

/** A service of docker-compose.yml as this machine would run it: variables filled in, names and ports translated. */
export const composeService = async (
  name: string,
  variables: Readonly<Record<string, string>>,
  translation: Translation,
): Promise<ComposeService> => {
  const text = await readFile(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
  const service = (parse(text, { merge: true }) as ComposeFile).services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  const translate = (value: string): string => {
    const filled = value.replace(/\$\{(\w+)(?::[^}]*)?\}/g, (_, variable: string) => variables[variable] ?? '');
    return translation.reduce((result, [inContainer, here]) => result.replaceAll(inContainer, here), filled);
  };
  const environment = Object.entries(service.environment ?? {}).map(([key, value]) => [key, translate(value)] as const);
  return { environment: Object.fromEntries(environment), command: (service.command ?? []).map(translate) };
};
