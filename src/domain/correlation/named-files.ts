import type { ChangeNode, TicketNode } from './scene.ts';

const MAX_TEXT = 20_000;
const MAX_FILES = 100;
/** A path of at least two parts, as stack traces, links and prose write it; or a lone file name. */
const PATH = /[\w@+.-]{1,80}(?:[\\/][\w@+.-]{1,80}){1,20}|[\w@+-]{2,60}\.[A-Za-z]\w{0,9}/g;

/** How far a report names files that a change touches: 1 by folder and name, less by a name that no other file has. */
export type NamedFiles = (ticket: TicketNode, change: ChangeNode) => number;

const BY_NAME = 0.5;

export const indexNamedFiles = (tickets: readonly TicketNode[], changes: readonly ChangeNode[]): NamedFiles => {
  const tails = new Map<ChangeNode, ReadonlySet<string>>(
    changes.map((change) => [change, new Set(pathsOf(change).map(tailOf))]),
  );
  const places = new Map<string, Set<string>>();
  for (const path of changes.flatMap(pathsOf)) {
    const name = nameOf(path);
    places.set(name, (places.get(name) ?? new Set<string>()).add(path));
  }
  const names = new Map<ChangeNode, ReadonlySet<string>>(
    changes.map((change) => [
      change,
      new Set(
        pathsOf(change)
          .map(nameOf)
          .filter((name) => name.length > 5 && places.get(name)?.size === 1),
      ),
    ]),
  );
  const named = new Map(tickets.map((ticket) => [ticket, mentionsIn(ticket)]));
  return (ticket, change) => {
    const mentions = named.get(ticket);
    if (mentions === undefined) return 0;
    if (haveCommon(mentions.tails, tails.get(change))) return 1;
    return haveCommon(mentions.names, names.get(change)) ? BY_NAME : 0;
  };
};

/** The file of the change that the report names, by folder and name or else by name; null when it names none. */
export const fileNamedBy = (ticket: TicketNode, { change }: ChangeNode): string | null => {
  const { tails, names } = mentionsIn(ticket);
  const files = change.files.slice(0, MAX_FILES);
  const byName = files.filter((path) => names.has(nameOf(path.toLowerCase())));
  return (
    files.find((path) => tails.has(tailOf(path.toLowerCase()))) ??
    byName.toSorted((a, b) => nameOf(b).length - nameOf(a).length)[0] ??
    null
  );
};

const haveCommon = (some: ReadonlySet<string>, others: ReadonlySet<string> | undefined): boolean => {
  if (others === undefined || others.size === 0) return false;
  for (const one of some) if (others.has(one)) return true;
  return false;
};

const pathsOf = ({ change }: ChangeNode): string[] =>
  change.files.slice(0, MAX_FILES).map((path) => path.toLowerCase());

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Folder and name: the same file from different roots. */
const tailOf = (path: string): string => path.split('/').slice(-2).join('/');

const mentionsIn = ({ ticket }: TicketNode): { tails: ReadonlySet<string>; names: ReadonlySet<string> } => {
  const text = `${ticket.summary}\n${ticket.description}`.slice(0, MAX_TEXT).toLowerCase();
  const paths = [...text.matchAll(PATH)].map(([path]) => path.replaceAll('\\', '/').replace(/^[./]+|\.+$/g, ''));
  return {
    tails: new Set(paths.filter((path) => path.includes('/')).map(tailOf)),
    names: new Set(paths.map(nameOf)),
  };
};
