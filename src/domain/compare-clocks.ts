/** Beyond a minute, "the last 24 hours" of this machine and of the other side are visibly different ones. */
const MAX_SKEW_MS = 60_000;

export interface ComparedClocks {
  readonly check: string;
  readonly status: 'ok' | 'warning';
  readonly found: string;
  readonly fix: string | null;
}

/**
 * Whether this machine's clock (epoch ms) agrees with the Date header of an answer of `label`.
 * `why` says what clocks apart would do here.
 */
export const compareClocks = (label: string, nowMs: number, date: string | null, why: string): ComparedClocks => {
  const check = 'compare clocks';
  const serverMs = Date.parse(date ?? '');
  if (Number.isNaN(serverMs)) {
    const found = `${label} sent no Date header`;
    return { check, status: 'warning', found, fix: 'Check the base URL and the proxy, if any.' };
  }
  const skewMs = Math.abs(nowMs - serverMs);
  const found = `this machine's clock differs from ${label}'s by ${Math.round(skewMs / 1_000)} s`;
  if (skewMs <= MAX_SKEW_MS) return { check, status: 'ok', found, fix: null };
  return { check, status: 'warning', found, fix: `Synchronise the clock (NTP): ${why}.` };
};
