/** A piece of evidence in the prompt. */
export interface Exhibit {
  /** What the prompt calls it: "T1", or its own name. */
  readonly id: string;
  /** What people call it: "PAY-311", "acme/ledger#7"; for a log pattern its text. */
  readonly name: string;
  readonly text: string;
  readonly detail: string;
  readonly count: number | null;
  readonly service: string | null;
  readonly isMerged: boolean | null;
}

export interface SuspectNotes extends Exhibit {
  readonly reasonsFor: readonly string[];
  readonly reasonsAgainst: readonly string[];
  readonly isRuledOut: boolean;
  /** How likely the prompt calls its guilt, 0 to 1. */
  readonly chance: number | null;
  readonly minutesBefore: number | null;
}

/** What the prompt tells about one incident, in whatever shape it does. */
export interface CaseNotes {
  readonly id: string;
  readonly severity: string | null;
  readonly services: readonly string[];
  readonly minutes: number | null;
  readonly isOngoing: boolean | null;
  readonly tickets: readonly Exhibit[];
  readonly suspects: readonly SuspectNotes[];
  readonly changes: readonly Exhibit[];
  readonly patterns: readonly Exhibit[];
  /** Conclusions that the prompt already holds. */
  readonly title: string | null;
  readonly description: string | null;
  readonly action: string | null;
  readonly blamed: string | null;
}

type Raw = Readonly<Record<string, unknown>>;

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The cases of a prompt's JSON: the objects of the list that looks most like incidents; else all of it is one case. */
export const casesOf = (json: unknown): readonly CaseNotes[] => {
  const list = Array.isArray(json) ? json.filter(isRaw) : isRaw(json) ? bestList(json) : [];
  if (list.length > 0) return list.map(notesOf);
  return isRaw(json) && looksLikeCase(json) > 0 ? [notesOf(json, 0)] : [];
};

const bestList = (root: Raw): readonly Raw[] => {
  const lists = Object.values(root).flatMap((value) => {
    if (Array.isArray(value)) return [value.filter(isRaw)];
    return isRaw(value)
      ? Object.values(value).flatMap((inner) => (Array.isArray(inner) ? [inner.filter(isRaw)] : []))
      : [];
  });
  const scored = lists.map((list) => ({ list, score: list.reduce((sum, entry) => sum + looksLikeCase(entry), 0) }));
  return scored.toSorted((a, b) => b.score - a.score).find(({ score }) => score > 0)?.list ?? [];
};

const CASE_KEYS = [
  /ticket|issue/i,
  /suspect|pull|change|commit/i,
  /log|pattern|error/i,
  /severity|priority/i,
  /services?$/i,
];

const looksLikeCase = (entry: Raw): number => {
  const keys = Object.keys(entry);
  const hits = CASE_KEYS.filter((wanted) => keys.some((key) => wanted.test(key))).length;
  return hits >= 2 ? hits : 0;
};

const notesOf = (raw: Raw, index: number): CaseNotes => ({
  id: textOf(raw, /^(incident_?|case_?|group_?)?id$/i) ?? textOf(raw, /^(key|name)$/i) ?? String(index + 1),
  severity: textOf(raw, /severity|priority/i)?.toLowerCase() ?? null,
  services: [...new Set(strings(pick(raw, /service|component/i)))],
  minutes: numberOf(raw, /minutes|duration/i),
  isOngoing: booleanOf(raw, /ongoing|active/i),
  tickets: exhibits(pick(raw, /ticket|issue/i)),
  suspects: list(pick(raw, /suspect|candidate/i)).map(suspectOf),
  changes: exhibits(pick(raw, /pull|change|commit|deploy/i)),
  patterns: exhibits(pick(raw, /log|pattern|error|exception/i)),
  title: textOf(raw, /^(title|headline)$/i),
  description: textOf(raw, /description|explanation/i),
  action: textOf(raw, /action|recommend/i),
  blamed: textOf(raw, /^(cause|culprit|root_?cause|blamed)$/i),
});

const exhibits = (value: unknown): readonly Exhibit[] => list(value).map(exhibitOf);

const exhibitOf = (value: unknown): Exhibit => {
  const raw = isRaw(value) ? value : { id: String(value) };
  const text = textOf(raw, /^(title|summary|template|message|subject)$/i) ?? '';
  const name = textOf(raw, /^(key|pull_?request|name)$/i);
  const id = textOf(raw, /^id$/i) ?? name ?? clipText(text, 60);
  return {
    id,
    name: name ?? (text === '' ? id : text),
    text,
    detail: textOf(raw, /^(excerpt|body|description|sample)$/i) ?? '',
    count: numberOf(raw, /count|events|occurrences/i),
    service: textOf(raw, /service|component/i),
    isMerged: booleanOf(raw, /merged$/i),
  };
};

const suspectOf = (value: unknown): SuspectNotes => {
  const raw = isRaw(value) ? value : {};
  return {
    ...exhibitOf(value),
    reasonsFor: strings(pick(raw, /for$|pros|evidence/i)),
    reasonsAgainst: strings(pick(raw, /against$|cons$/i)),
    isRuledOut: booleanOf(raw, /ruled_?out|excluded/i) === true,
    chance: numberOf(raw, /chance|probab|likel/i),
    minutesBefore: numberOf(raw, /minutes.*before|before.*minutes/i),
  };
};

const pick = (raw: Raw, wanted: RegExp): unknown => Object.entries(raw).find(([key]) => wanted.test(key))?.[1];

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.filter((entry) => isRaw(entry) || typeof entry === 'string') : [];

const strings = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) =>
    typeof entry === 'string' ? [entry] : isRaw(entry) ? (textOf(entry, /^(name|id)$/i) ?? []) : [],
  );
};

const textOf = (raw: Raw, wanted: RegExp): string | null => {
  for (const [key, value] of Object.entries(raw)) {
    if (!wanted.test(key) || (typeof value !== 'string' && typeof value !== 'number')) continue;
    const text = String(value).trim();
    return text === '' ? null : text;
  }
  return null;
};

const numberOf = (raw: Raw, wanted: RegExp): number | null => {
  const found = Object.entries(raw).find(([key, value]) => wanted.test(key) && typeof value === 'number')?.[1];
  return typeof found === 'number' ? found : null;
};

const booleanOf = (raw: Raw, wanted: RegExp): boolean | null => {
  const found = Object.entries(raw).find(([key, value]) => wanted.test(key) && typeof value === 'boolean')?.[1];
  return typeof found === 'boolean' ? found : null;
};

/** One line, cut at a word. */
export const clipText = (text: string, limit: number): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, Math.max(0, limit - 1));
  const space = cut.lastIndexOf(' ');
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.-]+$/, '')}…`;
};
