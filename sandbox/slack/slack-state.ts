import type { World } from '../world.ts';
import { SlackRefusal } from './slack-refusal.ts';

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly topic: string;
  isArchived: boolean;
  /** Whether the bot is in it. */
  isMember: boolean;
}

export interface SlackBlock {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Free-form data that only those see who ask for it. */
export interface SlackMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface SlackReaction {
  readonly name: string;
  readonly users: readonly string[];
}

export interface SlackMessage {
  readonly channel: string;
  /** Seconds of the epoch with six decimals: the message's id in its channel. */
  readonly ts: string;
  /** The parent's `ts`: for replies. */
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly metadata: SlackMetadata | null;
  /** When it was changed last; epoch milliseconds. */
  readonly editedMs: number | null;
  readonly reactions: readonly SlackReaction[];
}

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string | null;
  readonly isBot: boolean;
}

export interface ChannelSketch {
  readonly name: string;
  readonly id?: string;
  readonly topic?: string;
  readonly isPrivate?: boolean;
  readonly isArchived?: boolean;
  /** True by default. */
  readonly isMember?: boolean;
}

export const SLACK_TEAM = { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' } as const;
export const SLACK_BOT = { id: 'B0DAYBRIEF', appId: 'A0DAYBRIEF', userId: 'U0DAYBRIEF', name: 'daybrief' } as const;

/** A workspace: its channels, people and messages, for as long as the process runs. */
export class SlackState {
  readonly channels: readonly SlackChannel[];
  readonly users: readonly SlackUser[];
  readonly #clock: () => number;
  readonly #messages = new Map<string, SlackMessage[]>();
  #lastMicros = 0;
  /** Grows with every change, for those who watch. */
  version = 0;

  constructor(world: Pick<World, 'people'>, channels: readonly ChannelSketch[], clock: () => number) {
    this.#clock = clock;
    this.channels = channels.map((sketch, index) => ({
      id: sketch.id ?? `C0SANDBOX${String(index + 1).padStart(2, '0')}`,
      name: sketch.name,
      topic: sketch.topic ?? '',
      isPrivate: sketch.isPrivate ?? false,
      isArchived: sketch.isArchived ?? false,
      isMember: sketch.isMember ?? true,
    }));
    this.users = [botUser, ...world.people.map(userOf)];
  }

  channel(id: string): SlackChannel {
    const channel = this.channels.find((candidate) => candidate.id === id);
    if (channel === undefined) throw new SlackRefusal('channel_not_found');
    return channel;
  }

  /** Oldest first; all channels without an id. */
  messages(channelId?: string): readonly SlackMessage[] {
    if (channelId !== undefined) return this.#messages.get(channelId) ?? [];
    return [...this.#messages.values()].flat().toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  find(channelId: string, ts: string): SlackMessage | undefined {
    return this.messages(channelId).find((message) => message.ts === ts);
  }

  /** Replies of a thread, oldest first, without its parent. */
  replies(channelId: string, parentTs: string): readonly SlackMessage[] {
    return this.messages(channelId).filter(({ threadTs }) => threadTs === parentTs);
  }

  post(message: Omit<SlackMessage, 'ts' | 'editedMs' | 'reactions'>): SlackMessage {
    const posted = { ...message, ts: this.#nextTs(), editedMs: null, reactions: [] };
    this.#messages.set(message.channel, [...this.messages(message.channel), posted]);
    this.version++;
    return posted;
  }

  change(changed: SlackMessage): void {
    const { channel, ts } = changed;
    this.#messages.set(
      channel,
      this.messages(channel).map((message) => (message.ts === ts ? changed : message)),
    );
    this.version++;
  }

  remove({ channel, ts }: SlackMessage): void {
    this.#messages.set(
      channel,
      this.messages(channel).filter((message) => message.ts !== ts),
    );
    this.version++;
  }

  #nextTs(): string {
    this.#lastMicros = Math.max(this.#clock() * 1000, this.#lastMicros + 1);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }
}

const botUser: SlackUser = {
  id: SLACK_BOT.userId,
  name: SLACK_BOT.name,
  realName: 'Daybrief',
  email: null,
  isBot: true,
};

const userOf = (person: World['people'][number], index: number): SlackUser => {
  const name = person.github ?? person.name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
  return {
    id: person.slack ?? `U0PERSON${String(index + 1).padStart(2, '0')}`,
    name,
    realName: person.name,
    email: `${name}@sandbox.example`,
    isBot: false,
  };
};
