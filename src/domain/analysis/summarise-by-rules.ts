import { SEVERITIES, type Severity } from '../incident.ts';
import type { RootCause } from '../root-cause.ts';
import { clip, counted, listed, sentence } from './phrases.ts';

/** The summary of a brief is shorter than this. */
export const SUMMARY_MAX_CHARACTERS = 500;

export interface SummaryInput {
  /** In order of importance. */
  readonly rootCauses: readonly RootCause[];
  /** Ids of the incidents whose culprit is only suspected. */
  readonly suspected: ReadonlySet<string>;
  /** "blind" when a source wasn't read whole: then nothing found doesn't mean that nothing is wrong. */
  readonly outcome: 'incidents' | 'all-quiet' | 'blind';
  /** "Jira ✓ · GitHub ✓ · CloudWatch ✗ timed out" */
  readonly coverageLine: string;
}

/** A summary of under 500 characters: how many incidents, the worst ones with their causes, what to do first. */
export const summariseByRules = ({ rootCauses, suspected, outcome, coverageLine }: SummaryInput): string => {
  if (rootCauses.length > 0) return clip(summaryOf(rootCauses, suspected), SUMMARY_MAX_CHARACTERS - 1);
  if (outcome === 'blind')
    return clip(`No incidents found, but this brief is blind in part: ${coverageLine}.`, SUMMARY_MAX_CHARACTERS - 1);
  return clip(`All quiet: no incidents in this range. ${coverageLine}`, SUMMARY_MAX_CHARACTERS - 1);
};

const summaryOf = (rootCauses: readonly RootCause[], suspected: ReadonlySet<string>): string => {
  const counts = SEVERITIES.map((severity): [Severity, number] => [
    severity,
    rootCauses.filter((cause) => cause.severity === severity).length,
  ]);
  const parts = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  const [first, ...others] = rootCauses;
  const head = `${counted(rootCauses.length, 'incident')}: ${listed(parts)}.`;
  if (first === undefined) return head;
  const surely = suspected.has(first.incidentId) ? 'perhaps' : 'likely';
  const cause = first.pullRequestId === null ? '' : `, ${surely} from ${first.pullRequestId}`;
  const worst = sentence(`First: ${clip(first.title, 120)}${cause}`);
  const next = others.filter(({ severity }) => severity === 'critical' || severity === 'high').slice(0, 2);
  const also = next.length === 0 ? '' : sentence(`Also ${listed(next.map(({ title }) => clip(title, 60)))}`);
  return [head, worst, also, sentence(`Start with: ${clip(first.suggestedAction, 140)}`)]
    .filter((part) => part !== '')
    .join(' ');
};
