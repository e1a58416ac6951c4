import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

describe.skipIf(executablePath === undefined)('the page in a browser', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    faults.length = 0;
    sandbox = await startSandbox({ worldDir: 'sandbox/worlds/one-incident' });
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => (message.type() === 'error' ? faults.push(message.text()) : undefined));
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });
  afterEach(async () => {
    await page.close();
    await sandbox.close();
    expect(faults).toEqual([]);
  });

  const post = async (args: object): Promise<string> => {
    const response = await fetch(`${sandbox.urls.slack}/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.credentials.slack.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'daybrief', ...args }),
    });
    const answer = (await response.json()) as { ok: boolean; ts: string };
    expect(answer).toMatchObject({ ok: true });
    return answer.ts;
  };

  test('opens the newest channel, shows what arrives, and opens threads', async () => {
    const parent = await post({ text: 'the *brief*' });
    await page.goto(sandbox.url);
    await page.locator('#messages').getByText('the brief').waitFor();
    expect(new URL(page.url()).hash).toBe('#daybrief');
    await post({ text: 'a reply', thread_ts: parent });
    await page.getByText('1 reply').click();
    await page.locator('#replies').getByText('a reply').waitFor();
    expect(new URL(page.url()).hash).toBe(`#daybrief/${parent}`);
    await post({ text: 'another', thread_ts: parent });
    await page.locator('#replies').getByText('another').waitFor();
    await page.getByLabel('Close the thread').click();
    await page.locator('#thread').waitFor({ state: 'hidden' });
    await post({ channel: 'alerts', text: 'elsewhere' });
    await page.locator('li.unread').getByText('alerts').click();
    await page.locator('#messages').getByText('elsewhere').waitFor();
  });

  test('a deep link opens its thread; hostile text runs nothing', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'><svg/onload=alert(3)>';
    const parent = await post({
      text: hostile,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*${hostile}* \`${hostile}\` <javascript:alert(4)|click>` } },
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: hostile.slice(0, 75) }, action_id: hostile }],
        },
      ],
    });
    await post({ text: hostile, thread_ts: parent });
    await page.goto(`${sandbox.url}/#daybrief/${parent}`);
    await page.locator('#replies').getByText('<script>alert(1)</script>').last().waitFor();
    expect(await page.locator('article img, article script, article [onload], a[href^="javascript"]').count()).toBe(0);
    await page.locator('#messages button[data-action]').click();
    await page.getByText('Buttons reach Daybrief in a real workspace').waitFor();
  });

  test('says when the sandbox has ended', async () => {
    await page.goto(sandbox.url);
    await page.getByText('Nothing here yet').waitFor();
    await sandbox.close();
    await page.locator('body.offline').waitFor();
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('ERR_CONNECTION_REFUSED')));
  });
});
