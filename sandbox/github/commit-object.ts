import { nodeId } from './github-site.ts';

type Fields = Readonly<Record<string, unknown>>;

interface RawCommit extends Fields {
  readonly oid: string;
  readonly statusCheckRollup: (Fields & { readonly state: string }) | null;
}

export const commitObject = (commit: RawCommit): Fields => ({
  __typename: 'Commit',
  id: nodeId('C', commit.oid),
  abbreviatedOid: commit.oid.slice(0, 7),
  ...commit,
  statusCheckRollup: commit.statusCheckRollup === null ? null : rollupObject(commit.statusCheckRollup, commit.oid),
});

/** `contexts`, the single checks, are there where the world tells them. */
export const rollupObject = (rollup: Fields & { readonly state: string }, oid: string): Fields => ({
  __typename: 'StatusCheckRollup',
  id: nodeId('SCR', oid),
  ...rollup,
});
