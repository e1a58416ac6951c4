import { writeFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configPath, parseConfig } from '../config/load-config.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import { parseList } from './arguments.ts';
import { configTemplate, type ConfigDraft, type DraftList } from './config-template.ts';
import { usageError } from './exit-codes.ts';
import { offerChoices, type Offer, type OfferedConnection } from './offer-choices.ts';
import { pick } from './pick.ts';
import type { GlobalOptions } from './root-command.ts';
import type { Terminal } from './terminal.ts';

export interface InitOptions extends GlobalOptions {
  readonly team?: string | undefined;
  readonly jiraProjects?: readonly string[] | undefined;
  readonly repositories?: readonly string[] | undefined;
  readonly logGroups?: readonly string[] | undefined;
  readonly channel?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly cron: string;
  readonly yes?: true | undefined;
  readonly force?: true | undefined;
}

/** Fills in a draft by options, by what can be seen, and by asking; checks it and writes it. */
export const writeConfig = async (terminal: Terminal, options: InitOptions): Promise<void> => {
  const path = configPath({ path: options.config, env: terminal.env });
  const asks = terminal.isInteractive && options.yes !== true;
  const draft = await fill(terminal, options, emptyDraft(terminal, options, path), asks);
  const text = configTemplate(withSomething(draft, terminal));
  try {
    parseConfig(text, path);
  } catch (thrown) {
    const faults = thrown instanceof DaybriefError ? thrown.message : String(thrown);
    throw usageError(`What was given makes no valid configuration; nothing was written.\n${faults}`);
  }
  await write(path, text, options.force === true);
  terminal.print(path);
  terminal.say(`\nWritten. Set the variables that it names, then: daybrief doctor, and daybrief dev to try it out.`);
};

const emptyDraft = (terminal: Terminal, options: InitOptions, path: string): ConfigDraft => ({
  team: options.team ?? teamFrom(basename(dirname(path))),
  jiraProjects: given(options.jiraProjects),
  repositories: given(options.repositories),
  logGroups: given(options.logGroups),
  channel: options.channel ?? null,
  channels: [],
  timeZone: options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  cron: options.cron,
  schemaPath: schemaPathFrom(dirname(path)),
  isSet: (variable) => Boolean(terminal.env[variable]),
});

const given = (entries: readonly string[] | undefined): DraftList => ({ chosen: entries ?? [], others: [] });

const teamFrom = (directory: string): string => {
  const name = directory.replaceAll(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'team' : name.slice(0, 64);
};

const schemaPathFrom = (directory: string): string => {
  const schema = fileURLToPath(new URL('../../schema/daybrief.schema.json', import.meta.url));
  const path = relative(directory, schema);
  return path.startsWith('..') ? schema : `./${path}`;
};

const LISTS = [
  { connection: 'jira', key: 'jiraProjects', what: 'Jira projects' },
  { connection: 'github', key: 'repositories', what: 'Repositories' },
  { connection: 'cloudwatch', key: 'logGroups', what: 'Log groups' },
] as const satisfies readonly { connection: OfferedConnection; key: keyof InitOptions; what: string }[];

const fill = async (
  terminal: Terminal,
  options: InitOptions,
  draft: ConfigDraft,
  asks: boolean,
): Promise<ConfigDraft> => {
  const open = LISTS.filter(({ key }) => options[key] === undefined);
  const names: OfferedConnection[] = open.map(({ connection }) => connection);
  if (options.channel === undefined) names.push('slack');
  const probe = configTemplate({ ...draft, ...PROBED, team: 'probe', channel: null });
  const offers = await offerChoices(probe, names, terminal);
  let filled = draft;
  if (asks && options.team === undefined) {
    const name = await terminal.ask(`The team's name [${draft.team}]: `);
    if (name !== '') filled = { ...filled, team: name };
  }
  for (const { connection, key, what } of open) {
    filled = { ...filled, [key]: await listFrom(terminal, what, offers.get(connection), asks) };
  }
  return options.channel === undefined ? withChannel(terminal, filled, offers.get('slack'), asks) : filled;
};

/** Only the connections are used of it. */
const PROBED = { jiraProjects: { chosen: ['PROBE'], others: [] }, cron: '0 0 * * *', timeZone: 'UTC' };
const MAX_TAKEN = 20;

const listFrom = async (
  terminal: Terminal,
  what: string,
  offer: Offer | undefined,
  asks: boolean,
): Promise<DraftList> => {
  tellOffer(terminal, what, offer);
  const choices = offer?.kind === 'choices' ? offer.choices : [];
  if (!asks) {
    const ids = choices.map(({ id }) => id);
    return { chosen: ids.slice(0, MAX_TAKEN), others: ids.slice(MAX_TAKEN) };
  }
  if (choices.length > 0) return { chosen: await pick(terminal, what, choices), others: [] };
  const answer = await terminal.ask(`${what}, with commas between them (empty: none): `);
  return { chosen: answer === '' ? [] : parseList(answer), others: [] };
};

const withChannel = async (
  terminal: Terminal,
  draft: ConfigDraft,
  offer: Offer | undefined,
  asks: boolean,
): Promise<ConfigDraft> => {
  tellOffer(terminal, 'Slack channels', offer);
  const choices = offer?.kind === 'choices' ? offer.choices : [];
  // Nobody wants a bot to choose where it speaks.
  if (!asks) return { ...draft, channels: choices.map(({ id, label }) => (label.startsWith('#') ? label : id)) };
  if (choices.length === 0) {
    const answer = await terminal.ask('Slack channel of the brief (empty: none): ');
    return { ...draft, channel: answer === '' ? null : answer };
  }
  const [id = null] = await pick(terminal, 'Slack channels', choices);
  const label = choices.find((choice) => choice.id === id)?.label.split(' ')[0];
  return { ...draft, channel: label?.startsWith('#') === true ? label : id };
};

const tellOffer = ({ say, paintAside }: Terminal, what: string, offer: Offer | undefined): void => {
  if (offer?.kind === 'choices') say(`${paintAside('good', '✓')} ${what}: ${offer.choices.length} can be seen`);
  if (offer?.kind === 'failed') say(`${paintAside('warning', '⚠')} ${what}: ${offer.message}`);
  if (offer?.kind === 'not-configured') say(paintAside('dim', `– ${what}: no credentials in the environment`));
};

/** A file without any source would be refused: then it shows an example. */
const withSomething = (draft: ConfigDraft, { say, paintAside }: Terminal): ConfigDraft => {
  if (LISTS.some(({ key }) => draft[key].chosen.length > 0)) return draft;
  say(
    paintAside(
      'warning',
      'Nothing to read was named: jiraProjects holds PAY as an example. Put your own in its place.',
    ),
  );
  return { ...draft, jiraProjects: { chosen: ['PAY'], others: [] } };
};

const write = async (path: string, text: string, force: boolean): Promise<void> => {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    if (code === 'EEXIST') throw usageError(`${path} is there already; --force replaces it.`);
    throw usageError(`${path} can't be written: ${code}.`);
  }
};
