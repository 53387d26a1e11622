// The search box as a combobox: what is typed is continued by speakers, outlets and words of the index. Without this file,
// or without an answer, it is the search box it was.

const box = /** @type {HTMLInputElement} */ (document.getElementById('q'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('search'));
const list = document.createElement('ul');
list.id = 'suggestions';
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', 'Suggestions');
list.hidden = true;
form.append(list);
for (const [name, value] of Object.entries({role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id}))
  box.setAttribute(name, value);

const kWait = 80;  // milliseconds without a key before the index is asked
/** @type {AbortController | null} */
let asked = null;
let timer = 0;
let chosen = -1;
let typed = '';

function close() {
  clearTimeout(timer);
  asked?.abort();
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
  chosen = -1;
}

/** @param {number} at */
function choose(at) {
  const options = [...list.children];
  if (options.length === 0) return;
  chosen = (at + options.length + 1) % (options.length + 1);  // the last place is what was typed
  options.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
  const option = /** @type {HTMLElement | undefined} */ (options[chosen]);
  box.value = option?.dataset.query ?? typed;
  if (option) box.setAttribute('aria-activedescendant', option.id);
  else box.removeAttribute('aria-activedescendant');
}

/** @param {{kind: string, text: string, query: string, count: number}[]} suggestions */
function show(suggestions) {
  list.replaceChildren(...suggestions.map((one, i) => {
    const option = document.createElement('li');
    option.id = `suggestion-${i}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.dataset.query = one.query;
    const text = document.createElement('bdi');
    text.textContent = one.text;
    const more = document.createElement('span');
    more.className = 'quiet';
    more.textContent = ` ${one.kind === 'word' ? '' : `${one.kind} · `}${one.count.toLocaleString('en')}`;
    option.append(text, more);
    return option;
  }));
  chosen = -1;
  list.hidden = suggestions.length === 0;
  box.setAttribute('aria-expanded', String(!list.hidden));
}

async function ask() {
  asked?.abort();
  const mine = asked = new AbortController();
  typed = box.value;
  try {
    const response = await fetch(`/api/v1/suggest?${new URLSearchParams({q: typed})}`, {signal: mine.signal});
    const answer = response.ok ? await response.json() : {suggestions: []};
    if (!mine.signal.aborted && document.activeElement === box) show(answer.suggestions);
  } catch { /* typed on, or offline: the box works without */ }
}

box.addEventListener('input', (event) => {
  if (/** @type {InputEvent} */ (event).isComposing) return;
  clearTimeout(timer);
  if (box.value.trim() === '' || box.selectionEnd !== box.value.length) close();
  else timer = setTimeout(ask, kWait);
});

box.addEventListener('keydown', (event) => {
  if (list.hidden || event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const places = list.children.length + 1;
    choose(chosen < 0 || chosen >= places - 1 ? (event.key === 'ArrowDown' ? 0 : places - 2) : chosen + (event.key === 'ArrowDown' ? 1 : -1));
  } else if (event.key === 'Escape') {
    event.preventDefault();
    box.value = typed;
    close();
  }
});

list.addEventListener('pointerdown', (event) => event.preventDefault());  // the box keeps the focus
list.addEventListener('click', (event) => {
  const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[role=option]'));
  if (!option) return;
  box.value = option.dataset.query ?? '';
  close();
  form.requestSubmit();
});
form.addEventListener('submit', close);
box.addEventListener('blur', close);
