import { charClass, SPACE } from '../masking/char-class.ts';
import { ownCopy } from '../mining/own-copy.ts';

/** A call in a stack trace; line numbers are left out, as they move with every release. */
export interface StackFrame {
  /** `function (file)`, or what there is of both. */
  readonly label: string;
  /** The application's own: not of a library, nor the language's. */
  readonly own: boolean;
}

const MAX_LINE = 1_000;
const JVM = /^\s*at (?:[\w.@-]{0,60}\/{1,2})?([\w.$<>-]{1,300})\(([^()\n]{0,200})\)/;
const NAMED_JS = /^\s*at (?:async )?(?:new )?([^\s()][^()\n]{0,200}?) \((.{1,400}?)(?::\d+){1,2}\)(?: \{)?\s*$/;
const BARE_JS = /^\s*at (?:async )?([^\s()]{1,400}?)(?::\d+){1,2}(?: \{)?\s*$/;
const DOTNET = /^\s*at ([\w.`<>+[\],$]{1,300})\([^()\n]{0,400}\)(?: in (.{1,400}?):line \d+)?\s*$/;
const PYTHON = /^\s*File "([^"\n]{1,400})", line \d+(?:, in (\S{1,200}))?/;
const GO_FILE = /^\s+(\S{1,400}\.go):\d+/;
const GO_FUNCTION = /^([\w./*()-]{1,300})\([^\n]{0,400}\)$/;
const RUBY = /^\s*(?:from )?(\S{1,400}\.rb):\d+:in [`']([^'\n]{1,200})'/;
const PHP = /^\s*#\d+ (\S{1,400})\(\d+\): ([\w\\:>{}-]{1,200})\(/;

/** Packages and folders that are not the application's own. */
const LIBRARY = new RegExp(
  [
    String.raw`^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|clojure|akka|android|androidx|dalvik|reactor|rx)\.`,
    String.raw`^(?:org\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|mongodb|slf4j|junit|gradle|aspectj|elasticsearch|redisson|jooq|quartz|thymeleaf)|io\.(?:netty|grpc|micrometer|reactivex|lettuce|vertx|undertow|quarkus|micronaut|opentelemetry|projectreactor|confluent)|com\.(?:zaxxer|fasterxml|google|amazonaws|mysql|oracle|microsoft|datadoghq|netflix|squareup|mongodb|rabbitmq|github)|ch\.qos|software\.amazon|okhttp3|redis\.clients|net\.sf|feign|lombok)\.`,
    String.raw`^(?:System|Microsoft|Newtonsoft|Npgsql|Polly|MassTransit|Serilog|Grpc|Dapper|Azure)\.`,
    String.raw`^(?:runtime|net\/http|database\/sql|testing|reflect|sync|syscall|encoding\/json|google\.golang\.org|golang\.org|go\.uber\.org)[./]|^net\.[(A-Z]`,
    String.raw`^(?:std|core|alloc|tokio)::`,
    String.raw`node:|node_modules|internal\/(?:process|modules|timers|main)|site-packages|dist-packages|\/lib\/python|<frozen|\/gems\/|\/ruby\/\d|\/vendor\/|\/usr\/(?:local\/)?(?:go|lib)\/|\/go\/pkg\/mod\/|\/rustc\/|\.cargo\/|<anonymous>|^native$|github\.com\/(?:gin-gonic|labstack|gorilla|go-redis|jackc|lib\/pq)`,
  ].join('|'),
);
/** Where containers and build machines keep the application. */
const ROOT =
  /^(?:webpack(?:-internal)?:\/{2,3}|file:\/\/|[A-Z]:)?[\\/]+(?:app|usr\/src\/app|usr\/app|srv(?:\/app)?|opt\/[^/]+|var\/(?:task|www(?:\/html)?)|workspace|build|code|home\/[^/]+(?:\/app)?|go\/src(?:\/(?:github\.com|gitlab\.com)\/[^/]+\/[^/]+)?)\//;

const MAX_KNOWN = 4_000;
const known = new Map<string, StackFrame | null>();

/**
 * The frame on a line of a stack trace; Go writes a frame's function on the line before. Frames recur in trace after
 * trace, the messages between them don't: what an indented line says is kept.
 */
export const frameIn = (line: string, before: string | null): StackFrame | null => {
  if (line === '' || line.length > MAX_LINE) return null;
  const isIndented = charClass(line.charCodeAt(0)) === SPACE;
  const kept = isIndented ? known.get(line) : undefined;
  if (kept !== undefined) return kept;
  const go = line.includes('.go:') ? GO_FILE.exec(line) : null;
  if (go !== null) return frame(GO_FUNCTION.exec(before ?? '')?.[1] ?? '', go[1] ?? '');
  const found = readFrame(line);
  if (!isIndented) return found;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(ownCopy(line), found);
  return found;
};

/** Each form is told by what it begins with. */
const readFrame = (line: string): StackFrame | null => {
  const first = line.trimStart().charAt(0);
  const php = first === '#' ? PHP.exec(line) : null;
  if (php !== null) return frame(php[2] ?? '', php[1] ?? '');
  const python = first === 'F' ? PYTHON.exec(line) : null;
  if (python !== null) return frame(python[2] ?? '', python[1] ?? '');
  const ruby = line.includes('.rb:') ? RUBY.exec(line) : null;
  if (ruby !== null) return frame(ruby[2] ?? '', ruby[1] ?? '');
  return first === 'a' ? frameAt(line) : null;
};

const frameAt = (line: string): StackFrame | null => {
  const js = NAMED_JS.exec(line);
  if (js !== null && /[\\/:.]/.test(js[2] ?? '') && !/\.(?:java|kt|scala|groovy)$/.test(js[2] ?? '')) {
    return frame(js[1] ?? '', js[2] ?? '');
  }
  const bare = BARE_JS.exec(line);
  if (bare !== null) return frame('', bare[1] ?? '');
  const dotnet = DOTNET.exec(line);
  if (dotnet?.[2] !== undefined) return frame(dotnet[1] ?? '', dotnet[2]);
  const jvm = JVM.exec(line);
  if (jvm !== null) return frame(jvm[1] ?? '', (jvm[2] ?? '').replace(/:\d+$/, ''), !/\.\w+/.test(jvm[2] ?? ''));
  return dotnet === null ? null : frame(dotnet[1] ?? '', '');
};

const frame = (name: string, path: string, withoutFile = path === ''): StackFrame => {
  const label = cleanName(name);
  const file = cleanPath(path);
  const shown = withoutFile ? label : label === '' ? file : `${label} (${file})`;
  const places = path.includes('/') || name === '' ? [name, path] : [name];
  return { label: shown, own: !places.some((place) => place !== '' && LIBRARY.test(place)) };
};

/** Generated classes and lambdas are numbered anew at each start. */
const cleanName = (name: string): string =>
  name
    .replace(/\$\$[^.(]*/g, '')
    .replace(/\$\d+/g, '')
    .replace(/(?<=\D)\d{3,}/g, '')
    .replace(/^\(?\*?|\)$/g, '');

const cleanPath = (path: string): string =>
  path
    .replace(/[?#].*$/, '')
    .replace(ROOT, '')
    .replaceAll('\\', '/');
