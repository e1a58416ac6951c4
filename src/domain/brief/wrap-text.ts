/**
 * One line of harmless text: what others wrote may hold escape sequences that drive a terminal, line breaks,
 * and marks that turn the direction of writing.
 */
export const plainLine = (text: string): string =>
  text
    .replaceAll(/\u001b\[[0-9;?]{0,32}[a-zA-Z]/g, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();

/** Lines of at most `width` characters, the first begun by `first`, the others by `rest`. Longer words are cut. */
export const wrap = (text: string, width: number, first = '', rest = first): string => {
  const lines: string[] = [];
  let line = '';
  const room = (): number => Math.max(20, width - (lines.length === 0 ? first : rest).length);
  const push = (): void => {
    lines.push((lines.length === 0 ? first : rest) + line);
    line = '';
  };
  for (const word of plainLine(text).split(' ')) {
    let left = word;
    if (line !== '' && line.length + 1 + left.length > room()) push();
    while (left.length > room()) {
      line = left.slice(0, room());
      left = left.slice(room());
      push();
    }
    line = line === '' ? left : `${line} ${left}`;
  }
  if (line !== '' || lines.length === 0) push();
  return lines.join('\n');
};
