import type { PullRequest, PullRequestKind } from '../pull-request.ts';

const TICKET_KEY = /(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9]{1,9})[-_](\d{1,7})(?![A-Za-z0-9])/g;
const NUMBER = /(?<![\w/])(?:([\w.-]+\/[\w.-]+))?#(\d{1,7})\b/g;
const PULL_URL = /\/([\w.-]+\/[\w.-]+)\/pull\/(\d{1,7})\b/g;
/** GitHub's own revert button titles the change `Revert "TITLE"` and names its branch `revert-NUMBER-BRANCH`. */
const REVERT_TITLE = /^\s*revert(?:s|ed|ing)?\b[:\s]*(?:\([^)]*\)\s*:?\s*)?["“'`](.+)["”'`]/i;
const REVERT_BRANCH = /(?:^|\/)revert-(\d{1,7})(?=$|[-_/])/i;
const REVERT_REFERENCE = /\brevert(?:s|ed|ing)?\b[^.\n]{0,40}?(?:([\w.-]+\/[\w.-]+))?#(\d{1,7})\b/gi;
const HOTFIX = /\b(?:hot[ -]?fix|emergency)\b/i;

/** A pull request named in a text; `repository` is null where the text gives only `#NUMBER`. */
export interface PullRequestReference {
  readonly repository: string | null;
  readonly number: number;
}

/** What a pull request is to a brief; one can be several, a merged hotfix with red checks three. */
export const classifyPullRequest = (pr: PullRequest): PullRequestKind[] => {
  const kinds: PullRequestKind[] = [];
  if (pr.checks === 'failure') kinds.push('failed-ci');
  if (isRevert(pr)) kinds.push('revert');
  if (isHotfix(pr)) kinds.push('hotfix');
  if (pr.mergedAtMs !== null) kinds.push('merged');
  if (pr.state === 'open') kinds.push('open');
  return kinds;
};

const isRevert = (pr: PullRequest): boolean =>
  /^\s*revert\b/i.test(pr.title) || REVERT_BRANCH.test(pr.headRef) || /(?:^|\/)revert[-/_]/i.test(pr.headRef);

const isHotfix = (pr: PullRequest): boolean =>
  HOTFIX.test(pr.title) ||
  /(?:^|[/_-])hot-?fix(?=$|[/_-])/i.test(pr.headRef) ||
  pr.labels.some((label) => HOTFIX.test(label));

/** The title that a revert takes back; null when it names none. A revert of a revert names the inner revert. */
export const revertedTitle = (title: string): string | null => REVERT_TITLE.exec(title)?.[1]?.trim() ?? null;

/** The pull requests that a change says it reverts, in its branch, title and body; none when it reverts nothing. */
export const revertedReferences = (pr: PullRequest): PullRequestReference[] => {
  const branch = REVERT_BRANCH.exec(pr.headRef)?.[1];
  const texts = [...`${pr.title}\n${pr.body}`.matchAll(REVERT_REFERENCE)].map(([, repository, number]) => ({
    repository: repository ?? null,
    number: Number(number),
  }));
  return branch === undefined ? texts : [{ repository: pr.repository, number: Number(branch) }, ...texts];
};

interface Reverts {
  readonly title: string | null;
  readonly references: readonly PullRequestReference[];
}

const NOTHING: Reverts = { title: null, references: [] };
const reverts = new WeakMap<PullRequest, Reverts>();

/** Asked for every pair of changes, so remembered for each. */
const revertsOf = (pr: PullRequest): Reverts => {
  const known = reverts.get(pr);
  if (known !== undefined) return known;
  const made = /revert/i.test(`${pr.headRef}\n${pr.title}\n${pr.body}`)
    ? { title: revertedTitle(pr.title)?.toLowerCase() ?? null, references: revertedReferences(pr) }
    : NOTHING;
  reverts.set(pr, made);
  return made;
};

/** Whether `later` takes `earlier` back: by title, or by its number (a bare number means the same repository). */
export const isRevertOf = (later: PullRequest, earlier: PullRequest): boolean => {
  const { title, references } = revertsOf(later);
  if (later.id === earlier.id || (title === null && references.length === 0)) return false;
  if (title !== null && title === earlier.title.trim().toLowerCase()) return true;
  return references.some(
    ({ repository, number }) => number === earlier.number && (repository ?? later.repository) === earlier.repository,
  );
};

/** Pull requests that a text names, as `owner/name#12`, `#12` or by their page's address. */
export const pullRequestsIn = (text: string): PullRequestReference[] => [
  ...[...text.matchAll(NUMBER)].map(([, repository, number]) => ({
    repository: repository ?? null,
    number: Number(number),
  })),
  ...[...text.matchAll(PULL_URL)].map(([, repository, number]) => ({
    repository: repository ?? null,
    number: Number(number),
  })),
];

/** Ticket keys in a text or branch name, upper case, each once. Whether such a ticket exists is for the caller to see. */
export const ticketKeysIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(TICKET_KEY)].map(([, project, number]) => `${project?.toUpperCase() ?? ''}-${number ?? ''}`),
  ),
];
