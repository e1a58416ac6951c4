import type { Brief } from '../domain/brief.ts';
import { DaybriefError } from '../domain/daybrief-error.ts';
import type { RunPlan, StoredRef } from '../domain/run-plan.ts';
import type { MessageContent, PostedMessage } from '../ports.ts';
import { activityCall } from './call-context.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { load, required } from './run-context.ts';

export interface PostMessageRequest {
  readonly briefRef: StoredRef;
  readonly channel: string;
  /** Null for the main message. */
  readonly incidentId: string | null;
  readonly threadId: string | null;
}

/** Posts one message of the brief, once: a repeated attempt finds what an earlier one posted. */
export const postBriefMessage =
  (deps: ActivityDependencies) =>
  async (plan: RunPlan, request: PostMessageRequest): Promise<PostedMessage> => {
    const brief = await load<Brief>(deps.evidence, request.briefRef);
    return required(deps.messenger, 'messenger').postOnce(
      {
        key: `${plan.runId}/${request.incidentId === null ? 'brief' : `incident/${request.incidentId}`}`,
        channel: request.channel,
        threadId: request.threadId,
        content: contentOf(brief, request.incidentId),
        notBeforeMs: plan.startedAtMs,
      },
      activityCall(),
    );
  };

const contentOf = (brief: Brief, incidentId: string | null): MessageContent => {
  if (incidentId === null) return { kind: 'brief', brief };
  const incident = brief.incidents.find((candidate) => candidate.id === incidentId);
  if (incident) return { kind: 'incident', brief, incident };
  throw new DaybriefError('EvidenceMissing', `The brief of run ${brief.runId} has no incident ${incidentId}.`);
};
