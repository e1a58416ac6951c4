import { createGitHubApi, SANDBOX_GITHUB_TOKEN, type GitHubApiOptions } from '../../../sandbox/github/github-api.ts';
import { createGitHubPullRequestSource } from '../../../src/adapters/github/github-pull-request-source.ts';
import type { CallContext, PullRequestQuery, PullRequestSource } from '../../../src/ports.ts';
import { serveForTest, type ServedFake } from '../../sandbox/serve-for-test.ts';
import { smallWorld, type PullRequestSketch } from '../../sandbox/small-world.ts';

export const nowMs = Date.UTC(2026, 10, 20, 8, 30);
export const hourMs = 3_600_000;
export const ago = (hours: number): string => new Date(nowMs - hours * hourMs).toISOString();

export const query: PullRequestQuery = {
  range: { fromMs: nowMs - 24 * hourMs, toMs: nowMs },
  suspectLookbackMs: 12 * hourMs,
  repositories: ['acme/ledger', 'acme/web-app'],
  maxPullRequests: 5000,
};

export const call = (signal = new AbortController().signal): CallContext => ({ signal, heartbeat: () => {} });

export interface Setting extends GitHubApiOptions {
  readonly clientToken?: string;
  readonly timeoutMs?: number;
  /** Added to the server's address. */
  readonly path?: string;
}

/** The adapter before a fake GitHub with these pull requests, for the running test. */
export const startSource = async (
  pullRequests: readonly PullRequestSketch[],
  setting: Setting = {},
): Promise<ServedFake & { readonly source: PullRequestSource }> => {
  const served = await serveForTest(createGitHubApi(smallWorld({ pullRequests }), setting));
  const source = createGitHubPullRequestSource({
    baseUrl: served.url + (setting.path ?? ''),
    token: setting.clientToken ?? SANDBOX_GITHUB_TOKEN,
    timeoutMs: setting.timeoutMs ?? 5000,
    clock: () => nowMs,
  });
  return { ...served, source };
};
