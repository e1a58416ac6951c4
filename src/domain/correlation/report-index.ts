import type { ChangeNode, TicketNode } from './scene.ts';
import { termsOf } from './terms.ts';

/** A term counts for each part of a text that has it: once in a description, a path or a branch, twice in a title. */
const TITLE = 2;
const REST = 1;
const MAX_FILES = 60;
/** Terms in more than this share of the texts tie nothing together. */
const MAX_SHARE = 0.4;
/** A cosine at which two texts have hardly anything in common. */
const CHANCE = 0.02;

/** How near the texts of reports and changes are to each other, by their place in the scene's lists. */
export interface ReportIndex {
  /**
   * 0 to 1: the logarithm of the cosine over its chance level. It is ratios that tell: twice as near as the next one is as
   * much for a long report, near to everything, as for a short one.
   */
  ofChange(ticket: number, change: number): number;
  ofTicket(ticket: number, other: number): number;
  ofChanges(change: number, other: number): number;
}

export const indexReports = (tickets: readonly TicketNode[], changes: readonly ChangeNode[]): ReportIndex => {
  const texts = scaled([...tickets.map(ticketWeights), ...changes.map(changeWeights)]);
  const cosines = cosinesOf(texts, tickets.length);
  const first = tickets.length;
  return {
    ofChange: (ticket, change) => nearness(cosines[ticket]?.[first + change] ?? 0),
    ofTicket: (ticket, other) => nearness(cosines[ticket]?.[other] ?? 0),
    ofChanges: (change, other) => nearness(product(texts[first + change], texts[first + other])),
  };
};

const nearness = (cosine: number): number => Math.log(1 + Math.min(1, cosine) / CHANCE) / Math.log(1 + 1 / CHANCE);

type Weights = ReadonlyMap<string, number>;

const ticketWeights = ({ ticket }: TicketNode): Weights =>
  weightsOf([
    [ticket.summary, TITLE],
    [[ticket.description, ticket.components.join(' ')].join('\n'), REST],
  ]);

const changeWeights = ({ change }: ChangeNode): Weights =>
  weightsOf([
    [change.title, TITLE],
    [change.body, REST],
    [change.files.slice(0, MAX_FILES).join('\n'), REST],
    [`${change.headRef}\n${change.repository}`, REST],
  ]);

const weightsOf = (parts: readonly (readonly [text: string, weight: number])[]): Weights => {
  const weights = new Map<string, number>();
  for (const [text, weight] of parts) {
    for (const term of termsOf(text)) weights.set(term, (weights.get(term) ?? 0) + weight);
  }
  return weights;
};

/** Terms weighted by ln((N + 1) / (df + ½)) too, each text scaled to length 1, without what most texts say. */
const scaled = (texts: readonly Weights[]): Weights[] => {
  const frequency = new Map<string, number>();
  for (const term of texts.flatMap((weights) => [...weights.keys()])) {
    frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const most = Math.max(8, texts.length * MAX_SHARE);
  return texts.map((weights) => {
    const told = [...weights].flatMap(([term, weight]) => {
      const count = frequency.get(term) ?? 0;
      return count > most ? [] : [[term, weight * Math.log((texts.length + 1) / (count + 0.5))] as const];
    });
    const length = Math.sqrt(told.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(told.map(([term, weight]) => [term, weight / length]));
  });
};

/** Of each of the first texts with each of all. */
const cosinesOf = (texts: readonly Weights[], first: number): Float64Array[] => {
  const postings = new Map<string, { readonly at: number; readonly weight: number }[]>();
  for (const [at, weights] of texts.entries()) {
    for (const [term, weight] of weights) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [{ at, weight }]);
      else list.push({ at, weight });
    }
  }
  return texts.slice(0, first).map((weights) => {
    const row = new Float64Array(texts.length);
    for (const [term, own] of weights) {
      for (const { at, weight } of postings.get(term) ?? []) row[at] = (row[at] ?? 0) + own * weight;
    }
    return row;
  });
};

const product = (a: Weights = new Map(), b: Weights = new Map()): number => {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
};
