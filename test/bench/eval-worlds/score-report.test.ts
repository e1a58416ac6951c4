import { describe, expect, it } from 'vitest';
import { scoreReport, type Figures } from '../../../bench/eval-worlds/score-report.ts';
import { guess, pattern, trueIncident, trueLog, truthOf } from './hand-made-truth.ts';

/** Four, two, three and two items. */
const CHECKOUT = trueIncident('checkout', {
  severity: 'critical',
  services: ['checkout', 'cart'],
  rootCause: { culpritPullRequest: 'acme/shop#1' },
  tickets: ['SHOP-1', 'SHOP-2'],
  pullRequests: ['acme/shop#1'],
  logs: [trueLog('declined', 'card \\d+ declined')],
});
const SEARCH = trueIncident('search', {
  severity: 'low',
  services: ['search'],
  tickets: ['FIND-1'],
  pullRequests: ['acme/find#7'],
});
const MAIL = trueIncident('mail', {
  severity: 'high',
  services: ['mail'],
  rootCause: { culpritPullRequest: 'acme/mail#3' },
  tickets: ['MAIL-1', 'MAIL-2'],
  pullRequests: ['acme/mail#3'],
});
const LEDGER = trueIncident('ledger', {
  severity: 'medium',
  services: ['ledger'],
  rootCause: { culpritPullRequest: null },
  tickets: ['BOOK-1', 'BOOK-2'],
});
const TRUTH = truthOf([CHECKOUT, SEARCH, MAIL, LEDGER], {
  tickets: ['NEAR-1', 'NEAR-2'],
  pullRequests: ['acme/shop#9'],
  logs: [trueLog('near', 'gift card'), trueLog('other-near', 'loyalty card')],
});

const NOISE = guess({ severity: 'high', tickets: ['NOISE-1', 'NEAR-2'], services: ['checkout'] });
const REPORT = [
  NOISE,
  // 4 shared of 6: one distractor, one near miss of the logs; one level off; the second service first; the wrong culprit.
  guess({
    severity: 'high',
    services: ['cart', 'checkout'],
    tickets: ['SHOP-1', 'SHOP-2'],
    pullRequests: ['acme/shop#1', 'acme/shop#9'],
    logPatterns: [pattern('card <*> declined', ['card 7 declined']), pattern('gift card <*>', ['gift card empty'])],
    rootCause: { pullRequest: 'acme/shop#9' },
  }),
  // 2 shared of 4: exact level, service and culprit.
  guess({
    severity: 'high',
    services: ['mail'],
    tickets: ['MAIL-1', 'NEAR-1'],
    pullRequests: ['acme/mail#3'],
    rootCause: { pullRequest: 'acme/mail#3' },
  }),
  // All shared: two levels off; blames where nothing is guilty.
  guess({
    severity: 'high',
    services: ['search'],
    tickets: ['FIND-1'],
    pullRequests: ['acme/find#7'],
    rootCause: { pullRequest: 'acme/find#7' },
  }),
  // 1 shared of 4: too little to be the ledger's.
  guess({ severity: 'medium', services: ['ledger'], tickets: ['BOOK-1', 'X-1', 'X-2'] }),
];

const figures: Figures = scoreReport(REPORT, TRUTH);

