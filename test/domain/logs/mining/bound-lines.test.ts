import { describe, expect, it } from 'vitest';
import { boundLines, withTemplates } from '../../../../src/domain/logs/mining/bound-lines.ts';
import type { MinedLine } from '../../../../src/domain/logs/mining/mined-line.ts';

const START_MS = Date.UTC(2026, 2, 9);

/** A mined line whose sample says its number. */
const line = (number: number, logGroup: string, text: string, types: readonly string[] = []): MinedLine => ({
  logGroup,
  text,
  types,
  frames: [],
  count: 1,
  firstSeenMs: START_MS + number,
  lastSeenMs: START_MS + number,
  levels: {},
  services: {},
  minutes: [START_MS / 60_000, 1],
  samples: [{ atMs: START_MS + number, logStream: 's', message: `line ${number}` }],
  requestIds: [],
});

const NAMES = ['ada', 'brook', 'cleo', 'dmitri', 'edda'];

describe('withTemplates', () => {
  it('gives the lines back in their order, each with its own facts, though groups and exceptions alternate', () => {
    const lines = NAMES.flatMap((name, at) => [
      line(at * 4, '/app/quay', `crane ${name} tilts`),
      line(at * 4 + 1, '/app/lock', `gate ${name} jams`),
      line(at * 4 + 2, '/app/quay', `crane ${name} tilts`, ['java.io.IOException']),
      line(at * 4 + 3, '/app/quay', `tide tables for ${name} are stale`),
    ]);
    const templated = withTemplates(lines);
    expect(templated.map(({ samples }) => samples[0]?.message)).toEqual(lines.map((_, at) => `line ${at}`));
    expect(templated.map(({ logGroup, types }) => [logGroup, types])).toEqual(
      lines.map(({ logGroup, types }) => [logGroup, types]),
    );
    expect(templated.map(({ text }) => text)).toEqual(
      NAMES.flatMap(() => ['crane <*> tilts', 'gate <*> jams', 'crane <*> tilts', 'tide tables for <*> are stale']),
    );
  });

  it('finds templates among the lines of one log group and exception only', () => {
    const lines = NAMES.map((name, at) => line(at, `/app/${at % 2}`, `crane ${name} tilts`, [`E${at % 3}Exception`]));
    expect(withTemplates(lines)).toEqual(lines);
  });

  it('leaves the lines that it is given as they are', () => {
    const lines = NAMES.map((name, at) => line(at, '/app/quay', `crane ${name} tilts`));
    const before = structuredClone(lines);
    withTemplates(lines);
    expect(lines).toEqual(before);
    expect(withTemplates([])).toEqual([]);
  });
});

describe('boundLines', () => {
  it('leaves lines alone that are few enough', () => {
    const lines = NAMES.map((name, at) => line(at, '/app/quay', `crane ${name} tilts`));
    expect(boundLines(lines, 5)).toEqual(lines);
  });

  it('sums lines of one template when there are too many, none lost', () => {
    const lines = NAMES.map((name, at) => line(at, '/app/quay', `crane ${name} tilts`));
    const [only, ...others] = boundLines(lines, 4);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ text: 'crane <*> tilts', count: 5, firstSeenMs: START_MS, lastSeenMs: START_MS + 4 });
  });

  it('keeps the most frequent, and of the rest what they begin with', () => {
    const bounded = (texts: readonly string[]): string[] => {
      const lines = texts.map((text, at) => ({ ...line(at, '/app/plant', text), count: 10 - at }));
      return boundLines(lines, 4)
        .map(({ text, count }) => `${count} ${text}`)
        .toSorted();
    };
    const [first, second] = ['pump is dry', 'pump was dry at noon'] as const;
    expect(bounded([first, second, 'valve shut', 'valve open again today', 'fan off'])).toEqual([
      `10 ${first}`,
      '15 valve <*>',
      '6 fan <*>',
      `9 ${second}`,
    ]);
    expect(bounded([first, second, 'valve shut', 'gate open again today', 'fan off'])).toEqual([
      `10 ${first}`,
      '21 <*>',
      `9 ${second}`,
    ]);
  });
});
