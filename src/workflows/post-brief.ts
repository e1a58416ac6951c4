import type { ComposedBrief, PostedBrief, RunPlan } from '../domain/run-plan.ts';
import { activities } from './activity-options.ts';
import { runErrorOf } from './run-error-of.ts';
import type { RunProgress } from './run-state.ts';

/**
 * The main message, then a thread reply per incident, each an activity of its own: a worker that dies repeats one message
 * at most, and that one finds itself in the channel. Throws when the main message can't be posted;
 * a reply that can't be leaves an error, as the brief is out.
 */
export const postBrief = async (
  plan: RunPlan,
  channel: string,
  brief: ComposedBrief,
  progress: RunProgress,
): Promise<PostedBrief> => {
  const main = await activities.postBriefMessage(plan, {
    briefRef: brief.ref,
    channel,
    incidentId: null,
    threadId: null,
  });
  const postedAtMs = Date.now();
  progress.update({ messagesPosted: 1 });
  let { calls } = main;
  let replies = 0;
  try {
    for (const incidentId of brief.incidentIds) {
      const thread = { briefRef: brief.ref, channel: main.channelId, incidentId, threadId: main.messageId };
      calls += (await activities.postBriefMessage(plan, thread)).calls;
      replies++;
      progress.update({ messagesPosted: 1 + replies });
    }
  } catch (thrown) {
    progress.addError(runErrorOf('post', thrown));
  }
  return { channelId: main.channelId, messageId: main.messageId, postedAtMs, replies, calls };
};
