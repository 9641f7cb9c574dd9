/* Brings the page up to date after each save: fetches itself anew and takes over what has changed.
 *
 * The document stays where one was reading it, with the answers that were typed to try it out; what the
 * save changed in it is shown and marked for a moment. */

'use strict';

const root = document.body;
const byId = id => document.getElementById(id);
const every = (selector, within = document) => [...within.querySelectorAll(selector)];
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const wide = matchMedia('(min-width: 64em)');
const MARKED_FOR = 5000; // milliseconds

/* --- news from the program -------------------------------------------------------------------- */

const received = new Map(every('.live').map(part => [part.id, part.outerHTML])); // as the program sent it

let news;
let fetching = false;
let again = false;

function listen() {
  news?.close();
  news = new EventSource('/events');
  news.addEventListener('version', event => {
    lost('');
    if (event.data !== root.dataset.version) refresh();
  });
  news.addEventListener('error', () => {
    lost('The preview has stopped. Start it again with “formwright serve”: this page will then carry on.');
    if (news.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

function lost(text) {
  if (byId('lost').textContent !== text) byId('lost').textContent = text;
  byId('lost').hidden = text === '';
}

async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  do {
    again = false;
    try {
      const answer = await fetch(location.href, {cache: 'no-store'});
      takeOver(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // The program has just been stopped: the news say so.
    }
  } while (again);
  fetching = false;
}

function takeOver(fresh) {
  const [run] = root.dataset.version.split('.');
  if (fresh.body.dataset.version?.split('.')[0] !== run) {
    location.reload(); // started again, perhaps in another version
    return;
  }
  root.dataset.version = fresh.body.dataset.version;
  document.title = fresh.title;
  say(fresh);
  for (const part of every('.live')) {
    const now = fresh.getElementById(part.id);
    if (now && now.outerHTML !== received.get(part.id)) replace(part, now);
  }
  const view = byId('view');
  const then = fresh.getElementById('view');
  if (view && then) {
    view.className = then.className;
    takeOverDocument(view, then);
  }
  offerNext();
  search();
}

/* The newer part in place of the older, with what had the focus and how far it was scrolled. */
function replace(part, now) {
  const focused = part.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const scrolled = part.scrollTop;
  const first = part.id === 'sheets' && pagesOf(part) !== pagesOf(now) ? now.querySelector('.altered')?.id : null;
  received.set(now.id, now.outerHTML);
  part.replaceWith(document.adoptNode(now));
  now.scrollTop = scrolled;
  if (focused) every('a, button, [tabindex], summary', now).find(one => nameOf(one) === focused)?.focus();
  if (first) byId(first).scrollIntoView({block: 'start', behavior: calm.matches ? 'auto' : 'smooth'});
}

const nameOf = one => one.getAttribute('href') ?? `${one.localName} ${one.textContent}`;
const pagesOf = part => every('img', part).map(one => one.getAttribute('src')).join();

/* What has become different since the page was last heard, politely. */
function say(fresh) {
  const before = byId('news').dataset;
  const now = fresh.getElementById('news').dataset;
  const said = ['save', 'drawing'].filter(key => now[key] !== before[key]).map(key => now[key]).join(' ');
  if (said) byId('heard').textContent = said;
}

/* --- the web form ------------------------------------------------------------------------------ */

const frameIn = view => view.querySelector('.frame:not(.coming)');

function takeOverDocument(view, then) {
  const shown = frameIn(view);
  const wanted = then.querySelector('.frame');
  const sheets = then.querySelector('#sheets');
  if (!byId('sheets') && sheets) {
    received.set('sheets', sheets.outerHTML);
    view.append(document.adoptNode(sheets));
  }
  if (!shown && !wanted) return;
  if (!wanted) {
    shown.remove();
  } else if (!shown) {
    byId('label').after(document.adoptNode(wanted));
    settle(frameIn(view));
  } else if (wanted.getAttribute('src') !== (view.querySelector('.coming') ?? shown).getAttribute('src')) {
    exchange(view, shown, document.adoptNode(wanted));
  }
}

/* The newer form loads unseen behind the older one and takes its place when it is whole: nothing flickers. */
function exchange(view, shown, coming) {
  view.querySelector('.coming')?.remove();
  coming.classList.add('coming');
  coming.inert = true;
  coming.addEventListener('load', () => {
    if (!coming.isConnected) return;
    const hadFocus = document.activeElement === shown;
    carryOver(shown.contentDocument, coming.contentDocument);
    coming.contentWindow.scrollTo(0, shown.contentWindow.scrollY);
    coming.classList.remove('coming');
    coming.inert = false;
    shown.remove();
    settle(coming);
    if (hadFocus) coming.focus({preventScroll: true});
    showChanges(coming);
    root.dataset.shown = root.dataset.version;
  }, {once: true});
  shown.after(coming);
}

/* Answers were only typed to try the form out: leaving it asks no question. */
function settle(frame) {
  const forget = () => frame.contentWindow.addEventListener('beforeunload', event => event.stopImmediatePropagation(), {capture: true});
  if (frame.contentDocument?.readyState === 'complete' && frame.contentWindow.location.href !== 'about:blank') forget();
  else frame.addEventListener('load', forget, {once: true});
}

function carryOver(from, to) {
  if (!from?.getElementById('form') || !to?.getElementById('form')) return;
  for (const repeat of every('[data-repeat]', from)) {
    const same = to.querySelector(`[data-repeat="${CSS.escape(repeat.dataset.repeat)}"]`);
    const add = same?.querySelector('.add');
    for (let n = 0; add && n < 50 && every('.row', same).length < every('.row', repeat).length; n += 1) add.click();
  }
  for (const field of every('input[name], select[name], textarea[name]', from.getElementById('form'))) {
    const isRadio = field.type === 'radio';
    if (field.readOnly || (isRadio ? !field.checked : field.value === field.defaultValue || field.value === '')) continue;
    const value = isRadio ? `[value="${CSS.escape(field.value)}"]` : '';
    const same = to.querySelector(`#form [name="${CSS.escape(field.name)}"]${value}`);
    if (!same || same.type !== field.type) continue;
    if (isRadio) same.checked = true;
    else same.value = field.value;
    same.dispatchEvent(new Event('input', {bubbles: true}));
  }
}

/* --- what has changed in it -------------------------------------------------------------------- */

const squeezed = text => text.replace(/\s+/g, ' ').trim();
const HOLDS_WORDS = 'h1, h2, h3, h4, h5, h6, p, li, td, th, dt, dd, legend, label, caption, figcaption';

/* Where a change stands: the place itself, and in it or after it the smallest part that has its words. */
function find(page, {anchor, words}) {
  const place = page.getElementById(anchor)
    ?? page.querySelector(`[data-path="${CSS.escape(anchor.replace('[]', '[0]'))}"]`);
  const wanted = squeezed(words.split(' · ')[0]).slice(0, 60); // of a table's row: its first cell
  if (!wanted) return place;
  const after = one => !place || place.contains(one) || place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const holders = every(HOLDS_WORDS, page).filter(one => after(one) && squeezed(one.textContent).includes(wanted));
  const found = holders.find(one => !one.querySelector(HOLDS_WORDS)) ?? holders[0];
  return place?.matches('.question, .field') ? place : found?.closest('tr') ?? found ?? place;
}

function mark(spot) {
  const look = {backgroundColor: '#fff3c4', boxShadow: '0 0 0 6px #fff3c4, 0 0 0 8px #8a6d00'};
  const plain = {backgroundColor: 'transparent', boxShadow: '0 0 0 6px transparent, 0 0 0 8px transparent'};
  const frames = calm.matches ? [look, look] : [look, {...look, offset: .8}, plain];
  spot.animate(frames, {duration: MARKED_FOR});
}

/* Scrolls the form alone, not the page around it; far away at once, nearby smoothly. */
function bring(spot) {
  const page = spot.ownerDocument.defaultView;
  const {top, bottom} = spot.getBoundingClientRect();
  if (top >= 0 && bottom <= page.innerHeight - 80) return;
  const way = top - Math.max(24, (page.innerHeight - 80 - (bottom - top)) / 3);
  page.scrollBy({top: way, behavior: calm.matches || Math.abs(way) > page.innerHeight ? 'instant' : 'smooth'});
}

/* Brings a change into view. Of one that is asked only after certain answers, that is the place where it will appear. */
function show(spot) {
  const seen = spot?.checkVisibility();
  const hidden = 'It is not on the page now: it is asked only after certain answers. This is where it will appear.';
  byId('unseen').textContent = seen ? '' : spot ? hidden : 'It is no longer on the page.';
  const there = seen ? spot : spot && before(spot);
  if (there) bring(there);
}

/* The last thing to be seen before a hidden place. */
const before = spot => every('.question, .field, h2', spot.ownerDocument)
  .filter(one => one.checkVisibility() && one.compareDocumentPosition(spot) & Node.DOCUMENT_POSITION_FOLLOWING).pop();

function showChanges(frame) {
  const spots = every('#changes .show').map(button => find(frame.contentDocument, button.dataset)).filter(Boolean);
  const seen = spots.filter(one => one.checkVisibility());
  seen.forEach(mark);
  if (spots.length) show(seen[0] ?? spots[0]);
}

document.addEventListener('click', event => {
  const button = event.target.closest('.show');
  const frame = document.querySelector('.frame');
  if (!button || !frame) return;
  const spot = find(frame.contentDocument, button.dataset);
  frame.scrollIntoView({block: 'nearest'});
  if (spot?.checkVisibility()) mark(spot);
  show(spot);
});

/* --- from one error to the next ---------------------------------------------------------------- */

function offerNext() {
  every('.next').forEach(button => (button.hidden = false)); // without scripts it could do nothing
}

document.addEventListener('click', event => {
  if (!event.target.closest('.next')) return;
  const errors = every('.problem.error');
  if (errors.length === 0) {
    location.assign('/'); // they are all in other documents, and listed there
    return;
  }
  const now = errors.findIndex(one => one.dataset.reached !== undefined);
  const next = errors[(now + 1) % errors.length];
  errors.forEach(one => delete one.dataset.reached);
  next.dataset.reached = '';
  for (let around = next.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
  next.focus({preventScroll: true});
  next.scrollIntoView({block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth'});
});

/* --- the list of documents --------------------------------------------------------------------- */

function search() {
  const words = squeezed(byId('find').value).toLowerCase().split(' ');
  for (const entry of every('#list li')) {
    const name = entry.textContent.toLowerCase();
    entry.hidden = !words.every(word => name.includes(word));
  }
  for (const kind of every('#list .kind')) kind.hidden = every('li:not([hidden])', kind).length === 0;
  document.querySelector('#list .none').hidden = every('#list li:not([hidden])').length > 0;
}

/* Beside the document the list is open, above it folded. */
function fold() {
  const list = byId('choose');
  if (list) list.open = wide.matches;
}

document.querySelector('.find').hidden = false;
byId('find').addEventListener('input', search);
byId('find').addEventListener('keydown', event => {
  if (event.key === 'Enter') document.querySelector('#list li:not([hidden]) a')?.click();
});
wide.addEventListener('change', fold);
fold();
offerNext();
every('.frame').forEach(settle);

/* A browser keeps only a few connections to one program: a page that nobody sees gives its own back. */
document.addEventListener('visibilitychange', () => (document.hidden ? news?.close() : listen()));
if (!document.hidden) listen();
