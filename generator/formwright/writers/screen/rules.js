/* Rules: when something is asked or somebody is told.
 *
 * A rule is the contract's asked_when: {field, in} | {all: […]} | {any: […]} | {not: …}. `check` has the same
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
  return answer === '' ? null : answer !== null && rule.in.map(String).includes(answer);
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
