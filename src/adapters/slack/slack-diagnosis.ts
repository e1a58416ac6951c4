import { z } from 'zod';
import { DaybriefError, toDaybriefError } from '../../domain/daybrief-error.ts';
import type { TeamScope } from '../../domain/team.ts';
import type { CallContext, Choice, Diagnosis } from '../../ports.ts';
import { channelPages, resolveChannel } from './slack-channels.ts';
import { openSlackApi, type SlackApi, type SlackConnection } from './slack-connection.ts';

const SCOPES = {
  'chat:write': 'to post',
  'channels:history': 'to find what was already posted',
  'channels:read': 'to find channels by name',
} as const;

const TIMEOUT_MS = 30_000;

/** Read-only: the token, its scopes, the team's channel and the bot's place in it, the clocks. Throws only `Cancelled`. */
export const diagnoseSlack = async (
  connection: SlackConnection,
  _scope: TeamScope,
  call: CallContext,
): Promise<readonly Diagnosis[]> => {
  const api = openSlackApi(connection, call, TIMEOUT_MS);
  const signIn = await examine('sign in', TOKEN_FIX, () => identify(api));
  if ('failed' in signIn) return [signIn.failed];
  const { scopes, found } = signIn.value;
  return [
    { check: 'sign in', status: 'ok', found, fix: null },
    ...(scopes === null ? [] : scopeFindings(scopes)),
    ...(await channelFindings(connection, api)),
    compareClocks(connection, api),
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
