import { parseArgs } from 'node:util';
import { API_NAMES } from './faults.ts';
import { startSandbox, type Sandbox } from './start-sandbox.ts';

const USAGE = `Usage: node sandbox/main.ts --world DIR [--port-jira N … --port-control N] [--latency MS] [--json]

Serves a world's fake Jira, GitHub, CloudWatch, Slack and OpenAI on loopback until it gets SIGTERM or SIGINT.
`;

const portNames = [...API_NAMES, 'control'] as const;

const options = {
  world: { type: 'string' },
  latency: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  ...Object.fromEntries(portNames.map((name) => [`port-${name}`, { type: 'string' } as const])),
} as const;

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options });
  if (values.help || values.world === undefined) {
    (values.help ? process.stdout : process.stderr).write(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const given: Readonly<Record<string, string | boolean | undefined>> = values;
  const ports = Object.fromEntries(
    portNames.flatMap((name) => {
      const text = given[`port-${name}`];
      return text === undefined ? [] : [[name, wholeNumber(`--port-${name}`, String(text))]];
    }),
  );
  const sandbox = await startSandbox({
    worldDir: values.world,
    ports,
    latencyMs: wholeNumber('--latency', values.latency),
  });
  tell(sandbox, values.json);
  const end = (): void => void sandbox.close();
  process.once('SIGTERM', end).once('SIGINT', end);
};

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
};

const tell = ({ world, url, urls, credentials }: Sandbox, asJson: boolean): void => {
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ world: world.name, url, urls, credentials })}\n`);
    return;
  }
  const rows = [['Slack, as people see it', url] as const, ...Object.entries(urls)];
  process.stdout.write(`The world "${world.name}" is served:\n`);
  for (const [name, address] of rows) process.stdout.write(`  ${name.padEnd(24)} ${address}\n`);
};

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
