import type { Service } from '../../team.ts';
import type { MinedLine } from '../mining/mined-line.ts';

/** Segments of log group names that name no service. */
const COMMON = new Set([
  'app',
  'aws',
  'ecs',
  'eks',
  'lambda',
  'containers',
  'logs',
  'log',
  'prod',
  'production',
  'application',
  'cluster',
  'host',
  'stdout',
  'stderr',
]);

/**
 * The services of a pattern, most frequent first, in the catalogue's spelling; then those that the catalogue gives the
 * log group; else what the log group is called. Never empty.
 */
export const servicesOf = (line: Pick<MinedLine, 'logGroup' | 'services'>, catalogue: readonly Service[]): string[] => {
  const spelling = spellings(catalogue);
  const counts = new Map<string, number>();
  for (const [name, count] of Object.entries(line.services)) {
    const service = spelling.get(plain(name)) ?? name;
    counts.set(service, (counts.get(service) ?? 0) + count);
  }
  const named = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const owners = catalogue.filter(({ logGroups }) => logGroups.includes(line.logGroup)).map(({ name }) => name);
  const services = [...new Set([...named, ...owners])];
  return services.length > 0 ? services : [spelling.get(plain(segmentOf(line.logGroup))) ?? segmentOf(line.logGroup)];
};

const spellings = (catalogue: readonly Service[]): Map<string, string> =>
  new Map(catalogue.flatMap(({ name, aliases }) => [...aliases, name].map((known) => [plain(known), name] as const)));

const plain = (name: string): string => name.toLowerCase().replace(/[_\s.]+/g, '-');

const segmentOf = (logGroup: string): string => {
  const segments = logGroup.split('/').filter((segment) => segment !== '');
  return segments.findLast((segment) => !COMMON.has(segment.toLowerCase())) ?? segments.at(-1) ?? logGroup;
};
