/* Who sits at the page, where several people fill in the form, in turn: their part can be filled in, and what
 * others fill in can be read. In a form that one person fills in nothing here changes anything. */

let turn = null; // the id of the part of whoever sits here

const turnOf = id => page.turns.find(one => one.id === id);
const isMine = path => turn === null || fieldOf(path).part === turn;
const isMyRepeat = repeat => turn === null || repeat.part === turn;

/* The parts that must be complete by now; null stands for all of a form that has no parts. */
function partsDueNow(now) {
  if (!page.turns.length) return [null];
  const begun = now.paths.filter(path => !isWorkedOut(path) && now.answer(path) !== '').map(path => fieldOf(path).part);
  return partsDue(page.turns.map(one => one.id), begun, turn);
}

/* Whose turn it is by what the page holds: the first part in which something is missing or wrong. */
function turnByAnswers() {
  const now = look();
  const amiss = id => required(now, [id]).some(one => !one.answered) || wrong(now).some(one => fieldOf(one.path).part === id);
  return page.turns.find(one => amiss(one.id)) ?? page.turns.at(-1);
}

/* Whoever still has something to answer after this person, or undefined. */
function nextTurn(now) {
  const after = page.turns.slice(page.turns.findIndex(one => one.id === turn) + 1);
  return after.find(one => required(now, [one.id]).some(each => !each.answered));
}

/* `id` may be no part's: then it is worked out whose turn it is. */
function takeTurn(id) {
  if (!page.turns.length) return;
  turn = (turnOf(id) ?? turnByAnswers()).id;
  for (const radio of every('#turns input', document)) radio.checked = radio.value === turn;
  setText(byId('turn-note'), `You fill in the parts for ${turnOf(turn).who}. You can read what others fill in, but not change it.`);
}

/* What is not mine can be read and not changed; what is not due is not called for. */
function lockOthers(now) {
  if (!page.turns.length) return;
  const due = partsDueNow(now);
  for (const path of now.paths) {
    const field = fieldOf(path);
    boxOf(path).classList.toggle('theirs', !isMine(path));
    for (const control of controlsOf(path)) {
      if (control.matches('select, [type="radio"], [type="checkbox"]')) control.disabled = !isMine(path);
      else control.readOnly = !isMine(path) || isWorkedOut(path);
      if (!field.required || control.type === 'radio') continue;
      if (due.includes(field.part)) control.setAttribute('aria-required', 'true');
      else control.removeAttribute('aria-required');
    }
  }
}

function listenToTurns() {
  byId('turns')?.addEventListener('change', event => {
    takeTurn(event.target.value);
    setComplaints(new Map());
    hideNotice();
    update();
  });
}

/* The first line of a draft that says who saved it. */
const turnLines = () => (turn === null ? [] : [`Filled in as: ${turn}`]);

function turnOfDraft(bytes) {
  const text = new TextDecoder().decode(bytes.slice(0, 2_000));
  return /^(?:#.*\r?\n)*?# Filled in as: ([a-z0-9-]+)\r?\n/.exec(text)?.[1] ?? null;
}
