import { describe, expect, it } from 'vitest';
import { createEnvSecrets } from '../../src/adapters/secrets/env-secrets.ts';
import { parseConfig } from '../../src/config/load-config.ts';
import { readyOrNull, resolveConnections, type Connections } from '../../src/config/resolve-connections.ts';
import { resolveStore } from '../../src/config/resolve-store.ts';

const TEAM = 'teams:\n  - name: payments\n    jiraProjects: [PAY]\n';
const JIRA = `${TEAM}connections:
  jira:
    baseUrl: \${env:JIRA_BASE_URL}
    email: \${env:JIRA_EMAIL}
    apiToken: secret://env/JIRA_API_TOKEN
`;

const resolved = (text: string, env: Record<string, string>): Promise<Connections> =>
  resolveConnections(parseConfig(text, 'd.yaml'), createEnvSecrets(env));

describe('resolveConnections', () => {
  it('puts the values in the place of the references', async () => {
    const env = { JIRA_BASE_URL: 'https://acme.atlassian.net', JIRA_EMAIL: 'bot@acme.com', JIRA_API_TOKEN: 'geheim' };
    const { jira, slack } = await resolved(JIRA, env);
    expect(readyOrNull(jira)).toEqual({ baseUrl: env.JIRA_BASE_URL, email: env.JIRA_EMAIL, apiToken: 'geheim' });
    expect(slack).toEqual({ kind: 'not-configured', reason: 'the file has no connections.slack' });
  });

  it('leaves out a connection when none of its variables is set; an empty one is not set', async () => {
    const { jira } = await resolved(JIRA, { JIRA_EMAIL: '' });
    expect(jira).toEqual({
      kind: 'not-configured',
      reason: 'JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN are not set',
    });
    expect(readyOrNull(jira)).toBeNull();
  });

  it('refuses one that is set in part, naming field and variable', async () => {
    const { jira } = await resolved(JIRA, { JIRA_BASE_URL: 'https://acme.atlassian.net', JIRA_EMAIL: 'bot@acme.com' });
    expect(jira).toMatchObject({ kind: 'invalid', error: { code: 'NotConfigured' } });
    expect(() => readyOrNull(jira)).toThrow(/connections\.jira\.apiToken needs secret:\/\/env\/JIRA_API_TOKEN/);
  });

  it("checks a reference's value without repeating it", async () => {
    const env = { JIRA_BASE_URL: 'http://user:geheim@evil.com', JIRA_EMAIL: 'bot@acme.com', JIRA_API_TOKEN: 't' };
    const { jira } = await resolved(JIRA, env);
    expect(() => readyOrNull(jira)).toThrow(/connections\.jira\.baseUrl \(\$\{env:JIRA_BASE_URL\}\) can't be used/);
    expect(() => readyOrNull(jira)).not.toThrow(/geheim/);
  });

  it('is ready without any reference: AWS finds its credentials itself', async () => {
    const { cloudwatch } = await resolved(`${TEAM}connections: { cloudwatch: { region: eu-central-1 } }\n`, {});
    expect(readyOrNull(cloudwatch)).toEqual({ region: 'eu-central-1' });
  });

  it('says that a vault is not read by this version', async () => {
    const { slack } = await resolved(`${TEAM}connections: { slack: { botToken: secret://vault/slack/bot } }\n`, {});
    expect(slack).toMatchObject({ kind: 'invalid', error: { code: 'InvalidConfig' } });
  });
});

describe('resolveStore', () => {
  const store = (text: string, env: Record<string, string>) =>
    resolveStore(
      { path: '/etc/daybrief/d.yaml', directory: '/etc/daybrief', config: parseConfig(text, 'd.yaml') },
      createEnvSecrets(env),
    );
  const url = 'postgres://daybrief@db:5432/daybrief';

  it('takes what the file says, then DATABASE_URL, then the embedded store beside the file', async () => {
    expect(await store(TEAM, {})).toEqual({ kind: 'embedded', directory: '/etc/daybrief/.daybrief/store' });
    expect(await store(TEAM, { DATABASE_URL: url })).toEqual({ kind: 'postgres', url });
    expect(await store(`${TEAM}store: { directory: data }\n`, { DATABASE_URL: url })).toEqual({
      kind: 'embedded',
      directory: '/etc/daybrief/data',
    });
    expect(await store(`${TEAM}store: { databaseUrl: "\${env:HISTORY}" }\n`, { HISTORY: url })).toEqual({
      kind: 'postgres',
      url,
    });
  });

  it('does not fall back when the variable that the file names is not set, nor take another database', async () => {
    await expect(store(`${TEAM}store: { databaseUrl: "\${env:HISTORY}" }\n`, { DATABASE_URL: url })).rejects.toThrow(
      'HISTORY is not set',
    );
    await expect(store(TEAM, { DATABASE_URL: 'mysql://u:geheim@h/d' })).rejects.toThrow(
      /^(?!.*geheim).*DATABASE_URL is no PostgreSQL address/,
    );
  });
});
