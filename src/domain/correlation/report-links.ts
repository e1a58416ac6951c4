import { pullRequestEvidence, ticketEvidence, type EvidenceLink } from '../incident.ts';
import { causeReasons } from './cause-reasons.ts';
import type { Group } from './group.ts';
import { contributions, linkOf } from './link-of.ts';
import type { ReportMatch } from './report-match.ts';
import { answerReasons, detailsOf, repeatReasons } from './report-reasons.ts';
import type { Scene } from './scene.ts';
import type { CorrelationSettings } from './settings.ts';

/** Of an incident that no log shows: each change with the ticket that it answers, each ticket with the one it repeats. */
export const linksOfReport = (
  { tickets }: Group,
  match: ReportMatch,
  scene: Scene,
  settings: CorrelationSettings,
): EvidenceLink[] => {
  const { style, answers, repeats, cause } = match;
  const [first] = tickets;
  return [
    ...repeats.flatMap((repeat) =>
      linkOf(
        ticketEvidence(repeat.ticket.ticket.key),
        ticketEvidence(repeat.other.ticket.key),
        contributions(style.same, repeat.features),
        detailsOf(repeatReasons(repeat, style, scene)),
        settings,
      ),
    ),
    ...answers.flatMap((answer) =>
      linkOf(
        pullRequestEvidence(answer.change.change.id),
        ticketEvidence(answer.ticket.ticket.key),
        contributions(style.answer, answer.features),
        detailsOf(answerReasons(answer, style, scene)),
        settings,
      ),
    ),
    ...(cause === null || first === undefined
      ? []
      : linkOf(
          pullRequestEvidence(cause.change.change.id),
          ticketEvidence(first.ticket.key),
          contributions(style.cause, cause.features),
          detailsOf(causeReasons(cause, match, first, scene)),
          settings,
        )),
  ];
};
