import { z } from 'zod';
import { LOG_FORMATS } from './log-formats.ts';

/** Times are minutes from the story's start; negative ones lie before it. */
const minutes = z.number();

const ticketSchema = z.strictObject({
  ref: z.string(),
  project: z.string().regex(/^[A-Z]{2,6}$/),
  at: minutes,
  summary: z.string(),
  text: z.string().default(''),
  type: z.string().default('Bug'),
  labels: z.array(z.string()).default(['bug']),
  priority: z.enum(['Highest', 'High', 'Medium', 'Low']).default('Medium'),
  status: z.enum(['Open', 'To Do', 'In Progress']).default('Open'),
  assignee: z.string().nullable().default(null),
  reporter: z.string(),
  components: z.array(z.string()).default([]),
});

const changeSchema = z.strictObject({
  ref: z.string(),
  repo: z.string(),
  opened: minutes,
  /** Null: still open. */
  merged: minutes.nullable(),
  title: z.string(),
  body: z.string().default(''),
  author: z.string(),
  branch: z.string(),
  checks: z.enum(['SUCCESS', 'FAILURE', 'ERROR', 'PENDING']).default('SUCCESS'),
  files: z.array(z.string()),
  labels: z.array(z.string()).default([]),
});

const logSchema = z.strictObject({
  service: z.string(),
  group: z.string(),
  format: z.enum(LOG_FORMATS),
  level: z.enum(['FATAL', 'ERROR', 'WARN', 'INFO']).default('ERROR'),
  /** The logger, file or unit that the line names, where the format has a place for it. */
  source: z.string().optional(),
  text: z.string(),
  stack: z.string().optional(),
  times: z.int().positive(),
  shape: z.enum(['even', 'rising', 'falling', 'waves']).default('even'),
  from: minutes,
  to: minutes,
});

const evidence = {
  tickets: z.array(ticketSchema).default([]),
  changes: z.array(changeSchema).default([]),
  logs: z.array(logSchema).default([]),
};

/** One incident: everything that it leaves behind, and the truth about it. */
export const storySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** What happened, and why. */
  story: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  difficulty: z.enum(['easy', 'medium', 'hard']),
  cause: z.strictObject({ kind: z.string(), text: z.string(), change: z.string().nullable() }),
  /** The cause first. */
  services: z.array(z.string()),
  /** Minutes before the end of the day. */
  startsBeforeEnd: z.number().positive(),
  durationMinutes: z.number().positive(),
  ...evidence,
  /** Of the same day and like it, but no part of it. */
  lookalikes: z.strictObject(evidence).prefault({}),
});

/** What a day holds without any incident. Its times are minutes before the end of the day, as negative numbers. */
export const ordinaryDaySchema = z.strictObject({
  ...evidence,
  people: z.array(z.strictObject({ name: z.string(), github: z.string(), slack: z.string() })),
  services: z.array(
    z.strictObject({ name: z.string(), logGroups: z.array(z.string()), repositories: z.array(z.string()) }),
  ),
  /** Changes like those of any day: each becomes several, in any of its repositories. */
  routineChanges: z.array(
    z.strictObject({ title: z.string(), body: z.string().default(''), branch: z.string(), files: z.array(z.string()) }),
  ),
  routineRepositories: z.array(z.string()),
});

export type Story = z.infer<typeof storySchema>;
export type OrdinaryDay = z.infer<typeof ordinaryDaySchema>;
export type StoryTicket = z.infer<typeof ticketSchema>;
export type StoryChange = z.infer<typeof changeSchema>;
export type StoryLog = z.infer<typeof logSchema>;
