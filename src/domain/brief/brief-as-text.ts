import { counted } from '../analysis/phrases.ts';
import type { Brief } from '../brief.ts';
import { coverageLine } from './coverage-line.ts';

export type TextStyle = 'title' | 'bold' | 'dim' | 'critical' | 'high' | 'medium' | 'low' | 'good' | 'warning';

export interface TextOptions {
  /** Dresses a text for the terminal; return it as it is for plain text. */
  readonly colour: (style: TextStyle, text: string) => string;
  /** Columns of the terminal. */
  readonly width: number;
}

/** The brief for a terminal. */
export const briefAsText = (brief: Brief, { colour }: TextOptions): string =>
  [
    colour('title', `Morning brief · ${brief.team}`),
    brief.summary,
    `${counted(brief.figures.tickets, 'ticket')} · ${counted(brief.figures.pullRequests, 'pull request')} · ${counted(brief.figures.logEvents, 'log event')}`,
    ...brief.incidents.map(
      (incident) =>
        `${colour(incident.severity, incident.severity.toUpperCase())} ${colour('bold', incident.title)}\n  ${incident.description}\n  → ${incident.suggestedAction}`,
    ),
    coverageLine(brief.coverage),
    ...brief.notes,
  ].join('\n\n');
