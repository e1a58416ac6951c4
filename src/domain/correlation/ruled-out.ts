import { durationOf } from '../analysis/phrases.ts';
import type { Suspect } from '../incident.ts';
import { MINUTE_MS } from '../time-range.ts';
import { changeErrorFit } from './error-fit.ts';
import type { Group } from './group.ts';
import { CLOCK_SLACK_MINUTES } from './candidate-changes.ts';
import type { ChangeNode, Scene } from './scene.ts';

const MAX_RULED_OUT = 2;
/** A change so long after the onset tempts nobody. */
const TEMPTING_MINUTES = 180;
const OWN_SERVICE = 0.8;

/** Changes of the failing services that look guilty but for the clock: merged only after the errors had begun. */
export const ruledOutOf = (group: Group, scene: Scene): Suspect[] =>
  scene.changes
    .flatMap((node) => {
      const late = (node.merged ?? Number.POSITIVE_INFINITY) - group.onset;
      return isTempting(node, late, group, scene) ? [{ node, late }] : [];
    })
    .toSorted((a, b) => a.late - b.late || (a.node.change.id < b.node.change.id ? -1 : 1))
    .slice(0, MAX_RULED_OUT)
    .map(({ node, late }) => ({
      pullRequestId: node.change.id,
      score: 0,
      reasonsFor: [`it changes ${node.change.repository}, where it fails`],
      reasonsAgainst: [`the errors began ${durationOf(late * MINUTE_MS)} before this merge`],
      ruledOut: true,
    }));

const isTempting = (node: ChangeNode, late: number, group: Group, scene: Scene): boolean =>
  group.bursts.length > 0 &&
  late > CLOCK_SLACK_MINUTES &&
  late <= TEMPTING_MINUTES &&
  (node.merged ?? 0) <= group.end &&
  node.repair === 0 &&
  !group.repairs.includes(node) &&
  changeErrorFit(node, group, scene).service >= OWN_SERVICE;
