import { SlackRefusal } from './slack-refusal.ts';
import type { SlackMetadata } from './slack-state.ts';

const MAX_METADATA_BYTES = 8_000;

/** Metadata as Slack takes it: an event's type, and a payload of plain values, objects of them, or arrays of either. */
export const checkMetadata = (value: unknown): SlackMetadata => {
  if (!isObject(value)) throw new SlackRefusal('invalid_metadata_format');
  const { event_type: eventType, event_payload: payload, ...others } = value;
  if (typeof eventType !== 'string' || !/^[A-Za-z][A-Za-z0-9_.-]{0,254}$/.test(eventType)) {
    throw new SlackRefusal('invalid_metadata_format');
  }
  if (!isObject(payload)) throw new SlackRefusal('invalid_metadata_format');
  if (Object.keys(others).some((name) => name !== 'entities')) throw new SlackRefusal('invalid_metadata_format');
  if (!Object.values(payload).every(isPayloadValue)) throw new SlackRefusal('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_METADATA_BYTES) throw new SlackRefusal('metadata_too_large');
  return { event_type: eventType, event_payload: payload };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const isFlat = (value: unknown): boolean => isPlain(value) || (isObject(value) && Object.values(value).every(isPlain));

const isPayloadValue = (value: unknown): boolean => (Array.isArray(value) ? value.every(isFlat) : isFlat(value));
