import type { SeededRandom } from './seeded-random.ts';

const PORTS = [
  'Harwich',
  'Esbjerg',
  'Gdynia',
  'Tallinn',
  'Rostock',
  'Ystad',
  'Bari',
  'Igoumenitsa',
  'Caen',
  'Santander',
];
const LOGINS = ['m.hale', 'jorun', 'kplat', 'svc-import', 'tess.o', 'ferrybot', 'b_nagy', 'ilse', 'guest', 'd.amaral'];
const HOSTS = ['node', 'app', 'worker', 'db', 'edge', 'batch'];
const WORDS = [
  'alder',
  'basalt',
  'cobalt',
  'delta',
  'ember',
  'fjord',
  'gravel',
  'harbour',
  'iris',
  'juniper',
  'kestrel',
];

type Filler = (random: SeededRandom, argument: string, atMs: number) => string;

const FILLERS: Readonly<Record<string, Filler>> = {
  n: (random) => String(random.whole(1, 99_999)),
  digit: (random) => String(random.whole(1, 9)),
  ms: (random) => String(random.whole(3, 30_000)),
  money: (random) => `${random.whole(9, 900)}.${String(random.whole(0, 99)).padStart(2, '0')}`,
  uuid: (random) => [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-'),
  hex: (random, digits) => random.hex(Number(digits) || 8),
  ip: (random) => `10.4.${random.whole(0, 9)}.${random.whole(1, 254)}`,
  port: (random) => random.pick(PORTS),
  login: (random) => random.pick(LOGINS),
  mail: (random) => `${random.pick(LOGINS)}${random.whole(1, 99)}@mail.example`,
  booking: (random) => `Q${random.hex(6).toUpperCase()}`,
  voyage: (random) => `V${random.whole(1_000, 9_999)}`,
  day: (random) =>
    `2026-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`,
  now: (_random, _argument, atMs) => `${new Date(atMs).toISOString().slice(0, 19)}Z`,
  float: (random) => `${random.whole(0, 400)}.${random.whole(0, 999)}`,
  share: (random) => `${random.whole(0, 99)}.${random.whole(0, 9)}`,
  bytes: (random) => String(random.whole(200, 80_000_000)),
  socket: (random) => String(random.whole(1_024, 65_535)),
  host: (random) => `${random.pick(HOSTS)}-${random.whole(1, 40)}.prod.internal`,
  word: (random) => random.pick(WORDS),
  url: (random) => `https://${random.pick(WORDS)}.example/${random.pick(WORDS)}/${random.whole(1, 99_999)}`,
  one: (random, choices) => random.pick(choices.split('|')),
};

const HOLE = /\{([a-z]+)(?::([^{}]*))?\}/g;

/** Puts values into `{n}`, `{uuid}`, `{one:a|b}` and so on; `{now}` is `atMs`. Anything else in braces stays. */
export const fillHoles = (template: string, random: SeededRandom, atMs: number): string =>
  template.replaceAll(HOLE, (hole: string, kind: string, argument: string | undefined) =>
    Object.hasOwn(FILLERS, kind) ? (FILLERS[kind]?.(random, argument ?? '', atMs) ?? hole) : hole,
  );

/** A regular expression's source that matches every filling, in texts or in JSON strings. */
export const regexOf = (template: string, asJson: boolean): string => {
  const fixed = (text: string): string =>
    (asJson ? JSON.stringify(text).slice(1, -1) : text).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  let source = '';
  let from = 0;
  for (const hole of template.matchAll(HOLE)) {
    if (!Object.hasOwn(FILLERS, hole[1] ?? '')) continue;
    source += `${fixed(template.slice(from, hole.index))}.{1,120}?`;
    from = hole.index + hole[0].length;
  }
  return source + fixed(template.slice(from));
};
