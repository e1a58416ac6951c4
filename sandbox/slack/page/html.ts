const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as HTML that shows it, also inside quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Slack's texts carry `&`, `<` and `>` as entities; what they stand for. */
export const decodeEntities = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');

/** A link that can't run anything: to the web or to a mailbox; other addresses show the label alone. */
export const linkHtml = (address: string, labelHtml: string): string =>
  /^(?:https?:\/\/|mailto:)/i.test(address)
    ? `<a href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer">${labelHtml}</a>`
    : labelHtml;

export const timeHtml = (ts: string, kind: 'clock' | 'full'): string => {
  const at = new Date(Number(ts) * 1000);
  const text = Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(11, 16);
  return `<time data-ts="${escapeHtml(ts)}" data-kind="${kind}">${text}</time>`;
};
