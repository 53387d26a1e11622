// Wire copies in the list of results, and one quotation in all outlets: with JavaScript and without, and for axe.

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {launch, openPage, skip} from './browser.mjs';
import {start} from './daemon.mjs';

const {AxeBuilder} = createRequire(import.meta.url)('@axe-core/playwright');

// Words of a story of its own.
function story(seed, words = 120) {
  let state = seed;
  const next = (most) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % most; };
  const syllable = () => 'bdfgklmnprst'[next(12)] + 'aeiou'[next(5)];
  return Array.from({length: words}, () => syllable() + syllable() + (next(2) ? syllable() : '')).join(' ') + '.';
}

const said = (number) => `“We will not sell the ${number} cranes to anybody this winter,” said Anna Berg.`;
const articles = [
  {id: 'wire', outlet: 'Mock Wire', date: '2014-06-12', title: 'Cranes stay', text: `${said('four')}\n\n${story(1)}`},
  {id: 'copy', outlet: 'Harbour Gazette', date: '2014-06-13', title: 'No cranes for sale', text: `${said('four')}\n\n${story(1)} And so on.`},
  {id: 'altered', outlet: 'Dummy Dispatch', date: '2014-06-15', title: 'Cranes again', text: `${said('five')}\n\n${story(2)}`},
];

describe('copies', {skip: skip || (process.env.SEARCHD_URL ? 'needs articles of its own' : false)}, () => {
  /** @type {Awaited<ReturnType<typeof start>>} */ let server;
  /** @type {import('playwright-core').Browser} */ let browser;
  /** @type {string} */ let quotation;
  before(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pressmark-copies-'));
    const file = join(directory, 'articles.jsonl');
    writeFileSync(file, articles.map((one) => JSON.stringify(one)).join('\n') + '\n');
    server = await start(file);
    rmSync(directory, {recursive: true});
    browser = await launch();
    quotation = (await (await fetch(`${server.url}/api/v1/articles/copy`)).json()).quotations[0].id;
  });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const javaScriptEnabled of [true, false]) {
    it(`are folded, opened and unfolded (JavaScript ${javaScriptEnabled ? 'on' : 'off'})`, async () => {
      const {page, close} = await openPage(browser, server.url, {javaScriptEnabled});
      await page.goto(`${server.url}/search?q=cranes&sort=oldest`);
      assert.equal(await page.locator('.hit').count(), 2);
      assert.match(await page.locator('.summary strong').textContent(), /^2 articles/);
      const fold = page.locator('.copies');
      assert.match(await fold.locator('summary').textContent(), /and 1 copy; this is the first publication/);
      const copy = fold.locator('a', {hasText: 'Harbour Gazette'});
      assert.ok(!await copy.isVisible());
      await fold.locator('summary').click();
      assert.ok(await copy.isVisible());
      await copy.click();
      await page.waitForURL(/\/a\/copy@/);
      await page.getByRole('link', {name: 'Show its first publication'}).click();
      await page.waitForURL(/\/a\/wire/);

      await page.goto(`${server.url}/search?q=cranes&sort=oldest`);
      await page.getByRole('link', {name: 'Show every article'}).click();
      await page.waitForURL(/fold=0/);
      await page.locator('.note', {hasText: 'one by one'}).waitFor();
      assert.equal(await page.locator('.hit').count(), 3);
      await close();
    });

    it(`a quotation leads from outlet to outlet (JavaScript ${javaScriptEnabled ? 'on' : 'off'})`, async () => {
      const {page, close} = await openPage(browser, server.url, {javaScriptEnabled});
      await page.goto(`${server.url}/a/copy`);
      await page.getByRole('link', {name: 'every printing'}).first().click();
      await page.waitForURL(/\/q\//);
      assert.match(await page.locator('.summary').textContent(), /2 independent sources and 1 copy: 3 printings in 2 wordings/);
      assert.equal(await page.locator('.changes .grave').count(), 1);
      assert.deepEqual(await page.locator('.printings bdi').evaluateAll((all) => all.map((one) => one.textContent).filter((name) => !/Berg/.test(name))),
        ['Mock Wire', 'Harbour Gazette', 'Dummy Dispatch']);
      await page.getByRole('link', {name: /Mock Wire/}).click();
      await page.waitForURL(/\/a\/wire@.*#c\d+-\d+$/);
      await page.goBack();
      await page.getByRole('link', {name: 'Compare with this wording'}).last().click();
      await page.waitForURL((url) => url.pathname.startsWith('/q/') && !url.pathname.endsWith(quotation));
      await close();
    });
  }

  it('a quotation that is not there is said to be so', async () => {
    // Not by the browser: it writes every 404 to its console, which is to stay empty.
    const response = await fetch(`${server.url}/q/0123456789abcdef`, {headers: {accept: 'text/html'}});
    assert.equal(response.status, 404);
    const {page, close} = await openPage(browser, server.url);
    await page.setContent(await response.text());
    assert.match(await page.locator('main').textContent(), /no such quotation/);
    await close();
  });

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const width of [360, 1280]) {
      it(`has no violations (${colorScheme}, ${width} px)`, async () => {
        const {page, close} = await openPage(browser, server.url, {colorScheme, viewport: {width, height: 800}});
        for (const path of [`/q/${quotation}`, '/search?q=cranes', '/a/copy']) {
          await page.goto(server.url + path);
          await page.waitForFunction(() => document.documentElement.classList.contains('js'));
          for (const details of await page.locator('.copies summary').all()) await details.click();
          const {violations} = await new AxeBuilder({page}).analyze();
          assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`), [], path);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} fits`);
        }
        await close();
      });
    }
  }
});
