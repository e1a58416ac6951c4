import type { Ticket } from './ticket.ts';

/**
 * Words in tickets that name one thing exactly, worth a look-up in the logs: exception names, error codes,
 * and identifiers (`ORA-00942`, `ECONNRESET`, `charge_retry_policy`, `HikariPool`). Ordinary prose isn't.
 */
const DISTINCTIVE = [
  /\b[A-Z][A-Za-z0-9]*(?:Exception|Error|Fault|Timeout)\b/g,
  /\bE[A-Z]{4,}\b/g,
  /\b[A-Z]{2,6}-\d{4,6}\b/g,
  /\b[a-z][a-z0-9]+(?:_[a-z0-9]+){2,}\b/g,
  /\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+){2,}\b/g,
];
const MAX_TERM_LENGTH = 80;
const MIN_TERM_LENGTH = 5;

/** The terms that the most tickets name, at most `limit`; ties in alphabetical order. */
export const distinctiveTerms = (tickets: readonly Ticket[], limit: number): readonly string[] => {
  const keys = new Set(tickets.map((ticket) => ticket.key));
  const ticketsByTerm = new Map<string, number>();
  for (const ticket of tickets) {
    for (const term of termsOf(`${ticket.summary}\n${ticket.description}`)) {
      if (!keys.has(term)) ticketsByTerm.set(term, (ticketsByTerm.get(term) ?? 0) + 1);
    }
  }
  return [...ticketsByTerm]
    .sort(([termA, a], [termB, b]) => b - a || (termA < termB ? -1 : 1))
    .slice(0, limit)
    .map(([term]) => term);
};

const termsOf = (text: string): Set<string> =>
  new Set(
    DISTINCTIVE.flatMap((expression) => text.match(expression) ?? []).filter(
      (term) => term.length >= MIN_TERM_LENGTH && term.length <= MAX_TERM_LENGTH,
    ),
  );
