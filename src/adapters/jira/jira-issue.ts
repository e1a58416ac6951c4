import { z } from 'zod';
import type { Ticket } from '../../domain/ticket.ts';
import { adfToText } from './adf-text.ts';

/** The fields that a Ticket is made of, and so the only ones asked for. */
export const ISSUE_FIELDS = [
  'summary',
  'description',
  'labels',
  'created',
  'updated',
  'status',
  'priority',
  'assignee',
  'reporter',
  'components',
  'issuetype',
  'project',
] as const;

const named = z.object({ name: z.string() }).nullish().catch(null);
const person = z.object({ displayName: z.string() }).nullish().catch(null);
const instant = z.union([z.string(), z.number()]).nullish().catch(null);

/** Liberal: only the key is certain; a field that is missing or odd must not cost the whole page. */
const issueSchema = z.object({
  key: z.string().min(1),
  fields: z
    .object({
      summary: z.string().nullish().catch(null),
      description: z.unknown().optional(),
      labels: z.array(z.string()).nullish().catch(null),
      created: instant,
      updated: instant,
      status: z
        .object({
          name: z.string().nullish().catch(null),
          statusCategory: z.object({ key: z.string() }).nullish().catch(null),
        })
        .nullish()
        .catch(null),
      priority: named,
      assignee: person,
      reporter: person,
      components: z
        .array(z.object({ name: z.string() }))
        .nullish()
        .catch(null),
      issuetype: named,
      project: z.object({ key: z.string() }).nullish().catch(null),
    })
    .nullish(),
});

export const searchPageSchema = z.object({
  issues: z.array(z.unknown()),
  isLast: z.boolean().nullish(),
  nextPageToken: z.string().nullish(),
});

export type SearchPage = z.infer<typeof searchPageSchema>;

/** An issue as a Ticket; null when it has no key or no readable time of creation. */
export const toTicket = (wire: unknown, siteUrl: string): Ticket | null => {
  const parsed = issueSchema.safeParse(wire);
  if (!parsed.success) return null;
  const { key, fields } = parsed.data;
  const createdAtMs = instantMs(fields?.created);
  if (fields === null || fields === undefined || createdAtMs === null) return null;
  return {
    key,
    projectKey: fields.project?.key ?? key.replace(/-[^-]*$/, ''),
    url: `${siteUrl}/browse/${encodeURIComponent(key)}`,
    summary: fields.summary ?? '',
    description: adfToText(fields.description),
    labels: fields.labels ?? [],
    issueType: fields.issuetype?.name ?? '',
    priority: fields.priority?.name ?? null,
    status: fields.status?.name ?? '',
    statusCategory: statusCategory(fields.status?.statusCategory?.key),
    assignee: fields.assignee?.displayName ?? null,
    reporter: fields.reporter?.displayName ?? null,
    components: (fields.components ?? []).map((component) => component.name),
    createdAtMs,
    updatedAtMs: instantMs(fields.updated) ?? createdAtMs,
  };
};

/** Jira writes offsets without a colon ("+0000"), which ECMAScript's date format doesn't cover. */
const instantMs = (value: string | number | null | undefined): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const ms = Date.parse((value ?? '').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? null : ms;
};

/** "undefined" is a category of Jira's own: statuses that nobody assigned to one. */
const statusCategory = (key: string | undefined): Ticket['statusCategory'] =>
  key === 'done' || key === 'indeterminate' ? key : 'new';
