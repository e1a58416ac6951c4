import { codeAt, type Codes } from '../masking/char-class.ts';

/** Common and combined log format: client, identity, user, [time], "request", status. */
const ACCESS = /^\S{1,255} - \S{1,64} \[[^\]\n]{1,40}\] "([A-Z]{2,10}) (\S{1,4000})[^"\n]{0,20}" ([1-5])\d\d(?=\s|$)/;

const OUTCOMES: Readonly<Record<string, { readonly text: string; readonly level: string }>> = {
  4: { text: 'refused as a client error', level: 'warn' },
  5: { text: 'failed with a server error', level: 'error' },
};

/** Web servers' access lines say what happened by a status, which would be masked: it is put in words. */
export const readAccessLine = (
  text: string,
  codes: Codes,
): { readonly text: string; readonly level: string } | null => {
  // The identity is `-` nearly always; it keeps the expression from every other line.
  if (codeAt(codes, text.indexOf(' ') + 1) !== 45) return null;
  const access = ACCESS.exec(text);
  if (access === null) return null;
  const outcome = OUTCOMES[access[3] ?? ''] ?? { text: 'answered', level: 'info' };
  return { text: `${access[1] ?? ''} ${access[2] ?? ''} ${outcome.text}`, level: outcome.level };
};
