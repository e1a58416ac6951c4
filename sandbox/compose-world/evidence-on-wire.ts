import type { JiraIssue, PullRequestNode } from '../world.ts';
import { fillHoles } from './fill-holes.ts';
import type { EvidenceNames } from './number-evidence.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { StoryChange, StoryTicket } from './story.ts';

const MINUTE_MS = 60_000;

/** What turns stories into what the APIs return. */
export interface WireContext {
  readonly names: EvidenceNames;
  readonly random: SeededRandom;
  /** Nothing can have happened after it. */
  readonly nowMs: number;
}

const jiraTime = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '+0000');

/** An issue as Jira Cloud's REST API returns it. */
export const jiraIssueOf = (ticket: StoryTicket, startMs: number, { names, random, nowMs }: WireContext): JiraIssue => {
  const key = names.ticketKey(ticket);
  const createdMs = Math.min(startMs + ticket.at * MINUTE_MS, nowMs - MINUTE_MS);
  const text = (template: string): string => names.nameIn(fillHoles(template, random, createdMs));
  return {
    id: `${20_000 + Number(key.split('-')[1])}${key.length}`,
    key,
    self: `https://quayline.atlassian.example/rest/api/3/issue/${key}`,
    fields: {
      summary: text(ticket.summary),
      description: ticket.text === '' ? null : documentOf(text(ticket.text)),
      labels: ticket.labels,
      created: jiraTime(createdMs),
      updated: jiraTime(Math.min(createdMs + random.whole(0, 50) * MINUTE_MS, nowMs)),
      status: {
        name: ticket.status,
        statusCategory: { key: ticket.status === 'In Progress' ? 'indeterminate' : 'new' },
      },
      priority: { name: ticket.priority },
      assignee: ticket.assignee === null ? null : personOf(ticket.assignee),
      reporter: personOf(ticket.reporter),
      components: ticket.components.map((name) => ({ name })),
      issuetype: { name: ticket.type },
      project: { key: ticket.project },
    },
  };
};

const personOf = (name: string): NonNullable<JiraIssue['fields']['assignee']> => {
  const slug = name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
  return { accountId: `5b10:${slug}`, displayName: name, emailAddress: `${slug}@quayline.example`, active: true };
};

/** Atlassian's document format; what stands between lines of ``` is code. */
const documentOf = (text: string): NonNullable<JiraIssue['fields']['description']> => ({
  type: 'doc',
  version: 1,
  content: text
    .trim()
    .split(/^```\n?/m)
    .flatMap((part, index) => (index % 2 === 1 ? [codeBlock(part)] : part.split(/\n{2,}/).flatMap(paragraph))),
});

const codeBlock = (text: string): object => ({
  type: 'codeBlock',
  content: [{ type: 'text', text: text.replace(/\n$/, '') }],
});

const paragraph = (text: string): object[] => {
  const lines = text.trim().split('\n');
  if (lines.join('') === '') return [];
  const content = lines.flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
    ...(line === '' ? [] : [{ type: 'text', text: line }]),
  ]);
  return [{ type: 'paragraph', content }];
};

/** A node as GitHub's GraphQL returns it. */
export const pullRequestOf = (change: StoryChange, startMs: number, context: WireContext): PullRequestNode => {
  const { names, random, nowMs } = context;
  const [owner = '', name = ''] = change.repo.split('/');
  const at = (minutes: number): string =>
    new Date(Math.min(startMs + minutes * MINUTE_MS, nowMs - MINUTE_MS)).toISOString();
  const mergedAt = change.merged === null ? null : at(change.merged);
  const number = names.changeNumber(change);
  const text = (template: string): string =>
    names.nameIn(fillHoles(template, random, startMs + change.opened * MINUTE_MS));
  return {
    __typename: 'PullRequest',
    id: `PR_kwDO${random.hex(10)}`,
    number,
    title: text(change.title),
    bodyText: text(change.body).trim(),
    url: `https://github.example/${change.repo}/pull/${number}`,
    state: mergedAt === null ? 'OPEN' : 'MERGED',
    createdAt: at(change.opened),
    updatedAt: mergedAt ?? at(change.opened + 25),
    mergedAt,
    author: { __typename: 'User', login: change.author },
    repository: { name, nameWithOwner: change.repo, owner: { login: owner } },
    headRefName: text(change.branch),
    baseRefName: 'main',
    labels: { nodes: change.labels.map((label) => ({ name: label })) },
    files: { totalCount: change.files.length, nodes: change.files.map((path) => ({ path })) },
    commits: {
      totalCount: 1,
      nodes: [{ commit: { oid: random.hex(40), statusCheckRollup: { state: change.checks } } }],
    },
  };
};
