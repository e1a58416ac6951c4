/** A Jira issue as the product sees it; texts are plain, times epoch milliseconds. */
export interface Ticket {
  readonly key: string;
  readonly projectKey: string;
  readonly url: string;
  readonly summary: string;
  /** Plain text of the description; empty when there is none. */
  readonly description: string;
  readonly labels: readonly string[];
  readonly issueType: string;
  readonly priority: string | null;
  readonly status: string;
  /** Jira's three status categories: to do, in progress, done. */
  readonly statusCategory: 'new' | 'indeterminate' | 'done';
  readonly assignee: string | null;
  readonly reporter: string | null;
  readonly components: readonly string[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}
