import type { MessageContent } from '../../ports.ts';
import { composeMessage, context, header, section, type RenderedMessage } from './block-kit.ts';
import { inline, paragraphs, plain } from './mrkdwn.ts';
import { renderBrief } from './render-brief.ts';
import { renderIncident } from './render-incident.ts';

/** Any content as a Slack message within Slack's limits, whatever texts it holds. */
export const renderMessage = (content: MessageContent): RenderedMessage => {
  switch (content.kind) {
    case 'brief':
      return renderBrief(content.brief);
    case 'incident':
      return renderIncident(content.brief, content.incident);
    case 'alert':
      return renderAlert(content.title, content.text);
  }
};

const renderAlert = (title: string, text: string): RenderedMessage =>
  composeMessage({
    text: `⚠️ ${inline(title, 300)}`,
    head: [header(`⚠️ ${plain(title, 140)}`), section(paragraphs(text, 2_900) || 'No details were given.')],
    items: [],
    more: (hidden) => context(`and ${hidden} more`),
    alreadyHidden: 0,
    tail: [],
  });
