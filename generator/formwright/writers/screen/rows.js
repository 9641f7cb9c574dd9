/* Rows that can be added and removed. Where a row was removed a line says so, with a button that brings it back as it
 * was; the line stays until another draft is opened. */

const setOf = repeat => form.querySelector(`[data-repeat="${CSS.escape(repeat.path)}"]`);
const rowsOf = repeat => every('.row', setOf(repeat));
const fewest = repeat => Math.max(1, repeat.minimum);
const isFull = repeat => repeat.maximum !== null && rowsOf(repeat).length >= repeat.maximum;
const rowName = (repeat, index) => `${repeat.row} ${index + 1}`;

function addRow(repeat) {
  const set = setOf(repeat);
  set.querySelector('.rows').append(set.querySelector('template').content.cloneNode(true));
  numberRows(repeat);
  return rowsOf(repeat).at(-1);
}

/* Takes a row out; in its place stands a line that can bring it back. */
function removeRow(repeat, index) {
  const row = rowsOf(repeat)[index];
  const name = rowName(repeat, index);
  for (const box of every('.field', row)) setMessage(box.dataset.path, null);
  const undo = element('button', {type: 'button', class: 'button plain undo'}, 'Undo',
    element('span', {class: 'heard'}, ` removing ${name.toLowerCase()}`));
  const line = element('p', {class: 'removed'}, element('span', {}, `${name} removed.`), ' ', undo);
  undo.addEventListener('click', () => {
    bringBack(repeat, row, line);
    changed();
    say(`${rowName(repeat, rowsOf(repeat).indexOf(row))} is back.`);
    row.focus();
  });
  row.replaceWith(line);
  numberRows(repeat);
  moveComplaints(repeat, index, -1);
  return undo;
}

function bringBack(repeat, row, line) {
  line.replaceWith(row);
  moveComplaints(repeat, rowsOf(repeat).indexOf(row), 1);
  numberRows(repeat);
}

/* After a row has gone or come back, the complaints about the rows below it move with them. */
function moveComplaints(repeat, index, step) {
  const moved = [...complaints].flatMap(([path, message]) => {
    const row = path.startsWith(`${repeat.path}[`) ? Number(rowOf(path)) : -1;
    if (step < 0 && row === index) return [];
    return [[row >= index ? path.replace(`[${row}]`, `[${row + step}]`) : path, message]];
  });
  complaints = new Map(moved);
}

/* Gives each row its number, wherever a name or an id is made from it. */
function numberRows(repeat) {
  const numbered = new RegExp(`${repeat.path.replaceAll('.', '\\.')}\\[\\d*\\]`, 'g');
  rowsOf(repeat).forEach((row, index) => {
    for (const part of every('[data-path], [name], [id], [for], [aria-describedby]', row)) {
      for (const name of ['data-path', 'name', 'id', 'for', 'aria-describedby']) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(numbered, `${repeat.path}[${index}]`));
      }
    }
    for (const part of every('.row-number', row)) part.textContent = index + 1;
  });
  findBoxes();
}

function isEmptyRow(row, now) {
  return every('.field', row).every(box => now.answer(box.dataset.path) === '');
}

/* How many rows are still wanted beyond those that say something: none where the section does not apply. */
function rowsWanted(repeat, now, due = partsDueNow(now)) {
  const isAsked = every('.field', setOf(repeat)).some(box => now.isAsked(box.dataset.path));
  if (!isAsked || !due.includes(repeat.part)) return 0;
  const needed = repeat.needed && holds(repeat.needed, now.seenFrom(repeat.path)) ? 1 : 0;
  const filled = rowsOf(repeat).filter(row => !isEmptyRow(row, now)).length;
  return Math.max(0, Math.max(repeat.minimum, needed) - filled);
}

function showRowButtons(repeat) {
  const set = setOf(repeat);
  const rows = rowsOf(repeat);
  for (const button of every('.remove', set)) button.hidden = rows.length <= fewest(repeat) || !isMyRepeat(repeat);
  set.querySelector('.add').hidden = isFull(repeat) || !isMyRepeat(repeat);
  set.querySelector('.full').hidden = !isFull(repeat) || !isMyRepeat(repeat);
  for (const button of every('.undo', set)) button.hidden = isFull(repeat) || !isMyRepeat(repeat);
}

function listenToRows(repeat) {
  const set = setOf(repeat);
  set.querySelector('.add').addEventListener('click', () => {
    const row = addRow(repeat);
    changed();
    say(`${rowName(repeat, rowsOf(repeat).length - 1)} added.`);
    const paths = every('.field', row).map(box => box.dataset.path);
    entriesOf(paths.find(isMine) ?? paths[0])[0].focus();
  });
  set.querySelector('.rows').addEventListener('click', event => {
    if (!event.target.closest('.remove')) return;
    const index = rowsOf(repeat).indexOf(event.target.closest('.row'));
    const undo = removeRow(repeat, index);
    changed();
    say(`${rowName(repeat, index)} removed. ${rowsOf(repeat).length} left.`);
    undo.focus();
  });
}
