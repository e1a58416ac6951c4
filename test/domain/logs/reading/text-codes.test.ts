import { describe, expect, it } from 'vitest';
import { createCodes, isBlank, skipBlanks, writeCodes } from '../../../../src/domain/logs/reading/text-codes.ts';

const codesOf = (text: string): number[] => {
  const codes = createCodes(70_000).fill(1);
  writeCodes(text, codes);
  return [...codes.subarray(0, text.length + 1)];
};

describe('writeCodes', () => {
  it('writes ASCII as it is, and a zero after it', () => {
    expect(codesOf('a 1')).toEqual([97, 32, 49, 0]);
    expect(codesOf('')).toEqual([0]);
  });

  it('keeps offsets where a character takes more bytes, or two units', () => {
    expect(codesOf('é1')).toEqual([255, 49, 0]);
    expect(codesOf('💥 1')).toEqual([255, 255, 32, 49, 0]);
    expect(codesOf('\ud800x')).toEqual([255, 120, 0]);
  });

  it('says whether the codes are the text in UTF-8 as well', () => {
    const codes = createCodes(8);
    expect(writeCodes('12345678', codes)).toBe(true);
    expect(writeCodes('1234567é', codes)).toBe(false);
    expect(writeCodes('éééééééé', codes)).toBe(false);
  });

  it('takes for blank what an expression takes for it', () => {
    const text = String.fromCharCode(...Array.from({ length: 0xffff }, (_, code) => code + 1));
    const wrong = codesOf(text)
      .slice(0, -1)
      .flatMap((code, at) => (isBlank(code) === /\s/.test(text.charAt(at)) ? [] : [at + 1]));
    expect(wrong).toEqual([]);
  });

  it('skips blanks up to the end', () => {
    const codes = createCodes(8);
    writeCodes(' \t\u3000x  ', codes);
    expect([0, 3, 4].map((from) => skipBlanks(codes, from))).toEqual([3, 3, 6]);
  });
});
