// The browser the journeys are made with: Debian's Chromium, headless, talking to nobody but the server under test.

import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

export const executablePath = process.env.PRESSMARK_CHROMIUM ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(executablePath);

export function launch() {
  const args = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({executablePath, headless: true, args});
}
