import { clipText, type CaseNotes, type Exhibit } from './case-notes.ts';
import { loudest, type Verdict } from './judge-case.ts';

/** What failed, in one line. */
export const titleOf = (notes: CaseNotes): string => {
  if (notes.title !== null) return notes.title;
  const [ticket] = notes.tickets;
  const [pattern] = loudest(notes.patterns);
  const service = notes.services[0] ?? pattern?.service ?? null;
  const what = ticket?.text ?? '';
  if (what !== '') return service === null || mentions(what, service) ? what : `${service}: ${what}`;
  if (pattern !== undefined) return `${pattern.service ?? service ?? 'a service'} logs "${legible(pattern.text, 70)}"`;
  return service === null ? 'Cause not visible in the evidence' : `Trouble in ${service}`;
};

const mentions = (text: string, service: string): boolean => text.toLowerCase().includes(service.toLowerCase());

/** Two to four sentences: what failed, why, who is affected. */
export const descriptionOf = (notes: CaseNotes, verdict: Verdict): string => {
  if (notes.description !== null) return notes.description;
  return [whatFailed(notes), why(notes, verdict), whoSaw(notes)].filter((part) => part !== '').join(' ');
};

const whatFailed = (notes: CaseNotes): string => {
  const [pattern] = loudest(notes.patterns);
  if (pattern === undefined) {
    const [ticket] = notes.tickets;
    const service = notes.services[0] ?? 'No service that is known';
    return ticket === undefined
      ? ''
      : sentence(`No logs show it; reported of ${service}: ${clipText(ticket.text, 140)}`);
  }
  const service = pattern.service ?? notes.services[0] ?? 'One service';
  const times = pattern.count === null ? '' : `, ${pattern.count.toLocaleString('en-US')} times`;
  const during = notes.minutes === null || notes.minutes <= 0 ? '' : ` within ${durationOf(notes.minutes)}`;
  const still = notes.isOngoing === true ? ' and has not stopped' : '';
  return sentence(`${service} logged "${legible(pattern.text, 140)}"${times}${during}${still}`);
};

/** The cause alone. */
export const why = (notes: CaseNotes, { culprit, repair }: Verdict): string => {
  if (notes.blamed !== null) return sentence(`The cause named is ${notes.blamed}`);
  if (culprit === null && repair !== null && /\brevert|\broll/i.test(repair.text)) {
    return sentence(`${repair.name} ("${clipText(repair.text, 80)}") suggests that the change it undid is to blame`);
  }
  if (culprit === null) {
    const kind = kindOf(notes);
    const ruledOut = notes.suspects.find(({ isRuledOut, reasonsAgainst }) => isRuledOut || reasonsAgainst.length > 0);
    const not =
      ruledOut === undefined
        ? ''
        : `; ${ruledOut.name} is unlikely: ${clipText(ruledOut.reasonsAgainst[0] ?? 'ruled out', 120)}`;
    return sentence(`No change explains it${kind === null ? '' : `, which points to ${kind}`}${not}`);
  }
  const ago = culprit.minutesBefore;
  const when = ago === null || ago < 0 ? '' : `, merged ${ago} minutes before it began`;
  const reason = culprit.reasonsFor.find((text) => !/\bmerged\b/i.test(text)) ?? culprit.reasonsFor[0];
  const because = reason === undefined ? '' : `: ${clipText(reason, 140)}`;
  const undone = repair === null ? '' : `; ${repair.name} answers to it`;
  return sentence(`The likely cause is ${culprit.name} ("${clipText(culprit.text, 80)}")${when}${because}${undone}`);
};

const whoSaw = ({ tickets, services, patterns }: CaseNotes): string => {
  const told = loudest(patterns)[0]?.service ?? services[0];
  const others = services.filter((service) => service !== told).slice(0, 3);
  const names = tickets.slice(0, 3).map(({ name }) => name);
  return [
    ...(others.length === 0 ? [] : [sentence(`Also affected: ${joined(others)}`)]),
    ...(names.length === 0 ? [] : [sentence(`Reported in ${joined(names)}`)]),
  ].join(' ');
};

