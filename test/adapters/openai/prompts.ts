/** Two incidents in the shape that the product's analysis prompt has; the first has a culprit, the second none. */
export const ANALYSIS_INPUT = JSON.stringify({
  incidents: [
    {
      id: 'I1',
      services: ['billing', 'ledger'],
      severityByRules: 'high',
      started: '2026-11-20T06:12:00.000Z',
      minutes: 40,
      ongoing: true,
      tickets: [
        {
          id: 'T1',
          key: 'PAY-311',
          priority: 'High',
          minutesAfterStart: 20,
          summary: 'Customers are charged twice',
          excerpt: 'Two charges for one order since this morning.',
        },
      ],
      suspects: [
        {
          id: 'P1',
          pullRequest: 'acme/billing#812',
          title: 'Retry charges on timeout',
          body: 'Retries a charge when the ledger is slow.',
          reasonsFor: [
            'merged 14 minutes before the first error',
            'touches src/charge.ts, which the stack trace names',
          ],
          reasonsAgainst: [],
          ruledOut: false,
          mergedMinutesBeforeStart: 14,
        },
        {
          id: 'P2',
          pullRequest: 'acme/web#9',
          title: 'Blue buttons',
          body: '',
          reasonsFor: [],
          reasonsAgainst: ['errors began before it was merged'],
          ruledOut: true,
          mergedMinutesBeforeStart: -30,
        },
      ],
      otherPullRequests: [
        {
          id: 'P3',
          pullRequest: 'acme/billing#815',
          title: 'Revert "Retry charges on timeout"',
          body: '',
          merged: false,
        },
      ],
      logPatterns: [
        {
          id: 'L1',
          service: 'billing',
          count: 5400,
          template: 'charge <*> rejected by ledger: duplicate key <*>',
          exceptions: ['DuplicateKeyException'],
          sample: 'charge 17 rejected by ledger: duplicate key a9',
        },
      ],
    },
    {
      id: 'I2',
      services: ['gateway'],
      severityByRules: 'medium',
      started: '2026-11-20T02:00:00.000Z',
      minutes: 12,
      ongoing: false,
      tickets: [],
      suspects: [
        {
          id: 'P4',
          pullRequest: 'acme/gateway#77',
          title: 'Tidy up comments',
          body: '',
          reasonsFor: [],
          reasonsAgainst: ['only comments changed'],
          ruledOut: false,
          mergedMinutesBeforeStart: 500,
        },
      ],
      otherPullRequests: [],
      logPatterns: [{ id: 'L2', service: 'gateway', count: 90, template: 'x509: certificate has expired', sample: '' }],
    },
  ],
});
