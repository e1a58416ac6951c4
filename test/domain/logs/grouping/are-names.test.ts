import { describe, expect, it } from 'vitest';
import { groupLines } from '../../../../src/domain/logs/grouping/group-lines.ts';

const templatesOf = (lines: readonly string[]): string[] => [...new Set(groupLines(lines))].sort();

describe('names', () => {
  it('takes two words for names where the word before says of what', () => {
    const closed = ['session of user ada closed', 'session of user billing closed'];
    expect(templatesOf(closed)).toEqual(['session of user <*> closed']);
    expect(templatesOf(["Peer 'north' is late", "Peer 'yard' is late"])).toEqual(["Peer '<*>' is late"]);
    expect(templatesOf(['lost, client: north', 'lost, client: yard'])).toEqual(['lost, client: <*>']);
    const sentences = ['the user may not enter', 'the user should not enter'];
    expect(templatesOf(sentences)).toEqual(sentences);
    const states = ['the node started with <*>', 'the node stopped with <*>'];
    expect(templatesOf(states)).toEqual(states);
  });

  it('takes two words between prepositions for names, unless the first says as what', () => {
    const sent = ['mail for ada from <*> held', 'mail for root from <*> held'];
    expect(templatesOf(sent)).toEqual(['mail for <*> from <*> held']);
    const kinds = ['box kept as bytes in memory', 'box kept as values in memory'];
    expect(templatesOf(kinds)).toEqual(kinds);
    const roles = ['router moved to active on <*>', 'router moved to backup on <*>'];
    expect(templatesOf(roles)).toEqual(roles);
    const states = ['held for ready by <*>', 'held for yard by <*>'];
    expect(templatesOf(states)).toEqual(states);
  });

  it('takes two names of code, and two compounds that begin or end alike, for values', () => {
    expect(templatesOf(['ran YardsController#show as page', 'ran MovesController#show as page'])).toEqual([
      'ran <*> as page',
    ]);
    expect(templatesOf(['stream to xds-birch ended', 'stream to xds-cedar ended'])).toEqual(['stream to <*> ended']);
    expect(templatesOf(['moved it to eu-store', 'moved it to us-store'])).toEqual(['moved it to <*>']);
    const files = ['wrote the job-conf file', 'wrote the job-jar file'];
    expect(templatesOf(files)).toEqual(files);
    const methods = ['called readBox of it', 'called moveBox of it'];
    expect(templatesOf(methods)).toEqual(methods.toSorted());
  });

  it('takes words after a kind and = for names when they were found to be names elsewhere', () => {
    const pairs = ['refused rhost=<*> user=ada', 'refused rhost=<*> user=root'];
    expect(templatesOf(pairs)).toEqual(pairs);
    const sent = ['mail for ada from <*> held', 'mail for root from <*> held'];
    expect(templatesOf([...pairs, ...sent])).toEqual(['mail for <*> from <*> held', 'refused rhost=<*> user=<*>']);
  });

  it('counts words together whose lines differ in names besides', () => {
    const users = ['ada', 'brook', 'cleo', 'dmitri'];
    const lines = ['oak', 'elm', 'ash'].map((tree, at) => `yard keeper ${tree} let user ${users[at]} in at <*>`);
    expect(templatesOf(lines)).toEqual(['yard keeper <*> let user <*> in at <*>']);
  });
});
