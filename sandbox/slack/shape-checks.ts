/** Tells what is wrong at a JSON pointer. */
export type Report = (pointer: string, message: string) => void;
/** Checks a value and reports whatever is wrong with it, in Slack's words. */
export type Check = (value: unknown, at: string, report: Report) => void;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lengths in characters as JavaScript counts them. */
export const string =
  (min: number, max: number): Check =>
  (value, at, report) => {
    if (typeof value !== 'string') report(at, 'must be a string');
    else if (value.length < min) report(at, `must be more than ${min - 1} characters`);
    else if (value.length > max) report(at, `must be less than ${max + 1} characters`);
  };

export const flag: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report(at, 'must be a boolean');
};

export const wholeNumber =
  (min: number, max: number): Check =>
  (value, at, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      report(at, `must be an integer from ${min} to ${max}`);
    }
  };

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, at, report) => {
    if (!allowed.includes(value)) report(at, `value must be one of the following: ${allowed.join(', ')}`);
  };

export const webAddress =
  (max: number): Check =>
  (value, at, report) => {
    string(1, max)(value, at, report);
    if (typeof value === 'string' && !(/^(?:https?|mailto|slack):/i.test(value) && URL.canParse(value))) {
      report(at, 'must be a valid URL');
    }
  };

export const list =
  (item: Check, min: number, max: number): Check =>
  (value, at, report) => {
    if (!Array.isArray(value)) return report(at, 'must be an array');
    if (value.length < min) report(at, `must have at least ${min} item${min === 1 ? '' : 's'}`);
    if (value.length > max) report(at, `no more than ${max} items allowed`);
    for (const [index, entry] of value.entries()) item(entry, `${at}/${index}`, report);
  };

export type Properties = Readonly<Record<string, Check>>;

/** An object with these properties and no others. */
export const object =
  (required: Properties, optional: Properties = {}): Check =>
  (value, at, report) => {
    if (!isObject(value)) return report(at, 'must be an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined || value[name] === null) report(at, `missing required field: ${name}`);
    }
    for (const [name, property] of Object.entries(value)) {
      const check = own(required, name) ?? own(optional, name);
      if (check === undefined) report(at, `invalid additional property: ${name}`);
      else if (property !== undefined && property !== null) check(property, `${at}/${name}`, report);
    }
  };

const own = (properties: Properties, name: string): Check | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

/** The check that the object's `type` asks for; other types aren't allowed here. */
export const byType =
  (checks: Properties): Check =>
  (value, at, report) => {
    if (!isObject(value)) return report(at, 'must be an object');
    const { type } = value;
    const check = typeof type === 'string' ? own(checks, type) : undefined;
    if (check === undefined) report(`${at}/type`, `unsupported type: ${String(type)}`);
    else check(value, at, report);
  };

/** All of them. */
export const both =
  (...checks: readonly Check[]): Check =>
  (value, at, report) => {
    for (const check of checks) check(value, at, report);
  };

/** At least one, or exactly one, of the properties stands there. */
export const needs =
  (names: readonly string[], kind: 'some' | 'one'): Check =>
  (value, at, report) => {
    if (!isObject(value)) return;
    const present = names.filter((name) => value[name] !== undefined && value[name] !== null);
    if (present.length === 0 || (kind === 'one' && present.length > 1)) {
      report(at, `must define ${kind === 'one' ? 'only one' : 'at least one'} of: ${names.join(', ')}`);
    }
  };

export const type = (name: string): Properties => ({ type: oneOf(name) });
