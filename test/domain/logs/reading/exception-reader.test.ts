import { describe, expect, it } from 'vitest';
import { createExceptionReader } from '../../../../src/domain/logs/reading/exception-reader.ts';
import { createMessage, readMessage } from '../../../../src/domain/logs/reading/read-message.ts';

const reader = () => {
  const message = createMessage();
  const read = createExceptionReader();
  return (raw: string) => {
    readMessage(raw, message);
    const exception = read(message);
    return { exception, line: message.text.slice(message.from, message.to), isEncoded: message.isEncoded };
  };
};

const trace = (account: number, call = 'Journal.append'): string =>
  `ERROR: transfer failed\njava.io.IOException: account ${account} gone\n\tat net.example.${call}(Journal.java:${account})`;

describe('createExceptionReader', () => {
  it('reads traces that come again as it read them at first', () => {
    const read = reader();
    const first = read(trace(1)).exception;
    expect(first).toMatchObject({
      types: ['java.io.IOException'],
      frames: ['net.example.Journal.append (Journal.java)'],
    });
    for (let round = 0; round < 5; round += 1) expect(read(trace(1)).exception).toEqual(first);
    for (let account = 2; account < 2_000; account += 1) expect(read(trace(account)).exception?.key).toBe(first?.key);
    expect(read(trace(1, 'Book.close')).exception?.key).not.toBe(first?.key);
    expect(read(trace(1)).exception).toEqual(first);
  });

  it('puts the type that a message begins with before those of its trace', () => {
    expect(
      reader()('net.example.BookException: closed\nCaused by: java.io.IOException: gone').exception?.types,
    ).toEqual(['net.example.BookException', 'java.io.IOException']);
  });

  it('says what the trace says where the message says nothing', () => {
    const { line, isEncoded } = reader()(
      'Traceback (most recent call last):\n  File "/app/a.py", line 3, in go\nKeyError: 7',
    );
    expect(line).toBe('KeyError: 7');
    expect(isEncoded).toBe(false);
  });

  it('finds none where lines below are no trace', () => {
    expect(reader()('ERROR: two lines\nof text').exception).toBeNull();
    expect(reader()('ERROR: one line').exception).toBeNull();
  });
});
