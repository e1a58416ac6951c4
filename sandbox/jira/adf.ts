const BLOCKS = [
  'blockquote',
  'bulletList',
  'codeBlock',
  'decisionList',
  'expand',
  'heading',
  'layoutSection',
  'mediaGroup',
  'mediaSingle',
  'orderedList',
  'panel',
  'paragraph',
  'rule',
  'table',
  'taskList',
  'blockCard',
  'embedCard',
];
const INNER = [
  'date',
  'decisionItem',
  'emoji',
  'hardBreak',
  'inlineCard',
  'layoutColumn',
  'listItem',
  'media',
  'mediaInline',
  'mention',
  'nestedExpand',
  'placeholder',
  'status',
  'tableCell',
  'tableHeader',
  'tableRow',
  'taskItem',
  'text',
];
const KNOWN = new Set([...BLOCKS, ...INNER]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is an Atlassian Document at all, as opposed to a string or another object. */
export const isAdfRoot = (value: unknown): boolean =>
  isObject(value) && value['type'] === 'doc' && value['version'] === 1 && Array.isArray(value['content']);

/**
 * Whether Jira would take the document: known nodes, no empty text, blocks at the top. A part of the whole schema
 * (https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/): attributes aren't checked.
 */
export const isValidAdf = (value: unknown): boolean => {
  if (!isAdfRoot(value) || !isObject(value)) return false;
  const blocks = value['content'] as readonly unknown[];
  return blocks.every((block) => isObject(block) && BLOCKS.includes(String(block['type'])) && isValidNode(block));
};

const isValidNode = (node: unknown): boolean => {
  if (!isObject(node) || typeof node['type'] !== 'string' || !KNOWN.has(node['type'])) return false;
  const { type, text, content, marks } = node;
  if (marks !== undefined && !(Array.isArray(marks) && marks.every((mark) => isObject(mark) && 'type' in mark)))
    return false;
  if (type === 'text') return typeof text === 'string' && text !== '' && content === undefined;
  return content === undefined || (Array.isArray(content) && content.every(isValidNode));
};
