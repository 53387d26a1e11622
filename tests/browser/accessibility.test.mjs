// axe on every kind of page, light and dark, wide and narrow; and a few things axe does not see.

import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {createRequire} from 'node:module';
import {launch, openPage, skip} from './browser.mjs';
import {start} from './daemon.mjs';

const {AxeBuilder} = createRequire(import.meta.url)('@axe-core/playwright');

describe('accessibility', {skip}, () => {
  /** @type {Awaited<ReturnType<typeof start>>} */ let server;
  /** @type {import('playwright-core').Browser} */ let browser;
  /** @type {Record<string, string>} */ const pages = {};
  before(async () => {
    server = await start();
    browser = await launch();
    const answer = await (await fetch(`${server.url}/api/v1/search?q=Mi-35+delivery`)).json();
    const passage = answer.hits[0].passages[0];
    Object.assign(pages, {
      first: '/',
      results: '/search?q=Russia&not-lang=ur',
      verify: '/verify',
      nothing: '/search?q=zeppelin+qwxyz&match=all',
      article: `/a/${answer.hits[0].id}?q=Mi-35+delivery&c=${passage.start}-${passage.end}#c${passage.start}-${passage.end}`,
    });
  });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const width of [360, 1280]) {
      it(`has no violations (${colorScheme}, ${width} px)`, async () => {
        const {page, close} = await openPage(browser, server.url, {colorScheme, viewport: {width, height: 800}});
        for (const [name, path] of Object.entries(pages)) {
          await page.goto(server.url + path);
          await page.waitForFunction(() => document.documentElement.classList.contains('js'));
          const {violations} = await new AxeBuilder({page}).analyze();
          const found = violations.map((one) => `${one.impact} ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`);
          assert.deepEqual(found, [], name);
        }
        await close();
      });
    }
  }

  it('speaks the number of articles when the results change', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia`);
    await page.evaluate(() => { window.live = document.querySelector('[aria-live=polite]'); });
    await page.locator('.facet input[type=checkbox]').first().click();
    await page.waitForURL(/outlet=/);
    await page.waitForFunction(() => document.querySelector('.chips'));
    assert.ok(await page.evaluate(() => window.live.isConnected && /articles?/.test(window.live.textContent)), 'the live region itself stays');
    await close();
  });

  it('leads with the keyboard from the skip link to the results', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to results');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    await close();
  });

  it('shows counts in the name of every facet', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia`);
    await page.getByRole('checkbox', {name: /^Example Herald ?, \d+ articles/}).waitFor();
    await close();
  });
});
