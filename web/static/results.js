// Results without reloading: the same address is fetched and the results region of the answer swapped in. There is no
// second renderer: without this file every control is a plain link or form.

const form = /** @type {HTMLFormElement} */ (document.getElementById('search'));
const box = /** @type {HTMLInputElement} */ (document.getElementById('q'));
const region = () => /** @type {HTMLElement} */ (document.getElementById('results'));
/** @type {AbortController | null} */
let pending = null;

/** The form as an address, without the fields that are empty. */
function formUrl() {
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== '') parameters.append(name, String(value));
  return `/search?${parameters}`;
}

/** What keeps its state over a swap, by a name that both sides have. */
function openParts() {
  return [...region().querySelectorAll('details[open]')].map((part) => `${part.className}|${part.parentElement?.querySelector('legend')?.textContent ?? ''}`);
}

/** @param {string[]} open */
function reopen(open) {
  for (const part of region().querySelectorAll('details'))
    if (open.includes(`${part.className}|${part.parentElement?.querySelector('legend')?.textContent ?? ''}`)) part.open = true;
}

/** The control to focus again after a swap. */
function focusKey() {
  const active = document.activeElement;
  if (!active || !region().contains(active)) return null;
  if (active instanceof HTMLInputElement) return `input[name="${CSS.escape(active.name)}"]${active.type === 'checkbox' ? `[value="${CSS.escape(active.value)}"]` : ''}`;
  return null;
}

/** @param {string} url @param {boolean} push */
async function show(url, push) {
  pending?.abort();
  const mine = pending = new AbortController();
  region().setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, {signal: mine.signal, headers: {Accept: 'text/html'}});
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('results');
    if (!response.ok || !fresh) throw new Error('not a page of results');
    const open = openParts();
    const focus = focusKey();
    const old = region();
    const status = old.querySelector('.summary');
    old.replaceWith(document.adoptNode(fresh));
    announce(status, fresh);
    reopen(open);
    if (focus) /** @type {HTMLElement | null} */ (region().querySelector(focus))?.focus({preventScroll: true});
    document.title = page.title;
    if (push) history.pushState({results: true}, '', url);
  } catch (error) {
    // A newer click took over, or the server's own page tells better what is wrong.
    if (!mine.signal.aborted) location.assign(url);
  }
}

/** A live region speaks when its text changes, not when it is replaced: the old element stays, with the new words.
 * @param {Element | null} status @param {Element} fresh */
function announce(status, fresh) {
  const place = fresh.querySelector('.summary');
  if (!status || !place) return;
  const words = [...place.childNodes];
  place.replaceWith(status);
  requestAnimationFrame(() => status.replaceChildren(...words));
}

/** Same-page links inside the region go the quick way; the reader's own ways to open a link stay. */
document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = /** @type {Element} */ (event.target).closest('a');
  if (!link || !region().contains(link) || link.pathname !== '/search' || link.origin !== location.origin) return;
  event.preventDefault();
  const paging = link.closest('.pages') !== null;
  show(link.href, true).then(() => { if (paging) scrollTo({top: 0, behavior: 'instant'}); });
});

document.addEventListener('change', (event) => {
  const control = event.target;
  if (!(control instanceof HTMLInputElement) || control.form !== form || control === box) return;
  if (control.type === 'date' && control.value !== '' && control.validity.badInput) return;
  show(formUrl(), true);
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const asked = new URLSearchParams(location.search).get('q') ?? '';
  // New words are a new question: they start with its first page, and the filters in force stay.
  if (box.value.trim() === '' && asked === '') return;
  show(formUrl(), true);
});

addEventListener('popstate', () => {
  box.value = new URLSearchParams(location.search).get('q') ?? '';
  show(location.href, false);
});

// Keys: j and k walk the hits, o opens, brackets turn pages.

/** @param {number} step */
function walk(step) {
  const hits = [...document.querySelectorAll('.hit')];
  if (hits.length === 0) return;
  const at = hits.findIndex((hit) => hit.classList.contains('chosen'));
  hits[at]?.classList.remove('chosen');
  const next = hits[Math.min(Math.max(at + step, 0), hits.length - 1)];
  next.classList.add('chosen');
  next.querySelector('a')?.focus({preventScroll: true});
  next.scrollIntoView({block: 'nearest'});
}

document.addEventListener('keydown', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || target.matches('input:not([type=checkbox]), textarea, select')) return;
  if (event.key === 'j') walk(1);
  else if (event.key === 'k') walk(-1);
  else if (event.key === 'o') /** @type {HTMLElement | null} */ (document.querySelector('.hit.chosen h2 a'))?.click();
  else if (event.key === '[') /** @type {HTMLElement | null} */ (document.querySelector('.pages a[rel=prev]'))?.click();
  else if (event.key === ']') /** @type {HTMLElement | null} */ (document.querySelector('.pages a[rel=next]'))?.click();
});

// The histogram takes a range by dragging; the two date inputs and the table do the same without a mouse.

/** @param {SVGSVGElement} chart @param {number} x */
function barAt(chart, x) {
  const bars = [...chart.querySelectorAll('rect')];
  const distance = (/** @type {Element} */ bar) => {
    const {left, right} = bar.getBoundingClientRect();
    return Math.abs((left + right) / 2 - x);
  };
  return bars.reduce((best, bar) => distance(bar) < distance(best) ? bar : best, bars[0]);
}

/** @param {SVGSVGElement} chart @param {number} from @param {number} to */
function picked(chart, from, to) {
  const bars = [...chart.querySelectorAll('rect')];
  const ends = [barAt(chart, from), barAt(chart, to)].map((bar) => bars.indexOf(bar)).sort((a, b) => a - b);
  return bars.slice(ends[0], ends[1] + 1);
}

document.addEventListener('pointerdown', (event) => {
  const chart = /** @type {Element} */ (event.target).closest('.histogram svg');
  if (!(chart instanceof SVGSVGElement) || event.button !== 0) return;
  event.preventDefault();
  const output = chart.parentElement?.querySelector('.pick');
  const began = event.clientX;
  const paint = (/** @type {SVGRectElement[]} */ range) => {
    for (const bar of chart.querySelectorAll('rect')) bar.classList.toggle('picked', range.includes(bar));
    if (output) output.textContent = range.length === 1 ? range[0].dataset.label ?? '' : range.length > 1 ? `${range[0].dataset.from} – ${range[range.length - 1].dataset.to}` : '';
  };
  const move = (/** @type {PointerEvent} */ moved) => paint(picked(chart, began, moved.clientX));
  const stop = () => { chart.removeEventListener('pointermove', move); removeEventListener('keydown', cancel); };
  const cancel = (/** @type {KeyboardEvent} */ key) => { if (key.key === 'Escape') { stop(); paint([]); chart.onpointerup = null; } };
  chart.setPointerCapture(event.pointerId);
  chart.addEventListener('pointermove', move);
  chart.onpointercancel = () => { stop(); paint([]); };
  chart.onpointerup = (ended) => {
    stop();
    const range = picked(chart, began, ended.clientX);
    const from = /** @type {HTMLInputElement} */ (document.getElementById('from'));
    const to = /** @type {HTMLInputElement} */ (document.getElementById('to'));
    from.value = range[0].dataset.from ?? '';
    to.value = range[range.length - 1].dataset.to ?? '';
    show(formUrl(), true);
  };
  addEventListener('keydown', cancel);
  move(event);
});
