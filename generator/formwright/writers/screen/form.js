/* The form: what is asked, what is missing, who will be told, and the answers' way to a file and back.
 *
 * The page itself holds the answers: everything below is worked out from its fields each time
 * something changes. A field is known by its path, which is also its name; in a row that can be
 * added the path has the row's number in it, and `fields` knows it as actions[].who. */

const page = JSON.parse(document.getElementById('form-data').textContent);
const form = document.getElementById('form');
const notice = document.getElementById('notice');
const fields = new Map(page.fields.map(field => [field.path, field]));
const title = document.title;
const spelling = new Spelling(page);

const every = (selector, within = form) => [...within.querySelectorAll(selector)];
const byId = id => document.getElementById(id);
const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/* --- fields and their answers ---------------------------------------------------------------- */

let boxes = new Map(); // path → the .field that it stands in

function findBoxes() {
  boxes = new Map(every('.field').map(box => [box.dataset.path, box]));
}

const fieldOf = path => fields.get(path.replace(/\[\d+\]/, '[]'));
const kindOf = path => page.kinds[fieldOf(path).kind];
const boxOf = path => boxes.get(path);
const askedOf = path => fieldOf(path).asked;
const isWorkedOut = path => fieldOf(path).counts !== null;
const controlsOf = path => every('input, select, textarea', boxOf(path));
/* Those in which somebody can type. */
const entriesOf = path => controlsOf(path).filter(control => !control.matches('.whole-date'));
const rowOf = path => /\[(\d+)\]/.exec(path)?.[1];

function labelOf(path) {
  const repeat = page.repeats.find(one => path.startsWith(`${one.path}[`));
  return repeat ? `${repeat.row} ${Number(rowOf(path)) + 1}: ${fieldOf(path).label}` : fieldOf(path).label;
}

/* What stands in the field, asked or not. */
function typed(path) {
  const controls = controlsOf(path);
  if (Ticks.are(controls)) return Ticks.typed(controls);
  const control = controls[0].type === 'radio' ? controls.find(one => one.checked) : controls[0];
  return control?.value ?? '';
}

/* What a control can hold of a text. */
const FITTED = {
  text: text => text.replace(/[\r\n]+/g, ' '),
};

/* Puts a text into the field and says whether it stands there now just as it was given. */
function put(path, text) {
  const controls = controlsOf(path);
  if (Ticks.are(controls)) {
    Ticks.put(controls, text);
  } else if (controls[0].type === 'radio') {
    for (const control of controls) control.checked = text !== '' && control.value === text;
  } else {
    controls[0].value = FITTED[controls[0].type]?.(text) ?? text;
    if (controls[0].selectedIndex === -1) controls[0].value = ''; // none of those in the list
    if (Dates.are(controls)) Dates.show(controls);
  }
  return typed(path) === text.replace(/\r\n?/g, '\n');
}

/* One look at the whole page. A field that is not asked has no answer, whatever stands in it. */
function look() {
  const known = new Map();
  const isAsked = path => {
    if (!known.has(path)) {
      const rule = askedOf(path);
      known.set(path, true); // where conditions run in a circle, this is where it ends
      known.set(path, !rule || holds(rule, seenFrom(path)));
    }
    return known.get(path);
  };
  const answer = path => (isAsked(path) && !spelling.isBlank(typed(path)) ? typed(path) : '');
  /* What a rule sees that belongs to this path: its own row, and null for what is not asked. */
  const seenFrom = path => wanted => {
    const target = wanted.replace('[]', `[${rowOf(path) ?? 0}]`);
    return fieldOf(target) && boxOf(target) && isAsked(target) ? answer(target) : null;
  };
  return {paths: [...boxes.keys()], isAsked, answer, seenFrom};
}

/* What the form works out by itself: how many grades there are of the one that a field counts. */
function workOut() {
  const now = look();
  const graded = now.paths.filter(path => kindOf(path).json === 'integer');
  for (const path of now.paths.filter(isWorkedOut)) {
    const grades = graded.filter(each => fieldOf(each).part === fieldOf(path).part).map(now.answer);
    put(path, String(grades.filter(grade => grade === fieldOf(path).counts).length));
  }
}

