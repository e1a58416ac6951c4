import type { Brief, BriefIncident, BriefLogPattern } from '../../../src/domain/brief.ts';

const at = (time: string): number => Date.parse(`2026-11-24T${time}:00.000Z`);
const yesterday = (time: string): number => Date.parse(`2026-11-23T${time}:00.000Z`);

export const logPattern = (changes: Partial<BriefLogPattern> = {}): BriefLogPattern => ({
  id: 'p1',
  template:
    'authorise <*> at nordpay: Post "https://api.nordpay.example/v3/authorisations": tls: failed to verify certificate: x509: certificate has expired',
  service: 'payments-bridge',
  logGroup: '/quayline/prod/payments-bridge',
  count: 260,
  firstSeenMs: at('07:00'),
  lastSeenMs: at('08:29'),
  samples: [
    'ts=2026-11-24T07:00:12.410Z lvl=error svc=payments-bridge msg="authorise 5e0c at nordpay: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 07:00:12Z is after 2026-11-24T07:00:00Z"',
  ],
  url: 'https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1#logsV2:log-groups/log-group/quayline',
  ...changes,
});

export const incident = (changes: Partial<BriefIncident> = {}): BriefIncident => ({
  id: 'inc-1',
  title: 'Card payments fail: certificate of the acquirer has expired',
  severity: 'critical',
  priority: 96,
  confidence: 0.86,
  services: ['payments-bridge', 'booking-api'],
  description:
    'Since 07:00 every authorisation at nordpay is refused because a certificate in its chain has expired. Bookings by card are not confirmed; vouchers and invoices work.',
  suggestedAction: 'Ask Nordpay for a renewed chain (case NP-88120) and offer invoice at checkout until then.',
  explanation: 'Three tickets name declined cards within 35 minutes of the first certificate error in payments-bridge.',
  analysedBy: 'rules',
  suspicion: null,
  startedAtMs: at('07:00'),
  lastSeenMs: at('08:29'),
  ongoing: true,
  tickets: [
    {
      key: 'CASH-455',
      url: 'https://quayline.atlassian.example/browse/CASH-455',
      summary: 'All card payments declined since seven',
      priority: 'Highest',
      assignee: 'Anselm Okoro',
    },
    {
      key: 'CASH-456',
      url: 'https://quayline.atlassian.example/browse/CASH-456',
      summary: 'Terminal at Harwich check-in takes no cards',
      priority: 'High',
      assignee: null,
    },
  ],
  pullRequests: [],
  logPatterns: [
    logPattern(),
    logPattern({
      id: 'p2',
      template: 'booking <*> not confirmed: payment state is declined_upstream',
      service: 'booking-api',
      logGroup: '/quayline/prod/booking-api',
      count: 190,
      samples: ['{"level":50,"msg":"booking Q3E1AA0 not confirmed: payment state is declined_upstream"}'],
    }),
  ],
  reasonsFor: [],
  reasonsAgainst: ['#1203 “Require TLS 1.3 towards acquirers” was merged three hours before without an error'],
  ...changes,
});

