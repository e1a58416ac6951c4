import { clip } from '../domain/analysis/phrases.ts';
import { redact } from '../domain/analysis/redact.ts';
import type { RunPlan } from '../domain/run-plan.ts';
import type { PostedMessage } from '../ports.ts';
import { activityCall } from './call-context.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { required } from './run-context.ts';

export interface AlertRequest {
  readonly channel: string;
  /** Runs of the team that failed in a row. */
  readonly failures: number;
  readonly reason: string;
}

/** Tells the alert channel, once, that a team has had no brief several times in a row. */
export const postAlert =
  (deps: ActivityDependencies) =>
  (plan: RunPlan, { channel, failures, reason }: AlertRequest): Promise<PostedMessage> =>
    required(deps.messenger, 'messenger').postOnce(
      {
        key: `${plan.runId}/alert`,
        channel,
        threadId: null,
        content: {
          kind: 'alert',
          title: `Daybrief for ${plan.team} failed ${failures} times in a row`,
          text: `Last reason: ${clip(redact(reason), 1_000)}\nWorkflow: ${plan.workflowId}\nWhat to do: run "daybrief doctor --team ${plan.team}", then start the run again from its dead letter.`,
        },
        notBeforeMs: plan.startedAtMs,
      },
      activityCall(),
    );