describe('scoreReport', () => {
  it('finds incidents of which enough is shared', () => {
    expect(figures.found).toBe(3 / 4);
    expect(figures.missed).toEqual(['ledger']);
    expect(figures.predicted).toBe(5);
  });

  it('counts incidents without any true item among the first as many as there are true ones', () => {
    expect(figures.falseInTop).toBe(1 / 4);
    expect(scoreReport([...REPORT.slice(1), NOISE], TRUTH).falseInTop).toBe(0);
    expect(scoreReport([NOISE, NOISE], TRUTH).falseInTop).toBe(1);
  });

  it('counts distractors in incidents that are partly true', () => {
    // NEAR-2 stands among noise only.
    expect(figures.distractorsCaught).toBeCloseTo(2 / 3, 10);
    expect(figures.distractorLogsCaught).toBe(1 / 2);
  });

  it('judges culprits where there is one, and blame where there is none', () => {
    expect(figures.culpritHit).toBe(1 / 2);
    expect(figures.wrongCulprit).toBe(1 / 2);
    expect(figures.falseBlame).toBe(1);
    const silent = REPORT.map((incident) => ({ ...incident, rootCause: { pullRequest: null } }));
    expect(scoreReport(silent, TRUTH)).toMatchObject({ culpritHit: 0, wrongCulprit: 0, falseBlame: 0 });
  });

  it('judges severity and services of the incidents found', () => {
    expect(figures.severityExact).toBeCloseTo(1 / 3, 10);
    expect(figures.severityWithinOne).toBeCloseTo(2 / 3, 10);
    expect(figures.serviceFirst).toBeCloseTo(2 / 3, 10);
    expect(figures.serviceNamed).toBe(1);
  });

  it('wants the serious ones among the first as many as there are serious ones', () => {
    // Two are serious; the mail's stands third.
    expect(figures.seriousOnTop).toBe(1 / 2);
    expect(scoreReport(REPORT.slice(1), TRUTH).seriousOnTop).toBe(1);
  });

  it('groups as B-cubed does', () => {
    // checkout: four items at 4/6 and 1. search: two at 1 and 1. mail: two at 2/3 (NEAR-1 beside them) and 2/3, the one
    // left out at 1 and 1/3. ledger: one at 1/3 and 1/2, the one left out at 1 and 1/2. Eleven items.
    expect(figures.b3.all.precision).toBeCloseTo((4 * (4 / 6) + 2 + 2 * (2 / 3) + 1 + 1 / 3 + 1) / 11, 10);
    expect(figures.b3.all.recall).toBeCloseTo((4 + 2 + 2 * (2 / 3) + 1 / 3 + 1 / 2 + 1 / 2) / 11, 10);
  });

  it('limits what is judged to some of the true incidents, but takes matches from all', () => {
    const limited = scoreReport(REPORT, TRUTH, (id) => id === 'search' || id === 'ledger');
    expect(limited).toMatchObject({ found: 1 / 2, missed: ['ledger'], culpritHit: null, falseBlame: 1 });
    expect(limited.b3.all.items).toBe(4);
  });
});

describe('matching', () => {
  const five = truthOf([trueIncident('five', { tickets: ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'] })]);

  it('takes two of five items for a match, one for none', () => {
    expect(scoreReport([guess({ tickets: ['A-1', 'A-2'] })], five).found).toBe(1);
    expect(scoreReport([guess({ tickets: ['A-1', 'A-2', 'Z-1'] })], five).found).toBe(0);
  });

  it('gives a true incident the better of two guesses', () => {
    const worse = guess({ tickets: ['A-1', 'A-2'], severity: 'low' });
    const better = guess({ tickets: ['A-3', 'A-4', 'A-5'], severity: 'medium' });
    expect(scoreReport([worse, better], five)).toMatchObject({ found: 1, severityExact: 1 });
  });

  it('lets one guess stand for one true incident only', () => {
    const twins = truthOf([trueIncident('a', { tickets: ['A-1'] }), trueIncident('b', { tickets: ['B-1', 'B-2'] })]);
    const both = guess({ tickets: ['A-1', 'B-1', 'B-2'] });
    expect(scoreReport([both], twins)).toMatchObject({ found: 1 / 2, missed: ['a'] });
  });
});

describe('edges', () => {
  it('finds nothing in an empty report, and grades nothing', () => {
    const empty = scoreReport([], TRUTH);
    expect(empty).toMatchObject({
      found: 0,
      predicted: 0,
      falseInTop: 0,
      distractorsCaught: 0,
      distractorLogsCaught: 0,
      culpritHit: 0,
      wrongCulprit: 0,
      falseBlame: null,
      severityExact: null,
      severityWithinOne: null,
      serviceFirst: null,
      serviceNamed: null,
      seriousOnTop: 0,
      missed: ['checkout', 'search', 'mail', 'ledger'],
    });
    // Each of eleven items alone: four incidents' worth of recall.
    expect(empty.b3.all.precision).toBe(1);
    expect(empty.b3.all.recall).toBeCloseTo(4 / 11, 10);
  });

  it('takes no share of nothing on a quiet day', () => {
    expect(scoreReport([NOISE], truthOf([]))).toMatchObject({
      found: null,
      predicted: 1,
      falseInTop: 0,
      distractorsCaught: null,
      culpritHit: null,
      falseBlame: null,
      seriousOnTop: null,
      missed: [],
    });
  });

  it('counts an incident without items as a false one', () => {
    expect(scoreReport([guess()], truthOf([SEARCH]))).toMatchObject({ found: 0, falseInTop: 1 });
  });
});
