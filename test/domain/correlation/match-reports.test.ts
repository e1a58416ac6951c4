import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/domain/correlation/correlate.ts';
import { DEFAULT_CORRELATION_SETTINGS } from '../../../src/domain/correlation/settings.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import type { PullRequest } from '../../../src/domain/pull-request.ts';
import { evidence, ordinaryChanges, pattern, pullRequest, ticket } from './evidence-builders.ts';

const groupsOf = (input: Evidence): string[][] =>
  correlate(input, DEFAULT_CORRELATION_SETTINGS)
    .map(({ ticketKeys, pullRequestIds }) => [...ticketKeys, ...pullRequestIds])
    .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));

const WEIGHT = ticket('SHIP-1', 100, {
  summary: 'Gross weight is zero on pallet labels after a split',
  description: 'split_pallet() loses the tare, see apps/labels/split.py. Labels then say 0 kg.',
});
const WEIGHT_FIX = pullRequest('acme/wms#40', 400, {
  title: 'Carry the tare over when a pallet is split',
  body: 'split_pallet dropped it, so labels said 0 kg',
  files: ['apps/labels/split.py'],
});

describe('reports of one busy repository, without logs', () => {
  it('are joined with the fix that stands out, by words and the file that they name', () => {
    const day = evidence({ tickets: [WEIGHT], pullRequests: [WEIGHT_FIX, ...ordinaryChanges('acme/wms', 80)] });
    expect(groupsOf(day)).toEqual([['SHIP-1', 'acme/wms#40']]);
  });

  it('are not answered by what was merged before they were written', () => {
    const before = {
      ...WEIGHT_FIX,
      createdAtMs: WEIGHT.createdAtMs - 7_200_000,
      mergedAtMs: WEIGHT.createdAtMs - 60_000,
    };
    const day = evidence({ tickets: [WEIGHT], pullRequests: [before, ...ordinaryChanges('acme/wms', 80)] });
    expect(groupsOf(day)).toEqual([['SHIP-1']]);
  });

  it('stay alone where several changes are as near as each other', () => {
    const alike = Array.from({ length: 5 }, (_, at) =>
      pullRequest(`acme/wms#${60 + at}`, 400 + at, {
        title: `Labels of pallets, part ${at}`,
        body: 'weight of labels',
      }),
    );
    const day = evidence({ tickets: [WEIGHT], pullRequests: [...alike, ...ordinaryChanges('acme/wms', 80)] });
    expect(groupsOf(day)).toEqual([['SHIP-1']]);
  });

  it('come together when one change answers both', () => {
    const again = ticket('SHIP-2', 130, {
      summary: 'Pallet labels say gross weight 0 kg',
      description: 'Every pallet that we split prints a label with weight zero, the tare is lost in split_pallet().',
    });
    const day = evidence({ tickets: [again, WEIGHT], pullRequests: [WEIGHT_FIX, ...ordinaryChanges('acme/wms', 80)] });
    expect(groupsOf(day)).toEqual([['SHIP-1', 'SHIP-2', 'acme/wms#40']]);
  });

  it('believe a key, or a closed issue of their number, against other words', () => {
    const terse = ticket('SHIP-4312', 100, { summary: 'Wrong total', description: 'As discussed' });
    const keyed = pullRequest('acme/wms#41', 400, { title: 'Round once', headRef: 'SHIP-4312-rounding' });
    const closing = pullRequest('acme/wms#41', 400, { title: 'Round once', body: 'Fixes #4312' });
    for (const change of [keyed, closing]) {
      const day = evidence({ tickets: [terse], pullRequests: [change, ...ordinaryChanges('acme/wms', 80)] });
      expect(groupsOf(day)).toEqual([['SHIP-4312', 'acme/wms#41']]);
    }
  });

  it('go by words though it is known who has them', () => {
    const assigned = { ...WEIGHT, assignee: 'Nils Aaberg' };
    const others = ordinaryChanges('acme/wms', 80).map((change) => ({ ...change, author: 'naaberg' }));
    const day = evidence({ tickets: [assigned], pullRequests: [{ ...WEIGHT_FIX, author: 'tidy' }, ...others] });
    expect(groupsOf(day)).toEqual([['SHIP-1', 'acme/wms#40']]);
  });

  it('name the change that the answer reverts, though it came before', () => {
    const culprit = pullRequest('acme/wms#30', 40, { title: 'Stream pallet labels to the printer' });
    const revert = pullRequest('acme/wms#42', 400, {
      title: 'Revert "Stream pallet labels to the printer"',
      body: 'Reverts #30: gross weight was zero on the labels after a split',
      headRef: 'revert-30-stream',
    });
    const day = evidence({ tickets: [WEIGHT], pullRequests: [culprit, revert, ...ordinaryChanges('acme/wms', 80)] });
    expect(groupsOf(day)).toEqual([['SHIP-1', 'acme/wms#30', 'acme/wms#42']]);
  });
});

describe('reports over several repositories', () => {
  const stuck = ticket('SHIP-5', 300, {
    summary: 'Customers get no tracking mails, nothing is sent',
    description: 'Since half an hour nobody gets a mail',
    assignee: 'Nils Aaberg',
  });
  const fix = pullRequest('acme/courier#12', 360, {
    title: 'Fix retry of refused recipients',
    body: 'The queue stopped at the first refused one',
    author: 'naaberg',
  });
  const others = ['courier', 'wms', 'billing', 'portal'].flatMap((name) => ordinaryChanges(`acme/${name}`, 15));

  it('are answered by who has the ticket, soon after it, whatever the words', () => {
    expect(groupsOf(evidence({ tickets: [stuck], pullRequests: [fix, ...others] }))).toEqual([
      ['SHIP-5', 'acme/courier#12'],
    ]);
  });

  it('are left to words where nobody and no service is known', () => {
    const nobody = { ...stuck, assignee: null };
    const day = evidence({ tickets: [nobody, WEIGHT], pullRequests: [fix, WEIGHT_FIX, ...others] });
    expect(groupsOf(day)).toEqual([['SHIP-1', 'acme/wms#40'], ['SHIP-5']]);
  });
});

describe('reports beside logs that show nothing of them', () => {
  const logs = [pattern('wms', 'cannot reach printer <*>', { from: 1_000, to: 1_040, perMinute: 4 })];
  const lone = ticket('SHIP-9', 200, { summary: 'Please add a column to the stock list' });
  const incidents = (changes: readonly PullRequest[], logPatterns: Evidence['logPatterns']) =>
    correlate(
      evidence({
        tickets: [WEIGHT, lone],
        pullRequests: [...changes, ...ordinaryChanges('acme/wms', 80)],
        logPatterns,
      }),
      DEFAULT_CORRELATION_SETTINGS,
    ).filter(({ ticketKeys }) => ticketKeys.length > 0);

  it('are left out where no change answers them, or only perhaps', () => {
    const perhaps = pullRequest('acme/wms#43', 700, { title: 'Print weight in pounds too', body: 'Gross on labels' });
    expect(incidents([perhaps], []).map(({ pullRequestIds }) => pullRequestIds.length)).toContain(1);
    expect(incidents([perhaps], logs)).toEqual([]);
  });

  it('are listed low with the change that surely answers them', () => {
    const keyed = { ...WEIGHT_FIX, headRef: 'SHIP-1-tare' };
    expect(incidents([keyed], logs)).toMatchObject([
      { ticketKeys: ['SHIP-1'], pullRequestIds: ['acme/wms#40'], severity: 'low' },
    ]);
  });
});
