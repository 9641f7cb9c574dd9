/* The readable copy: what was asked and answered, set out to be read, printed and filed, without anything to fill in.
 *
 * `formwright fill --readable` makes the same of the data file (compose/filed.py); tests/browser/test_readable.py holds
 * the two against each other, word for word. Answers get into the page as text alone. */

const Copy = (() => {
  const copy = page.copy;
  const MOST_NAMED = 3; // fields that a reason names
  const foot = new CSSStyleSheet(); // what stands at the foot of each page of the copy
  document.adoptedStyleSheets = [foot];

  const inputs = new Map(); // path → what is known of a field here
  for (const block of copy.blocks) {
    for (const field of block.fields ?? []) inputs.set(field.path, {...field, row: block.row ?? null});
    for (const question of block.questions ?? []) {
      for (const field of [...question.fields, ...question.further]) inputs.set(field.path, {...field, question});
    }
  }
  const inputOf = path => inputs.get(path.replace(/\[\d+\]/, '[]'));

  /* --- what the page holds ------------------------------------------------------------------- */

  /* {answers, rows, missing, begun}, as the copy of a data file has them, and `now` to ask about conditions. */
  function filled() {
    const now = look();
    const ids = page.turns.map(one => one.id);
    const given = now.paths.filter(path => now.answer(path) !== '');
    const partsWith = paths => new Set(paths.filter(path => !isWorkedOut(path)).map(path => fieldOf(path).part));
    const begun = partsWith(given);
    const due = ids.length ? partsDue(ids, [...begun], null) : [null];
    const rows = new Map(page.repeats.map(repeat => [repeat.path,
      rowsOf(repeat).flatMap((row, index) => (isEmptyRow(row, now) ? [] : [index]))]));
    const isThere = path => !rowOf(path) || rows.get(path.split('[')[0]).includes(Number(rowOf(path)));
    const missing = now.paths.filter(path => isThere(path) && now.isAsked(path) && now.answer(path) === ''
      && fieldOf(path).required && due.includes(fieldOf(path).part));
    const wanted = page.repeats.filter(repeat => rowsWanted(repeat, now, due) > 0).map(repeat => repeat.path);
    const taken = path => spelling.taken(fieldOf(path), now.answer(path)).answer ?? now.answer(path);
    return {now, due, begun, rows, missing: new Set([...missing, ...wanted]),
      answers: new Map(given.map(path => [path, readable(taken(path))]))};
  }

  /* What no page can hold is shown as a sign, so that a reader sees that something stood there. */
  const readable = text => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

  /* --- answers in words ---------------------------------------------------------------------- */

  const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
    'November', 'December'];

  function inWords(path, text) {
    const {options} = inputOf(path);
    const {shape} = kindOf(path);
    if (shape === 'several-of') return text.split('\n').map(value => options[value] ?? value).join('; ');
    if (options) return options[text] ?? text;
    const [, year, month, day] = (shape === 'day' && /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)) || [];
    return year ? `${Number(day)} ${MONTHS[month - 1]} ${year}` : text;
  }

  /* An empty line ends a paragraph, any other line a line. */
  function paragraphs(text) {
    const found = [[]];
    for (const line of text.split(/\r\n|\r|\n/).map(one => one.trim())) {
      if (line === '') found.push([]);
      else found.at(-1).push(line);
    }
    return found.filter(lines => lines.length)
      .map(lines => element('p', {}, ...lines.flatMap(line => [element('br'), line]).slice(1)));
  }

  const words = text => element('p', {}, text);
  const strong = text => element('strong', {}, text);
  const heading = (level, text, id) => element(`h${level}`, {id}, text);
  const sentence = text => text.slice(0, 1).toUpperCase() + text.slice(1);
  const list = (parts, joint = 'and') =>
    (parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`);

  /* What stands in a cell or a list: a lone paragraph needs none of its own. */
  const inside = made => (made.length === 1 ? [...made[0].childNodes] : made);

  function table(caption, columns, rows, rowHeaders) {
    const whole = columns.reduce((sum, {share}) => sum + share, 0);
    const widths = columns.map(({share}) => element('col', {class: `w${Math.round(100 * share / whole)}`}));
    const head = columns.map(({text}) => element('th', {scope: 'col'}, text));
    const isLong = (made, place) =>
      [...made.map(one => one.textContent).join('')].length * whole > copy.longRow * columns[place].share;
    const body = rows.map(cells => element('tr', cells.some(isLong) ? {class: 'runs-on'} : {}, ...cells.map((made, place) =>
      (rowHeaders && place === 0 ? element('th', {scope: 'row'}, ...inside(made))
        : element('td', {'data-label': labelled(columns[place].text)}, ...inside(made))))));
    return element('table', columns.length > 2 ? {class: 'restack'} : {},
      element('caption', {class: 'heard'}, caption), element('colgroup', {}, ...widths),
      element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  }

  const labelled = text => (/[\p{L}\p{N})]$/u.test(text) ? `${text}:` : text);

  /* --- the whole ----------------------------------------------------------------------------- */

  function made() {
    const all = filled();
    const skipped = [];
    const title = element('header', {}, ...(copy.standing ? [element('p', {class: 'standing'}, copy.standing)] : []),
      element('p', {class: 'organisation'}, copy.organisation), element('p', {class: 'framework'}, copy.framework),
      element('h1', {}, copy.title), element('p', {class: 'lead'}, lead(all)));
    return element('article', {class: 'filed', id: 'readable'}, title,
      ...sections().flatMap(one => section(one, all, skipped)), ...whoIsNotified(all), ...about(skipped));
  }

  function lead({missing, begun}) {
    const are = missing.size === 1 ? 'answer is missing and is' : 'answers are missing and are';
    const said = missing.size
      ? `A copy to read and to file. The ${page.thing} is not complete: ${missing.size} ${are} marked “${copy.notAnswered}”.`
      : `A copy of the completed ${page.thing}, to read and to file.`;
    const waiting = page.turns.filter(one => !begun.has(one.id)).map(one => one.who);
    return waiting.length ? `${said} Nothing is filled in yet by ${list(waiting, 'or')}.` : said;
  }

  /* Each heading of the form's sections, with the blocks below it. */
  function sections() {
    const found = [];
    for (const block of copy.blocks) {
      if (block.is === 'heading' && block.level === 2) found.push({top: block, blocks: []});
      else found.at(-1)?.blocks.push(block);
    }
    return found;
  }

  function section({top, blocks}, all, skipped) {
    const fieldsIn = blocks.flatMap(block =>
      block.fields ?? (block.questions ?? []).flatMap(one => [...one.fields, ...one.further]));
    if (!fieldsIn.length) return [];
    const asked = fieldsIn.filter(({path}) => rowPaths(path, all).some(all.now.isAsked));
    if (!asked.length) {
      skipped.push(`“${top.text}”`);
      return [];
    }
    const made = [];
    let above = [];
    for (const block of blocks) {
      const found = block.is === 'heading' ? [] : answers(block, all, skipped);
      if (block.is === 'heading') above = [heading(block.level, block.text, `copy-${block.anchor}`)];
      else if (found.length) {
        made.push(...above, ...found);
        above = [];
      }
    }
    if (!made.length) return [];
    const text = top.number ? [element('span', {class: 'number'}, top.number), ' ', top.text] : [top.text];
    return [element('h2', {}, ...text), ...whose(asked, all), ...made];
  }

  /* The paths that a field has: in rows one a row, and in those that are not there yet the first. */
  function rowPaths(path, {rows}) {
    if (!path.includes('[]')) return [path];
    const there = rows.get(path.split('[')[0]);
    return (there.length ? there : [0]).map(index => path.replace('[]', `[${index}]`));
  }

  /* Who has filled in a section, or fields of it, where that is not the first of them. */
  function whose(asked, {begun}) {
    const partOf = ({path}) => fields.get(path).part;
    const isWhole = new Set(asked.map(partOf)).size === 1;
    return page.turns.slice(1).filter(one => begun.has(one.id) && asked.some(field => partOf(field) === one.id))
      .map(one => {
        const labels = asked.filter(field => partOf(field) === one.id).map(({label}) => `“${label}”`);
        const said = isWhole ? `Filled in by ${one.who}.` : `${list([...new Set(labels)])}: filled in by ${one.who}.`;
        return element('p', {}, element('em', {}, said));
      });
  }

  function about(skipped) {
    const said = skipped.length ? [`Did not apply, going by the other answers: ${list(skipped)}.`] : [];
    said.push(`Made from the answers to “${copy.title}”, version ${copy.version}, issued ${copy.issued}. `
      + 'The answers themselves are in the data file.', `Form ${copy.id}, fingerprint ${copy.digest}`);
    return [heading(2, 'About this copy', 'about-this-copy'), ...said.map(words)];
  }

  /* --- the answers --------------------------------------------------------------------------- */

  const isSaid = (path, {missing, answers}) => missing.has(path) || answers.has(path);

  function shown(path, {missing, answers}) {
    if (missing.has(path)) return [element('p', {}, strong(copy.notAnswered))];
    return answers.has(path) ? paragraphs(inWords(path, answers.get(path))) : [words(copy.noAnswer)];
  }

  function answers(block, all, skipped) {
    switch (block.is) {
      case 'fields': return listed(block.fields, all);
      case 'questions': return questions(block, all, skipped);
      case 'rows': return rowsOfAnswers(block, all);
      default: return [];
    }
  }

  /* Answers under their labels: what is short as a list, what is long as paragraphs. */
  function listed(these, all) {
    const found = [];
    let short = null;
    for (const {path, label} of these.filter(one => isSaid(one.path, all))) {
      const text = all.answers.get(path) ?? '';
      if (kindOf(path).shape === 'box' && ([...text].length > copy.short || text.trim().includes('\n'))) {
        found.push(element('p', {}, strong(label)), ...shown(path, all));
        short = null;
        continue;
      }
      if (!short) {
        short = element('dl', {class: 'facts'});
        found.push(short);
      }
      short.append(element('div', {}, element('dt', {}, label), element('dd', {}, ...inside(shown(path, all)))));
    }
    return found;
  }

  /* A table: the question, then its answers, of which the last column holds what this question alone is asked. */
  function questions(block, all, skipped) {
    const of = one => [...one.fields, ...one.further];
    const isAsked = one => of(one).some(({path}) => all.now.isAsked(path));
    for (const one of block.questions.filter(each => !isAsked(each))) {
      skipped.push(one.number ? `question ${one.number}` : `“${one.ask}”`);
    }
    const asked = block.questions.filter(isAsked);
    if (!asked.some(one => of(one).some(({path}) => isSaid(path, all)))) return [];
    const places = block.columns.map((_, place) => place);
    const said = places.filter(place => asked.some(one => isSaid(one.fields[place].path, all)));
    const kept = said.length ? said : places.slice(-1);
    const columns = [{text: block.ask, share: copy.questionShare},
      ...kept.map(place => ({text: block.columns[place], share: block.questions[0].fields[place].share}))];
    return [table(block.caption, columns, asked.map(one => question(one, kept, all)), true)];
  }

  function question({number, dotted, ask, fields: inColumns, further}, kept, all) {
    const cells = kept.map(place => shown(inColumns[place].path, all));
    const more = further.filter(({path}) => isSaid(path, all)).flatMap(({path, label}) => {
      const made = shown(path, all);
      made[0].prepend(strong(/[?:.]$/.test(label) ? label : `${label}:`), ' ');
      return made;
    });
    const isLastSaid = isSaid(inColumns[kept.at(-1)].path, all);
    const last = more.length && !isLastSaid ? [] : cells.at(-1);
    return [[words(number ? `${dotted} ${ask}` : ask)], ...cells.slice(0, -1), [...more, ...last]];
  }

  function rowsOfAnswers(block, all) {
    const numbers = all.rows.get(block.path);
    const found = [];
    if (all.missing.has(block.path)) {
      found.push(element('p', {}, strong(copy.notAnswered), `: ${atLeast(block.minimum)}.`));
    } else if (!numbers.length) found.push(words('None.'));
    const at = (path, index) => path.replace('[]', `[${index}]`);
    const kept = block.fields.filter(({path}) => numbers.some(index => isSaid(at(path, index), all)));
    if (!kept.length) return found;
    if (kept.length > copy.mostColumns) {
      numbers.forEach((index, place) => {
        const one = kept.map(field => ({...field, path: at(field.path, index)}));
        found.push(heading(3, `${block.row} ${place + 1}`, `copy-row-${block.path}-${place + 1}`), ...listed(one, all));
      });
      return found;
    }
    const columns = kept.map(({label, share}) => ({text: label, share}));
    const rows = numbers.map(index => kept.map(({path}) => shown(at(path, index), all)));
    return [...found, table(block.caption, columns, rows, false)];
  }

  const atLeast = count => (count > 1 ? `at least ${count} are needed` : 'at least one is needed');

  /* --- who is notified, and why: as escalation.py has it ------------------------------------- */

  function whoIsNotified(all) {
    const block = copy.blocks.find(one => one.is === 'escalation');
    if (!block && !copy.nobody) return [];
    const title = heading(2, 'Who is notified, and why', 'who-is-notified');
    if (!block) return [title, words(`Nobody needs to be notified. ${copy.nobody}`)];
    const copies = block.copies.map(one => element('p', {}, `A copy goes to ${one.title}: `,
      element('a', {href: `mailto:${one.address}`}, one.address)));
    const found = notified(block, all);
    if (!found.length) return [title, words('Nobody is notified yet: the answers do not say who should be.'), ...copies];
    const rows = found.map(([who, because]) => [[words(who)], [words(sentence(because))]]);
    return [title, table('Who is notified, and why', [{text: 'Who', share: 40}, {text: 'Why', share: 60}], rows, true), ...copies];
  }

  /* [role, why], of each who is notified. */
  function notified(block, all) {
    if (!all.answers.size) return [];
    const found = new Map();
    for (const {title, because, unknown} of reasons(block, all)) {
      found.set(title, [...(found.get(title) ?? []), {because, isOpen: unknown.length > 0}]);
    }
    return [...found].map(([title, given]) => {
      const sure = given.filter(one => !one.isOpen);
      return [title, [...new Set((sure.length ? sure : given).map(one => one.because))].join('; ')];
    });
  }

  function reasons(block, all) {
    const rules = page.escalation;
    const found = [];
    const see = looker(all);
    const judged = judgedAs(rules, path => all.answers.get(path));
    for (const value of judged) {
      for (const one of rules.outcomes.find(outcome => outcome.value === value)?.told ?? []) {
        const {verdict: is, met, unknown} = see([one.asked], [one.asked]);
        if (is === false) continue;
        const tail = is === null ? `; ${lacking(unknown, all)}, so it cannot be ruled out`
          : met.map(path => `, and ${said(path, all)}`).join('');
        found.push({title: one.title, because: `judged ${block.labels[value]}${tail}`, unknown});
      }
    }
    let surely = false;
    const open = [];
    rules.also.forEach((also, place) => {
      const whole = see([also.when], []);
      const reason = block.reasons[place];
      surely ||= whole.verdict === true;
      open.push(...whole.unknown);
      for (const one of also.told) {
        const {verdict: is, met, unknown} = see([also.when, one.asked], [reason ? null : also.when, one.asked]);
        const by = several(met.map(path => said(path, all)));
        if (is === true) found.push({title: one.title, because: [reason, by].filter(Boolean).join(', and '), unknown: []});
        else if (is === null) {
          const start = reason ? `${reason}: ` : '';
          found.push({title: one.title, because: `${start}${lacking(unknown, all)}, so it cannot be ruled out`, unknown});
        }
      }
    });
    const isDue = rules.judgements.some(path => all.due.includes(fieldOf(path).part));
    if (rules.judgements.length && !judged.length && isDue) {
      const required = rules.judgements.filter(path => fieldOf(path).required);
      const wanting = required.length ? required : rules.judgements;
      const because = several(wanting.map(path => `“${inputOf(path).bare ?? inputOf(path).label}” is not given`));
      for (const one of rules.default) found.push({title: one.title, because, unknown: rules.judgements});
    } else if (!rules.judgements.length && !surely) {
      const because = open.length ? `${lacking(open, all)}, so it may be that no other rule applies` : 'no other rule applies';
      for (const one of rules.default) found.push({title: one.title, because, unknown: open});
    }
    return found;
  }

  /* Looks at rules, of which all must be met: by which fields they are, of those that are `written`; or which fields
   * leave it open. What somebody else is still to be asked is no open question. */
  function looker({now, due, answers}) {
    const answerOf = path => answers.get(path) ?? (due.includes(fieldOf(path).part) ? '' : null);
    const here = rules => ({all: rules.filter(Boolean).map(rule => placed(rule, pattern => placesOf(pattern, now)))});
    return (rules, written) => {
      const whole = wholeRule(here(rules), askedOf);
      const is = verdict(whole, answerOf);
      return {
        verdict: is,
        met: is === true ? [...new Set(deciding(here(written), answerOf))] : [],
        unknown: is === null ? [...new Set(unansweredIn(whole, answerOf))] : [],
      };
    };
  }

  function deciding(rule, answerOf) {
    if ('not' in rule) return fieldsIn(rule.not);
    const parts = rule.all ?? rule.any;
    return parts ? parts.filter(part => verdict(part, answerOf)).flatMap(part => deciding(part, answerOf)) : [rule.field];
  }

  function fieldsIn(rule) {
    if ('not' in rule) return fieldsIn(rule.not);
    return (rule.all ?? rule.any)?.flatMap(fieldsIn) ?? [rule.field];
  }

  const lacking = (paths, all) => several([...new Set(paths)].map(path => `${called(path, all)} is not given`));

  /* All of few; of many the first ones, and how many more there are. */
  function several(parts) {
    const [some, more] = parts.length > MOST_NAMED
      ? [parts.slice(0, MOST_NAMED - 1), [`${parts.length - MOST_NAMED + 1} more`]] : [parts.slice(0, -1), parts.slice(-1)];
    return [some.join(', '), ...more].filter(Boolean).join(' and ');
  }

  function said(path, all) {
    const given = all.answers.get(path);
    if (given === undefined) return `${called(path, all)} is not given`;
    const {options} = inputOf(path);
    const labels = given.split(kindOf(path).shape === 'several-of' ? '\n' : '\0').map(value => `“${options?.[value] ?? value}”`);
    const says = kindOf(path).shape === 'several-of' ? 'includes' : 'is';
    return `${called(path, all)} ${says} ${labels.join(' and ')}`;
  }

  /* A field in the middle of a sentence. */
  function called(path, {rows}) {
    const {label, bare, question, row} = inputOf(path);
    if (rowOf(path)) {
      const there = rows.get(path.split('[')[0]);
      const place = there.length ? there.indexOf(Number(rowOf(path))) : 0;
      return `${row} ${place + 1}: “${label}”`;
    }
    if (!question) return `“${bare ?? label}”`;
    return question.number ? `Question ${question.number}, “${question.ask}”: “${label}”` : `Question “${question.ask}”: “${label}”`;
  }

  /* --- to paper ------------------------------------------------------------------------------ */

  /* What tells a loose page: of which case and day it is, and which form. */
  function footer({answers}) {
    const number = (answers.get(copy.case) ?? '').split(/\s+/).filter(Boolean).join(' ');
    const days = [...answers].filter(([path]) => path.endsWith(copy.day) && kindOf(path).shape === 'day' && !rowOf(path))
      .map(([path, text]) => [text, inWords(path, text)]).filter(([text, day]) => day !== text);
    const said = [number && `Case ${number}`, days[0]?.[1], `${copy.title}, version ${copy.version}`].filter(Boolean);
    return [said.join(' · '), ...(copy.standing ? [copy.standing] : [])];
  }

  /* A text as a string in a style sheet, from which nothing can break out. */
  const cssString = text => `"${[...text].map(letter =>
    (/[a-z0-9 ]/i.test(letter) ? letter : `\\${letter.codePointAt(0).toString(16)} `)).join('')}"`;

  function footRule(all) {
    const lines = footer(all).map(cssString).join(' "\\A" ');
    return `@page filed { @bottom-left { content: ${lines}; color: #48545f; font: 8pt sans-serif; white-space: pre-line } }`;
  }

  /* Hands the copy to the browser's print dialogue, which saves it as a PDF under a name of ours. */
  function print() {
    const before = document.title;
    byId('readable')?.remove();
    document.body.append(made());
    foot.replaceSync(footRule(filled()));
    document.documentElement.classList.add('reading');
    document.title = fileName(look(), ['readable']).replace(/\.yaml$/, '');
    addEventListener('afterprint', () => {
      document.documentElement.classList.remove('reading');
      document.title = before;
      byId('readable')?.remove();
    }, {once: true});
    window.print();
  }

  return {made, print};
})();

byId('save-copy').addEventListener('click', Copy.print);
