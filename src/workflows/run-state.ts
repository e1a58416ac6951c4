import { setCurrentDetails } from '@temporalio/workflow';
import type { RunError } from '../domain/run.ts';
import { addUsage, NO_USAGE, type ModelUsage } from '../domain/model-usage.ts';
import type { StoredRef } from '../domain/run-plan.ts';
import type { SourceCoverage, SourceKind } from '../domain/source-coverage.ts';

export type RunStep = 'prepare' | 'collect' | 'correlate' | 'analyse' | 'summarise' | 'post' | 'record' | 'done';

/** What the `state` query answers: where the run is and what it has seen so far. */
export interface RunState {
  readonly step: RunStep;
  readonly team: string | null;
  readonly coverage: readonly SourceCoverage[];
  readonly logSlices: { readonly done: number; readonly planned: number };
  readonly logPatterns: number;
  readonly incidents: number;
  readonly messagesPosted: number;
  readonly errors: readonly RunError[];
  readonly notes: readonly string[];
}

const STEPS: readonly RunStep[] = ['prepare', 'collect', 'correlate', 'analyse', 'summarise', 'post', 'record'];
const SOURCES: readonly SourceKind[] = ['tickets', 'pull-requests', 'logs'];
const MARKS = { complete: '✓', partial: '⚠', failed: '✗', 'not-configured': '–' } as const;

/** The run's state as the workflow's variables hold it; every change shows in the Temporal Web UI. */
export class RunProgress {
  #state: RunState = {
    step: 'prepare',
    team: null,
    coverage: [],
    logSlices: { done: 0, planned: 0 },
    logPatterns: 0,
    incidents: 0,
    messagesPosted: 0,
    errors: [],
    notes: [],
  };

  #usage: ModelUsage = NO_USAGE;

  /** Once there is a brief: a run that then fails to post it still records it. */
  briefRef: StoredRef | null = null;

  get state(): RunState {
    return this.#state;
  }

  get usage(): ModelUsage {
    return this.#usage;
  }

  addUsage(usage: ModelUsage): void {
    this.#usage = addUsage(this.#usage, usage);
  }

  update(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    setCurrentDetails(asMarkdown(this.#state));
  }

  enter(step: RunStep): void {
    this.update({ step });
  }

  addCoverage(coverage: SourceCoverage): void {
    const inOrder = (kind: SourceKind): number => SOURCES.indexOf(kind);
    const all = [...this.#state.coverage, coverage].sort((a, b) => inOrder(a.kind) - inOrder(b.kind));
    this.update({ coverage: all });
  }

  addError(error: RunError): void {
    this.update({ errors: [...this.#state.errors, error] });
  }

  addNotes(notes: readonly string[]): void {
    if (notes.length > 0) this.update({ notes: [...this.#state.notes, ...notes] });
  }
}

const asMarkdown = (state: RunState): string => {
  const reached = STEPS.indexOf(state.step);
  const steps = STEPS.map((step, index) => (index === reached ? `**${step}**` : step)).join(' → ');
  const sources = state.coverage.map(
    ({ label, status, items, gaps }) =>
      `- ${MARKS[status]} ${label}: ${items} (${status})${gaps.map((gap) => `\n  - ${gap}`).join('')}`,
  );
  return [
    `### Brief for ${state.team ?? '…'}`,
    state.step === 'done' ? 'Done.' : steps,
    ...sources,
    `Log slices ${state.logSlices.done}/${state.logSlices.planned} · patterns ${state.logPatterns} · incidents ${state.incidents} · messages ${state.messagesPosted}`,
    ...state.errors.map((error) => `- ✗ ${error.where}: ${error.message}`),
    ...state.notes.map((note) => `- ${note}`),
  ]
    .join('\n')
    .slice(0, 6_000);
};
