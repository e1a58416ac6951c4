import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export type Path = readonly (string | number)[];

export interface YamlFault {
  readonly position: Position;
  readonly message: string;
}

export interface ParsedYaml {
  readonly value: unknown;
  /** Nothing of the value can be used when there are any. */
  readonly faults: readonly YamlFault[];
  /** Where the value at a path stands; of its nearest existing parent otherwise. */
  locate(path: Path): Position;
  /** Where a key of the map at a path stands. */
  locateKey(path: Path, key: string): Position;
}

/** Aliases may multiply a small file into gigabytes. */
const MAX_ALIASES = 1_000;
const START: Position = { line: 1, column: 1 };

/** YAML 1.2 with merge keys; duplicate keys, unknown tags and other than text keys are faults. */
export const parseYaml = (text: string): ParsedYaml => {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? START : { line, column: col };
  };
  try {
    const document = parseDocument(text, { ...OPTIONS, lineCounter: lines });
    const faults = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      position: at(pos[0]),
      message: faultText(code, message),
    }));
    return {
      ...(faults.length > 0 ? { value: undefined, faults } : expanded(document, at)),
      locate: (path) => at(startOf(find(document, path))),
      locateKey: (path, key) => at(startOfKey(find(document, path), key)),
    };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    const faults = [{ position: START, message: 'the file is nested too deeply' }];
    return { value: undefined, faults, locate: () => START, locateKey: () => START };
  }
};

const OPTIONS = { prettyErrors: false, stringKeys: true, merge: true, logLevel: 'error' } as const;

const expanded = (
  document: Document.Parsed,
  at: (offset: number) => Position,
): Pick<ParsedYaml, 'value' | 'faults'> => {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), faults: [] };
  } catch (thrown) {
    if (!(thrown instanceof ReferenceError)) throw thrown;
    const unknown = /^Unresolved alias.*: (\S+)$/.exec(thrown.message)?.[1];
    const fault =
      unknown === undefined
        ? { position: START, message: `aliases (*name) multiply the file too much; allowed: ${MAX_ALIASES} in all` }
        : { position: at(aliasAt(document, unknown)), message: 'no anchor (&name) for this alias (*name) before it' };
    return { value: undefined, faults: [fault] };
  }
};

const aliasAt = (document: Document.Parsed, name: string): number => {
  let offset = 0;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.source !== name) return undefined;
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
};

/** The library quotes the text that it stumbled over, which may be a secret. */
const faultText = (code: string, message: string): string => {
  if (code === 'TAB_AS_INDENT') return 'a tab indents this line; allowed: spaces';
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in the same block; allowed: once';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here (---); allowed: one';
  if (code === 'TAG_RESOLVE_FAILED') return 'a tag (!name) stands here; allowed: plain YAML without tags';
  if (code === 'NON_STRING_KEY') return 'this key is not text; put it in quotes';
  return `not valid YAML: ${message.replace(/:? ?["'`].*$/s, '')}`;
};

const find = (document: Document.Parsed, path: Path): Node | null => {
  let node: Node | null = document.contents;
  for (const step of path) {
    const child: Node | null = childOf(document, resolved(document, node), step);
    if (child === null) return node;
    node = child;
  }
  return node;
};

const resolved = (document: Document.Parsed, node: Node | null): Node | null =>
  isAlias(node) ? (node.resolve(document) ?? null) : node;

const childOf = (document: Document.Parsed, node: Node | null, step: string | number): Node | null => {
  if (isSeq(node)) return asNode(node.items[Number(step)]);
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => keyText(key) === String(step));
  // A key without a value is located by the key.
  return pair === undefined ? null : hasRange(asNode(pair.value)) ? asNode(pair.value) : asNode(pair.key);
};

const asNode = (value: unknown): Node | null =>
  isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;

const hasRange = (node: Node | null): boolean => node?.range !== undefined && node.range !== null;

const keyText = (key: unknown): string | null => (isScalar(key) ? String(key.value) : null);

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

const startOfKey = (node: Node | null, key: string): number => {
  const pair = isMap(node) ? node.items.find((item) => isPair(item) && keyText(item.key) === key) : undefined;
  return pair === undefined ? startOf(node) : startOf(asNode(pair.key));
};
