import { dayOf, type TrainingDay } from '../../../bench/fit-weights/training-day.ts';
import type { Truth } from '../../../bench/eval-worlds/world-files.ts';
import { evidence, pattern, pullRequest, ticket } from '../../domain/correlation/evidence-builders.ts';
import { trueIncident, trueLog, truthOf } from '../eval-worlds/hand-made-truth.ts';

const THINGS = ['invoice', 'parcel', 'voucher', 'session', 'thumbnail', 'ledger'];

/** Of each thing an incident: two patterns at once, a third hours later, a guilty change, tickets and a repair. */
const incidentOf = (thing: string, order: number) => {
  const start = 60 + order * 150;
  const outbreak = { from: start, to: start + 40, perMinute: 4 + order };
  const late = { from: start + 300, to: start + 330, perMinute: 3 };
  const logPatterns = [
    pattern(`${thing}-api`, `${thing} encoder rejected checksum`, outbreak),
    pattern(`${thing}-worker`, `${thing} encoder queue stalled`, outbreak),
    pattern(`${thing}-export`, 'nightly totals are empty', late),
  ];
  const culprit = `acme/${thing}-api#${order + 1}`;
  const repair = `acme/${thing}-api#${order + 101}`;
  return {
    truth: trueIncident(thing, {
      severity: order % 2 === 0 ? 'high' : 'medium',
      services: [`${thing}-api`, `${thing}-worker`],
      rootCause: { culpritPullRequest: culprit },
      tickets: [`SHIP-${order * 10}`, `SHIP-${order * 10 + 1}`],
      pullRequests: [culprit, repair],
      logs: logPatterns.map(({ template, logGroup }, at) => trueLog(`${thing}/log-${at}`, template, logGroup)),
    }),
    logPatterns,
    tickets: [
      ticket(`SHIP-${order * 10}`, start + 15, {
        summary: `${thing} encoder rejects everything`,
        priority: order % 2 === 0 ? 'Highest' : 'Low',
      }),
      ticket(`SHIP-${order * 10 + 1}`, start + 25, {
        summary: `queue of the ${thing} encoder stalled`,
        priority: 'Low',
      }),
    ],
    pullRequests: [
      pullRequest(culprit, start - 20, { title: `New ${thing} encoder checksum`, files: [`src/${thing}-encoder.ts`] }),
      pullRequest(repair, start + 45, { title: `Revert "New ${thing} encoder checksum"` }),
    ],
  };
};

/** Tickets and changes of an ordinary day. */
const noise = {
  logPatterns: [pattern('cron', 'lease lost, next try in a minute', { from: 500, to: 505, perMinute: 2 })],
  tickets: Array.from({ length: 12 }, (_, i) =>
    ticket(`SHIP-${900 + i}`, 30 + i * 90, { summary: `Button number ${i} looks odd`, priority: 'Low' }),
  ),
  pullRequests: Array.from({ length: 12 }, (_, i) =>
    pullRequest(`acme/site#${i}`, 20 + i * 90, { title: `Update button ${i}` }),
  ),
};

export const madeDay = (weight = 1, things: readonly string[] = THINGS): TrainingDay => {
  const incidents = things.map(incidentOf);
  const truth: Truth = truthOf(incidents.map((incident) => incident.truth));
  const all = [...incidents, noise];
  return dayOf(
    'made',
    evidence({
      logPatterns: all.flatMap(({ logPatterns }) => logPatterns),
      tickets: all.flatMap(({ tickets }) => tickets),
      pullRequests: all.flatMap(({ pullRequests }) => pullRequests),
    }),
    truth,
    weight,
  );
};

/** Another day with six incidents of its own. */
export const secondDay = (): TrainingDay => madeDay(1, ['avatar', 'coupon', 'digest', 'receipt', 'roster', 'tariff']);

/** A day on which nothing happened that the truth tells of. */
export const quietDay = (): TrainingDay => dayOf('quiet', evidence(noise), truthOf([]));
