import { counted } from '../domain/analysis/phrases.ts';
import type { SourceCoverage, SourceKind } from '../domain/source-coverage.ts';
import type { RunState } from '../workflows/run-state.ts';
import type { Terminal } from './terminal.ts';

const ITEMS: Readonly<Record<SourceKind, string>> = {
  tickets: 'ticket',
  'pull-requests': 'pull request',
  logs: 'log event',
};

/** In their order. */
const STEPS: readonly { readonly step: RunState['step']; readonly text: string }[] = [
  { step: 'collect', text: 'reading tickets, pull requests and logs' },
  { step: 'correlate', text: 'correlating what was found into incidents' },
  { step: 'analyse', text: 'looking for root causes' },
  { step: 'summarise', text: 'writing the brief' },
  { step: 'post', text: 'posting it' },
  { step: 'record', text: 'recording the run' },
];

/** Says each step and source once, as states of the run come in. */
export const createRunProgress = ({ say, paintAside }: Pick<Terminal, 'say' | 'paintAside'>) => {
  const said = new Set<string>();
  const once = (key: string, text: string): void => {
    if (said.has(key)) return;
    said.add(key);
    say(text);
  };
  return (state: RunState): void => {
    const steps = stepsUntil(state);
    const tell = (wanted: (step: RunState['step']) => boolean): void => {
      for (const { step, text } of steps) if (wanted(step)) once(`step ${step}`, paintAside('dim', `… ${text}`));
    };
    tell((step) => step === 'collect');
    for (const source of state.coverage) once(source.kind, sourceLine(source, paintAside));
    tell((step) => step === 'correlate');
    if (state.incidents > 0) once('incidents', `${paintAside('good', '✓')} ${counted(state.incidents, 'incident')}`);
    for (const { where, message } of state.errors) {
      if (!isSource(where)) once(`error ${where}`, `${paintAside('high', '✗')} ${where}: ${message}`);
    }
    tell(() => true);
  };
};

/** A quick step may begin and end between two looks; one that was left out is not told. */
const stepsUntil = ({ step, incidents, messagesPosted }: RunState): typeof STEPS => {
  const reached = step === 'done' ? STEPS.length - 1 : STEPS.findIndex((one) => one.step === step);
  return STEPS.slice(0, reached + 1).filter((one) => {
    if (one.step === step) return true;
    if (one.step === 'analyse') return incidents > 0;
    return one.step !== 'post' || messagesPosted > 0;
  });
};

const isSource = (where: string): boolean => Object.hasOwn(ITEMS, where);

const sourceLine = (
  { kind, label, status, items, calls, gaps }: SourceCoverage,
  paint: Terminal['paintAside'],
): string => {
  const found = `${counted(items, ITEMS[kind])}, ${counted(calls, 'call')}`;
  if (status === 'complete') return `${paint('good', '✓')} ${label}: ${found}`;
  if (status === 'partial') return `${paint('warning', '⚠')} ${label}: ${found}; ${gaps[0] ?? 'read in part'}`;
  if (status === 'failed') return `${paint('high', '✗')} ${label}: ${gaps[0] ?? 'failed'}`;
  return paint('dim', `– ${label}: not configured`);
};
