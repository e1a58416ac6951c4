import type { LogPattern } from '../log-pattern.ts';

/** Where package managers put what is not one's own: Node, Python, Ruby, Go modules, Rust. */
const INSTALLED =
  /(?:node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?(@[\w.-]+\/[\w.-]+|[\w.-]+)|(?:site|dist)-packages\/([\w-]+)|\/gems\/([\w-]+?)-\d|(?:github\.com|gopkg\.in|golang\.org\/x|k8s\.io)\/(?:[\w.-]+\/)?([\w-]+)@?v?\d?|registry\/src\/[^/]+\/([\w-]+?)-\d)/g;
/** Java and .NET frames: the first three parts of the name are the library's. */
const QUALIFIED = /\bat ((?:[a-z][\w]*\.){2,}[a-z]\w*)\.[A-Z]/g;
const MAX_TRACE = 6_000;

/** Names of the packages that a pattern's stack traces run through, in lower case, without those called as its services are. */
export const librariesIn = ({ samples, services }: LogPattern): ReadonlySet<string> => {
  const names = new Set<string>();
  const trace = (samples[0]?.message ?? '').slice(0, MAX_TRACE).replaceAll(/\\[nrt]/g, '\n');
  for (const match of trace.matchAll(INSTALLED)) {
    const name = match.slice(1).find((part) => part !== undefined);
    for (const part of name?.toLowerCase().split('/') ?? []) names.add(part.replace(/^@/, ''));
  }
  for (const [, name = ''] of trace.matchAll(QUALIFIED)) {
    for (const part of name.split('.').slice(1, 4)) names.add(part.toLowerCase());
  }
  for (const service of services) for (const word of wordsOfName(service)) names.delete(word);
  return names;
};

const wordsOfName = (name: string): string[] => name.toLowerCase().split(/[^a-z\d]+/);

/** Parts of names that many libraries have, and many sentences. */
const COMMON = new Set(
  'api app apache async base build client cloud common commons config core data driver event events file google http https impl index internal java javax json kotlin lang main microsoft model net node org plugin pool proto request runtime server service services shared spring system test text tool tools type types util utils web worker'.split(
    ' ',
  ),
);
const MIN_LENGTH = 4;

/**
 * Whether a text, in lower case, names one of the packages as a word of its own. Those called as a part of `repository`,
 * where the text is from, are no others' packages.
 */
export const namesLibrary = (text: string, libraries: ReadonlySet<string>, repository: string): boolean => {
  const own = wordsOfName(repository);
  return [...libraries].some(
    (name) => name.length >= MIN_LENGTH && !COMMON.has(name) && !own.includes(name) && hasWord(text, name),
  );
};

const hasWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text.charCodeAt(at - 1)) && !isLetter(text.charCodeAt(at + word.length))) return true;
  }
  return false;
};

/** Of a to z; not so outside the text. */
const isLetter = (code: number): boolean => code >= 97 && code <= 122;
