/* Finding one's way through a long form: the list of its sections with what is answered in each, where one is, and
 * the next question that is not answered. */

const Sections = (() => {
  let here = null; // the .field that had the focus last

  const links = () => every('[data-section]', document);
  const headingOf = link => document.getElementById(link.hash.slice(1));

  /* `due` is what required(…) finds. */
  function show(now, due) {
    const counts = page.sections.map(() => ({due: 0, answered: 0, asked: false, later: null}));
    const countOf = path => counts[fieldOf(path).section];
    for (const path of now.paths) {
      const count = countOf(path);
      if (!count || !now.isAsked(path)) continue;
      count.asked = true;
      if (fieldOf(path).required && !isMine(path)) count.later ??= turnOf(fieldOf(path).part).who;
    }
    for (const {path, answered} of due) {
      const count = countOf(path);
      if (!count) continue;
      count.due++;
      if (answered) count.answered++;
    }
    for (const link of links()) {
      const count = counts[link.dataset.section];
      const isDone = count.asked && count.due > 0 && count.answered === count.due;
      link.classList.toggle('done', isDone);
      link.classList.toggle('not-asked', !count.asked);
      link.classList.toggle('later', inWords(count).startsWith('for '));
      const place = link.querySelector('.count');
      if (place.textContent === inWords(count)) continue;
      place.replaceChildren(...(count.asked && count.due ? [`${count.answered} of ${count.due}`,
        element('span', {class: 'heard'}, ' answered')] : [inWords(count)]));
    }
  }

  function inWords({asked, due, answered, later}) {
    if (!asked) return 'does not apply';
    if (due) return `${answered} of ${due} answered`;
    return later ? `for ${later}` : 'optional';
  }

  const isInView = part => {
    const {top, bottom} = part.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };

  /* Marks the section where the focus is, or, once that is out of view, the one being read. */
  function mark() {
    if (!links().length) return;
    const headings = page.sections.map(({anchor}) => byId(anchor));
    let current = headings.findLastIndex(heading => heading.getBoundingClientRect().top < innerHeight * 0.4);
    if (here?.isConnected && isInView(here)) current = fieldOf(here.dataset.path).section ?? current;
    for (const link of links()) {
      if (Number(link.dataset.section) === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  /* From where one is: after the field that has or had the focus, or else at the top of the window. */
  function placeIn(paths) {
    if (here?.isConnected) return paths.indexOf(here.dataset.path) + 1;
    const first = paths.findIndex(path => !boxOf(path).hidden && boxOf(path).getBoundingClientRect().bottom > 0);
    return first < 0 ? paths.length : first;
  }

  function next() {
    const now = look();
    const open = required(now).filter(one => !one.answered).map(one => one.path);
    const mine = open.filter(isMine);
    if (!mine.length) {
      setText(byId('saved'), nothingLeft(open.length, wrong(now).length));
      return;
    }
    const from = placeIn(now.paths);
    const after = mine.find(path => now.paths.indexOf(path) >= from);
    setText(byId('saved'), after ? '' : mine.length > 1 ? 'Started again from the top.' : 'This is the only one left.');
    goTo(after ?? mine[0]);
  }

  function nothingLeft(others, amiss) {
    if (others) return `Your part has no unanswered questions. ${plural(others, 'is', 'are')} for somebody else.`;
    return amiss ? `No unanswered questions, but check ${plural(amiss, 'answer', 'answers')}.` : 'No unanswered questions.';
  }

  function listen() {
    for (const link of links()) {
      link.addEventListener('click', event => {
        event.preventDefault();
        Panels.close();
        const heading = headingOf(link);
        heading.tabIndex = -1;
        here = null;
        heading.scrollIntoView();
        heading.focus({preventScroll: true});
        mark();
      });
    }
    let isWaiting = false;
    const soon = () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        mark();
      });
    };
    addEventListener('scroll', soon, {passive: true});
    addEventListener('resize', soon);
    form.addEventListener('focusin', event => {
      here = event.target.closest('.field') ?? here;
      soon();
    });
    byId('next-unanswered').addEventListener('click', next);
    document.addEventListener('keydown', event => {
      if (event.code !== 'KeyN' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isMac()) return;
      event.preventDefault();
      next();
    });
    mark();
  }

  /* There the two keys together write a letter. */
  const isMac = () => /Mac|iP(hone|ad)/.test(navigator.platform);

  return {show, listen};
})();
