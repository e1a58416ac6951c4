import { DaybriefError } from '../domain/daybrief-error.ts';
import type { StoredRef } from '../domain/run-plan.ts';
import type { EvidenceStore } from '../ports.ts';
import type { TeamSettings } from './dependencies.ts';

/** The value behind a reference. The caller names the type that it stored: what is in the store, this service wrote. */
export const load = async <Value>(evidence: EvidenceStore, ref: StoredRef): Promise<Value> =>
  (await evidence.get(ref)) as Value;

export const loadTeam = (evidence: EvidenceStore, ref: StoredRef): Promise<TeamSettings> =>
  load<TeamSettings>(evidence, ref);

/** A dependency that the plan promised; a worker with another configuration may lack it. */
export const required = <Dependency>(dependency: Dependency | null, name: string): Dependency => {
  if (dependency === null) {
    throw new DaybriefError(
      'NotConfigured',
      `This worker has no ${name}, but the run was planned with one: give every worker of the task queue the same configuration.`,
    );
  }
  return dependency;
};
