import { readFileSync } from 'node:fs';
import type { FakeRequest, FakeResponse } from '../../http-server.ts';
import type { SlackState } from '../slack-state.ts';
import { pageView } from './page-view.ts';

const part = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The page with its style in it: it fetches nothing but the view. */
const pageHtml = (): string =>
  part('page.html').replace('/* styles */', () => ['page.css', 'sidebar.css', 'message.css'].map(part).join(''));

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/** `GET /` shows the channels; `GET /slack/view` is what the page asks for, `{version}` alone while nothing has changed. */
export const slackPage = (state: SlackState, { method, path, url }: FakeRequest): FakeResponse | undefined => {
  if (method !== 'GET') return undefined;
  if (path === '/') {
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
      body: pageHtml(),
    };
  }
  if (path !== '/slack/view') return undefined;
  if (url.searchParams.get('version') === String(state.version))
    return { status: 200, body: { version: state.version } };
  return { status: 200, body: pageView(state, url.searchParams.get('channel'), url.searchParams.get('thread')) };
};
