import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupLines } from '../../../../src/domain/logs/grouping/group-lines.ts';

const templatesOf = (lines: readonly string[]): string[] => [...new Set(groupLines(lines))].sort();

describe('groupLines', () => {
  it('takes a word for a variable where three different ones stand, four after =', () => {
    const crews = ['ada', 'brook', 'cleo', 'dmitri'].map((name) => `shift with ${name} is over`);
    expect(templatesOf(crews)).toEqual(['shift with <*> is over']);
    expect(templatesOf(crews.slice(1))).toEqual(['shift with <*> is over']);
    expect(templatesOf(crews.slice(2))).toEqual(crews.slice(2));
    const pairs = ['ada', 'brook', 'cleo', 'dmitri'].map((name) => `shift over, next=${name}`);
    expect(templatesOf(pairs)).toEqual(['shift over, next=<*>']);
    expect(templatesOf(pairs.slice(1))).toEqual(pairs.slice(1));
  });

  it('keeps readings apart by their labels', () => {
    const readings = ['depth', 'width', 'margin', 'weight'].map((label) => `cache ${label} limit....<*>`);
    expect(templatesOf(readings)).toEqual(readings.toSorted());
    const counts = ['boxes', 'wagons', 'crates'].map((label) => `max ${label}: <*>`);
    expect(templatesOf(counts)).toEqual(counts.toSorted());
    const messages = ['onQuit', 'leave', 'goOver', 'fold'].map((message) => `StatusBar: ${message}`);
    expect(templatesOf(messages)).toEqual(messages.toSorted());
  });

  it('keeps apart what states, switches and methods name', () => {
    const lines = ['VM Started', 'VM Paused', 'VM Resumed', 'VM Stopped'].map((state) => `[x: <*>] ${state} (event)`);
    expect(templatesOf(lines)).toEqual(lines.toSorted());
    const flags = ['mode=true of <*>', 'mode=false of <*>'];
    expect(templatesOf(flags)).toEqual(flags.toSorted());
  });

  it('keeps names before = and : and at the beginning apart', () => {
    const settings = ['java.home', 'java.io.tmpdir', 'os.name', 'user.dir', 'user.home'].map((key) => `env ${key}=<*>`);
    expect(templatesOf(settings)).toEqual(settings.toSorted());
    const daemons = ['cupsd', 'hcid', 'klogd', 'portmap', 'sdpd'].map((name) => `${name} startup succeeded`);
    expect(templatesOf(daemons)).toEqual(daemons.toSorted());
  });

  it('takes codes of three letters, and a value before a colon, for values', () => {
    const rates = ['CHF', 'DKK', 'NOK', 'SEK'].map((code) => `No rate for ${code}, price list <*> kept`);
    expect(templatesOf(rates)).toEqual(['No rate for <*>, price list <*> kept']);
    const devices = ['tv', 'phone', 'stick', 'tablet'].map((device) => `licence failed device=${device}: expired`);
    expect(templatesOf(devices)).toEqual(['licence failed device=<*>: expired']);
  });

  it('keeps exceptions apart', () => {
    const lines = ['Timeout', 'Io', 'Parse', 'State', 'Key'].map(
      (kind) => `call failed with net.example.${kind}Exception`,
    );
    expect(templatesOf(lines)).toHaveLength(5);
  });

  it('takes dotted names and paths for values, two of them at once too', () => {
    expect(
      templatesOf(['Registering net.a.Box for net.a.Handler', 'Registering net.b.Yard for net.b.YardHandler']),
    ).toEqual(['Registering <*> for <*>']);
  });

  it('takes three different words in quotes, or alone in angle brackets, for values', () => {
    const denied = ['ada', 'brook', 'cleo'].map((user) => `access denied to '${user}' at <*>`);
    expect(templatesOf(denied)).toEqual(["access denied to '<*>' at <*>"]);
    expect(templatesOf(denied.slice(1))).toEqual(denied.slice(1));
    const groups = ['ada', 'brook', 'cleo'].map((user) => `group <staff> user <${user}> left`);
    expect(templatesOf(groups)).toEqual(['group <staff> user <<*>> left']);
    const lights = ['RED', 'GREEN', 'AMBER', 'LOST'].map((light) => `signal (${light}) of yard <*>`);
    expect(templatesOf(lights.slice(1))).toEqual(['signal (<*>) of yard <*>']);
    expect(templatesOf(lights.slice(2))).toEqual(lights.slice(2).toSorted());
    expect(templatesOf(lights.slice(2).map((light) => light.replace('(', '[').replace(')', ']')))).toEqual([
      'signal [<*>] of yard <*>',
    ]);
    const tags = ['[gate] signal lost', '[yard] signal lost'];
    expect(templatesOf(tags)).toEqual(tags);
  });

  it('takes three short codes for kinds, four for values', () => {
    const operations = ['ADD', 'MOD', 'DEL'].map((operation) => `op=<*> ${operation} of <*>`);
    expect(templatesOf(operations)).toEqual(operations.toSorted());
  });

  it('takes four names before : or at the beginning for values where much else is equal', () => {
    const killed = ['java', 'node', 'chrome', 'ruby'].map(
      (name) => `${name} invoked the killer of processes as memory ran out`,
    );
    expect(templatesOf(killed)).toEqual(['<*> invoked the killer of processes as memory ran out']);
    const programs = ['java', 'node', 'chrome'].map((name) => `${name}[<*>]: window <*> is gone`);
    expect(templatesOf(programs)).toEqual(['<*>[<*>]: window <*> is gone']);
    const short = ['java', 'node', 'chrome', 'ruby'].map((name) => `${name} invoked the killer`);
    expect(templatesOf(short)).toEqual(short.toSorted());
  });

  it('counts words together whose lines differ in values besides', () => {
    const lines = ['ada', 'brook', 'cleo', 'dmitri'].map(
      (user, at) => `deny ${user} look-up of net.${'xyzq'[at]}.port`,
    );
    expect(templatesOf(lines)).toEqual(['deny <*> look-up of <*>']);
  });

  it('takes words for values where many others came after the same two words', () => {
    const opened = ['ada', 'brook', 'cleo', 'dmitri'].map((user) => `opened for driver ${user} by <*>`);
    const closed = ['edda', 'farid'].map((user) => `closed for driver ${user}`);
    expect(templatesOf([...opened, ...closed])).toEqual(['closed for driver <*>', 'opened for driver <*> by <*>']);
    expect(templatesOf(closed)).toEqual(closed);
    const states = ['closed for driver started', 'closed for driver stopped'];
    expect(templatesOf([...opened, ...states])).toEqual([...states, 'opened for driver <*> by <*>']);
  });

  it('takes numbered names before = for values, others not', () => {
    const registers = ['r00', 'r04', 'r08'].map((name) => `${name}=<*> state=<*>`);
    expect(templatesOf(registers)).toEqual(['<*>=<*> state=<*>']);
  });

  it('joins words that vary together apart for each kind that stands among them', () => {
    const users = ['ada', 'brook', 'cleo', 'dmitri', 'edda', 'farid', 'greta', 'hamid'];
    const lines = ['GET', 'DEL'].flatMap((method, offset) =>
      users.map((user, at) => `acl user ${user} denied ${method} on key ${users[(at * 3 + offset) % 8]}`),
    );
    expect(templatesOf(lines)).toEqual(['acl user <*> denied DEL on key <*>', 'acl user <*> denied GET on key <*>']);
  });

  it('joins records whose values differ together', () => {
    const record = (tag: string, name: string, ws: string): string => `lock=<*>, tag="${tag}", name=${name}, ws=${ws}`;
    expect(
      templatesOf([
        record('View Lock', 'android', 'null'),
        record('Audio', 'server', 'null'),
        record('Ril', 'phone', 'work'),
        record('Play', 'system', 'work'),
      ]),
    ).toEqual(['lock=<*>, tag="<*>", name=<*>, ws=<*>']);
    const two = [record('View Lock', 'android', 'null'), record('Audio', 'server', 'null')];
    expect(templatesOf(two)).toEqual(['lock=<*>, tag="<*>", name=<*>, ws=null']);
    const one = [record('Audio', 'android', 'null'), record('Audio', 'server', 'null')];
    expect(templatesOf(one)).toEqual(one);
  });

  it('finds words that vary together though each is rare', () => {
    const pairs = [
      ['birch', 'cedar'],
      ['dune', 'ember'],
      ['fjord', 'grove'],
      ['heath', 'islet'],
    ];
    expect(templatesOf(pairs.map(([a, b]) => `Restarting failed container ${a} in pod ${b}`))).toEqual([
      'Restarting failed container <*> in pod <*>',
    ]);
  });

  it('gives a rare line to the template that it fits, and takes what was learnt elsewhere', () => {
    const users = ['ada', 'brook', 'cleo', 'dmitri', 'edda'];
    const lines = [
      ...users.map((user) => `Invalid user ${user} from <*>`),
      'Failed none for Invalid user ada from <*>',
      'Failed none for Invalid user brook from <*>',
    ];
    expect(templatesOf(lines)).toEqual(['Failed none for Invalid user <*> from <*>', 'Invalid user <*> from <*>']);
  });

  it('keeps lines of a single word', () => {
    const words = ['started', 'quiet', 'busy', 'asleep', 'awake', 'done'];
    expect(templatesOf(words)).toEqual(words.toSorted());
  });

  it('depends on the set of lines, not on their order', () => {
    const part = fc.constantFrom(
      'ada',
      'brook',
      'cleo',
      'net.a.B',
      'x=1',
      'RUNNING',
      'stopped',
      '<*>',
      'true',
      ':',
      '(',
      ')',
      'user',
      'for',
      'from',
      'Not Found',
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(part, { minLength: 1, maxLength: 8 }), { maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (lines, order) => {
          const texts = [...new Set(lines.map((words) => words.join(' ')))];
          const shuffled = texts.map((text) => ({ text, by: order.next().value })).toSorted((a, b) => a.by - b.by);
          const byText = new Map(groupLines(texts).map((template, index) => [texts[index], template]));
          const again = groupLines(shuffled.map(({ text }) => text));
          expect(again).toEqual(shuffled.map(({ text }) => byText.get(text)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
