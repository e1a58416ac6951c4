import type { BriefIncident } from '../brief.ts';
import { isLikely } from '../incident.ts';

/** What to call an incident's culprit: `likely`, or a suspicion with its chance. */
export const causeLabel = ({ suspicion }: Pick<BriefIncident, 'suspicion'>, likely: string): string =>
  suspicion === null || isLikely({ score: suspicion })
    ? likely
    : `Suspected cause (${Math.round(100 * suspicion)} % likely)`;
