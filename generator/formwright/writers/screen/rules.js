/* Rules: when something is asked or somebody is told.
 *
 * A rule is the contract's asked_when: {field, in} | {field, in_all} | {all: […]} | {any: […]} | {not: …}; of those who
 * are told also {any: path of many, in or in_all}, which `placed` makes plain. `check` has the same
 * in Python (model/conditions.py): tests/cases/conditions.json holds for both.
 * `answerOf(path)` gives the answer that the rule looks at: a text, '' where there is none yet,
 * or null where the field is not asked at all. */

/* true, false, or null: not known before the fields in unansweredIn(…) are answered. */
function verdict(rule, answerOf) {
  if ('all' in rule) {
    const found = rule.all.map(part => verdict(part, answerOf));
    return found.includes(false) ? false : found.includes(null) ? null : true;
  }
  if ('any' in rule) {
    const found = rule.any.map(part => verdict(part, answerOf));
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }
  if ('not' in rule) {
    const found = verdict(rule.not, answerOf);
    return found === null ? null : !found;
  }
  const answer = answerOf(rule.field);
  return answer === '' ? null : answer !== null && isAmong(rule, answer.split('\n'));
}

/* Where several are ticked, a line each, one of those listed is enough; `in_all` wants each. */
function isAmong(rule, given) {
  const isGiven = value => given.includes(String(value));
  return rule.in_all ? rule.in_all.every(isGiven) : rule.in.some(isGiven);
}

/* The same for what is asked now: no answer is not one of those listed. */
function holds(rule, answerOf) {
  return verdict(rule, path => answerOf(path) || null);
}

/* The paths that a verdict still waits for. */
function unansweredIn(rule, answerOf) {
  if ('not' in rule) return unansweredIn(rule.not, answerOf);
  const parts = rule.all ?? rule.any;
  if (parts) return parts.flatMap(part => unansweredIn(part, answerOf));
  return answerOf(rule.field) === '' ? [rule.field] : [];
}

/* --- who is told ----------------------------------------------------------------------------- */

/* A rule with every place in place of any: `places(pattern)` gives the paths of all questions' answers, for
 * section.*.answer, or those of all rows, for section[].field. */
function placed(rule, places) {
  if (typeof rule.any === 'string') {
    const {any, ...among} = rule;
    return {any: places(any).map(field => ({field, ...among}))};
  }
  if ('not' in rule) return {not: placed(rule.not, places)};
  if (rule.all) return {all: rule.all.map(part => placed(part, places))};
  if (rule.any) return {any: rule.any.map(part => placed(part, places))};
  return rule;
}

/* The rule, with when the fields that it looks at apply themselves: an answer counts only where it is asked, and where
 * that is not known yet, the rule is open too. `askedOf(path)` gives a field's own rule. As in model/rules.py. */
function wholeRule(rule, askedOf) {
  if ('not' in rule) return {not: wholeRule(rule.not, askedOf)};
  if (rule.all) return {all: rule.all.map(part => wholeRule(part, askedOf))};
  if (rule.any) return {any: rule.any.map(part => wholeRule(part, askedOf))};
  const asked = askedOf(rule.field);
  return asked ? {all: [rule, wholeRule(inRow(asked, rule.field.match(/\[(\d+)\]/)?.[1]), askedOf)]} : rule;
}

function inRow(rule, row) {
  if ('not' in rule) return {not: inRow(rule.not, row)};
  if (rule.all) return {all: rule.all.map(part => inRow(part, row))};
  if (rule.any) return {any: rule.any.map(part => inRow(part, row))};
  return {...rule, field: rule.field.replace('[]', `[${row}]`)};
}

/* The judgements that count: the worst of a scale; of a list in which none is worse, each. */
function judgedAs(rules, answerOf) {
  const values = rules.outcomes.map(outcome => outcome.value);
  const found = rules.judgements.map(answerOf).filter(value => values.includes(value));
  if (!rules.ranked) return [...new Set(found.reverse())].reverse();
  return found.length ? [values[Math.max(...found.map(value => values.indexOf(value)))]] : [];
}

/* Who is told by the answers so far: `certain` of them, and those who `open` may be, with the paths that it waits
 * for. `answerOf` gives '' for what is not asked. `check` works out the same (escalation.py): tests/cases/told.json
 * holds for both. */
function whoIsTold(rules, answerOf, places, askedOf) {
  const judged = judgedAs(rules, answerOf);
  const complete = rule => wholeRule(placed(rule, places), askedOf);
  const found = new Map(); // title → what it waits for; nothing, where it is certain
  const add = (title, waits) => found.set(title, !found.has(title) ? waits
    : waits.length && found.get(title).length ? [...found.get(title), ...waits] : []);
  const tell = (told, when) => {
    for (const one of told) {
      const rule = {all: [when, one.asked].filter(Boolean).map(complete)};
      const met = verdict(rule, answerOf);
      if (met !== false) add(one.title, met ? [] : unansweredIn(rule, answerOf));
    }
  };
  for (const outcome of rules.outcomes) if (judged.includes(outcome.value)) tell(outcome.told, null);
  for (const also of rules.also) tell(also.told, also.when);
  const others = rules.also.map(also => complete(also.when ?? {all: []}));
  const open = others.filter(rule => verdict(rule, answerOf) === null);
  if (rules.judgements.length && !judged.length) {
    for (const one of rules.default) add(one.title, rules.judgements);
  } else if (!rules.judgements.length && !others.some(rule => verdict(rule, answerOf))) {
    for (const one of rules.default) add(one.title, open.flatMap(rule => unansweredIn(rule, answerOf)));
  }
  const all = [...found].map(([title, waits]) => ({title, waits: [...new Set(waits)]}));
  return {judged, certain: all.filter(one => !one.waits.length), open: all.filter(one => one.waits.length)};
}
