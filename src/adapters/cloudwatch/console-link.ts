import type { TimeRange } from '../../domain/time-range.ts';
import { viewQuery } from './insights-query.ts';
import { nameOf } from './log-group-names.ts';

const MAX_CONTAINING = 80;

/**
 * Logs Insights in the AWS console with the query filled in. The console keeps it in the URL's fragment as JSURL,
 * whose `?` and `=` are written `$3F` and `$3D`.
 */
export const consoleLink = (region: string, logGroup: string, range: TimeRange, containing: string | null): string => {
  const literal = containing === null ? null : printable(containing);
  const detail = jsUrlObject([
    ['end', jsUrlString(new Date(range.toMs).toISOString())],
    ['start', jsUrlString(new Date(range.fromMs).toISOString())],
    ['timeType', jsUrlString('ABSOLUTE')],
    ['tz', jsUrlString('UTC')],
    ['editorString', jsUrlString(viewQuery(literal === '' ? null : literal))],
    ['source', `(~${jsUrlString(nameOf(logGroup))})`],
  ]);
  return `https://${region}.${consoleHost(region)}/cloudwatch/home?region=${region}#logsV2:logs-insights$3FqueryDetail$3D${detail}`;
};

const consoleHost = (region: string): string => {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com';
};

/** The first line is enough to find the events. */
const printable = (text: string): string =>
  (text.split(/\p{C}/u).find((part) => part.trim() !== '') ?? '').slice(0, MAX_CONTAINING).toWellFormed().trim();

const jsUrlObject = (entries: readonly (readonly [string, string])[]): string =>
  `~(${entries.map(([key, value]) => `${key}~${value}`).join('~')})`;

/** JSURL: letters, digits and `_ - .` stand for themselves, `$` is `!`, the rest is `*hh` or `**hhhh`. */
const jsUrlString = (text: string): string =>
  `'${text.replaceAll(/[^\w.-]/g, (character) => {
    if (character === '$') return '!';
    const code = character.charCodeAt(0);
    return code < 0x100 ? `*${code.toString(16).padStart(2, '0')}` : `**${code.toString(16).padStart(4, '0')}`;
  })}`;
