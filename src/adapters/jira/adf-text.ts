/**
 * Plain text of a Jira description: Atlassian Document Format (ADF), a plain string (API v2, proxies), or nothing.
 * Every text node is kept, also inside node types that didn't exist when this was written. Never throws.
 * Format: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export const adfToText = (description: unknown): string => {
  if (typeof description === 'string') return description.trim();
  const pieces: string[] = [];
  collect(description, pieces);
  return pieces
    .join('')
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
};

/** Blocks stand on lines of their own; everything else flows in the line. */
const BLOCKS = new Set([
  'paragraph',
  'heading',
  'codeBlock',
  'blockquote',
  'panel',
  'expand',
  'nestedExpand',
  'rule',
  'bulletList',
  'orderedList',
  'listItem',
  'taskList',
  'taskItem',
  'decisionList',
  'decisionItem',
  'table',
  'tableRow',
  'mediaSingle',
  'mediaGroup',
  'caption',
  'blockCard',
  'embedCard',
  'extension',
  'bodiedExtension',
  'layoutSection',
  'layoutColumn',
]);

const BULLET = '- ';

const isAtLineStart = (pieces: readonly string[]): boolean => {
  const last = pieces.at(-1);
  return last === undefined || last === BULLET || last.endsWith('\n');
};

/** A frame of the walk: a node still to be read, or text that closes one. Own stack, as hostile nesting can be deep. */
type Frame = { readonly node: unknown } | { readonly text: string };

const collect = (root: unknown, pieces: string[]): void => {
  const stack: Frame[] = [{ node: root }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    if ('text' in frame) {
      if (frame.text !== '' && !(frame.text === '\n' && isAtLineStart(pieces))) pieces.push(frame.text);
    } else if (Array.isArray(frame.node)) {
      for (let i = frame.node.length - 1; i >= 0; i--) stack.push({ node: frame.node[i] });
    } else if (isRecord(frame.node)) {
      open(frame.node, stack, pieces);
    }
  }
};

const open = (node: Readonly<Record<string, unknown>>, stack: Frame[], pieces: string[]): void => {
  const type = typeof node['type'] === 'string' ? node['type'] : '';
  const isBlock = BLOCKS.has(type);
  if (isBlock && !isAtLineStart(pieces)) pieces.push('\n');
  if (type === 'listItem' || type === 'taskItem' || type === 'decisionItem') pieces.push(BULLET);
  if (type === 'hardBreak') pieces.push('\n');
  const own = ownText(node, type);
  if (own !== '') pieces.push(own);
  stack.push({ text: isBlock ? '\n' : type === 'tableCell' || type === 'tableHeader' ? '\t' : linkOf(node, own) });
  if ('content' in node) stack.push({ node: node['content'] });
};

/** What a node says by itself, without its children. */
const ownText = (node: Readonly<Record<string, unknown>>, type: string): string => {
  if (typeof node['text'] === 'string') return node['text'];
  const attrs = isRecord(node['attrs']) ? node['attrs'] : {};
  const first = (...names: readonly string[]): string =>
    names.map((name) => attrs[name]).find((value): value is string => typeof value === 'string' && value !== '') ?? '';
  switch (type) {
    case 'emoji':
      return first('text', 'shortName');
    case 'date':
      return dateOf(attrs['timestamp']);
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return first('url');
    case 'media':
    case 'mediaInline':
      return first('alt', 'url');
    case 'expand':
    case 'nestedExpand':
      return suffixed(first('title'), '\n');
    default:
      // Mentions, statuses and placeholders carry their words in attrs.text, as unknown nodes may.
      return first('text');
  }
};

/** The address behind linked text, unless the text already shows it: evidence such as dashboards hides there. */
const linkOf = (node: Readonly<Record<string, unknown>>, shown: string): string => {
  const marks: readonly unknown[] = Array.isArray(node['marks']) ? node['marks'] : [];
  for (const mark of marks) {
    const attrs = isRecord(mark) && mark['type'] === 'link' ? mark['attrs'] : undefined;
    const href = isRecord(attrs) ? attrs['href'] : undefined;
    if (typeof href === 'string' && href !== '' && !shown.includes(href)) return ` (${href})`;
  }
  return '';
};

const dateOf = (timestamp: unknown): string => {
  const date = new Date(Number(timestamp ?? Number.NaN));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
};

const suffixed = (text: string, end: string): string => (text === '' ? '' : text + end);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
