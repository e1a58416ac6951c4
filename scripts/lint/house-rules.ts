import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importFault } from './rooms.ts';

/** The parts of the linter's plugin interface (that of ESLint 9) and of ESTree that the rules use. */
interface Context {
  readonly filename: string;
  report(finding: { readonly message: string; readonly node: Node }): void;
}

interface Node {
  readonly type: string;
}

interface ImportNode extends Node {
  readonly source: (Node & { readonly value?: unknown }) | null;
  readonly importKind?: string;
  readonly exportKind?: string;
}

interface MemberNode extends Node {
  readonly object: Node & { readonly name?: string };
  readonly property: Node & { readonly name?: string };
}

interface NewNode extends Node {
  readonly callee: Node & { readonly name?: string };
  readonly arguments: readonly Node[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const isTypeOnly = (node: ImportNode): boolean =>
  node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';

const imports = (context: Context) => {
  const importer = relative(ROOT, context.filename).split(sep).join('/');
  const check = (node: ImportNode): void => {
    if (node.source === null) return;
    const { value: specifier } = node.source;
    const message =
      typeof specifier === 'string'
        ? importFault({ importer, specifier, typeOnly: isTypeOnly(node) })
        : importFault({ importer, specifier: '(computed)', typeOnly: false });
    if (message !== null) context.report({ message, node });
  };
  return {
    ImportDeclaration: check,
    ExportNamedDeclaration: check,
    ExportAllDeclaration: check,
    ImportExpression: check,
    TSImportType: check,
  };
};

/** Clock and randomness come as arguments: otherwise the same evidence would not always give the same brief. */
const PASSED_IN: ReadonlySet<string> = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID']);

const passedIn = (context: Context) => ({
  MemberExpression: (node: MemberNode): void => {
    const name = `${node.object.name ?? ''}.${node.property.name ?? ''}`;
    if (PASSED_IN.has(name)) context.report({ message: `${name} is read here: take it as an argument.`, node });
  },
  NewExpression: (node: NewNode): void => {
    if (node.callee.name !== 'Date' || node.arguments.length > 0) return;
    context.report({ message: 'new Date() reads the clock here: take the time as an argument.', node });
  },
});

/** The house's own rules for oxlint: `daybrief/imports` (who may import whom) and `daybrief/passed-in`. */
const plugin = {
  meta: { name: 'daybrief' },
  rules: { imports: { create: imports }, 'passed-in': { create: passedIn } },
};

export default plugin;
