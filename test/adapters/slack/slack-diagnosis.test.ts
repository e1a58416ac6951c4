import { afterEach, describe, expect, test } from 'vitest';
import type { SlackApiOptions } from '../../../sandbox/slack/slack-api.ts';
import { createSlackMessenger } from '../../../src/adapters/slack/slack-messenger.ts';
import type { Diagnosis, ExaminedTeam } from '../../../src/ports.ts';
import { callContext, failureOf, startSlack, type SlackFixture } from './slack-fixture.ts';

let fixture: SlackFixture | undefined;
afterEach(async () => {
  await fixture?.slack.close();
  fixture = undefined;
});

const team = (channel: string | null): ExaminedTeam => ({
  ...{ name: 'booking', timeZone: 'Europe/Warsaw', channel },
  ...{ jiraProjects: [], repositories: [], logGroups: [], services: [], people: [] },
});

const diagnose = async (
  options: SlackApiOptions,
  channel: string | null = '#daybrief',
): Promise<readonly Diagnosis[]> => {
  fixture = await startSlack(options);
  const token = 'xoxb-sandbox-slack-token';
  const messenger = createSlackMessenger({ baseUrl: `${fixture.slack.url}/api/`, token, clock: Date.now });
  return messenger.diagnose(team(channel), callContext());
};
const failed = (findings: readonly Diagnosis[]): readonly Diagnosis[] =>
  findings.filter(({ status }) => status === 'failed');

describe('diagnosis', () => {
  test('all is well, and nothing was posted', async () => {
    const findings = await diagnose({});
    expect(findings.map(({ status }) => status)).not.toContain('failed');
    expect(findings[0]).toEqual({ check: 'sign in', status: 'ok', found: '@daybrief in Sandbox', fix: null });
    expect(findings.find(({ check }) => check.includes('#daybrief'))?.status).toBe('ok');
    expect(fixture?.slack.state.messages()).toEqual([]);
  });

  test.each<[string, SlackApiOptions, RegExp, RegExp]>([
    ['a wrong token', { token: 'xoxb-other' }, /invalid_auth/, /xoxb-…/],
    [
      'a missing scope',
      { scopes: ['chat:write', 'channels:read'] },
      /missing channels:history/,
      /Add channels:history/,
    ],
    ['a channel that is not there', { channels: [] }, /no channel #daybrief/, /invite/],
    [
      'a channel without the bot',
      { channels: [{ name: 'daybrief', isMember: false }] },
      /not a member/,
      /\/invite @daybrief/,
    ],
    [
      'a private channel that cannot be read',
      {
        channels: [{ name: 'daybrief', isPrivate: true }],
        scopes: ['chat:write', 'channels:history', 'channels:read', 'groups:read'],
      },
      /missing_scope/,
      /groups:history/,
    ],
  ])('%s', async (_, options, found, fix) => {
    const [finding] = failed(await diagnose(options));
    expect(finding?.found).toMatch(found);
    expect(finding?.fix).toMatch(fix);
  });

  test('an archived channel', async () => {
    const findings = await diagnose({ channels: [{ id: 'C0OLD', name: 'old', isArchived: true }] }, 'C0OLD');
    expect(failed(findings)).toMatchObject([{ found: 'C0OLD is archived' }]);
  });

  test('a team that posts nowhere', async () => {
    expect(failed(await diagnose({}, null))).toEqual([]);
  });

  test('cancelled', async () => {
    fixture = await startSlack();
    const error = await failureOf(fixture.messenger.diagnose(team('daybrief'), callContext(AbortSignal.abort())));
    expect(error.code).toBe('Cancelled');
  });
});

test('the channels to choose from, those of the bot first', async () => {
  fixture = await startSlack({
    channels: [{ name: 'general', isMember: false }, { name: 'daybrief' }, { name: 'old', isArchived: true }],
  });
  expect(await fixture.messenger.choices(callContext())).toEqual([
    { id: 'C0SANDBOX02', label: '#daybrief' },
    { id: 'C0SANDBOX01', label: '#general (the bot is not a member)' },
  ]);
});
