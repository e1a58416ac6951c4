import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHarmlessInBrief } from '../../src/domain/brief/is-harmless.ts';
import { analyzeIncidents } from '../../src/workflows/analyze-incidents.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker();
}, 120_000);
afterAll(() => stack?.close());

describe('a whole run over real sockets', () => {
  it('posts a brief with a reply for each incident, and records it', async () => {
    const workflowId = `run-${randomUUID()}`;
    const result = await stack.client.workflow.execute(analyzeIncidents, {
      ...{ taskQueue: 'daybrief', workflowId, args: [stack.input] },
    });
    const messages = stack.sandbox.messages('#incidents');
    expect(messages.filter((message) => message.threadTs === null)).toHaveLength(1);
    expect(messages).toHaveLength(1 + result.incidents);
    const store = await stack.openStore();
    const recorded = (await store.history.getRun(result.runId))?.brief?.incidents ?? [];
    expect(recorded.filter((incident) => !isHarmlessInBrief(incident))).toHaveLength(result.incidents);
    await store.close();
  }, 60_000);
});
