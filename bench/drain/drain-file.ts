import { readNdjson } from '../mine-logs/read-ndjson.ts';
import { createDrain } from './drain.ts';

/** The process: node drain-file.ts FILE; Drain over the messages' first lines as they are; one line of JSON. */
const [, , path = ''] = process.argv;
const startedAt = performance.now();
const drain = createDrain({ depth: 4, similarity: 0.4, maxChildren: 100 });
let events = 0;
readNdjson(path, 0, Infinity, ({ message }) => {
  events += 1;
  const end = message.indexOf('\n');
  drain.add(end < 0 ? message : message.slice(0, end));
});
const { user, system } = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    events,
    patterns: drain.clusters.length,
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
