import type { Evidence } from '../evidence.ts';

const TICKET_KEY = /(?<![\w-])([A-Z][A-Z0-9_]{1,19})-\d{1,8}(?![\w-])/g;
const PULL_REQUEST = /(?<![\w./-])[\w.-]{1,39}\/[\w.-]{1,100}#\d{1,8}(?!\w)/g;

/**
 * The tickets and pull requests that a text names, each once. A key of a project that isn't among those given
 * (`UTF-8`, `CVE-2026`) is no ticket.
 */
export const referencesIn = (text: string, projects: ReadonlySet<string>): string[] => {
  const keys = [...text.matchAll(TICKET_KEY)].filter(([, project]) => projects.has(project ?? '')).map(([key]) => key);
  return [...new Set([...keys, ...(text.match(PULL_REQUEST) ?? [])])];
};

/** What a text names although it is nowhere in the run's evidence, neither as an item nor in what people wrote. */
export const inventedReferences = (evidence: Evidence): ((text: string) => string[]) => {
  const projects = new Set([...evidence.scope.jiraProjects, ...evidence.tickets.map(({ projectKey }) => projectKey)]);
  const known = new Set([...evidence.tickets.map(({ key }) => key), ...evidence.pullRequests.map(({ id }) => id)]);
  return (text) =>
    referencesIn(text, projects).filter((reference) => !known.has(reference) && !isMentioned(reference, evidence));
};

const isMentioned = (reference: string, { tickets, pullRequests, logPatterns }: Evidence): boolean =>
  tickets.some(({ summary, description }) => [summary, description].some((text) => mentions(text, reference))) ||
  pullRequests.some(({ title, body, headRef }) => [title, body, headRef].some((text) => mentions(text, reference))) ||
  logPatterns.some(({ samples }) => samples.some(({ message }) => mentions(message, reference)));

/** PAY-31 is not mentioned by PAY-311. */
const mentions = (text: string, reference: string): boolean => {
  for (let at = text.indexOf(reference); at !== -1; at = text.indexOf(reference, at + 1)) {
    if (!/\d/.test(text.charAt(at + reference.length))) return true;
  }
  return false;
};
