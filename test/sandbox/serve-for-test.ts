import { onTestFinished } from 'vitest';
import { CallLog } from '../../sandbox/call-log.ts';
import { FaultInjector } from '../../sandbox/faults.ts';
import { serveFake, type FakeApi } from '../../sandbox/http-server.ts';

export interface ServedFake {
  /** Without a slash at the end. */
  readonly url: string;
  readonly faults: FaultInjector;
  readonly calls: CallLog;
}

/** Serves a fake on a free port of loopback until the running test is over. */
export const serveForTest = async (api: FakeApi): Promise<ServedFake> => {
  const faults = new FaultInjector();
  const calls = new CallLog();
  const server = await serveFake(api, { host: '127.0.0.1', port: 0, faults, calls });
  onTestFinished(async () => server.close());
  return { url: server.url, faults, calls };
};
