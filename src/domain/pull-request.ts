/** Outcome of all checks on the last commit. `none`: the repository runs no checks. */
export type CheckState = 'success' | 'failure' | 'pending' | 'none';

/** A GitHub pull request as the product sees it; times are epoch milliseconds. */
export interface PullRequest {
  /** `owner/name#number`. */
  readonly id: string;
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  /** GitHub login; null when the account is gone. */
  readonly author: string | null;
  readonly state: 'open' | 'merged' | 'closed';
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly mergedAtMs: number | null;
  readonly headRef: string;
  readonly baseRef: string;
  readonly labels: readonly string[];
  /** Paths of changed files, at most the first 100; `fileCount` is the true number. */
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly checks: CheckState;
}

/** A change may lie dormant over a weekend before it does harm. */
export const DEFAULT_SUSPECT_LOOKBACK_HOURS = 72;

export type PullRequestKind = 'failed-ci' | 'revert' | 'hotfix' | 'merged' | 'open';
