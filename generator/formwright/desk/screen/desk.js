/* What the pages do beside being read: files can be dropped, and work that goes on shows how far it is. All else works
 * without this. */

'use strict';

/* --- progress ------------------------------------------------------------------------------- */

const EVERY = 700; // milliseconds

async function follow() {
  const shown = document.querySelector('.progress[data-over="no"]');
  if (!shown) return;
  let fresh;
  try {
    const answer = await fetch(location.href, {cache: 'no-store'});
    fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    shown.querySelector('[role=status]').textContent = 'The desk has been closed. Open it again to go on.';
    return;
  }
  const now = fresh.querySelector('.progress[data-over="no"]');
  if (!now) {
    location.reload();
    return;
  }
  const told = now.querySelector('[role=status]').textContent;
  if (shown.querySelector('[role=status]').textContent !== told) shown.querySelector('[role=status]').textContent = told;
  shown.querySelector('progress').replaceWith(now.querySelector('progress'));
  setTimeout(follow, EVERY);
}

setTimeout(follow, EVERY);

/* --- dropping files -------------------------------------------------------------------------- */

const drop = document.querySelector('.drop');
if (drop) {
  const files = drop.querySelector('[type=file]');
  const chosen = drop.querySelector('.chosen');
  const show = () => {
    const count = files.files.length;
    chosen.textContent = count ? `${count} ${count === 1 ? 'file' : 'files'} chosen` : '';
  };
  drop.querySelector('.hint').hidden = false;
  files.addEventListener('change', show);
  for (const kind of ['dragenter', 'dragover']) {
    document.addEventListener(kind, event => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  document.addEventListener('dragleave', event => {
    if (!event.relatedTarget) drop.classList.remove('over');
  });
  document.addEventListener('drop', event => {
    event.preventDefault();
    drop.classList.remove('over');
    const all = new DataTransfer();
    for (const file of [...files.files, ...event.dataTransfer.files]) all.items.add(file);
    files.files = all.files;
    show();
    drop.querySelector('button').focus();
  });
}

/* --- one's name, which need not be typed twice ------------------------------------------------ */

const who = [...document.querySelectorAll('input[name=who]')];
for (const field of who) {
  field.value ||= sessionStorage.getItem('who') ?? '';
  field.addEventListener('change', () => sessionStorage.setItem('who', field.value));
}
