import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../bench/eval-loghub/csv-records.ts';

describe('csvRecords', () => {
  it('names fields by the first line', () => {
    expect(csvRecords('LineId,Content\n1,pump on\n2,pump off\n')).toEqual([
      { LineId: '1', Content: 'pump on' },
      { LineId: '2', Content: 'pump off' },
    ]);
  });

  it('reads quoted fields with commas, quotes and line breaks', () => {
    expect(csvRecords('a,b\n"one, two","say ""no"""\n"first\nsecond",""\n')).toEqual([
      { a: 'one, two', b: 'say "no"' },
      { a: 'first\nsecond', b: '' },
    ]);
  });

  it('takes CRLF, a byte order mark, and a last line without an end', () => {
    expect(csvRecords('\uFEFFa,b\r\n1,2\r\n3,4')).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
  });

  it('keeps empty fields, also the last of a line and of the text', () => {
    expect(csvRecords('a,b,c\n,2,\n,,')).toEqual([
      { a: '', b: '2', c: '' },
      { a: '', b: '', c: '' },
    ]);
  });

  it('leaves fields that a short line lacks empty', () => {
    expect(csvRecords('a,b\n1\n')).toEqual([{ a: '1', b: '' }]);
  });

  it('has no records without lines', () => {
    expect(csvRecords('')).toEqual([]);
    expect(csvRecords('a,b\n')).toEqual([]);
  });

  it('refuses what is no CSV', () => {
    expect(() => csvRecords('a,b\n1,two "quoted" words\n')).toThrow('no CSV field');
    expect(() => csvRecords('a,b\n"never closed,2\n')).toThrow('no CSV field');
  });
});
