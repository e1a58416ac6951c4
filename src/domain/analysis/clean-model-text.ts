import { clip } from './phrases.ts';
import { redact } from './redact.ts';

/** Of a longer text the rest is not looked at. */
const LOOKED_AT = 8;

/**
 * One line of a model's text, fit to be shown: without secrets, mentions, links, markup and characters that hide or turn
 * text. A model repeats what its prompt holds, so its words are as hostile as those of whoever wrote a ticket or a log.
 */
export const cleanModelText = (text: string, limit: number): string => {
  const plain = text
    .slice(0, limit * LOOKED_AT)
    .toWellFormed()
    .replaceAll(/\u001b\[[0-9;?]{0,32}[a-zA-Z]/g, '')
    .replaceAll(/[^\S\n]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => (HIDDEN.test(character) ? '' : ' '));
  return clip(redact(withoutMarkup(plain)), limit);
};

const HIDDEN = /\p{Cf}/u;

const withoutMarkup = (text: string): string =>
  text
    .replaceAll(/!?\[([^\][]{1,300})\]\([^()\s]{1,1000}\)/g, '$1')
    .replaceAll(/<[!@#][^<>]{1,200}>/g, '')
    .replaceAll(/<[a-z][a-z0-9+.-]{1,20}:[^<>|]{1,1000}\|([^<>]{1,300})>/gi, '$1')
    .replaceAll(
      /(?<![A-Za-z])(?:[a-z]{2,12}:\/\/|(?:javascript|data|mailto|tel):|www\.)[^\s<>"'`]{1,2000}/gi,
      '[link removed]',
    )
    .replaceAll(/@(channel|here|everyone)(?![\w.-])/gi, '$1')
    .replaceAll(/\*{2,}|_{2,}(?=\s|$)|(?<=^|\s)_{2,}|~~|`+|^\s{0,3}(?:#{1,6}|>)\s/g, '');
