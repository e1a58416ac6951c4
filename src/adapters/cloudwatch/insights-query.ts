/** Texts of CloudWatch Logs Insights queries; everything that comes from outside is escaped here. */

const isError = (levelFilter: string): string => `@message like /(?i)(${levelFilter})/`;
const isNoError = (levelFilter: string): string => `@message not like /(?i)(${levelFilter})/`;

export const countQuery = (levelFilter: string, binSeconds: number): string =>
  lines(`filter ${isError(levelFilter)}`, `stats count(*) as events by bin(${binWidth(binSeconds)})`);

export const totalQuery = (levelFilter: string): string =>
  lines(`filter ${isError(levelFilter)}`, 'stats count(*) as events');

/** Ascending, so that what lies beyond the limit is what lies after the last row. */
export const eventsQuery = (levelFilter: string, limit: number): string =>
  lines(
    'fields @timestamp, @message, @logStream',
    `filter ${isError(levelFilter)}`,
    'sort @timestamp asc',
    `limit ${limit}`,
  );

export const termsQuery = (levelFilter: string, terms: readonly string[], limit: number): string =>
  lines(
    'fields @timestamp, @message, @logStream, @log',
    `filter @message like /(?i)(${terms.map(escapeExpression).join('|')})/`,
    `filter ${isNoError(levelFilter)}`,
    'sort @timestamp asc',
    `limit ${limit}`,
  );

/** For the link to the console: what a person would type. */
export const viewQuery = (containing: string | null): string =>
  lines(
    'fields @timestamp, @message, @logStream',
    ...(containing === null ? [] : [`filter @message like /${escapeExpression(containing)}/`]),
    'sort @timestamp desc',
    'limit 1000',
  );

const lines = (...commands: readonly string[]): string => commands.join('\n| ');

const binWidth = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`);

/** Literal text inside `/…/`: the slash ends the expression, the others mean something in it. */
const escapeExpression = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** Insights reads a query as lines of printable text; a term with anything else can't be looked up. */
export const isSearchable = (term: string): boolean => term.trim() !== '' && !/\p{C}/u.test(term);
