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

  it('keeps readings apart by their labels', () => {
    const readings = ['depth', 'width', 'margin', 'weight'].map((label) => `cache ${label} limit....<*>`);
    expect(templatesOf(readings)).toEqual(readings.toSorted());
    const counts = ['boxes', 'wagons', 'crates'].map((label) => `max ${label}: <*>`);
    expect(templatesOf(counts)).toEqual(counts.toSorted());
    const messages = ['onQuit', 'leave', 'goOver', 'fold'].map((message) => `StatusBar: ${message}`);
    expect(templatesOf(messages)).toEqual(messages.toSorted());
  });

  it('finds phrases of any length that vary in otherwise equal lines', () => {
    const outcomes = ['OK', 'Not Found', 'Internal Fault', 'Unprocessable Content'];
    const completed = outcomes.map((outcome) => `request completed <*> ${outcome} in <*>, views <*>`);
    expect(templatesOf(completed)).toEqual(['request completed <*> in <*>, views <*>']);
    expect(templatesOf(completed.slice(1))).toEqual(completed.slice(1).toSorted());
    const quoted = ['Old Box', 'Yard', 'Three Big Wagons'].map((name) => `could not open door of "${name}" again`);
    expect(templatesOf(quoted)).toEqual(['could not open door of "<*>" again']);
    const calls = ['Box(a)=b', 'Set', ''].map((args) => `call of pump by the clerk "${args}" was made`);
    expect(templatesOf(calls)).toEqual(['call of pump by the clerk "<*>" was made']);
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
    const short = ['java', 'node', 'chrome', 'ruby'].map((name) => `${name} invoked the killer`);
    expect(templatesOf(short)).toEqual(short.toSorted());
  });

  it('counts words together whose lines differ in names besides', () => {
    const users = ['ada', 'brook', 'cleo', 'dmitri'];
    const lines = ['oak', 'elm', 'ash'].map((tree, at) => `yard keeper ${tree} let user ${users[at]} in at <*>`);
    expect(templatesOf(lines)).toEqual(['yard keeper <*> let user <*> in at <*>']);
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

  it('joins lines of which the mask took a value beside a variable for a part of it', () => {
    expect(templatesOf(['<*> eth1: link is down', '<*>: link is down'])).toEqual(['<*>: link is down']);
    expect(templatesOf(['<*> eth1: link is down'])).toEqual(['<*> eth1: link is down']);
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
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(part, { minLength: 1, maxLength: 6 }), { maxLength: 40 }),
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
