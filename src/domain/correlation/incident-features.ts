import type { Dependencies } from './dependencies.ts';
import { bestOver, type Group } from './group.ts';
import type { Features, LinearModel } from './linear-score.ts';
import type { ChangeNode, Scene } from './scene.ts';

export type PlausibleFeature =
  | 'tickets'
  | 'bursts'
  | 'services'
  | 'dense'
  | 'short'
  | 'blip'
  | 'restart'
  | 'repaired'
  | 'suspected'
  | 'ticketFit'
  | 'fresh'
  | 'old';

export type PlausibleModel = LinearModel<PlausibleFeature>;

/** What speaks for a group being an incident at all. `fits` are probabilities. */
export const plausibleFeatures = (
  group: Group,
  fits: { readonly ticket: number; readonly suspect: number },
): Features<PlausibleFeature> => ({
  tickets: Math.min(1, group.tickets.length / 2),
  bursts: Math.min(1, Math.log2(Math.max(1, group.bursts.length)) / 3),
  services: Math.min(1, Math.log2(Math.max(1, group.services.length)) / 2),
  dense: group.dense,
  short: group.short,
  blip: group.blip,
  restart: group.bursts.length === 0 ? 0 : Math.min(...group.bursts.map(({ restart }) => restart)),
  repaired: group.repairs.length > 0 ? 1 : 0,
  suspected: fits.suspect,
  ticketFit: fits.ticket,
  fresh: bestOver(group.tickets, ({ fresh, acute }) => Math.max(fresh, acute)),
  old: bestOver(group.tickets, ({ old, trivial }) => Math.max(old, trivial)),
});

export type SeverityFeature =
  | 'urgency'
  | 'secondUrgency'
  | 'meanUrgency'
  | 'broad'
  | 'grave'
  | 'exposed'
  | 'halted'
  | 'fresh'
  | 'services'
  | 'hotfix'
  | 'noTickets';

export type SeverityModel = LinearModel<SeverityFeature>;

/** Without logs nothing tells how many services fail: four, which fits known days without logs best. */
const UNKNOWN_BREADTH = 1;

/** What makes an incident grave; scored on a scale from 0 (low) to 3 (critical). */
export const severityFeatures = (group: Group): Features<SeverityFeature> => {
  const urgencies = group.tickets.map(({ urgency }) => urgency).toSorted((a, b) => b - a);
  const mean = (values: readonly number[]): number =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    urgency: urgencies[0] ?? 0,
    secondUrgency: urgencies[1] ?? 0,
    meanUrgency: mean(urgencies),
    broad: bestOver(group.tickets, ({ broad }) => broad),
    grave: bestOver(group.tickets, ({ grave }) => grave),
    exposed: bestOver(group.tickets, ({ exposed }) => exposed),
    halted: bestOver(group.tickets, ({ halted }) => halted),
    fresh: bestOver(group.tickets, ({ fresh }) => fresh),
    services:
      group.bursts.length === 0 ? UNKNOWN_BREADTH : Math.min(1, Math.log2(Math.max(1, group.services.length)) / 2),
    hotfix: group.repairs.some(({ change }) => /hot-?fix|emergency/i.test(`${change.title} ${change.headRef}`)) ? 1 : 0,
    noTickets: group.tickets.length === 0 ? 1 : 0,
  };
};

export type CauseFeature =
  | 'first'
  | 'named'
  | 'names'
  | 'culprit'
  | 'suspect'
  | 'repaired'
  | 'reported'
  | 'share'
  | 'loud'
  | 'warnOnly'
  | 'store'
  | 'symptom'
  | 'changedName'
  | 'endsLast';

export type CauseModel = LinearModel<CauseFeature>;

export interface Blamed {
  readonly culprit: ChangeNode | null;
  readonly best: ChangeNode | null;
}

/** What speaks for a service being where the incident comes from. */
export const causeFeatures = (
  service: string,
  group: Group,
  scene: Scene,
  dependencies: Dependencies,
  { culprit, best }: Blamed,
): Features<CauseFeature> => {
  const own = group.bursts.filter(({ services }) => services[0] === service);
  const first = Math.min(...own.map((burst) => burst.first));
  const earliest = Math.min(...group.bursts.map((burst) => burst.first));
  const latest = Math.max(...group.bursts.map((burst) => burst.last));
  const count = own.reduce((sum, burst) => sum + burst.count, 0);
  const others = group.services.filter((other) => other !== service);
  const belongs = (node: ChangeNode | null): number =>
    node === null ? 0 : scene.services.ofRepository(service, node.change.repository);
  return {
    first: first <= earliest ? 1 : 0,
    named: Math.min(1, dependencies.namedBy(service, group.bursts) / 2),
    names: others.some((other) => dependencies.namedBy(other, own) > 0) ? 1 : 0,
    culprit: belongs(culprit),
    suspect: belongs(best),
    repaired: bestOver(group.repairs, belongs),
    reported: bestOver(group.tickets, ({ terms }) => scene.services.match(service, terms)),
    share: own.length / Math.max(1, group.bursts.length),
    loud: group.count === 0 ? 0 : count / group.count,
    warnOnly: own.length > 0 && own.every(({ pattern }) => isMild(pattern.levels)) ? 1 : 0,
    store:
      /\b(?:postgres(?:ql)?|mysql|mariadb|sql|oracle|redis|kafka|rabbitmq|broker|mq|elasticsearch|opensearch|mongo|cassandra|rds|db|database|node|host|kvm|vm|cluster|storage|nfs|disk|dns|proxy|haproxy|lb|ingress|hsm|clock|ntp)\b/i.test(
        service.replaceAll(/[-_]/g, ' '),
      )
        ? 1
        : 0,
    endsLast: own.length > 0 && Math.max(...own.map(({ last }) => last)) >= latest - 1 ? 1 : 0,
    symptom: own.length === 0 ? 0 : own.reduce((sum, { symptom }) => sum + symptom, 0) / own.length,
    changedName: bestOver([...(best === null ? [] : [best]), ...group.repairs], ({ title, paths }) =>
      Math.max(scene.services.match(service, title), scene.services.match(service, paths)) === 1 ? 1 : 0,
    ),
  };
};

const isMild = (levels: Readonly<Record<string, number>>): boolean =>
  Object.keys(levels).length > 0 && Object.keys(levels).every((level) => level.startsWith('warn') || level === 'info');
