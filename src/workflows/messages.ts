import { defineQuery } from '@temporalio/workflow';
import type { RunState } from './run-state.ts';

/** The run's state as it is now; answers also after the run has ended. */
export const stateQuery = defineQuery<RunState>('state');
