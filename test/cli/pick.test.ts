import { describe, expect, it } from 'vitest';
import { parsePick, pick } from '../../src/cli/pick.ts';

const choices = [
  { id: 'PAY', label: 'PAY: Payments' },
  { id: 'WEB', label: 'WEB: Web' },
  { id: 'OPS', label: 'OPS: Operations' },
  { id: 'C01', label: '#incidents (the bot is not a member)' },
];

describe('parsePick', () => {
  it.each([
    ['', []],
    ['*', ['PAY', 'WEB', 'OPS', 'C01']],
    ['2', ['WEB']],
    ['1, 3-4', ['PAY', 'OPS', 'C01']],
    ['web, 2 ,PAY,', ['WEB', 'PAY']],
    ['#incidents', ['C01']],
    ['incidents', ['C01']],
  ])('%j', (text, ids) => expect(parsePick(text, choices)).toEqual({ ids, fault: null }));

  it.each(['0', '5', '3-1', '2-9', 'nothing', '1;2'])('%j is a fault', (text) => {
    expect(parsePick(text, choices)).toMatchObject({ ids: [], fault: expect.stringContaining(text) as string });
  });

  it('suggests what was meant', () => expect(parsePick('OPSS', choices).fault).toContain('did you mean OPS?'));
});

describe('pick', () => {
  it('asks again until the answer can be used', async () => {
    const answers = ['9', 'PAY'];
    const said: string[] = [];
    const ids = await pick(
      { ask: async () => answers.shift() ?? '', say: (text) => said.push(text), paintAside: (_style, text) => text },
      'Jira projects',
      choices,
    );
    expect(ids).toEqual(['PAY']);
    expect(said).toContain('    2  WEB: Web');
    expect(said.at(-1)).toContain('"9" is none of them');
  });
});
