// For every page: "/" focuses the search box, and what can be copied gets a button.

document.documentElement.classList.add('js');

/** Whether a key pressed here is meant for a form control. @param {KeyboardEvent} event */
function isTyping(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing ||
      target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
}

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || isTyping(event)) return;
  const box = /** @type {HTMLInputElement} */ (document.getElementById('q'));
  event.preventDefault();
  box.focus();
  box.select();
});

/** @param {HTMLElement} source */
function addCopyButton(source) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(source.textContent ?? '');
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  (source.closest('a, pre') ?? source).after(button);
}

if (navigator.clipboard) for (const source of document.querySelectorAll('[data-copy]')) addCopyButton(/** @type {HTMLElement} */ (source));
