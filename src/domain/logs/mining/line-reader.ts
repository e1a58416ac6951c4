import type { LogEvent } from '../../log-event.ts';
import { createMask, hashMasked, maskedText, scanLine } from '../masking/mask-line.ts';
import { normaliseMasked } from '../masking/normalise-masked.ts';
import { createExceptionReader, type KnownException } from '../reading/exception-reader.ts';
import { createMessage, readMessage } from '../reading/read-message.ts';
import { createRecentAnswers } from '../reading/recent-answers.ts';
import type { EventFacts } from './line-entry.ts';
import type { LineIdentity } from './mined-line.ts';
import { ownCopy } from './own-copy.ts';
import { createSeeds } from './seeds.ts';
import { createServiceNames } from './service-name.ts';

const RECENT_SERVICES = 256;

/** The event read last; reused. */
export interface ReadLine extends EventFacts {
  /** Equal for equal identities; different ones share it with a probability of 2^-53. */
  hash: number;
  level: string | null;
  service: string | null;
  requestId: string | null;
}

export interface LineReader {
  /** Header off, fields out, variable parts found. */
  read(event: LogEvent): ReadLine;
  /** What makes the event read last equal to others; dear beside its hash. */
  identity(): LineIdentity;
}

export const createLineReader = (): LineReader => {
  const message = createMessage();
  const mask = createMask(message.header.codes);
  const readException = createExceptionReader();
  const serviceAmong = createServiceNames();
  const seedOf = createSeeds();
  const ownService = createRecentAnswers(RECENT_SERVICES, (own) => own);
  const line: ReadLine = { hash: 0, level: null, service: null, requestId: null };
  let exception: KnownException | null = null;
  let logGroup = '';
  return {
    read: (event) => {
      ({ logGroup } = event);
      readMessage(event.message, message);
      exception = readException(message);
      scanLine(message, mask);
      const seed = seedOf(logGroup, exception === null ? '' : exception.key);
      line.hash = hashMasked(mask, seed);
      line.level = message.level;
      line.requestId = message.requestId;
      line.service =
        message.service !== null
          ? ownService(message.service)
          : message.names.length === 0
            ? null
            : serviceAmong(message.names, logGroup);
      return line;
    },
    identity: () => ({
      logGroup,
      text: ownCopy(normaliseMasked(maskedText(mask))),
      types: exception?.types ?? [],
      frames: exception?.frames ?? [],
    }),
  };
};