/* --- what is missing or wrong ---------------------------------------------------------------- */

/* Everything that must be answered now, in the order of the page. A row counts once something is
 * in it; a row that is wanted and still empty counts as one. */
function required(now, due = partsDueNow(now)) {
  const found = [];
  const wanted = new Map(page.repeats.map(repeat => [setOf(repeat), rowsWanted(repeat, now, due)]));
  let lastEmpty = null;
  for (const path of now.paths) {
    const row = boxOf(path).closest('.row');
    if (row && isEmptyRow(row, now)) {
      const set = row.closest('.repeat');
      if (row !== lastEmpty && now.isAsked(path) && wanted.get(set) > 0) {
        found.push({path, answered: false, message: 'at least one is needed: fill in this row'});
        wanted.set(set, wanted.get(set) - 1);
        lastEmpty = row;
      }
    } else if (now.isAsked(path) && fieldOf(path).required && due.includes(fieldOf(path).part)) {
      found.push({path, answered: now.answer(path) !== '', message: fieldOf(path).missing});
    }
  }
  return found;
}

function wrong(now) {
  return now.paths.filter(now.isAsked).flatMap(path => {
    const answer = now.answer(path);
    const {misfit} = answer ? spelling.taken(fieldOf(path), answer) : {};
    const {shape, must} = kindOf(path);
    const message = misfit && shape === 'day' ? Dates.fault(answer, misfit, must) : misfit ?? outOfOrder(path, now);
    return message ? [{path, message}] : [];
  });
}

/* What is wrong with a date beside another one; nothing where one of them is missing or is no date. */
function outOfOrder(path, now) {
  const {notBefore, notAfter} = fieldOf(path);
  const day = one => {
    const answer = boxOf(one) ? now.answer(one) : '';
    return answer && spelling.taken(fieldOf(one), answer).answer;
  };
  const [said, earliest, latest] = [path, notBefore && besideOf(path, notBefore), notAfter && besideOf(path, notAfter)]
    .map(one => one && day(one));
  if (said && earliest && said < earliest) return `must not be before “${notBefore.label}”`;
  if (said && latest && said > latest) return `must not be after “${notAfter.label}”`;
  return null;
}

const besideOf = (path, other) => other.path.replace('[]', `[${rowOf(path)}]`);

/* path → what is to be done there, in the order of the page. */
function problems(now) {
  const found = new Map(required(now).filter(one => !one.answered).map(one => [one.path, one.message]));
  for (const one of wrong(now)) found.set(one.path, one.message);
  return new Map(now.paths.filter(path => found.has(path)).map(path => [path, found.get(path)]));
}

/* --- complaints: the summary at the top and the message at each field ------------------------- */

let complaints = new Map();

function complain(found) {
  setComplaints(found);
  showNotice('alert', 'error-summary complaints', 'There is a problem', ...summary());
  document.title = `Error: ${title}`;
}

/* A message that names its field needs no label in front of it, unless it is one of many rows. */
function complaintOf(path, message) {
  const isNamed = rowOf(path) === undefined && message.toLowerCase().includes(fieldOf(path).label.toLowerCase());
  return isNamed ? asSentence(message) : `${questionOf(path) ?? labelOf(path)} – ${message}`;
}

/* The question, where this is all that must be answered of it: its name says enough then. */
function questionOf(path) {
  const question = page.copy.blocks.flatMap(block => block.questions ?? [])
    .find(one => one.fields.some(field => field.path === path));
  const due = question ? [...question.fields, ...question.further].filter(field => fieldOf(field.path).required) : [];
  return due.length === 1 && due[0].path === path ? `${question.dotted} ${question.ask}`.trim() : null;
}

const asSentence = text => text[0].toUpperCase() + text.slice(1);

