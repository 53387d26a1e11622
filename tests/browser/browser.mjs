// The browser the journeys are made with: Debian's Chromium, headless, talking to nobody but the server under test.

import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

const executablePath = process.env.PRESSMARK_CHROMIUM ?? '/usr/bin/chromium';

/** Why the suite cannot run here, or false: for node:test's `skip`. */
export const skip = existsSync(executablePath) ? false : `no browser at ${executablePath} (apt-get install chromium)`;

export function launch() {
  const args = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({executablePath, headless: true, args});
}

/** A page that keeps what must stay empty: console errors, violations of the content security policy, requests elsewhere.
 * @param {import('playwright-core').Browser} browser @param {string} url @param {import('playwright-core').BrowserContextOptions} options */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text()); });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => { if (new URL(request.url()).origin !== new URL(url).origin) troubles.push(`request to ${request.url()}`); });
  return {
    page,
    async close() {
      await context.close();
      assert.deepEqual(troubles, [], 'no console error, no violation of the content security policy, no request elsewhere');
    },
  };
}
