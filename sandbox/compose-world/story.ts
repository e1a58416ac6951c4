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
  /** "daily" follows the hours of the day: few lines at night. */
  shape: z.enum(['even', 'rising', 'falling', 'waves', 'daily']).default('even'),
  from: minutes,
  to: minutes,
});

const evidence = {
  tickets: z.array(ticketSchema).default([]),
  changes: z.array(changeSchema).default([]),
  logs: z.array(logSchema).default([]),
};

const personSchema = z.strictObject({ name: z.string(), github: z.string(), slack: z.string() });

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
  /** Minutes before the end of the day; left out where it may happen at any time of a day. */
  startsBeforeEnd: z.number().positive().optional(),
  durationMinutes: z.number().positive(),
  people: z.array(personSchema).default([]),
  ...evidence,
  /** Of the same day and like it, but no part of it. */
  lookalikes: z.strictObject(evidence).prefault({}),
});

/**
 * What a day holds without any incident; its times are minutes before the end of the day, as negative numbers.
 * What is called routine has no home: it happens in any project, repository or service of the day, several times over.
 */
export const ordinaryDaySchema = z.strictObject({
  ...evidence,
  people: z.array(personSchema).default([]),
  services: z
    .array(z.strictObject({ name: z.string(), logGroups: z.array(z.string()), repositories: z.array(z.string()) }))
    .default([]),
  routineTickets: z.array(ticketSchema.pick({ summary: true, text: true, type: true, labels: true })).default([]),
  routineChanges: z.array(changeSchema.pick({ title: true, body: true, branch: true, files: true })).default([]),
  routineRepositories: z.array(z.string()).default([]),
  routineLogs: z.array(logSchema.pick({ level: true, text: true, times: true })).default([]),
  /** Restarts and blips: lines that come together, for some minutes. */
  routineBursts: z.array(z.array(logSchema.pick({ level: true, text: true, times: true })).nonempty()).default([]),
});

export type Story = z.infer<typeof storySchema>;
export type OrdinaryDay = z.infer<typeof ordinaryDaySchema>;
export type StoryTicket = z.infer<typeof ticketSchema>;
export type StoryChange = z.infer<typeof changeSchema>;
export type StoryLog = z.infer<typeof logSchema>;
