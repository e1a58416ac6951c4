import { z } from 'zod';
import { DEFAULT_CORRELATION_SETTINGS, type CorrelationSettings } from '../domain/correlation/settings.ts';

/** The same shape with everything optional. */
export type Overrides<Settings> = Settings extends object
  ? { readonly [Key in keyof Settings]?: Overrides<Settings[Key]> | undefined }
  : Settings;

const MAX_NUMBER = 1_000;
const allowed = `allowed: a number from 0 to ${MAX_NUMBER}`;

/** A schema of the same shape as the defaults, so that the file can replace whatever the engine lets be set. */
const overridesOf = (defaults: unknown): z.ZodType => {
  if (typeof defaults === 'number') return z.number().min(0, allowed).max(MAX_NUMBER, allowed).optional();
  if (typeof defaults === 'object' && defaults !== null && !Array.isArray(defaults)) {
    const shape = Object.entries(defaults).map(([key, value]) => [key, described(overridesOf(value), value)] as const);
    return z.strictObject(Object.fromEntries(shape)).optional();
  }
  throw new TypeError('correlation settings hold numbers and objects of them');
};

const described = (schema: z.ZodType, defaults: unknown): z.ZodType =>
  typeof defaults === 'number' ? schema.meta({ default: defaults }) : schema;

export const settingsOverrides = overridesOf(DEFAULT_CORRELATION_SETTINGS) as z.ZodType<
  Overrides<CorrelationSettings> | undefined
>;

/** The engine's defaults with the given ones in their place. */
export const correlationSettings = (overrides: Overrides<CorrelationSettings> = {}): CorrelationSettings =>
  merge(DEFAULT_CORRELATION_SETTINGS, overrides);

const merge = <Settings extends object>(defaults: Settings, overrides: object): Settings => {
  const merged = Object.entries(defaults).map(([key, value]): [string, unknown] => {
    const override: unknown = Object.hasOwn(overrides, key) ? (overrides as Record<string, unknown>)[key] : undefined;
    if (override === undefined) return [key, value];
    return [key, isObject(value) && isObject(override) ? merge(value, override) : override];
  });
  return Object.fromEntries(merged) as Settings;
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
