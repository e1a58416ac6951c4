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
  const texts = [...tickets.map(ticketWeights), ...changes.map(changeWeights)];
  const cosines = cosinesOf(texts);
  const near = (a: number, b: number): number =>
    Math.log(1 + Math.min(1, cosines[a * texts.length + b] ?? 0) / CHANCE) / Math.log(1 + 1 / CHANCE);
  const first = tickets.length;
  return {
    ofChange: (ticket, change) => near(ticket, first + change),
    ofTicket: near,
    ofChanges: (change, other) => near(first + change, first + other),
  };
};

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

/** Cosine of each pair of texts, terms weighted by ln((N + 1) / (df + ½)); a square matrix row by row. */
const cosinesOf = (texts: readonly Weights[]): Float32Array => {
  const size = texts.length;
  const postings = new Map<string, { readonly at: number; readonly weight: number }[]>();
  for (const [at, weights] of texts.entries()) {
    for (const [term, weight] of weights) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [{ at, weight }]);
      else list.push({ at, weight });
    }
  }
  const products = new Float32Array(size * size);
  for (const [, list] of [...postings].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (list.length > Math.max(8, size * MAX_SHARE)) continue;
    const rarity = Math.log((size + 1) / (list.length + 0.5)) ** 2;
    for (const a of list) {
      for (const b of list) {
        const at = a.at * size + b.at;
        products[at] = (products[at] ?? 0) + a.weight * b.weight * rarity;
      }
    }
  }
  const norms = texts.map((_, at) => Math.sqrt(products[at * size + at] ?? 0));
  return products.map((product, at) => {
    const norm = (norms[Math.floor(at / size)] ?? 0) * (norms[at % size] ?? 0);
    return norm === 0 ? 0 : product / norm;
  });
};
