import { kernel } from './bursts.ts';
import { bestOver } from './group.ts';
import type { LinearModel } from './linear-score.ts';
import type { ReportIndex } from './report-index.ts';
import type { Scene, TicketNode } from './scene.ts';

export type SameReportFeature =
  | 'near'
  | 'answer'
  | 'withinHour'
  | 'withinHours'
  | 'assignee'
  | 'people'
  | 'component'
  | 'project'
  | 'service'
  | 'trivial'
  | 'old'
  | 'acute';

export type SameReportModel = LinearModel<SameReportFeature>;

/** What speaks for two reports being of one fault; `answer`: how likely one change answers both. */
export type SameReport = (a: number, b: number) => Readonly<Record<SameReportFeature, number>>;

export const compareReports = (
  tickets: readonly TicketNode[],
  scene: Scene,
  index: ReportIndex,
  commonAnswer: (a: number, b: number) => number,
): SameReport => {
  const named = tickets.map(({ terms }) => {
    const matches = scene.services.names.map((name) => [name, scene.services.match(name, terms)] as const);
    return matches.filter(([, match]) => match > 0);
  });
  const namedBy = named.map((matches) => new Map(matches));
  const people = tickets.map(peopleOf);
  return (at, other) => {
    const [a, b] = [tickets[at], tickets[other]];
    if (a === undefined || b === undefined) throw new RangeError(`No tickets ${at} and ${other}`);
    return {
      near: index.ofTicket(at, other),
      answer: commonAnswer(at, other),
      withinHour: kernel(a.at - b.at, 60),
      withinHours: kernel(a.at - b.at, 240),
      assignee: a.assignee !== null && a.assignee === b.assignee ? 1 : 0,
      people: (people[at] ?? []).some((person) => people[other]?.includes(person)) ? 1 : 0,
      component: a.ticket.components.some((name) => b.ticket.components.includes(name)) ? 1 : 0,
      project: a.ticket.projectKey === b.ticket.projectKey ? 1 : 0,
      service: bestOver(named[at] ?? [], ([name, match]) => match * (namedBy[other]?.get(name) ?? 0)),
      trivial: Math.max(a.trivial, b.trivial),
      old: Math.max(a.old, b.old),
      acute: Math.min(a.acute, b.acute),
    };
  };
};

const peopleOf = ({ assignee, reporter }: TicketNode): string[] =>
  [assignee, reporter].filter((person) => person !== null);