function summary() {
  const links = [...complaints].map(([path, message]) => {
    const link = element('a', {href: `#${entriesOf(path)[0].id}`}, `${complaintOf(path, message)}${forWhom(path)}`);
    link.addEventListener('click', event => {
      event.preventDefault();
      goTo(path);
    });
    return element('li', {}, link);
  });
  const anyway = element('button', {type: 'button', class: 'button plain'}, 'Download it anyway, unfinished');
  anyway.addEventListener('click', () => download());
  return [
    element('p', {}, `Check ${plural(links.length, 'answer', 'answers')}:`),
    element('ul', {}, ...links),
    element('p', {}, `You can also download the ${page.thing} as it is and finish it later.`),
    element('p', {class: 'buttons'}, anyway),
  ];
}

/* A message takes room, and what somebody is just pressing must not move from under their finger. */
let isPressed = false;
let waiting = [];

function whenReleased(action) {
  waiting.push(action);
  if (!isPressed) released();
}

function released() {
  setTimeout(() => {
    isPressed = false;
    for (const action of waiting.splice(0)) action();
  });
}

/* What is wrong with an answer is said when it is left, and what it makes wrong elsewhere. */
function complainOf(path) {
  if (!boxOf(path)) return;
  const is = one => one === path || [fieldOf(one).notBefore, fieldOf(one).notAfter].some(other =>
    other && besideOf(one, other) === path);
  const found = wrong(look()).filter(one => is(one.path) && complaints.get(one.path) !== one.message);
  if (!found.length) return;
  const all = new Map([...complaints, ...found.map(({path: at, message}) => [at, message])]);
  setComplaints(new Map(look().paths.filter(at => all.has(at)).map(at => [at, all.get(at)])));
  say(found.map(({path: at, message}) => `${labelOf(at)}: ${message}.`).join(' '));
}

/* A fault in somebody else's part is theirs to mend. */
const forWhom = path => (isMine(path) ? '' : ` (for ${turnOf(fieldOf(path).part).who})`);

function setComplaints(found) {
  for (const path of complaints.keys()) if (boxOf(path)) setMessage(path, null);
  for (const [path, message] of found) setMessage(path, message);
  complaints = found;
}

/* What has been mended is no longer complained of; nothing new is added while somebody types. */
function keepComplaints(now) {
  if (!complaints.size) return;
  const still = problems(now);
  const kept = new Map([...complaints.keys()].filter(path => still.has(path)).map(path => [path, still.get(path)]));
  const same = kept.size === complaints.size && [...kept].every(([path, message]) => complaints.get(path) === message);
  if (same) return;
  setComplaints(kept);
  if (!notice.classList.contains('complaints')) return;
  if (kept.size) fillNotice('region', 'error-summary complaints', 'There is a problem', ...summary());
  else hideNotice();
}

function setMessage(path, message) {
  const box = boxOf(path);
  const place = box.querySelector('.error');
  const holder = box.querySelector('fieldset') ?? controlsOf(path)[0];
  const notes = (holder.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && id !== place.id);
  box.classList.toggle('wrong', message !== null);
  place.hidden = message === null;
  place.replaceChildren();
  if (message !== null) {
    place.append(element('span', {class: 'heard'}, 'Error: '), asSentence(message));
    notes.push(place.id);
  }
  if (notes.length) holder.setAttribute('aria-describedby', notes.join(' '));
  else holder.removeAttribute('aria-describedby');
  if (Dates.are(controlsOf(path))) {
    Dates.mark(controlsOf(path), message);
  } else if (holder.tagName !== 'FIELDSET') {
    if (message === null) holder.removeAttribute('aria-invalid');
    else holder.setAttribute('aria-invalid', 'true');
  }
}

function goTo(path) {
  const controls = entriesOf(path);
  placeToSee(path).scrollIntoView();
  if (controls[0].disabled) {
    boxOf(path).tabIndex = -1;
    boxOf(path).focus({preventScroll: true});
    return;
  }
  (controls.find(control => control.checked) ?? controls[0]).focus({preventScroll: true});
}

