import type { ChangeNode, TicketNode } from './scene.ts';

const MAX_TEXT = 20_000;
const MIN_DIGITS = 3;
/** GitHub's own closing words before an issue's number or address. */
const CLOSING =
  /\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?)\b:?[ \t]{0,4}(?:https?:\/\/[\w.-]{1,80}\/[\w./-]{1,120}\/issues\/|(?:[\w.-]{1,60}\/[\w.-]{1,80})?#)(\d{1,7})\b/gi;
const ISSUE_ADDRESS = /\/issues\/(\d{1,7})\b/g;

/**
 * 1 where a change says that it closes an issue of the number that a ticket has, in its key or by an address in its text:
 * trackers that mirror each other, or moved, keep the numbers.
 */
export const closingNumbers = (
  tickets: readonly TicketNode[],
  changes: readonly ChangeNode[],
): ((ticket: number, change: number) => number) => {
  const closed = changes.map(({ text }) => numbersIn(text, CLOSING));
  const own = tickets.map(({ ticket }) => {
    const number = ticket.key.slice(ticket.key.lastIndexOf('-') + 1);
    return [...(number.length < MIN_DIGITS ? [] : [number]), ...numbersIn(ticket.description, ISSUE_ADDRESS)];
  });
  return (ticket, change) => ((own[ticket] ?? []).some((number) => closed[change]?.has(number) === true) ? 1 : 0);
};

const numbersIn = (text: string, expression: RegExp): ReadonlySet<string> =>
  new Set([...text.slice(0, MAX_TEXT).matchAll(expression)].map(([, number]) => number ?? ''));
