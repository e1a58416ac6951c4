import { codeAhead, type Header, matchAt } from './header.ts';
import { readPart, skipSeparators } from './header-parts.ts';
import { levelNumbered, levelOfLetter } from './level-names.ts';
import { readLoggerAndLevel } from './read-logger.ts';
import { readSeverity } from './read-severity.ts';
import { skipColumns } from './skip-columns.ts';
import { isDigit } from './text-codes.ts';
import { endOfTimestamp } from './timestamp-end.ts';

const SPACE = 32;
const COMMA = 44;
const LESS_THAN = 60;
const MAX_PARTS = 16;
const PRIORITY = /<(\d{1,3})>(\d )?/y;
/** Host, program, process, message id, structured data. */
const RFC5424 =
  / (\S{1,255}) (\S{1,64}) (\S{1,128}) (\S{1,64}) (?:-|(?:\[(?:[^\]\\\n]|\\.){0,400}\]){1,8})(?: \uFEFF?|$)/y;
const KLOG = /([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [\w.-]+:\d+\] /y;
const RUBY = /[DIWEFA], (?=\[)/y;

/**
 * Reads what loggers write before the message at `from`, part by part: timestamps, levels, process ids, brackets, request ids,
 * callers, loggers' names. What has neither a timestamp nor a level has no header. The header's text and codes are given.
 */
export const readHeader = (header: Header, from: number): void => {
  header.from = from;
  header.at = from;
  header.dated = false;
  header.level = null;
  header.requestId = null;
  header.program = null;
  header.message = null;
  if (header.names.length > 0) header.names = [];
  readBeginning(header);
  for (let parts = 0; parts < MAX_PARTS; parts += 1) {
    const begun = header.dated || header.level !== null;
    if (begun) skipSeparators(header);
    else while (codeAhead(header) === SPACE) header.at += 1;
    if (readPart(header, begun)) continue;
    if ((!header.dated || header.level === null) && skipColumns(header)) continue;
    if (begun) readLoggerAndLevel(header);
    break;
  }
  if (header.dated && header.level === null) readSeverity(header);
  if (header.dated || header.level !== null) skipSeparators(header);
  else {
    header.at = from;
    header.requestId = null;
    if (header.names.length > 0) header.names = [];
  }
};

/** The forms that are told by their first characters: syslog, klog, Ruby. */
const readBeginning = (header: Header): void => {
  const code = codeAhead(header);
  if (code === LESS_THAN) return readSyslog(header);
  // `E1124 …`, `E, [`: a letter and then a digit or comma.
  const next = codeAhead(header, 1);
  if (code < 65 || code > 87 || (next !== COMMA && !isDigit(next))) return;
  const klog = matchAt(KLOG, header.text, header.from);
  if (klog !== null) {
    header.level = levelOfLetter(klog[1] ?? '');
    header.dated = true;
    header.at += klog[0].length;
    return;
  }
  header.at += matchAt(RUBY, header.text, header.from)?.[0].length ?? 0;
};

const readSyslog = (header: Header): void => {
  const { text, codes } = header;
  const priority = matchAt(PRIORITY, text, header.from);
  if (priority === null) return;
  header.level = levelNumbered(Number(priority[1]) % 8);
  header.at += priority[0].length;
  const time = priority[2] === undefined ? -1 : endOfTimestamp(text, codes, header.at);
  const fields = time < 0 ? null : matchAt(RFC5424, text, time);
  if (fields === null) return;
  header.dated = true;
  header.at = time + fields[0].length;
  header.program = fields[2] ?? null;
};
