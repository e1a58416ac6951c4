import { WILDCARD } from './mask-line.ts';

const DAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';

const STEPS: readonly (readonly [RegExp, string])[] = [
  // The names in a date: `Sun Dec <*>`.
  [new RegExp(`(?<![\\w-])(?:${DAY},? )?${MONTH},? (?=<\\*>)`, 'gi'), ''],
  [/<\*> ?[KMGTP]?i?B\b/g, WILDCARD],
  [/<\*> [KMGT](?=[/,;)]|$)/g, WILDCARD],
  [/<\*>(?:\/<\*>)+/g, WILDCARD],
  // What C, Apple's log and access logs write for a text that is missing or mustn't be told.
  [/\(null\)|<private>/g, WILDCARD],
  [/"-"/g, `"${WILDCARD}"`],
  [/<\*>(?: -){2,40}(?=[\s)\]]|$)/g, WILDCARD],
  // The shortest path.
  [/(?<=\b(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) )\/(?=\s|$)/g, WILDCARD],
  [/<\*> [AP]\.?M\b\.?/gi, WILDCARD],
  [/<\*> days?,? (?=<\*>)/g, ''],
  [/<\*> (?:UTC|GMT|[ECMP][SD]T|CES?T)\b/g, WILDCARD],
  // Brackets for something that is missing this time.
  [/(?<=\s)\(\)(?=\s|$)/g, `(${WILDCARD})`],
  [/(?<=[\s=:])\[\](?=[\s,;)]|$)/g, `[${WILDCARD}]`],
  // `ws=WorkSource{<*>}` beside `ws=null`.
  [/(?<==)\w{1,60}(?:\{<\*>\}|\(<\*>\)|\[<\*>\])/g, WILDCARD],
  // An IPv6 address with a port.
  [/\[(?:<\*>|::)\]:<\*>/g, WILDCARD],
  // Lists of any length, with what is missing as asterisks.
  [/(?<=<\*> )\*{2,8}(?= <\*>)/g, WILDCARD],
  [/<\*>(?:(?:, ?| )<\*>)+/g, WILDCARD],
  [/(?<=^|\s)(\S{0,60}<\*>)(?: \1(?=\s|$))+/g, '$1'],
];

const MAY_DIFFER = /<\*>|\(\)|\[\]|\(null\)|<private>/;

/** Variable parts that only differ in how many there are, or how they are written, made one. */
export const normaliseMasked = (text: string): string =>
  MAY_DIFFER.test(text)
    ? STEPS.reduce((current, [expression, replacement]) => current.replace(expression, replacement), text)
    : text;
