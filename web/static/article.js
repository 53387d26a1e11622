// The article page: n and p walk the matches, and #cA-B (code points of the text) is shown also where the server could
// not know it, because a fragment stays in the browser.

const body = /** @type {HTMLElement} */ (document.querySelector('[data-canonical]'));
const marks = /** @type {HTMLElement[]} */ ([...body.querySelectorAll('mark[id]')]);

/** The text nodes of a paragraph with the code point each begins at. @param {HTMLElement} paragraph */
function* pieces(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let at = Number(paragraph.dataset.start);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    yield {text, at};
    at += [...text.data].length;
  }
}

/** Wraps the part of each text node that lies in the range. @param {number} from @param {number} to */
function markRange(from, to) {
  const found = [];
  for (const paragraph of body.querySelectorAll('[data-start]')) {
    for (const {text, at} of [...pieces(paragraph)]) {
      const points = [...text.data];
      const begin = Math.max(from - at, 0);
      const end = Math.min(to - at, points.length);
      if (begin >= end) continue;
      const range = document.createRange();
      range.setStart(text, points.slice(0, begin).join('').length);
      range.setEnd(text, points.slice(0, end).join('').length);
      const span = document.createElement('span');
      span.className = 'target';
      range.surroundContents(span);
      found.push(span);
    }
  }
  return found;
}

function openFragment() {
  const place = /^#c(\d{1,9})-(\d{1,9})$/.exec(location.hash);
  if (!place || document.getElementById(location.hash.slice(1))) return;
  for (const old of body.querySelectorAll('.target')) old.replaceWith(...old.childNodes);
  body.normalize();
  const [first] = markRange(Number(place[1]), Number(place[2]));
  if (!first) return;
  first.id = location.hash.slice(1);
  first.scrollIntoView({block: 'center', behavior: 'instant'});
}

addEventListener('hashchange', openFragment);
openFragment();

let current = -1;
const position = document.querySelector('[data-position]');

/** @param {number} step */
function walk(step) {
  if (marks.length === 0) return;
  marks[current]?.classList.remove('here');
  if (current < 0) current = startingPoint(step);
  else current = (current + step + marks.length) % marks.length;
  const mark = marks[current];
  mark.classList.add('here');
  mark.scrollIntoView({block: 'center'});
  if (position) position.textContent = `${current + 1} of ${marks.length}`;
}

/** The first step leads to the first match from where the reader is. @param {number} step */
function startingPoint(step) {
  const below = marks.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
  if (step > 0) return Math.max(below, 0);
  return below <= 0 ? marks.length - 1 : below - 1;
}

const jumps = document.querySelector('[data-jumps]');
if (jumps && marks.length > 0) {
  const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {number} */ step, /** @type {string} */ key) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = sign;
    made.setAttribute('aria-label', name);
    made.setAttribute('aria-keyshortcuts', key);
    made.addEventListener('click', () => walk(step));
    return made;
  };
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', 'Close the list of matches');
  close.addEventListener('click', () => jumps.closest('nav')?.remove());
  jumps.replaceChildren(button('‹', 'Previous match', -1, 'p'), button('›', 'Next match', 1, 'n'), close);
}

document.addEventListener('keydown', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || target.matches('input, textarea, select')) return;
  if (event.key === 'n') walk(1);
  else if (event.key === 'p') walk(-1);
});
