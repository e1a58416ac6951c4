import type { Messenger } from '../../ports.ts';
import { postOnce } from './post-once.ts';
import { connectSlack, type SlackOptions } from './slack-connection.ts';
import { diagnoseSlack, listChannels } from './slack-diagnosis.ts';

/**
 * Posts to Slack with a bot token (scopes chat:write, channels:history and channels:read; groups:history and groups:read
 * for private channels). Throws `InvalidConfig` for an address or token that can't be used.
 */
export const createSlackMessenger = (options: SlackOptions): Messenger => {
  const connection = connectSlack(options);
  return {
    label: 'Slack',
    postOnce: (message, call) => postOnce(connection, message, call),
    diagnose: (scope, call) => diagnoseSlack(connection, scope, call),
    choices: (call) => listChannels(connection, call),
  };
};
