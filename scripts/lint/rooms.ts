import { posix } from 'node:path';

/** Which imports a room may have. A path ending in `/` stands for everything below it, another for that file. */
interface Room {
  /** Modules of this repository, besides the room itself. */
  readonly modules: readonly string[];
  /** Modules of which it may import types only. */
  readonly types: readonly string[];
  /** npm packages and `node:` modules; null allows every one. A name stands for its subpaths too. */
  readonly packages: readonly string[] | null;
  readonly packageTypes?: readonly string[];
}

/** An import as it stands in a file. Paths are relative to the repository's root, with `/`. */
export interface ImportStatement {
  readonly importer: string;
  readonly specifier: string;
  /** True for `import type` and `export type`; `import { type X }` still loads the module. */
  readonly typeOnly: boolean;
}

const SRC = 'src/';
const ADAPTERS = 'src/adapters/';

/** Who may import whom. Rooms of `src` without an entry assemble: they may import all of `src`. */
const ROOMS: Readonly<Record<string, Room>> = {
  'src/domain/': { modules: [], types: [], packages: ['stemmer'] },
  'src/ports.ts': { modules: [], types: ['src/domain/'], packages: [], packageTypes: ['zod'] },
  'src/workflows/': { modules: ['src/domain/'], types: ['src/activities/'], packages: ['@temporalio/workflow'] },
  'src/activities/': {
    modules: ['src/domain/', 'src/ports.ts'],
    types: [],
    packages: ['@temporalio/activity', 'zod'],
  },
  [ADAPTERS]: { modules: ['src/domain/', 'src/ports.ts'], types: [], packages: null },
  'src/store/': { modules: ['src/domain/', 'src/ports.ts'], types: [], packages: null },
  'src/config/': { modules: ['src/domain/'], types: ['src/ports.ts'], packages: null },
  [SRC]: { modules: [], types: [], packages: null },
  'sandbox/': { modules: [], types: [], packages: null },
};

/** What is wrong with an import, as a sentence; null when nothing is. */
export const importFault = (statement: ImportStatement): string | null => {
  const found = Object.entries(ROOMS).find(([path]) => covers(path, statement.importer));
  if (found === undefined) return null;
  const [path, room] = found;
  return statement.specifier.startsWith('.') ? moduleFault(path, room, statement) : packageFault(path, room, statement);
};

const moduleFault = (path: string, room: Room, { importer, specifier, typeOnly }: ImportStatement): string | null => {
  const imported = posix.join(posix.dirname(importer), specifier);
  if (covers(ownPart(path, importer), imported)) return null;
  if (room.modules.some((allowed) => covers(allowed, imported))) return null;
  if (room.types.some((allowed) => covers(allowed, imported))) {
    return typeOnly ? null : `${path} may import only types of ${imported}: write "import type".`;
  }
  return `${path} must not import ${imported}. ${allowance(path, room)}`;
};

const packageFault = (path: string, room: Room, { specifier, typeOnly }: ImportStatement): string | null => {
  if (room.packages === null || named(room.packages, specifier)) return null;
  if (typeOnly && named(room.packageTypes ?? [], specifier)) return null;
  return `${path} must not import the package ${specifier}. ${allowance(path, room)}`;
};

/** An adapter's own part is its vendor's folder, so that adapters never import each other. */
const ownPart = (path: string, importer: string): string =>
  path === ADAPTERS ? `${importer.split('/', 3).join('/')}/` : path;

const covers = (path: string, module: string): boolean =>
  path.endsWith('/') ? module.startsWith(path) : module === path;

const named = (packages: readonly string[], specifier: string): boolean =>
  packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));

const allowance = (path: string, { modules, types, packages, packageTypes = [] }: Room): string => {
  const allowed = [
    path === ADAPTERS ? 'its own folder' : path,
    ...modules,
    ...types.map((name) => `types of ${name}`),
    ...(packages ?? ['any package']),
    ...packageTypes.map((name) => `types of ${name}`),
  ];
  return `Allowed: ${allowed.join(', ')}.`;
};
