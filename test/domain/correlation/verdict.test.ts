import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS as SETTINGS } from '../../../src/domain/correlation/settings.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/domain/correlation/thresholds.ts';
import type { Suspect } from '../../../src/domain/incident.ts';
import type { LogPattern } from '../../../src/domain/log-pattern.ts';
import type { PullRequest } from '../../../src/domain/pull-request.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { at, evidence, pattern, pullRequest, ticket } from './evidence-builders.ts';

const SUSPECT = 'acme/receipt-check#40';
const REVERT = 'acme/receipt-check#41';

interface Story {
  readonly revertedAt?: number | null;
  readonly body?: string;
  readonly tickets?: readonly Ticket[];
  readonly parts?: Partial<PullRequest>;
  readonly errors?: Partial<LogPattern>;
  readonly others?: readonly PullRequest[];
}

/** Errors from minute 600 to 760 in receipt-check, half an hour after a change to it. */
const suspectIn = ({
  revertedAt = null,
  body = '',
  tickets = [],
  parts = {},
  errors = {},
  others = [],
}: Story): Suspect => {
  const { suspects } = incidentIn({ revertedAt, body, tickets, parts, errors, others });
  const suspect = suspects.find(({ pullRequestId }) => pullRequestId === SUSPECT);
  if (suspect === undefined) throw new Error(`${SUSPECT} is no suspect`);
  return suspect;
};

const incidentIn = ({ revertedAt = null, body = '', tickets = [], parts = {}, errors = {}, others = [] }: Story) => {
  const [incident] = correlate(
    evidence({
      logPatterns: [
        pattern('receipt-check', 'store verification of <*> failed', { from: 600, to: 760, perMinute: 20 }, errors),
        pattern('gem-shop', 'order <*> still waits for receipt-check', { from: 603, to: 762, perMinute: 12 }),
      ],
      pullRequests: [
        pullRequest(SUSPECT, 570, { title: 'Back off on store errors', body, files: ['store/client.py'], ...parts }),
        ...(revertedAt === null
          ? []
          : [
              pullRequest(REVERT, revertedAt, {
                title: 'Revert "Back off on store errors"',
                files: ['store/client.py'],
                createdAtMs: at(620),
              }),
            ]),
        ...others,
      ],
      tickets: [ticket('SHIP-1', 620, { summary: 'Paid and no receipt, store verification failed' }), ...tickets],
    }),
    SETTINGS,
  );
  if (incident === undefined) throw new Error('no incident');
  return incident;
};

describe('whether the likeliest suspect is guilty', () => {
  it('is doubted when the errors go on long after its revert, and believed when they end with it', () => {
    const inVain = suspectIn({ revertedAt: 640 });
    const cured = suspectIn({ revertedAt: 757 });
    expect(inVain.score).toBeLessThan(cured.score);
    expect(inVain.reasonsAgainst).toContain('the errors went on after it was reverted');
    expect(cured.reasonsAgainst).not.toContain('the errors went on after it was reverted');
  });

  it('is doubted when a ticket says that undoing it did not help', () => {
    const vain = ticket('SHIP-2', 660, {
      summary: 'Rolled back #40 of receipt-check, no effect',
      description: 'Store verification still failed afterwards. Same picture.',
    });
    const doubted = suspectIn({ tickets: [vain] });
    expect(doubted.reasonsAgainst).toContain('SHIP-2, which names it, says “no effect”');
    const told = { ...vain, summary: '#40 of receipt-check, store', description: 'Store verification failed.' };
    expect(doubted.score).toBeLessThan(suspectIn({ tickets: [told] }).score);
  });

  it('is doubted when it says that it is switched off', () => {
    const off = suspectIn({ body: 'Behind store.backoff, off in all regions until the pilot.' });
    expect(off.score).toBeLessThan(suspectIn({ body: 'Store errors are waited out with some pause.' }).score);
    expect(off.reasonsAgainst.join()).toMatch(/it says “Behind store.backoff/);
  });

  it('is believed when it moves a version of what the stack trace runs through', () => {
    const trace =
      'store verification of 17 failed\n    at post (/app/node_modules/undici/lib/web/fetch.js:12:3)\n    at check (/app/store/client.js:4:1)';
    const samples = [{ atMs: at(600), logStream: 's', message: trace }];
    const bump = { title: 'Update undici to 7.2', files: ['package.json', 'package-lock.json'] };
    const other = { title: 'Update eslint to 9.2', files: ['package.json', 'package-lock.json'] };
    const through = suspectIn({ parts: bump, errors: { samples } });
    expect(through.score).toBeGreaterThan(suspectIn({ parts: other, errors: { samples } }).score);
    expect(through.reasonsFor).toContain('it moves a version of what the stack traces run through');
  });

  it('is told by the repair that names it, and by the one of the same files, not by another of its repository', () => {
    const repair = (number: number, parts: Partial<PullRequest>): PullRequest =>
      pullRequest(`acme/receipt-check#${number}`, 757, { createdAtMs: at(640), ...parts });
    const { reasonsFor } = suspectIn({
      others: [
        repair(41, { title: 'Fix store verification: log the order', files: ['log/order.py'] }),
        repair(42, { title: 'Fix store verification, broken by #40', files: ['store/verify.py'] }),
        repair(43, { title: 'Fix store verification: wait for the store', files: ['store/client.py'] }),
      ],
    });
    expect(reasonsFor).toContain('acme/receipt-check#42, which repairs, names it');
    expect(reasonsFor).toContain('acme/receipt-check#43, which repairs, changes the same files');
  });

  it('is doubted in the words of who says that nothing was changed', () => {
    const denying = ticket('SHIP-2', 660, {
      summary: 'Store verification failed, receipts wait',
      description: 'Nothing was deployed today.',
    });
    expect(suspectIn({ tickets: [denying] }).reasonsAgainst).toContain('SHIP-2 says “Nothing was deployed today”');
  });

  it('leaves nobody blamed where the suspicion is small', () => {
    const { culpritPullRequestId } = incidentIn({
      revertedAt: 640,
      body: 'Behind store.backoff, off in all regions, not used yet.',
    });
    expect(culpritPullRequestId).toBeNull();
  });
});

it('says of a change that two incidents point to which one of them is not blamed on it', () => {
  const change = pullRequest(SUSPECT, 590, { title: 'Round ledger balances', files: ['ledger/round.py'] });
  const incidents = correlate(
    evidence({
      logPatterns: [
        pattern('receipt-check', 'ledger balances of <*> do not round', { from: 600, to: 640, perMinute: 20 }),
        pattern('gem-shop', 'balances rounded by receipt-check are off by <*>', { from: 900, to: 940, perMinute: 20 }),
      ],
      pullRequests: [change],
      tickets: [
        ticket('SHIP-1', 605, { summary: 'Ledger balances do not round since #40 of receipt-check' }),
        ticket('SHIP-2', 905, { summary: 'Rounded ledger balances are off since #40 of receipt-check' }),
      ],
    }),
    SETTINGS,
    { thresholds: { ...DEFAULT_THRESHOLDS, blame: -9 } },
  );
  const told = incidents.map(({ culpritPullRequestId, suspects: [suspect] }) => ({
    culpritPullRequestId,
    isElsewhere: suspect?.reasonsAgainst.includes('another incident is blamed on it'),
  }));
  const surestFirst = told.toSorted((a, b) => Number(a.isElsewhere) - Number(b.isElsewhere));
  expect(surestFirst).toEqual([
    { culpritPullRequestId: SUSPECT, isElsewhere: false },
    { culpritPullRequestId: null, isElsewhere: true },
  ]);
});
