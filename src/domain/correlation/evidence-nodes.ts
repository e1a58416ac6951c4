import type { PullRequest } from '../pull-request.ts';
import type { Ticket } from '../ticket.ts';
import { MINUTE_MS } from '../time-range.ts';
import { density, shortness, type Burst } from './bursts.ts';
import {
  acuteCue,
  beyondCue,
  broadCue,
  bumpCue,
  exposedCue,
  freshCue,
  graveCue,
  haltedCue,
  harmlessCue,
  inertCue,
  inVainCue,
  mitigateCue,
  oldCue,
  repairCue,
  restartCue,
  riskyCue,
  symptomCue,
  trivialCue,
  changedCue,
  nothingChangedCue,
  outsideCue,
} from './cues.ts';
import { changeTerms, patternTerms, ticketTerms } from './document-terms.ts';
import { librariesIn } from './libraries-in.ts';
import { isBot, type PeopleIndex } from './people.ts';
import { pullRequestsIn, ticketKeysIn } from './references.ts';
import type { BurstNode, ChangeNode, TicketNode } from './scene.ts';
import { statedStarts } from './stated-times.ts';
import { termsOf } from './terms.ts';

export const burstNode = (burst: Burst, doc: number): BurstNode => {
  const { pattern } = burst;
  return {
    ...burst,
    doc,
    terms: patternTerms(pattern),
    services: pattern.services,
    short: shortness(burst),
    dense: density(burst),
    restart: restartCue(`${pattern.template}\n${pattern.samples[0]?.message ?? ''}`).strength,
    outside: outsideCue(`${pattern.template}\n${pattern.exception?.types.join(' ') ?? ''}`).strength,
    symptom: symptomCue(pattern.template).strength,
    libraries: librariesIn(pattern),
  };
};

export const ticketNode = (ticket: Ticket, doc: number, people: PeopleIndex, offsetMs: number): TicketNode => {
  const text = `${ticket.summary}\n${ticket.description}`;
  return {
    ticket,
    doc,
    terms: ticketTerms(ticket),
    title: termsOf(ticket.summary),
    at: ticket.createdAtMs / MINUTE_MS,
    assignee: isBot(ticket.assignee) ? null : people.byName(ticket.assignee),
    reporter: isBot(ticket.reporter) ? null : people.byName(ticket.reporter),
    stated: statedStarts(text, ticket.createdAtMs, offsetMs).map((ms) => ms / MINUTE_MS),
    acute: acuteCue(text).strength,
    fresh: freshCue(text).strength,
    old: oldCue(text).strength,
    trivial: trivialCue(`${text}\n${ticket.labels.join(' ')}`).strength,
    broad: broadCue(text).strength,
    grave: graveCue(text).strength,
    exposed: exposedCue(text).strength,
    halted: haltedCue(text).strength,
    nothingChanged: nothingChangedCue(text).strength,
    changed: changedCue(text).strength,
    beyond: beyondCue(text).strength,
    inVain: inVainCue(text).strength,
    references: pullRequestsIn(text),
    urgency: urgencyOf(ticket.priority),
  };
};

export const changeNode = (change: PullRequest, doc: number, people: PeopleIndex): ChangeNode => {
  const text = `${change.title}\n${change.body}`;
  const bump = bumpCue(`${text}\n${change.headRef}`).strength;
  return {
    change,
    doc,
    terms: changeTerms(change),
    title: termsOf(`${change.title}\n${change.headRef}`),
    text,
    said: `${text}\n${change.headRef}`.toLowerCase(),
    paths: termsOf(change.files.slice(0, 30).join('\n')),
    keys: new Set(ticketKeysIn(`${text} ${change.headRef}`)),
    references: pullRequestsIn(text),
    merged: change.mergedAtMs === null ? null : change.mergedAtMs / MINUTE_MS,
    created: change.createdAtMs / MINUTE_MS,
    author: isBot(change.author) ? null : people.byLogin(change.author),
    harmless: harmlessOf(change, text),
    repair: repairCue(`${text}\n${change.headRef.replaceAll(/[-_/]/g, ' ')}`).strength,
    risky: riskyCue(text).strength,
    bump,
    upgrades: bump > 0 || change.files.some((path) => MANIFEST.test(path)),
    inert: inertCue(text).strength,
    mitigating: mitigateCue(text).strength,
  };
};

const MANIFEST =
  /(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|requirements[\w-]*\.txt|poetry\.lock|pyproject\.toml|pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml|go\.(?:mod|sum)|Gemfile(?:\.lock)?|Cargo\.(?:toml|lock)|composer\.(?:json|lock)|mix\.(?:exs|lock)|[\w.-]+\.csproj|Directory\.Packages\.props|[\w.-]*Dockerfile[\w.-]*)$/i;

const HARMLESS_FILE =
  /(?:^|\/)(?:docs?|tests?|__tests__|specs?|examples?|i18n|locales?)\/|\.(?:md|rst|txt|adoc|snap)$|[._-](?:test|spec)\.\w+$/i;

/** What it says of itself, and whether it touches nothing but tests and documents. */
const harmlessOf = (change: PullRequest, text: string): number =>
  change.files.length > 0 && change.files.every((path) => HARMLESS_FILE.test(path)) ? 1 : harmlessCue(text).strength;

/** Jira's own priorities, and those of other schemes, from 0 to 1. */
const urgencyOf = (priority: string | null): number => {
  const name = priority?.toLowerCase() ?? '';
  if (/highest|blocker|critical|urgent|^p0|^p1|sev-?[01]/.test(name)) return 1;
  if (/high|major|^p2|sev-?2/.test(name)) return 0.7;
  if (/lowest|trivial|^p5/.test(name)) return 0;
  if (/low|minor|^p4|sev-?4/.test(name)) return 0.1;
  return 0.4;
};
