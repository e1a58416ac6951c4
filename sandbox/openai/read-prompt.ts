/** What the stand-in model finds in a prompt. */
export interface Material {
  readonly instructions: string;
  /** The prompt's JSON; undefined when there is none. */
  readonly json: unknown;
  /** All that was said, for where there is no JSON. */
  readonly text: string;
}

/** Looks for JSON in the prompt: a whole text, a fenced block, or what stands between the first bracket and the last. */
export const readPrompt = (instructions: string, input: readonly string[]): Material => {
  const text = input.join('\n');
  for (const candidate of [...input.toReversed(), text, instructions]) {
    const json = findJson(candidate);
    if (json !== undefined) return { instructions, json, text };
  }
  return { instructions, json: undefined, text: text === '' ? instructions : text };
};

const findJson = (text: string): unknown => {
  const whole = parseObject(text);
  if (whole !== undefined) return whole;
  const fence = /```(?:json)?\s*\n([^`]*)```/.exec(text)?.[1];
  const fenced = fence === undefined ? undefined : parseObject(fence);
  if (fenced !== undefined) return fenced;
  for (const [open, close] of [
    ['{', '}'],
    ['[', ']'],
  ] as const) {
    const [start, end] = [text.indexOf(open), text.lastIndexOf(close)];
    const inside = start >= 0 && end > start ? parseObject(text.slice(start, end + 1)) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
};

const parseObject = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The length that the prompt allows a text, in characters: what it says near the field's name, or anywhere for the one
 * text that is asked for. Infinity when it says nothing.
 */
export const limitIn = (instructions: string, field: string | null): number => {
  const bound =
    /(?:at most|under|below|fewer than|less than|no more than|max(?:imum)?(?: of)?|up to|within)\s+(\d[\d,]*)\s+char/gi;
  for (const match of instructions.matchAll(bound)) {
    const before = instructions.slice(Math.max(0, match.index - 60), match.index);
    const clause = before.slice(
      Math.max(before.lastIndexOf('.'), before.lastIndexOf(';'), before.lastIndexOf('\n')) + 1,
    );
    if (field === null || clause.toLowerCase().includes(field.toLowerCase())) {
      return Number((match[1] ?? '').replaceAll(',', ''));
    }
  }
  return Infinity;
};
