/* A date in three boxes: day, month, year.
 *
 * What has the field's name holds the whole of it, as it is stored: 2014-01-15. What is no whole date yet is
 * held in the same order (2014-- where only the year is typed), so that a draft keeps it and nothing takes it for a
 * date. Nothing here decides whether a date is valid: the rules of spelling.js do. */

const Dates = (() => {
  const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october',
    'november', 'december'];
  const NAMES = ['day', 'month', 'year'];
  const ORDERS = [
    {like: /^(\d{1,2})(?: *[./-] *| +)(\d{1,2})(?: *[./-] *| +)(\d{4})$/, order: [0, 1, 2]},
    {like: /^(\d{4})(?: *[./-] *| +)(\d{1,2})(?: *[./-] *| +)(\d{1,2})$/, order: [2, 1, 0]},
    {like: /^(\d{1,2})(?:st|nd|rd|th)?[ .,/-]*([a-z]{3,9})\.?[ .,/-]*(\d{4})$/i, order: [0, 1, 2]},
    {like: /^([a-z]{3,9})\.? *(\d{1,2})(?:st|nd|rd|th)?(?: *[.,/-] *| +)(\d{4})$/i, order: [1, 0, 2]},
  ];

  /* '01' of 1, January, Jan; anything else as it is. */
  function month(text) {
    const word = text.toLowerCase().replace(/\.$/, '');
    const at = MONTHS.findIndex(name => word === name || word === name.slice(0, 3) || (word === 'sept' && name.startsWith(word)));
    return at < 0 ? two(text) : two(String(at + 1));
  }

  const two = text => (/^\d$/.test(text) ? `0${text}` : text);

  /* What the field holds where this is in its boxes. */
  function joined(texts) {
    const [d, m, y] = texts.map(text => text.trim());
    if (!d && !m && !y) return '';
    if (!m && !y && !/^\d{1,2}$/.test(d)) return d;
    return `${y}-${month(m)}-${two(d)}`;
  }

  /* What is in each of the boxes where the field holds this. What does not come apart stays whole, in the first. */
  function apart(text) {
    const texts = text.split('-').reverse();
    return texts.length === 3 && joined(texts) === text ? texts : [text, '', ''];
  }

  /* A whole date as people write it, day before month, in three; null where it is none or its year has two digits. */
  function read(text) {
    for (const {like, order} of ORDERS) {
      const found = like.exec(text.trim());
      if (!found) continue;
      const [d, m, y] = order.map(at => found[at + 1]);
      return /^\d+$/.test(month(m)) ? [d, m, y] : null;
    }
    return null;
  }

  /* Which of the boxes need another look, where this is not a valid date. */
  function amiss(text) {
    const texts = apart(text);
    const blank = texts.map(each => each === '');
    const isWritten = texts.every(each => /^\d*$/.test(each));
    if (isWritten && blank.includes(true) && blank.includes(false)) return blank;
    if (isWritten && texts[2] && texts[2].length !== 4) return [false, false, true];
    return [true, true, true];
  }

  /* Says what is wrong with this, which is not valid. `message` is what spelling.js says of it. */
  function fault(text, message, pattern) {
    const texts = apart(text);
    if (texts.some(each => !/^\d*$/.test(each))) return UNREAL;
    const lacking = NAMES.filter((_, at) => texts[at] === '');
    if (lacking.length) return `the date must include a ${lacking.join(' and ')}`;
    if (texts[2].length !== 4) return 'the year must have 4 numbers, such as 2014';
    return message === pattern ? UNREAL : message;
  }

  const UNREAL = 'must be a real date, such as 15 1 2014';

  /* --- the boxes on the page; `controls` are those of one field --- */

  const are = controls => controls[0].matches('.whole-date');
  const boxesOf = controls => controls.slice(1);

  function show(controls) {
    const texts = apart(controls[0].value);
    for (const [at, box] of boxesOf(controls).entries()) box.value = texts[at];
  }

  /* After somebody typed in `target`, or a script put a whole date into what holds it. */
  function typed(controls, target) {
    const boxes = boxesOf(controls);
    const whole = boxes.includes(target) ? read(target.value) : null;
    if (target === controls[0]) show(controls);
    else if (whole) for (const [at, box] of boxes.entries()) box.value = whole[at];
    if (target !== controls[0]) controls[0].value = joined(boxes.map(box => box.value));
  }

  /* Whether a pasted text was a whole date, which is in the boxes now. */
  function pasted(controls, text) {
    const whole = read(text);
    if (!whole) return false;
    for (const [at, box] of boxesOf(controls).entries()) box.value = whole[at];
    controls[0].value = joined(whole);
    return true;
  }

  function mark(controls, message) {
    const isAmiss = amiss(controls[0].value);
    for (const [at, box] of boxesOf(controls).entries()) {
      if (message !== null && isAmiss[at]) box.setAttribute('aria-invalid', 'true');
      else box.removeAttribute('aria-invalid');
    }
  }

  return {are, show, typed, pasted, mark, fault};
})();
