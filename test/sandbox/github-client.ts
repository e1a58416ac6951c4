import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { createGitHubApi, SANDBOX_GITHUB_TOKEN, type GitHubApiOptions } from '../../sandbox/github/github-api.ts';
import { serveFake } from '../../sandbox/http-server.ts';
import type { World } from '../../sandbox/world.ts';

export interface GraphqlBody {
  readonly data?: Record<string, never> | null;
  readonly errors?: readonly {
    readonly type?: string;
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: object;
  }[];
}

/** A served fake GitHub and a way to ask it. */
export const startGitHub = async (world: World, options: GitHubApiOptions = {}) => {
  const faults = new FaultInjector();
  const calls = new CallLog();
  const server = await serveFake(createGitHubApi(world, options), { host: '127.0.0.1', port: 0, faults, calls });
  const post = async (body: string, headers: Record<string, string> = {}, path = '/graphql'): Promise<Response> =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `bearer ${SANDBOX_GITHUB_TOKEN}`, 'user-agent': 'test', ...headers },
      body,
    });
  const ask = async (query: string, variables: object = {}): Promise<GraphqlBody> =>
    (await (await post(JSON.stringify({ query, variables }))).json()) as GraphqlBody;
  return { server, faults, calls, post, ask };
};

export type GitHub = Awaited<ReturnType<typeof startGitHub>>;
