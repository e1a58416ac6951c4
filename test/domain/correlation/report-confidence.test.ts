import { describe, expect, it } from 'vitest';
import { isHarmlessIncident } from '../../../src/domain/brief/is-harmless.ts';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { reportConfidence } from '../../../src/domain/correlation/report-confidence.ts';
import type { ReportMatch } from '../../../src/domain/correlation/report-match.ts';
import { BY_TEAM, BY_WORDS } from '../../../src/domain/correlation/report-weights.ts';
import { sceneOf } from '../../../src/domain/correlation/scene.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';
import { DOUBTFUL_CONFIDENCE, type Incident } from '../../../src/domain/incident.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { evidence, pullRequest, ticket } from './evidence-builders.ts';

const PLAIN = ticket('SHIP-1', 100, { summary: 'Sum of the stock list is off by one', priority: null });
const GRAVE = ticket('SHIP-2', 100, {
  summary: 'Label printing is down for all customers since 10 minutes, nobody can ship',
  description: 'Every order fails and the queue is growing',
  priority: 'Highest',
});
const WISH = ticket('SHIP-3', 100, {
  summary: 'Feature request: would be nice to have the label in another font',
  priority: 'Lowest',
});

const sureOf = (
  share: number | null,
  {
    tickets = [PLAIN],
    hasLogs = false,
    style = BY_WORDS,
    unanswered = 0.5,
  }: {
    readonly tickets?: readonly Ticket[];
    readonly hasLogs?: boolean;
    readonly style?: ReportMatch['style'];
    readonly unanswered?: number;
  } = {},
): number => {
  const scene = sceneOf(evidence({ tickets, pullRequests: [pullRequest('acme/wms#40', 400)] }));
  const [change, node] = [scene.changes[0], scene.tickets[0]];
  if (change === undefined || node === undefined) throw new Error('nothing to match');
  const zero = Object.fromEntries(Object.keys(style.answer.features).map((name) => [name, 0]));
  const features = zero as ReportMatch['answers'][number]['features'];
  const answers = share === null ? [] : [{ change, ticket: node, share, features }];
  return reportConfidence(
    { style, answers, unanswered, nearest: null, repeats: [], cause: null },
    scene.tickets,
    hasLogs,
  );
};

describe('how sure a report with its change is', () => {
  it('grows with the share of the change, near to how often such a pair was right', () => {
    const shares = [0.35, 0.45, 0.65, 0.85, 0.95].map((share) => sureOf(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(sureOf(0.35)).toBeGreaterThan(0.6);
    expect(sureOf(0.35)).toBeLessThan(0.75);
    expect(sureOf(0.95)).toBeGreaterThan(0.88);
    expect(sureOf(1)).toBeLessThan(0.99);
  });

  it('never makes the brief hide a matched report, but for a mere wish among a team’s tickets', () => {
    for (const style of [BY_WORDS, BY_TEAM])
      expect(sureOf(style.thresholds.answer, { style })).toBeGreaterThan(DOUBTFUL_CONFIDENCE);
    expect(sureOf(0.4, { style: BY_TEAM, tickets: [WISH] })).toBeLessThan(DOUBTFUL_CONFIDENCE);
  });

  it('is more with several reports of it', () => {
    expect(sureOf(0.6, { tickets: [PLAIN, GRAVE] })).toBeGreaterThan(sureOf(0.6));
  });
});

describe('how sure a report alone is', () => {
  it('is doubtful, unless it tells of harm to many, now', () => {
    expect(sureOf(null)).toBeLessThan(DOUBTFUL_CONFIDENCE);
    expect(sureOf(null, { tickets: [WISH] })).toBeLessThan(0.2);
    expect(sureOf(null, { tickets: [GRAVE] })).toBeGreaterThan(0.6);
  });

  it('grows when one of several changes will have answered it', () => {
    expect(sureOf(null, { unanswered: 0.1 })).toBeGreaterThan(sureOf(null, { unanswered: 0.9 }));
  });

  it('is what counts beside logs too, however surely a change answers', () => {
    expect(sureOf(0.95, { hasLogs: true, tickets: [WISH] })).toBeLessThan(0.2);
    expect(sureOf(0.95, { hasLogs: true, tickets: [GRAVE] })).toBeGreaterThan(0.6);
  });
});

describe('on a day without logs', () => {
  const busy = Array.from({ length: 60 }, (_, at) =>
    pullRequest(`acme/wms#${500 + at}`, 20 + at * 20, { title: `Tidy screen ${at}`, author: 'tidy' }),
  );
  const incidents = correlate(
    evidence({ tickets: [PLAIN, GRAVE, WISH], pullRequests: busy }),
    DEFAULT_CORRELATION_SETTINGS,
  );
  const holding = (key: string): Incident | undefined => incidents.find(({ ticketKeys }) => ticketKeys.includes(key));

  it('minor reports that nothing answers stand in one line, grave ones are told; none is dropped', () => {
    const isHarmless = (key: string): boolean | null => {
      const found = holding(key);
      return found === undefined ? null : isHarmlessIncident(found);
    };
    expect(['SHIP-1', 'SHIP-2', 'SHIP-3'].map(isHarmless)).toEqual([true, false, true]);
    expect(holding('SHIP-3')).toMatchObject({ severity: 'low' });
    expect(['high', 'critical']).toContain(holding('SHIP-2')?.severity);
  });
});
