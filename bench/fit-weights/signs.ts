import { featuresOf, type FeatureOf, type Stage } from './examples.ts';

export type Sign = 'positive' | 'negative' | 'free';

type Exceptions = { readonly [Of in Stage]: Readonly<Partial<Record<FeatureOf<Of>, Exclude<Sign, 'positive'>>>> };

const CHANGE = { covered: 'free', ticketCovered: 'free', harmless: 'negative', blip: 'negative' } as const;
const SUSPECT = {
  ...CHANGE,
  short: 'free',
  repairElsewhere: 'negative',
  outside: 'negative',
  nothingChanged: 'negative',
  beyond: 'negative',
  repairMitigates: 'negative',
  inert: 'negative',
  revertedInVain: 'negative',
  exonerated: 'negative',
} as const;

/**
 * Features whose weight may be negative only, or either. All others may be positive only: what speaks for a link
 * must not speak against it because a few hundred incidents happened to look so.
 */
const EXCEPTIONS: Exceptions = {
  pair: { crowd: 'negative', bothCut: 'free' },
  merge: { cut: 'free', bothTickets: 'negative', changesApart: 'negative', size: 'negative', blip: 'negative' },
  ticket: {
    covered: 'free',
    early: 'negative',
    late: 'negative',
    old: 'negative',
    trivial: 'negative',
    blip: 'negative',
  },
  repair: { ...CHANGE, startedBefore: 'negative' },
  suspect: SUSPECT,
  blame: SUSPECT,
  verdict: {
    covered: 'free',
    ticketCovered: 'free',
    harmless: 'negative',
    repairElsewhere: 'negative',
    repairMitigates: 'negative',
    revertedInVain: 'negative',
    exonerated: 'negative',
    nothingChanged: 'negative',
    outside: 'negative',
    beyond: 'negative',
    inert: 'negative',
  },
  plausible: { blip: 'negative', restart: 'negative', old: 'negative' },
  severity: { noTickets: 'free' },
  cause: { names: 'negative', warnOnly: 'negative', store: 'free', symptom: 'negative', endsLast: 'negative' },
};

/** Of a stage's features, in their order. */
export const signsOf = (stage: Stage): Sign[] => {
  const exceptions: Readonly<Record<string, Sign>> = EXCEPTIONS[stage];
  return featuresOf(stage).map((name) => exceptions[name] ?? 'positive');
};
