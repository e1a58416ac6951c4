import { z } from 'zod';
import { compareClocks } from '../../domain/compare-clocks.ts';
import { toDaybriefError } from '../../domain/daybrief-error.ts';
import type { CallContext, Choice, Diagnosis, ExaminedTeam } from '../../ports.ts';
import { channelPages, resolveChannel } from './slack-channels.ts';
import { openSlackApi, type SlackApi } from './open-slack-api.ts';
import type { SlackConnection } from './slack-connection.ts';

const SCOPES = {
  'chat:write': 'to post',
  'channels:history': 'to find what was already posted',
  'channels:read': 'to find channels by name',
} as const;

const TIMEOUT_MS = 30_000;

/** Read-only: the token, its scopes, the team's channel and the bot's place in it, the clocks. Throws only `Cancelled`. */
export const diagnoseSlack = async (
  connection: SlackConnection,
  { channel = null }: ExaminedTeam,
  call: CallContext,
): Promise<readonly Diagnosis[]> => {
  const api = openSlackApi(connection, call, TIMEOUT_MS);
  const signIn = await examine('sign in', TOKEN_FIX, () => identify(api));
  if ('failed' in signIn) return [signIn.failed];
  const { scopes, found } = signIn.value;
  return [
    { check: 'sign in', status: 'ok', found, fix: null },
    ...(scopes === null ? [] : scopeFindings(scopes)),
    ...(channel === null ? [] : await channelFindings(connection, api, channel)),
    compareClocks('Slack', connection.clock(), api.serverDate(), 'what was already posted could be overlooked'),
  ];
};

const TOKEN_FIX = 'Install the app in the workspace and set its bot token (xoxb-…, from "OAuth & Permissions").';

const examine = async <T>(
  check: string,
  fix: string,
  look: () => Promise<T>,
): Promise<{ value: T } | { failed: Diagnosis }> => {
  try {
    return { value: await look() };
  } catch (thrown) {
    const error = toDaybriefError(thrown);
    if (error.code === 'Cancelled') throw error;
    return { failed: { check, status: 'failed', found: error.message, fix } };
  }
};

const identitySchema = z.object({
  team: z.string().optional(),
  user: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

const identify = async (api: SlackApi): Promise<{ found: string; scopes: readonly string[] | null }> => {
  const { team, user, response_metadata: metadata } = await api.send('auth.test', {}, identitySchema);
  return { found: `@${user ?? 'unknown'} in ${team ?? 'an unnamed workspace'}`, scopes: metadata?.scopes ?? null };
};

const scopeFindings = (scopes: readonly string[]): Diagnosis[] => {
  const missing = Object.entries(SCOPES).filter(([scope]) => !scopes.includes(scope));
  const check = 'bot scopes';
  if (missing.length === 0) return [{ check, status: 'ok', found: scopes.join(', '), fix: null }];
  const names = missing.map(([scope, purpose]) => `${scope} (${purpose})`).join(', ');
  return [
    {
      check,
      status: 'failed',
      found: `missing ${names}`,
      fix: `Add ${missing.map(([scope]) => scope).join(', ')} in the app's "OAuth & Permissions" and reinstall it.`,
    },
  ];
};

const infoSchema = z.object({
  channel: z.object({ id: z.string(), is_member: z.boolean().optional(), is_archived: z.boolean().optional() }),
});

const INVITE = 'Invite the bot in that channel: /invite @daybrief';

const channelFindings = async (connection: SlackConnection, api: SlackApi, channel: string): Promise<Diagnosis[]> => {
  const check = `find channel ${channel}`;
  const looked = await examine(check, `Check the channel's name. ${INVITE}`, async () => {
    const id = await resolveChannel(connection, api, channel);
    return (await api.send('conversations.info', { channel: id }, infoSchema)).channel;
  });
  if ('failed' in looked) return [looked.failed];
  const { id, is_member: isMember, is_archived: isArchived } = looked.value;
  if (isArchived === true) {
    return [
      { check, status: 'failed', found: `${id} is archived`, fix: 'Unarchive it, or configure another channel.' },
    ];
  }
  if (isMember !== true) return [{ check, status: 'failed', found: `${id}, but the bot is not a member`, fix: INVITE }];
  const found: Diagnosis = { check, status: 'ok', found: `${id}, and the bot is a member`, fix: null };
  return [found, await readingFinding(api, channel, id)];
};

/** Without its history a message can't be posted once; private channels need a scope of their own for it. */
const readingFinding = async (api: SlackApi, channel: string, id: string): Promise<Diagnosis> => {
  const check = `read channel ${channel}`;
  const fix = 'Add channels:history, for a private channel groups:history, to the bot scopes and reinstall the app.';
  const args = { channel: id, limit: 1, include_all_metadata: true };
  const read = await examine(check, fix, () =>
    api.send('conversations.history', args, z.object({ messages: z.array(z.unknown()) })),
  );
  return 'failed' in read ? read.failed : { check, status: 'ok', found: 'its history can be read', fix: null };
};

/** The channels that the bot can see, its own first. */
export const listChannels = async (connection: SlackConnection, call: CallContext): Promise<readonly Choice[]> => {
  const api = openSlackApi(connection, call, TIMEOUT_MS);
  const channels = [];
  for await (const page of channelPages(api)) channels.push(...page);
  return channels
    .toSorted((a, b) => Number(b.is_member === true) - Number(a.is_member === true))
    .map(({ id, name, is_member: isMember }) => ({
      id,
      label: `#${name ?? id}${isMember === true ? '' : ' (the bot is not a member)'}`,
    }));
};
