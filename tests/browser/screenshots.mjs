#!/usr/bin/env node
// Remakes docs/screenshot.png from the sample articles:
//   PRESSMARK_BIN_DIR=build/release/bin node tests/browser/screenshots.mjs
// Given a folder, it puts pictures of every kind of page there instead, for looking at.

import {mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch} from './browser.mjs';
import {start} from './daemon.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2];
const server = await start();
const browser = await launch();
try {
  if (folder) await everything(folder);
  else await one();
} finally {
  await browser.close();
  await server.stop();
}

async function one() {
  const page = await browser.newPage({viewport: {width: 1280, height: 860}});
  await page.goto(`${server.url}/search?q=Mi-35+delivery`);
  await page.screenshot({path: join(root, 'docs', 'screenshot.png')});
}

/** @param {string} folder */
async function everything(folder) {
  mkdirSync(folder, {recursive: true});
  const {hits} = await (await fetch(`${server.url}/api/v1/search?q=Mi-35+delivery`)).json();
  const {start: from, end: to} = hits[0].passages[0];
  const pages = {first: '/', results: '/search?q=Mi-35+delivery', filtered: '/search?q=Russia&not-lang=ur&sort=newest', nothing: '/search?q=zeppelin+qwxyz&match=all',
    article: `/a/${hits[0].id}?q=Mi-35+delivery&c=${from}-${to}#c${from}-${to}`, error: '/a/none', verify: '/verify'};
  const kinds = {desktop: {viewport: {width: 1280, height: 900}}, phone: {viewport: {width: 360, height: 740}, deviceScaleFactor: 2},
    dark: {viewport: {width: 1280, height: 900}, colorScheme: /** @type {const} */ ('dark')}};
  for (const [kind, options] of Object.entries(kinds)) {
    const page = await browser.newPage(options);
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(server.url + path);
      await page.screenshot({path: join(folder, `${name}-${kind}.png`), fullPage: true});
    }
    await page.close();
  }
}