/** A template's holes read as what was left out. */
const legible = (text: string, limit: number): string =>
  clipText(text.replaceAll(/<[^<>\s]{1,20}>/g, '…').replaceAll(/…[\s.:/=-]*…/g, '…'), limit);

const durationOf = (minutes: number): string =>
  minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;

/** Causes that are no change, by the words that give them away. */
const KINDS: readonly (readonly [string, RegExp, string])[] = [
  ['a certificate', /\bcertificate|\bx509\b|tls handshake/i, 'Check the certificate and renew it'],
  ['a quota or rate limit', /\bquota|rate.?limit|throttl|too many requests/i, 'Ask for a higher limit, or send less'],
  ['memory', /out ?of ?memory|\boom|heap space|evicted/i, 'Give it more memory and find what holds it'],
  ['disk space', /no space left|disk (?:is )?full|\benospc\b/i, 'Free disk space'],
  [
    'exhausted connections',
    /connection pool|pool exhausted|too many connections|connection is not available|connection slots|waits? for a connection/i,
    'Raise the pool or find what holds its connections',
  ],
  [
    'credentials',
    /\bunauthorized|\bforbidden|access denied|invalid credentials|expired token/i,
    'Check the credentials it uses',
  ],
  [
    'a dependency that does not answer',
    /timed? ?out|timeout|refused|unreachable|\becon|deadline exceeded|upstream|\b50[234]\b/i,
    'Check the service it depends on',
  ],
  [
    'data it did not expect',
    /\bnull|\bundefined|\bpars(?:e|ing)|\binvalid|violates|duplicate key|\bconstraint/i,
    'Look at the data of a failing example',
  ],
];

const kindOf = (notes: CaseNotes): string | null => matchKind(notes)?.[0] ?? null;

const matchKind = ({ patterns, tickets }: CaseNotes): (typeof KINDS)[number] | undefined => {
  const text = [...loudest(patterns), ...tickets].map((exhibit) => `${exhibit.text} ${exhibit.detail}`).join(' ');
  return KINDS.find(([, pattern]) => pattern.test(text));
};

/** The first thing to do. */
export const actionOf = (notes: CaseNotes, { culprit, repair }: Verdict): string => {
  if (notes.action !== null) return notes.action;
  if (repair !== null && repair.isMerged === false) return sentence(`Review and merge ${repair.name}`);
  if (repair !== null) return sentence(`Check that ${repair.name} is deployed and that the errors stopped`);
  const service = notes.services[0] ?? 'the service';
  if (culprit !== null) return sentence(`Revert ${culprit.name} or roll ${service} back, then watch the errors stop`);
  const kind = matchKind(notes);
  if (kind !== undefined) return sentence(`${kind[2]} (${service})`);
  return sentence(`Ask the owners of ${service} to look at a failing example`);
};

/** A paragraph over all cases of at most `limit` characters. */
export const overviewOf = (cases: readonly { notes: CaseNotes; verdict: Verdict }[], limit: number): string => {
  const [first] = cases;
  if (first === undefined) return clipText('Nothing in the input points to an incident.', limit);
  const levels = Map.groupBy(cases, ({ verdict }) => verdict.severity);
  const counts = [...levels].map(([level, found]) => `${found.length} ${level}`);
  const head = `${cases.length} ${cases.length === 1 ? 'incident' : 'incidents'}: ${joined(counts)}.`;
  const blamed = first.notes.blamed ?? first.verdict.culprit?.name ?? null;
  const room = Math.max(40, Math.min(160, Math.floor(limit / 4)));
  const worst = sentence(
    `Most urgent: ${clipText(titleOf(first.notes), room).replace(/\.$/, '')}${blamed === null ? '' : `, likely from ${blamed}`}`,
  );
  const start = sentence(`Start here: ${clipText(actionOf(first.notes, first.verdict), room)}`);
  return clipText([head, worst, start].join(' '), limit);
};

export const joined = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Why a piece of evidence counts. */
export const reasonOf = (exhibit: Exhibit): string =>
  sentence(clipText(exhibit.text === '' ? exhibit.name : exhibit.text, 160));
