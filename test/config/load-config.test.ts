import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load-config.ts';
import { faultsOf, TEAM } from './faults-of.ts';

describe('parseConfig', () => {
  it('fills in defaults: one project is enough', () => {
    const { teams, connections, temporal } = parseConfig(TEAM, 'd.yaml');
    expect(teams[0]).toMatchObject({
      name: 'payments',
      schedule: { cron: '30 8 * * 1-5', timeZone: 'UTC', enabled: true },
      tickets: { labels: ['bug', 'error', 'incident', 'production-issue'], issueTypes: ['Bug', 'Incident'] },
      pullRequests: { suspectLookbackHours: 72 },
      repositories: [],
    });
    expect(connections).toEqual({});
    expect(temporal.taskQueue).toBe('daybrief');
  });

  it('tells all faults at once, each at its place, with what is allowed and the nearest key', () => {
    const text = [
      'teams:',
      '  - name: payments team',
      '    jiraProject: [PAY]',
      '    repositories: [acme, acme/web]',
      '    schedule:',
      '      cron: 30 25 * * 1-5',
      '      timezone: Europe/Berlin',
      '    channel: #payments',
      'conections: {}',
    ].join('\n');
    const faults = faultsOf(text);
    expect(faults).toHaveLength(7);
    expect(faults[0]).toMatch(/^d\.yaml:2:11: teams\[0\]\.name: found "payments team"; allowed: up to 64 letters/);
    expect(faults[1]).toMatch(/^d\.yaml:3:5: teams\[0\]\.jiraProject: unknown key; .*Did you mean "jiraProjects"\?$/);
    expect(faults[2]).toMatch(/^d\.yaml:4:20: teams\[0\]\.repositories\[0\]: found "acme"; allowed: owner\/name/);
    expect(faults[3]).toMatch(/^d\.yaml:6:13: teams\[0\]\.schedule\.cron: found "30 25 [^;]*; the hour "25" can't/);
    expect(faults[4]).toMatch(
      /^d\.yaml:7:7: teams\[0\]\.schedule\.timezone: unknown key; .*Did you mean "timeZone"\?$/,
    );
    expect(faults[5]).toMatch(/^d\.yaml:8:14: teams\[0\]\.channel: found nothing; # begins a comment/);
    expect(faults[6]).toMatch(/^d\.yaml:9:1: conections: unknown key; .*Did you mean "connections"\?$/);
  });

  it('explains an unquoted # and an empty key', () => {
    const faults = faultsOf(`${TEAM}    channel: #payments\n    people:\n`);
    expect(faults[0]).toMatch(/^d\.yaml:4:14: teams\[0\]\.channel: found nothing; # begins a comment/);
  });

  it.each([
    [
      'a number for text',
      'teams:\n  - name: 12\n    jiraProjects: [PAY]\n',
      /^d\.yaml:2:11: teams\[0\]\.name: found 12; allowed: text; put it in quotes$/,
    ],
    [
      'text for a list',
      'teams:\n  - name: a\n    jiraProjects: PAY\n',
      /^d\.yaml:3:19: teams\[0\]\.jiraProjects: found "PAY"; allowed: a list$/,
    ],
    ['a list for the whole file', '- a\n', /^d\.yaml:1:1: found a list; allowed: a block of keys$/],
    ['a word for the whole file', 'hello\n', /^d\.yaml:1:1: found "hello"; allowed: a block of keys$/],
    ['no teams', 'store: {}\n', /^d\.yaml:1:1: teams: "teams" is missing$/],
    [
      'an empty list of teams',
      'teams: []\n',
      /^d\.yaml:1:8: teams: found a list without entries; allowed: at least one team$/,
    ],
    [
      'a team without a name',
      'teams:\n  - jiraProjects: [PAY]\n',
      /^d\.yaml:2:5: teams\[0\]\.name: "name" is missing$/,
    ],
    [
      'a team without sources',
      'teams:\n  - name: a\n',
      /^d\.yaml:2:5: teams\[0\]: nothing to read; allowed: at least one entry in jiraProjects/,
    ],
    [
      'a wrong boolean',
      `${TEAM}    schedule: { enabled: yes }\n`,
      /^d\.yaml:4:26: .*found "yes"; allowed: true or false$/,
    ],
    [
      'a wrong choice',
      `${TEAM}connections:\n  openai:\n    apiKey: \${env:K}\n    api: chats\n`,
      /^d\.yaml:7:10: connections\.openai\.api: found "chats"; allowed: responses, chat\. Did you mean "chat"\?$/,
    ],
    [
      'a JQL injection',
      "teams:\n  - name: a\n    jiraProjects: ['PAY\" OR 1=1']\n",
      /^d\.yaml:3:20: .*allowed: a Jira project's key/,
    ],
    [
      'a number beyond its range',
      `${TEAM}    tickets: { maxTickets: 0 }\n`,
      /^d\.yaml:4:28: .*found 0; allowed: a whole number from 1 to 5000$/,
    ],
    [
      'a fraction',
      `${TEAM}    tickets: { maxTickets: 1.5 }\n`,
      /^d\.yaml:4:28: .*found 1\.5; allowed: a whole number from 1 to 5000$/,
    ],
    [
      'not a number',
      `${TEAM}    pullRequests: { suspectLookbackHours: .nan }\n`,
      /^d\.yaml:4:43: .*found NaN; allowed: a number$/,
    ],
    [
      'an unknown weight',
      `${TEAM}    correlation:\n      weights: { keywords: 1 }\n`,
      /^d\.yaml:5:18: .*unknown key; .*Did you mean "keyword"\?$/,
    ],
    [
      'a wrong time zone',
      `${TEAM}    schedule: { timeZone: Europe/Berlim }\n`,
      /^d\.yaml:4:27: .*did you mean "Europe\/Berlin"\?$/,
    ],
    [
      'two stores',
      `${TEAM}store: { databaseUrl: "\${env:D}", directory: d }\n`,
      /^d\.yaml:4:8: store: .*databaseUrl or directory, not both$/,
    ],
    [
      'half of AWS credentials',
      `${TEAM}connections:\n  cloudwatch: { region: eu-west-1, accessKeyId: "\${env:A}" }\n`,
      /^d\.yaml:5:15: connections\.cloudwatch: allowed: accessKeyId with secretAccessKey/,
    ],
    [
      'an address without port',
      `${TEAM}temporal: { address: localhost }\n`,
      /^d\.yaml:4:22: temporal\.address: found "localhost"; allowed: host:port/,
    ],
  ])('%s', (_name, text, expected) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
  });

  it('tells names that differ only in case', () => {
    expect(faultsOf(`${TEAM}  - name: Payments\n    logGroups: [/app/x]\n`)).toEqual([
      expect.stringMatching(/^d\.yaml:4:11: teams\[1\]\.name: teams\[0\] already has this name/),
    ]);
    const services = '    services:\n      - name: api\n      - name: api\n';
    expect(faultsOf(TEAM + services)).toEqual([
      expect.stringMatching(/^d\.yaml:6:15: teams\[0\]\.services\[1\]\.name: services\[0\] already has this name/),
    ]);
  });

  it.each([
    ['PAYMENTS', false],
    ['#Payments', false],
    ['#pay ments', false],
    ['#payments-alerts', true],
    ['"#zahlungen-störung"', true],
    ['C0123ABCD', true],
  ])('channel %s: %s', (channel, isAllowed) => {
    const quoted = channel.startsWith('"') ? channel : `"${channel}"`;
    expect(faultsOf(`${TEAM}    channel: ${quoted}\n`)).toHaveLength(isAllowed ? 0 : 1);
  });

  it.each([
    ['https://acme.atlassian.net', true],
    ['http://127.0.0.1:8080', true],
    ['http://localhost:8080/jira', true],
    ['http://[::1]:8080', true],
    ['http://jira.acme.com', false],
    ['http://127.0.0.1.evil.com', false],
    ['ftp://acme.com', false],
    ['https://user:geheim@acme.com', false],
    ['https://acme.com?token=geheim', false],
    ['${env:JIRA_BASE_URL}', true],
  ])('base URL %s: %s', (url, isAllowed) => {
    const faults = faultsOf(`${TEAM}connections:\n  jira:\n    baseUrl: "${url}"\n    apiToken: "\${env:T}"\n`);
    expect(faults).toHaveLength(isAllowed ? 0 : 1);
    expect(faults.join()).not.toContain('geheim');
  });

  it('refuses a secret in the file without repeating it, wherever it stands', () => {
    const token = 'xoxb-1234567890-geheim';
    const text = `${TEAM}connections:\n  slack:\n    botToken: ${token}\n  jira:\n    baseUrl: ${token}\n    email: ${token}\n    apiToken: [${token}]\nstore:\n  databaseUrl: postgres://u:${token}@h/d\n  directory: 5\n`;
    const faults = faultsOf(text);
    expect(faults[0]).toMatch(
      /^d\.yaml:6:15: connections\.slack\.botToken: found a text of 22 characters \(not shown\); a secret must not stand in the file itself; allowed: a reference, \$\{env:NAME\}/,
    );
    expect(faults.length).toBeGreaterThanOrEqual(6);
    expect(faults.join('\n')).not.toContain('geheim');
  });

  it('takes references in both forms', () => {
    const text = `${TEAM}connections:\n  slack:\n    botToken: secret://env/SLACK_BOT_TOKEN\n  github:\n    token: \${env:GITHUB_TOKEN}\n`;
    expect(parseConfig(text, 'd.yaml').connections.slack?.botToken).toBe('secret://env/SLACK_BOT_TOKEN');
    expect(faultsOf(text.replace('${env:GITHUB_TOKEN}', '${GITHUB_TOKEN}'))).toHaveLength(1);
  });

  it('shares settings by anchors, aliases and merge keys', () => {
    const text =
      'teams:\n  - &base\n    name: a\n    logGroups: [/a]\n    schedule: &s { timeZone: Asia/Tokyo }\n  - <<: *base\n    name: b\n  - name: c\n    logGroups: [/c]\n    schedule: *s\n';
    const { teams } = parseConfig(text, 'd.yaml');
    expect(teams.map(({ name, schedule }) => [name, schedule.timeZone])).toEqual([
      ['a', 'Asia/Tokyo'],
      ['b', 'Asia/Tokyo'],
      ['c', 'Asia/Tokyo'],
    ]);
  });
});
