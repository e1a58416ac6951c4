import { describe, expect, it } from 'vitest';
import { cronFault } from '../../src/config/cron.ts';
import { nearestWord } from '../../src/config/nearest-word.ts';
import { timeZoneFault } from '../../src/config/time-zone.ts';

describe('cronFault', () => {
  it.each([
    '30 8 * * 1-5',
    '*/15 * * * *',
    '0 8,17 1-15/2 JAN-mar MON-FRI',
    ' 0  0 1 1 7 ',
    '0 0 * * SUN',
    '5/10 * * * *',
  ])('takes %s', (expression) => expect(cronFault(expression)).toBeNull());

  it.each([
    ['', '1 field'],
    ['30 8 * *', '4 fields'],
    ['0 30 8 * * 1-5', '6 fields'],
    ['@daily', '1 field'],
    ['60 8 * * *', 'minute "60"'],
    ['0 24 * * *', 'hour "24"'],
    ['0 0 0 * *', 'day of month "0"'],
    ['0 0 * 13 *', 'month "13"'],
    ['0 0 * * 8', 'day of week "8"'],
    ['0 0 * * MON-', 'day of week "MON-"'],
    ['0 0 * * 5-1', 'day of week "5-1"'],
    ['0 0 L * *', 'day of month "L"'],
    ['0 0 * * MO', 'day of week "MO"'],
    ['*/0 * * * *', 'minute "*/0"'],
    ['1,,2 * * * *', 'minute ""'],
    ['-1 * * * *', 'minute "-1"'],
    ['1e1 * * * *', 'minute "1e1"'],
  ])('refuses %s', (expression, said) => expect(cronFault(expression)).toContain(said));
});

describe('timeZoneFault', () => {
  it.each([
    'Europe/Berlin',
    'UTC',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'US/Eastern',
    'America/Argentina/Ushuaia',
    'Etc/GMT+5',
  ])('takes %s', (zone) => expect(timeZoneFault(zone)).toBeNull());

  it.each([
    ['europe/berlin', '"Europe/Berlin", spelt so'],
    ['utc', '"UTC", spelt so'],
    ['Europe/Berlim', 'did you mean "Europe/Berlin"?'],
    ['+02:00', 'an IANA name'],
    ['Mars/Olympus', 'an IANA name'],
    ['', 'an IANA name'],
    ['../etc/passwd', 'an IANA name'],
  ])('refuses %s', (zone, said) => expect(timeZoneFault(zone)).toContain(said));
});

describe('nearestWord', () => {
  it('finds what was meant, and nothing when nothing is near', () => {
    const keys = ['teams', 'timeZone', 'repositories'];
    expect(nearestWord('timezone', keys)).toBe('timeZone');
    expect(nearestWord('taems', keys)).toBe('teams');
    expect(nearestWord('repos', keys)).toBe('repositories');
    expect(nearestWord('zebra', keys)).toBeNull();
    expect(nearestWord('x'.repeat(1_000_000), keys)).toBeNull();
  });
});