/* The field, or what is said above it: its question, or its row where it is the first of it. */
function placeToSee(path) {
  const box = boxOf(path);
  const around = box.closest('.question, .row');
  if (!around || box.getBoundingClientRect().bottom - around.getBoundingClientRect().top > innerHeight * 0.6) return box;
  return around;
}

/* --- what the page says ---------------------------------------------------------------------- */

function fillNotice(role, kind, heading, ...content) {
  notice.setAttribute('role', role);
  notice.setAttribute('aria-labelledby', 'notice-title');
  notice.className = `notice ${kind}`;
  notice.replaceChildren(element('h2', {id: 'notice-title'}, heading), ...content);
  notice.hidden = false;
}

function showNotice(...what) {
  fillNotice(...what);
  notice.scrollIntoView();
  notice.focus({preventScroll: true});
}

function hideNotice() {
  notice.hidden = true;
  notice.className = 'notice';
  notice.replaceChildren();
  document.title = title;
}

/* For those who hear the page. Emptied first, so that the same words can be said twice; what is
 * said last is what counts. */
let speaking;

function say(text) {
  clearTimeout(speaking);
  byId('spoken').textContent = '';
  speaking = setTimeout(() => { byId('spoken').textContent = text; }, 100);
}

function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function showAsked(now) {
  const before = new Set(every('.field, .question').filter(part => !part.hidden));
  for (const path of now.paths) boxOf(path).hidden = !now.isAsked(path);
  const anyAsked = part => every('.field', part).some(box => !box.hidden);
  for (const part of every('.question, .group')) part.hidden = !anyAsked(part);
  for (const part of every('.fields, .questions, .repeat')) {
    const above = part.previousElementSibling; // which says it already, where nothing is asked there either
    const isSaid = above?.matches('.questions') && !anyAsked(above);
    part.querySelector('.nothing').hidden = anyAsked(part) || isSaid;
  }
  return every('.field, .question').filter(part => before.has(part) === part.hidden);
}

/* Questions that appear or disappear are named: they may be far from where somebody types. */
function sayWhatChanged(parts, finished) {
  const outermost = parts.filter(part => part.matches('.question') || !part.closest('.question'));
  const names = hidden => outermost.filter(part => part.hidden === hidden).map(part =>
    part.matches('.question') ? part.querySelector('legend').textContent.trim() : labelOf(part.dataset.path));
  const sentences = [['Now applies', names(false)], ['No longer applies', names(true)]]
    .filter(([, found]) => found.length)
    .map(([start, found]) => `${start}: ${found.join('; ')}.`);
  if (finished) sentences.push('Every question that needs an answer has one.');
  if (sentences.length) say(sentences.join(' '));
}

let allAnswered = false;

/* Says whether the last answer has just been given. */
function showProgress(found) {
  const answered = found.filter(one => one.answered).length;
  setText(byId('progress'), `${answered} of ${found.length} answered`);
  const before = allAnswered;
  allAnswered = answered === found.length;
  return allAnswered && !before;
}

function showRecipients(now) {
  if (!page.escalation) return;
  const sentences = recipients(page.escalation, now);
  for (const place of every('.goes-to', document)) {
    if (place.textContent === sentences.join('')) continue;
    place.replaceChildren(...sentences.map(sentence => element('p', {}, sentence)));
  }
}

/* Where a rule looks that looks at many: each question's answer, or that of each row that says something or must. */
function placesOf(pattern, now) {
  if (pattern.includes('*')) {
    const [section, answer] = pattern.split('.*.');
    return page.fields.map(field => field.path).filter(path =>
      path.startsWith(`${section}.`) && path.endsWith(`.${answer}`) && path.split('.').length === 3);
  }
  const repeat = page.repeats.find(one => pattern.startsWith(`${one.path}[`));
  const rows = rowsOf(repeat);
  const filled = rows.flatMap((row, index) => (isEmptyRow(row, now) ? [] : [index]));
  const counted = filled.length || !(repeat.minimum || rowsWanted(repeat, now)) ? filled : [0];
  return counted.map(index => pattern.replace('[]', `[${index}]`));
}

