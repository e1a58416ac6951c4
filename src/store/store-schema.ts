import type { ColumnType } from 'kysely';
import type { Severity } from '../domain/incident.ts';
import type { RunOutcome, RunRecord } from '../domain/run.ts';

/**
 * The schema of PostgreSQL that holds all of Daybrief's tables. One of its own, since the database is often shared
 * (with Temporal's tables, say): names can't clash, it is granted, dumped and dropped as a whole, and since
 * PostgreSQL 15 ordinary users may create nothing in `public`.
 */
export const STORE_SCHEMA = 'daybrief';

/** Written as JSON text in stored form, read as the value. */
type Json<Value> = ColumnType<Value, string, string>;

/** `record` is the whole run and what is read back; the other columns repeat parts of it for queries. */
export interface RunTable {
  readonly run_id: string;
  readonly workflow_id: string;
  readonly team: string;
  readonly outcome: RunOutcome;
  readonly severity: Severity | null;
  readonly started_at_ms: number;
  readonly ended_at_ms: number;
  readonly range_from_ms: number;
  readonly range_to_ms: number;
  readonly record: Json<RunRecord>;
}

/** The incidents of a run's brief, one a row, for trends. */
export interface IncidentTable {
  readonly run_id: string;
  /** From 0, in the brief's order. */
  readonly position: number;
  readonly incident_id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly priority: number;
  readonly confidence: number;
  readonly services: readonly string[];
  readonly culprit_pull_request_id: string | null;
  readonly ticket_keys: readonly string[];
  readonly pull_request_ids: readonly string[];
  readonly log_pattern_ids: readonly string[];
  readonly started_at_ms: number;
  readonly last_seen_ms: number;
  readonly ongoing: boolean;
}

export interface DeadLetterTable {
  readonly run_id: string;
  readonly workflow_id: string;
  readonly team: string;
  readonly failed_at_ms: number;
  readonly input: Json<unknown>;
  readonly reason: string;
}

export interface EvidenceTable {
  readonly run_id: string;
  readonly name: string;
  /** Of the value's JSON text in UTF-8. */
  readonly bytes: number;
  readonly created_at_ms: number;
}

/** The compressed value in pieces, so that neither a message nor the embedded database has to hold it whole. */
export interface EvidencePartTable {
  readonly run_id: string;
  readonly name: string;
  readonly position: number;
  readonly data: Buffer;
}

export interface StoreSchema {
  readonly runs: RunTable;
  readonly incidents: IncidentTable;
  readonly dead_letters: DeadLetterTable;
  readonly evidence: EvidenceTable;
  readonly evidence_parts: EvidencePartTable;
}
