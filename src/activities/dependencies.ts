import type { CorrelationSettings } from '../domain/correlation/settings.ts';
import type { TeamScope } from '../domain/team.ts';
import type {
  EvidenceStore,
  HistoryStore,
  LanguageModel,
  LogSource,
  Messenger,
  PullRequestSource,
  TicketSource,
} from '../ports.ts';

/** What the activities work with, assembled by the composition root. A null is something that isn't configured. */
export interface ActivityDependencies {
  readonly tickets: TicketSource | null;
  readonly pullRequests: PullRequestSource | null;
  readonly logs: LogSource | null;
  readonly model: LanguageModel | null;
  readonly messenger: Messenger | null;
  readonly history: HistoryStore;
  readonly evidence: EvidenceStore;
  /** The configured teams, in the order of the file; never empty. */
  readonly teams: readonly TeamSettings[];
  readonly alerts: { readonly channel: string; readonly afterFailures: number } | null;
  readonly searchAttributes: boolean;
  /** Evidence of older runs is removed when a run is recorded. */
  readonly evidenceRetentionMs: number;
  readonly clock: () => number;
}

/** All that a run needs to know about its team; frozen at the run's start, so that an edited config can't split a run. */
export interface TeamSettings {
  readonly scope: TeamScope;
  readonly channel: string | null;
  readonly tickets: {
    readonly labels: readonly string[];
    readonly issueTypes: readonly string[];
    readonly maxTickets: number;
  };
  readonly pullRequests: { readonly suspectLookbackMs: number; readonly maxPullRequests: number };
  readonly logs: { readonly maxEventsPerSlice: number; readonly maxTicketTerms: number };
  readonly models: ModelSettings;
  readonly correlation: CorrelationSettings;
}

export interface ModelSettings {
  readonly analysis: string;
  readonly summary: string;
  /** Tokens of the analysis prompt by estimate; incidents beyond it are left to the rules. */
  readonly promptTokens: number;
  readonly maxOutputTokens: number;
  /** A run that used more says so in its brief. */
  readonly alertTokens: number;
}
