import { analyseByRules, analyseWithModel } from './analyse-root-causes.ts';
import { collectPullRequests } from './collect-pull-requests.ts';
import { collectTickets } from './collect-tickets.ts';
import { composeBrief } from './compose-brief.ts';
import { correlateEvidence } from './correlate-evidence.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { lookUpTicketTerms, mergeLogPatterns, mineLogSlice, planLogSlices } from './mine-logs.ts';
import { postAlert } from './post-alert.ts';
import { postBriefMessage } from './post-brief-message.ts';
import { prepareRun } from './prepare-run.ts';
import { recordRun } from './record-run.ts';
import { summariseWithModel } from './summarise-with-model.ts';

/** Every activity, given what it works with. Each is one port call and one domain call. */
export const createActivities = (deps: ActivityDependencies) => ({
  prepareRun: prepareRun(deps),
  collectTickets: collectTickets(deps),
  collectPullRequests: collectPullRequests(deps),
  planLogSlices: planLogSlices(deps),
  mineLogSlice: mineLogSlice(deps),
  lookUpTicketTerms: lookUpTicketTerms(deps),
  mergeLogPatterns: mergeLogPatterns(deps),
  correlateEvidence: correlateEvidence(deps),
  analyseWithModel: analyseWithModel(deps),
  analyseByRules: analyseByRules(deps),
  summariseWithModel: summariseWithModel(deps),
  composeBrief: composeBrief(deps),
  postBriefMessage: postBriefMessage(deps),
  postAlert: postAlert(deps),
  recordRun: recordRun(deps),
});

export type Activities = ReturnType<typeof createActivities>;