function recipients(rules, now) {
  const found = whoIsTold(rules, now.answer, pattern => placesOf(pattern, now), askedOf);
  const names = told => told.map(one => one.title).join('; ');
  const {certain} = found;
  const isWanting = rules.judgements.length > 0 && !found.judged.length;
  const otherwise = isWanting ? found.open.filter(one => one.waits.every(path => rules.judgements.includes(path))) : [];
  const open = found.open.filter(one => !otherwise.includes(one));
  const sentences = [];
  if (isWanting) sentences.push('Choose the judgement to see who will be notified.');
  if (certain.length) {
    sentences.push(`${isWanting ? 'Notified whatever the judgement' : 'Will be notified'}: ${names(certain)}.`);
  }
  if (open.length) {
    const may = certain.length || isWanting ? 'May also be notified' : 'May be notified';
    const waits = [...new Set(open.flatMap(one => one.waits))].filter(now.isAsked).map(path => `“${labelOf(path)}”`);
    const [some, more] = waits.length > 3 ? [waits.slice(0, 2), `${waits.length - 2} more`] : [waits, null];
    sentences.push(`${may}: ${names(open)}. `
      + `That depends on ${[...some, more].filter(Boolean).join(' and ')}.`);
  }
  if (otherwise.length) sentences.push(`Notified if no judgement is given: ${names(otherwise)}.`);
  return sentences.length ? sentences : [`Nobody is notified about this ${page.thing}.`];
}

/* Paper shows the whole of a text, which a box on the screen would cut off. */
function copyForPrint() {
  for (const copy of every('.printed')) setText(copy, copy.previousElementSibling.value);
}

/* Whether 3 4 is in March or in April is said in words, with the day of the week. */
const DATE = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'full', timeZone: 'UTC'});

function showDatesInWords(now) {
  for (const path of now.paths) {
    const words = boxOf(path).querySelector('.in-words');
    if (!words) continue;
    const text = typed(path);
    const {answer} = text ? spelling.taken(fieldOf(path), text) : {};
    setText(words, answer ? DATE.format(new Date(`${answer}T00:00:00Z`)).replace(',', '') : '');
  }
}

/* --- answers to a file ----------------------------------------------------------------------- */

let unsaved = false;

function submission(now) {
  const found = new Map([['form', page.form], ['version', page.version], ['digest', page.digest]]);
  const filled = new Map(page.repeats.map(repeat =>
    [repeat.path, rowsOf(repeat).filter(row => !isEmptyRow(row, now))]));
  for (const path of now.paths) {
    const answer = now.answer(path);
    if (answer === '') continue;
    const taken = spelling.taken(fieldOf(path), answer).answer ?? answer;
    const isTicked = kindOf(path).shape === 'several-of';
    const isNumber = (kindOf(path).json === 'integer' && taken !== spelling.rules.notApplicable) || isWorkedOut(path);
    const value = isTicked ? taken.split('\n') : isNumber ? Number(taken) : taken;
    place(found, path.split('.'), value, name => filled.get(name).indexOf(boxOf(path).closest('.row')));
  }
  return found;
}

function place(into, [name, ...rest], value, rowIn) {
  const [key, repeated] = name.split('[');
  if (!rest.length) {
    into.set(key, value);
    return;
  }
  if (!into.has(key)) into.set(key, repeated === undefined ? new Map() : []);
  let inner = into.get(key);
  if (repeated !== undefined) {
    const row = rowIn(key);
    inner[row] ??= new Map();
    inner = inner[row];
  }
  place(inner, rest, value, rowIn);
}

function fileName(now, ending) {
  const known = ['details.case_id', 'details.date'].filter(path => fields.has(path)).map(now.answer);
  const safe = known.map(text => text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40));
  return [page.form, ...safe.filter(Boolean), ...ending].join('-') + '.yaml';
}