const fares = incident({
  id: 'inc-2',
  title: 'Quotes with children fail with a NullPointerException in AgeBandResolver',
  severity: 'high',
  priority: 74,
  confidence: 0.93,
  services: ['fare-engine', 'booking-api'],
  description: 'Every quote with a child from a partner failed for 52 minutes after the per-leg rounding was deployed.',
  suggestedAction:
    'Nothing urgent: the change was reverted at 18:52. Add the missing-birth-date case before it comes back.',
  explanation:
    'The stack trace names AgeBandResolver, which the pull request changed 11 minutes before the first error.',
  analysedBy: 'model',
  startedAtMs: yesterday('18:05'),
  lastSeenMs: yesterday('18:57'),
  ongoing: false,
  tickets: [
    {
      key: 'BOOK-951',
      url: 'https://quayline.atlassian.example/browse/BOOK-951',
      summary: "Partner sites can't price trips with children",
      priority: 'Highest',
      assignee: 'Ottilie Brandt',
    },
  ],
  pullRequests: [
    {
      id: 'quayline/fare-engine#2101',
      url: 'https://github.example/quayline/fare-engine/pull/2101',
      title: 'BOOK-942 Round child fares on each leg',
      author: 'rcastellano',
      role: 'culprit',
      mergedAtMs: yesterday('17:54'),
    },
    {
      id: 'quayline/fare-engine#2104',
      url: 'https://github.example/quayline/fare-engine/pull/2104',
      title: 'Revert "Round child fares on each leg"',
      author: 'obrandt',
      role: 'repair',
      mergedAtMs: yesterday('18:52'),
    },
  ],
  logPatterns: [
    logPattern({
      id: 'p3',
      template: 'Quote <*> failed for agent <*> with <*> passengers',
      service: 'fare-engine',
      logGroup: '/quayline/prod/fare-engine',
      count: 170,
      firstSeenMs: yesterday('18:05'),
      lastSeenMs: yesterday('18:57'),
      samples: [
        '2026-11-23 18:05:31.204 ERROR [exec-7] i.q.fare.web.QuoteController - Quote 91f0 failed for agent seaspan with 4 passengers\njava.lang.NullPointerException: Cannot invoke "java.time.LocalDate.until(java.time.chrono.ChronoLocalDate)" because "birthDate" is null\n\tat io.quayline.fare.age.AgeBandResolver.bandOf(AgeBandResolver.java:47)\n\tat io.quayline.fare.LegFareCalculator.childFare(LegFareCalculator.java:112)',
      ],
    }),
  ],
  reasonsFor: [
    'touches AgeBandResolver.java, the top frame of the stack trace',
    'merged 11 minutes before the first error',
    'reverted by #2104, after which the errors stopped',
  ],
  reasonsAgainst: [],
});

const sessions = incident({
  id: 'inc-3',
  title: 'Fleet database out of connections while the winter timetable is imported',
  severity: 'medium',
  priority: 41,
  confidence: 0.58,
  services: ['fleet-db', 'berth-planner'],
  description: 'Berth plans could not be saved for 46 minutes because the import took the connections.',
  suggestedAction: 'Limit the import to 40 connections before the second import on Thursday.',
  startedAtMs: at('02:18'),
  lastSeenMs: at('03:04'),
  ongoing: false,
  tickets: [],
  reasonsAgainst: [],
  logPatterns: [
    logPattern({
      id: 'p4',
      template: 'remaining connection slots are reserved for roles with the SUPERUSER attribute',
      service: 'fleet-db',
      logGroup: '/quayline/prod/fleet-db',
      count: 90,
      url: null,
    }),
  ],
});

export const brief = (changes: Partial<Brief> = {}): Brief => ({
  runId: '0193c3c4-6a3e-7d55-9f1c-3e0c5f7a9b21',
  team: 'booking',
  timeZone: 'Europe/Warsaw',
  range: { fromMs: at('08:30') - 86_400_000, toMs: at('08:30') },
  outcome: 'incidents',
  summary:
    'Card payments have been failing since 07:00 because the acquirer Nordpay serves an expired certificate; no change of ours is to blame. Yesterday evening quotes with children failed for 52 minutes after fare-engine#2101 and recovered with its revert.',
  summarisedBy: 'model',
  coverage: [
    { kind: 'tickets', label: 'Jira', status: 'complete', items: 29, calls: 2, gaps: [] },
    { kind: 'pull-requests', label: 'GitHub', status: 'complete', items: 45, calls: 4, gaps: [] },
    { kind: 'logs', label: 'CloudWatch', status: 'complete', items: 4_105, calls: 14, gaps: [] },
  ],
  incidents: [incident(), fares, sessions],
  notes: [],
  figures: {
    tickets: 29,
    pullRequests: 45,
    failedChecks: 5,
    reverts: 2,
    hotfixes: 1,
    logEvents: 4_105,
    logPatterns: 31,
  },
  ...changes,
});
