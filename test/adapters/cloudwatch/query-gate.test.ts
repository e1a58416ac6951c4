import { expect, test } from 'vitest';
import { createQueryGate } from '../../../src/adapters/cloudwatch/query-gate.ts';

const never = new AbortController().signal;

test('lets so many in, the others in the order of their coming', async () => {
  const gate = createQueryGate(2);
  const leaveFirst = await gate.enter(never);
  await gate.enter(never);
  const order: string[] = [];
  const waiting = ['third', 'fourth'].map(async (name) => {
    const leave = await gate.enter(never);
    order.push(name);
    leave();
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  leaveFirst();
  await Promise.all(waiting);
  expect(order).toEqual(['third', 'fourth']);
});

test('one place given back twice is one place', async () => {
  const gate = createQueryGate(1);
  const leave = await gate.enter(never);
  leave();
  leave();
  await gate.enter(never);
  const ending = new AbortController();
  const refused = expect(gate.enter(ending.signal)).rejects.toThrow('enough');
  ending.abort(new Error('enough'));
  await refused;
});

test('who gives up waiting takes no place', async () => {
  const gate = createQueryGate(1);
  const leave = await gate.enter(never);
  const ending = new AbortController();
  const gone = expect(gate.enter(ending.signal)).rejects.toThrow('enough');
  const next = gate.enter(never);
  ending.abort(new Error('enough'));
  await gone;
  leave();
  await expect(next).resolves.toBeTypeOf('function');
});
