/** 64 bits of what makes a pattern itself, as 16 hexadecimal digits: the same in every run. */
export const patternId = (parts: readonly string[]): string => {
  const text = parts.join('\u0000');
  return `p-${hash(text, 0x811c9dc5, 0x01000193)}${hash(text, 0x2c1b3c6d, 0x85ebca6b)}`;
};

const hash = (text: string, seed: number, prime: number): string => {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), prime);
  value = Math.imul(value ^ (value >>> 16), 0x9e3779b1);
  return ((value ^ (value >>> 15)) >>> 0).toString(16).padStart(8, '0');
};
