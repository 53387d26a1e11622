// What a reader does, with JavaScript and without: type, narrow by a facet, open a result, see the match, go back.

import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {launch, openPage, skip} from './browser.mjs';
import {start} from './daemon.mjs';

describe('journeys', {skip}, () => {
  /** @type {Awaited<ReturnType<typeof start>>} */ let server;
  /** @type {import('playwright-core').Browser} */ let browser;
  before(async () => { server = await start(); browser = await launch(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  const totalOf = (page) => page.locator('.summary strong').textContent();
  const isVisible = async (locator) => {
    const box = await locator.boundingBox();
    const height = locator.page().viewportSize().height;
    return box !== null && box.y >= 0 && box.y + box.height <= height;
  };

  it('continues what is typed, by keyboard, and gives back what was typed', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(server.url + '/');
    const box = page.getByRole('combobox');
    await box.pressSequentially('outlet:hera');
    await page.getByRole('option', {name: /Example Herald/}).waitFor();
    await box.press('ArrowDown');
    assert.equal(await box.inputValue(), 'outlet:"Example Herald"');
    assert.equal(await page.locator('[aria-selected=true]').count(), 1);
    await box.press('Escape');
    assert.equal(await box.inputValue(), 'outlet:hera');
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await box.fill('');
    await box.pressSequentially('helic');
    await page.getByRole('option').first().click();
    await page.waitForURL(/q=helicopter/);
    await close();
  });

  it('verifies a draft, and tells what the source has', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(server.url + '/verify');
    await page.getByLabel('Draft').fill('“Call it friendship if you like; from Uri it looks like good manners,” said Devika Thorat.');
    await page.getByRole('button', {name: 'Verify'}).click();
    await page.getByText('altered', {exact: false}).first().waitFor();
    assert.match(await page.locator('.changes').innerText(), /bad/);
    await page.locator('.verdict a').last().click();
    await page.waitForURL(/\/a\/.*#c\d+-\d+/);
    await close();
  });

  it('type, facet, open, see the match, go back', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(server.url);
    await page.locator('h1').click();  // away from the box, which has the focus at first
    await page.keyboard.press('/');
    await page.keyboard.type('Russia');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=Russia$/);
    const all = await totalOf(page);

    const facet = page.locator('fieldset', {hasText: 'Outlet'}).locator('li').nth(1);
    const count = (await facet.locator('.count').evaluate((element) => element.childNodes[1].textContent)).trim();
    await facet.locator('input').click();
    await page.waitForURL(/outlet=/);
    await page.waitForFunction((before) => document.querySelector('.summary strong')?.textContent !== before, all);
    assert.equal((await totalOf(page)).split(' ')[0], count, 'the facet keeps its promise');
    assert.equal(await page.locator('.chips li').count(), 2);
    assert.ok(await page.evaluate(() => document.activeElement?.matches('input[name=outlet]')), 'the focus stays');

    const narrowed = page.url();
    await page.locator('.hit h2 a[href*="#c"]').first().click();  // not one whose headline alone matches
    await page.waitForURL(/\/a\/.*#c\d+-\d+$/);
    const mark = page.locator('mark[id]').first();
    assert.ok(await isVisible(page.locator('.target').first()), 'the page opens at the passage');
    await page.keyboard.press('n');
    assert.match(await page.locator('[data-position]').textContent(), /^\d+ of \d+$/);
    assert.ok(await mark.count() > 0);

    await page.goBack();
    await page.waitForURL(narrowed);
    assert.equal((await totalOf(page)).split(' ')[0], count);
    await page.goBack();
    await page.waitForURL(/\/search\?q=Russia$/);
    await page.waitForFunction((before) => document.querySelector('.summary strong')?.textContent === before, all);
    await close();
  });

  it('the same without JavaScript', async () => {
    const {page, close} = await openPage(browser, server.url, {javaScriptEnabled: false});
    await page.goto(server.url);
    await page.locator('#q').fill('Russia');
    await page.locator('#q').press('Enter');
    await page.waitForURL(/\/search\?q=Russia/);
    const facet = page.locator('fieldset', {hasText: 'Outlet'}).locator('li').first();
    const value = await facet.locator('input').getAttribute('value');
    await facet.locator('input').check();
    await page.locator('button.apply').click();
    await page.waitForURL((url) => url.searchParams.get('outlet') === value && url.searchParams.get('q') === 'Russia');
    assert.ok(await page.locator(`input[name=outlet][value="${value}"]`).isChecked());

    await page.locator('.hit h2 a[href*="#c"]').first().click();
    await page.waitForURL(/\/a\//);
    const id = new URL(page.url()).hash.slice(1);
    assert.ok(await isVisible(page.locator(`[id="${id}"]`)), 'the server wrapped the passage');
    assert.ok(await page.locator('mark[id="hit-1"]').count() === 1);
    await page.locator('.walk a', {hasText: '2'}).first().click();
    assert.equal(new URL(page.url()).hash, '#hit-2');
    await page.goBack();
    await page.goBack();
    await page.waitForURL(/outlet=/);
    await close();
  });

  it('leaves out with "not", sorts, and takes both back', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia`);
    const all = await totalOf(page);
    await page.locator('fieldset', {hasText: 'Language'}).locator('a.not').first().click();
    await page.waitForURL(/not-lang=/);
    await page.locator('.sort a', {hasText: 'Newest'}).click();
    await page.waitForURL(/sort=newest/);
    assert.match(page.url(), /not-lang=/);
    const dates = await page.locator('.hit time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime')));
    assert.deepEqual(dates, [...dates].sort().reverse());
    await page.locator('.chips a.clear').click();
    await page.waitForFunction((before) => document.querySelector('.summary strong')?.textContent === before, all);
    await close();
  });

  it('takes a range of dates by dragging over the bars', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia`);
    const bars = page.locator('.histogram rect');
    const first = await bars.first().boundingBox();
    const second = await bars.nth(1).boundingBox();
    await page.mouse.move(first.x + first.width / 2, first.y + first.height / 2);
    await page.mouse.down();
    await page.mouse.move(second.x + second.width / 2, second.y + second.height / 2, {steps: 4});
    await page.mouse.up();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
    assert.ok(await page.locator('.histogram rect.out').count() > 0, 'the bars outside stay, paler');
    await page.locator('.histogram summary').click();
    assert.ok(await page.locator('.histogram table a').count() >= 2);
    await close();
  });

  it('walks the results with j, k and o', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia`);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await page.locator('.hit').evaluateAll((hits) => hits.findIndex((hit) => hit.classList.contains('chosen'))), 1);
    await page.keyboard.press('k');
    await page.keyboard.press('o');
    await page.waitForURL(/\/a\//);
    await close();
  });

  it('shows a place that only the fragment names', async () => {
    const {page, close} = await openPage(browser, server.url);
    const answer = await (await fetch(`${server.url}/api/v1/search?q=Mi-35+delivery`)).json();
    const passage = answer.hits[0].passages.at(-1);
    await page.goto(server.url + passage.permalink);
    await page.waitForSelector('.target');
    const text = (await page.locator('.target').allTextContents()).join('');
    assert.equal(text.replace(/\s+/g, ' '), passage.text.replace(/\s+/g, ' '));
    assert.ok(await isVisible(page.locator('.target').first()));
    await close();
  });

  it('turns pages and says where it is', async () => {
    const {page, close} = await openPage(browser, server.url);
    await page.goto(`${server.url}/search?q=Russia&size=5`);
    await page.keyboard.press(']');
    await page.waitForURL(/page=2/);
    assert.equal(await page.locator('.hits').getAttribute('start'), '6');
    assert.match(await page.locator('.pages a[aria-current=page]').textContent(), /2$/);
    await close();
  });

  it('keeps to the width of a small phone', async () => {
    const {page, close} = await openPage(browser, server.url, {viewport: {width: 320, height: 640}});
    for (const path of ['/', '/search?q=Russia']) {
      await page.goto(server.url + path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
    }
    await page.goto(`${server.url}/search?q=Russia`);
    await page.locator('.hit h2 a').first().click();
    await page.waitForURL(/\/a\//);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'article');
    await close();
  });
});
