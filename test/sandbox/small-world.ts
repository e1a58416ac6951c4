import type { JiraIssue, PullRequestNode, World } from '../../sandbox/world.ts';

export const NOW = '2026-11-20T08:30:00.000Z';

const jiraTime = (iso: string): string => new Date(iso).toISOString().replace('Z', '+0000');

export interface IssueSketch {
  readonly key: string;
  readonly created?: string;
  readonly summary?: string;
  readonly text?: string;
  readonly labels?: string[];
  readonly type?: string;
  readonly status?: string;
  readonly category?: string;
  readonly priority?: string | null;
  readonly assignee?: string | null;
}

const person = (name: string) => ({
  accountId: `acc-${name.toLowerCase()}`,
  displayName: name,
  emailAddress: `${name.toLowerCase()}@acme.example`,
  active: true,
});

/** An issue as worlds hold them; `id` follows from its place. */
export const issue = (sketch: IssueSketch, index: number): JiraIssue => ({
  id: String(10_000 + index),
  key: sketch.key,
  self: `https://acme.example/rest/api/3/issue/${sketch.key}`,
  fields: {
    summary: sketch.summary ?? `About ${sketch.key}`,
    description:
      sketch.text === undefined
        ? null
        : {
            type: 'doc',
            version: 1,
            content: [{ type: 'paragraph', content: [{ type: 'text', text: sketch.text }] }],
          },
    labels: sketch.labels ?? ['bug'],
    created: jiraTime(sketch.created ?? NOW),
    updated: jiraTime(sketch.created ?? NOW),
    status: { name: sketch.status ?? 'Open', statusCategory: { key: sketch.category ?? 'new' } },
    priority: sketch.priority === null ? null : { name: sketch.priority ?? 'Medium' },
    assignee: sketch.assignee == null ? null : person(sketch.assignee),
    reporter: person('Support'),
    components: [],
    issuetype: { name: sketch.type ?? 'Bug' },
    project: { key: sketch.key.split('-')[0] ?? '' },
  },
});

export interface PullRequestSketch {
  readonly number: number;
  readonly repository?: string;
  readonly title?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly mergedAt?: string | null;
  readonly state?: 'OPEN' | 'CLOSED';
  readonly author?: string | null;
  readonly headRefName?: string;
  readonly labels?: string[];
  readonly files?: string[];
  readonly checks?: string | null;
}

export const pullRequest = (sketch: PullRequestSketch): PullRequestNode => {
  const nameWithOwner = sketch.repository ?? 'acme/ledger';
  const [owner = '', name = ''] = nameWithOwner.split('/');
  const mergedAt = sketch.mergedAt ?? null;
  const createdAt = sketch.createdAt ?? '2026-11-19T12:00:00.000Z';
  const files = sketch.files ?? ['src/main.ts'];
  return {
    __typename: 'PullRequest',
    id: `PR_${name}_${sketch.number}`,
    number: sketch.number,
    title: sketch.title ?? `Change ${sketch.number}`,
    bodyText: 'Why it changes.',
    url: `https://github.example/${nameWithOwner}/pull/${sketch.number}`,
    state: mergedAt === null ? (sketch.state ?? 'OPEN') : 'MERGED',
    createdAt,
    updatedAt: sketch.updatedAt ?? mergedAt ?? createdAt,
    mergedAt,
    author: sketch.author === null ? null : { __typename: 'User', login: sketch.author ?? 'dwhitfield' },
    repository: { name, nameWithOwner, owner: { login: owner } },
    headRefName: sketch.headRefName ?? `feature/${sketch.number}`,
    baseRefName: 'main',
    labels: { nodes: (sketch.labels ?? []).map((label) => ({ name: label })) },
    files: { totalCount: files.length, nodes: files.map((path) => ({ path })) },
    commits: {
      totalCount: 1,
      nodes: [
        {
          commit: {
            oid: String(sketch.number).padStart(40, '0'),
            statusCheckRollup: sketch.checks === null ? null : { state: sketch.checks ?? 'SUCCESS' },
          },
        },
      ],
    },
  };
};

export const smallWorld = (content: {
  readonly issues?: readonly IssueSketch[];
  readonly pullRequests?: readonly PullRequestSketch[];
  readonly repositories?: readonly string[];
}): World => ({
  dir: '/nowhere',
  name: 'small',
  now: Date.parse(NOW),
  timeRangeHours: 24,
  jiraProjects: ['PAY', 'WEB'],
  repositories: content.repositories ?? ['acme/ledger', 'acme/web-app'],
  logGroups: [],
  services: [],
  people: [{ name: 'Dana Whitfield', github: 'dwhitfield', slack: 'U0DWHITFIELD' }],
  issues: (content.issues ?? []).map(issue),
  pullRequests: (content.pullRequests ?? []).map(pullRequest),
});
