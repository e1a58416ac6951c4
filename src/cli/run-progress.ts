import { counted } from '../domain/analysis/phrases.ts';
import type { SourceCoverage, SourceKind } from '../domain/source-coverage.ts';
import type { RunState } from '../workflows/run-state.ts';
import type { Terminal } from './terminal.ts';

const ITEMS: Readonly<Record<SourceKind, string>> = {
  tickets: 'ticket',
  'pull-requests': 'pull request',
  logs: 'log event',
};

const STEP_TEXTS: Readonly<Record<RunState['step'], string | null>> = {
  prepare: null,
  collect: 'reading tickets, pull requests and logs',
  correlate: 'correlating what was found into incidents',
  analyse: 'looking for root causes',
  summarise: 'writing the brief',
  post: 'posting it',
  record: 'recording the run',
  done: null,
};

/** Says each step and source once, as states of the run come in. */
export const createRunProgress = ({ say, paintAside }: Pick<Terminal, 'say' | 'paintAside'>) => {
  const said = new Set<string>();
  const once = (key: string, text: string): void => {
    if (said.has(key)) return;
    said.add(key);
    say(text);
  };
  return (state: RunState): void => {
    for (const source of state.coverage) once(source.kind, sourceLine(source, paintAside));
    if (state.incidents > 0) once('incidents', `${paintAside('good', '✓')} ${counted(state.incidents, 'incident')}`);
    for (const { where, message } of state.errors) {
      if (!isSource(where)) once(`error ${where}`, `${paintAside('high', '✗')} ${where}: ${message}`);
    }
    const text = STEP_TEXTS[state.step];
    if (text !== null) once(`step ${state.step}`, paintAside('dim', `… ${text}`));
  };
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