function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], {type: 'application/yaml'}));
  const link = element('a', {href: address, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  unsaved = false;
}

function saveDraft() {
  const now = look();
  const name = fileName(now, ['draft']);
  saveFile(name, Yaml.write(submission(now), [`Draft: ${page.title}. "Open draft" on the form's page reads it back.`, ...turnLines()]));
  byId('saved').textContent = `Saved as ${name}`;
}

function askDownload() {
  const found = problems(look());
  if (found.size) complain(found);
  else download();
}

function download() {
  const now = look();
  const missing = problems(now).size;
  const name = fileName(now, missing ? ['unfinished'] : []);
  const state = missing ? `Unfinished: check ${plural(missing, 'answer', 'answers')}.` : 'Completed.';
  saveFile(name, Yaml.write(submission(now), [`${page.title}. ${state}`]));
  setComplaints(new Map());
  hideNotice();
  const next = missing ? undefined : nextTurn(now);
  const further = next ? ` Send it to ${next.who}, who can open it on this page with “Open draft”.` : '';
  byId('downloaded').textContent = `Downloaded as ${name}${missing ? ', unfinished' : ''}. Look in your downloads folder.${further}`;
  byId('download').focus();
}

/* --- answers from a file --------------------------------------------------------------------- */

async function openDraft(file) {
  if (unsaved && !confirm('Opening a draft replaces the answers on this page, which are not saved. Open it?')) return;
  try {
    const start = file.slice(0, Draft.LARGEST + 1); // enough to see that it is too large
    const bytes = new Uint8Array(await start.arrayBuffer());
    fill(Draft.read(bytes, file.name, page), turnOfDraft(bytes));
  } catch (fault) {
    const known = fault instanceof Unreadable;
    showNotice('alert', 'error-summary', 'The draft cannot be opened',
      element('p', {}, known ? `${file.name}: ${fault.message}.` : `${file.name} cannot be read as a draft.`),
      element('p', {}, 'Nothing on this page has changed.'));
    if (!known) console.error(fault);
  }
}

/* Puts a draft's answers in their places. What cannot stand there as it does in the file is listed; what can
 * stand there and is no answer is complained of, too, as if it had just been typed. */
function fill(draft, whose) {
  const placed = draft.found.filter(({typed}) => typed);
  clear(repeat => placed.reduce((most, {path}) =>
    path.startsWith(`${repeat.path}[`) ? Math.max(most, Number(rowOf(path)) + 1) : most, 0));
  const lost = draft.found.flatMap(found => {
    const why = takeIn(found);
    return why ? [[found.path, found.text, why]] : [];
  });
  workOut();
  takeTurn(whose);
  const now = look();
  for (const {path, text, misfit} of draft.found) {
    if (misfit || !boxOf(path)) continue;
    if (!now.isAsked(path)) lost.push([path, text, 'does not apply, given the other answers']);
    else if (isWorkedOut(path) && typed(path) !== text) lost.push([path, text, `has been worked out again: ${typed(path)}`]);
  }
  update();
  setComplaints(new Map(wrong(now).map(({path, message}) => [path, message])));
  unsaved = lost.length > 0;
  reportDraft(draft.found.length, lost, draft);
}

/* Empties the form and gives each repeat as many rows as it is to hold. */
function clear(rowsIn) {
  setComplaints(new Map());
  hideNotice();
  for (const line of every('.removed')) line.remove();
  for (const repeat of page.repeats) {
    const wanted = Math.max(fewest(repeat), Math.min(rowsIn(repeat), repeat.maximum ?? 1000));
    for (const row of rowsOf(repeat)) row.remove();
    while (rowsOf(repeat).length < wanted) addRow(repeat);
  }
  for (const path of look().paths) put(path, '');
}

/* Puts what a draft holds in its place. Says why it does not stand there, or is no answer. */
function takeIn({path, text, misfit, typed}) {
  if (misfit && !typed) return misfit;
  if (!boxOf(path)) return 'has no row to go in: the form has room for fewer';
  const stands = put(path, text);
  if (misfit) return stands ? `is in its place, but ${misfit}` : misfit;
  return stands ? null : 'is now on one line: its line breaks became spaces';
}

function reportDraft(count, lost, draft) {
  const remarks = remarksOn(draft).map(remark => element('p', {}, `${remark} Check the answers.`));
  if (lost.length) {
    remarks.push(element('p', {}, 'These answers could not be brought over as they are in the file:'));
    remarks.push(element('ul', {}, ...lost.map(([path, text, why]) => element('li', {},
      element('strong', {}, fieldOf(path) && boxOf(path) ? labelOf(path) : path), `: ${text && `“${text}” `}${why}`))));
  }
  const heading = lost.length ? 'Draft opened, but not all of it' : 'Draft opened';
  showNotice(remarks.length ? 'alert' : 'status', lost.length ? 'error-summary' : 'good', heading,
    element('p', {}, `${plural(count, 'answer was', 'answers were')} in the file.`), ...remarks);
}

/* What a draft says of the form that it was made with, where that is not this one. */
function remarksOn({version, digest}) {
  if (version !== page.version) {
    return [`The draft was made with ${version ? `version ${version}` : 'an unnamed version'} of the form; `
      + `this is version ${page.version}.`];
  }
  if (digest === null || digest === page.digest) return [];
  return ['The form has been changed since the draft was made.'];
}

/* --- when something happens ------------------------------------------------------------------ */

/* Brings everything that the page shows up to date; gives what is worth saying of it. */
function update() {
  workOut();
  const now = look();
  const turned = showAsked(now);
  page.repeats.forEach(showRowButtons);
  showRecipients(now);
  lockOthers(now);
  copyForPrint();
  showDatesInWords(now);
  keepComplaints(now);
  const due = required(now);
  Sections.show(now, due);
  return {turned, finished: showProgress(due)};
}

function changed() {
  unsaved = true;
  byId('saved').textContent = '';
  byId('downloaded').textContent = '';
  const {turned, finished} = update();
  sayWhatChanged(turned, finished);
}

/* 14.30 and 1430 become 14:30. Of 2.30 nobody knows whether it is in the afternoon: it stays, and is asked about. */
function tidyTime(control) {
  if (control.matches('input.time')) control.value = control.value.replace(/^\s*(\d{2})[:.]?(\d{2})\s*$/, '$1:$2');
}

function start() {
  for (const part of every('.tools, .finish, .bar', document)) part.hidden = false;
  findBoxes();
  page.repeats.forEach(listenToRows);
  form.addEventListener('input', event => {
    const controls = controlsOf(event.target.closest('.field').dataset.path);
    if (event.target.type === 'checkbox') Ticks.keepApart(controls, event.target);
    if (Dates.are(controls)) Dates.typed(controls, event.target);
  });
  form.addEventListener('paste', event => {
    const field = event.target.closest('.field');
    if (!field || event.target.readOnly || !Dates.are(controlsOf(field.dataset.path))) return;
    if (!Dates.pasted(controlsOf(field.dataset.path), event.clipboardData.getData('text'))) return;
    event.preventDefault();
    changed();
  });
  form.addEventListener('input', changed);
  form.addEventListener('change', event => tidyTime(event.target));
  form.addEventListener('change', changed);
  form.addEventListener('focusout', event => {
    const field = event.target.closest('.field');
    if (!field?.contains(event.relatedTarget)) whenReleased(() => complainOf(field?.dataset.path));
  });
  addEventListener('pointerdown', () => { isPressed = true; }, true);
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, released, true);
  form.addEventListener('submit', event => event.preventDefault());
  byId('download').addEventListener('click', askDownload);
  byId('save-draft').addEventListener('click', saveDraft);
  byId('open-draft').addEventListener('click', () => byId('draft-file').click());
  byId('draft-file').addEventListener('change', async event => {
    const [file] = event.target.files;
    if (file) await openDraft(file);
    event.target.value = '';
  });
  addEventListener('beforeunload', event => {
    if (unsaved) event.preventDefault();
  });
  listenToTurns();
  takeTurn(null);
  update();
  Panels.listen(every('.opens'));
  Sections.listen();
}

start();
