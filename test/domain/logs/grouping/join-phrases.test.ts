import { describe, expect, it } from 'vitest';
import { groupLines } from '../../../../src/domain/logs/grouping/group-lines.ts';

const templatesOf = (lines: readonly string[]): string[] => [...new Set(groupLines(lines))].sort();

describe('phrases', () => {
  it('finds phrases of any length that vary in otherwise equal lines', () => {
    const outcomes = ['OK', 'Not Found', 'Internal Fault', 'Unprocessable Content'];
    const completed = outcomes.map((outcome) => `request completed <*> ${outcome} in <*>, views <*>`);
    expect(templatesOf(completed)).toEqual(['request completed <*> in <*>, views <*>']);
    expect(templatesOf(completed.slice(1))).toEqual(completed.slice(1).toSorted());
    const quoted = ['Old Box', 'Yard', 'Three Big Wagons'].map((name) => `could not open door of "${name}" again`);
    expect(templatesOf(quoted)).toEqual(['could not open door of "<*>" again']);
    const calls = ['Box(a)=b', 'Set', ''].map((args) => `call of pump by the clerk "${args}" was made`);
    expect(templatesOf(calls)).toEqual(['call of pump by the clerk "<*>" was made']);
    const nested = ['shop', 'docs'].flatMap((app) =>
      ['Old Box', 'Yard', 'Three Big Wagons'].map((name) => `the keeper of [${app}] left the door of (${name}) open`),
    );
    expect(templatesOf(nested)).toEqual(['the keeper of [<*>] left the door of (<*>) open']);
    const messages = ['Old Box', 'Yard', 'Three Big Wagons'].map((message) => `"${message}" from keeper of yard "<*>"`);
    expect(templatesOf(messages)).toEqual(messages.toSorted());
    const statements = ['password for <*>', 'none for guest', 'old key of <*> by <*>', 'second factor'].map(
      (what) => `Failed ${what} from port <*> ssh2 again`,
    );
    expect(templatesOf(statements)).toEqual(statements.toSorted());
  });

  it('joins lines of which some had a value beside the word that varies', () => {
    const lines = [
      ...['activity', 'service', 'broadcast'].map((kind) => `start process <*> on ${kind} <*>`),
      'start process <*> on activity net.example/.Sync',
    ];
    expect(templatesOf(lines)).toEqual(['start process <*> on <*>']);
  });

  it('joins lines of which the mask took a value beside a variable for a part of it', () => {
    expect(templatesOf(['<*> eth1: link is down', '<*>: link is down'])).toEqual(['<*>: link is down']);
    expect(templatesOf(['<*> eth1: link is down'])).toEqual(['<*> eth1: link is down']);
  });
});
