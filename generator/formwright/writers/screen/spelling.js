/* Spelling: whether what was typed is an answer of its field, by the rules that `check` has.
 *
 * They come with the page's data, from where `check` has them: the kinds of answer with their patterns and
 * messages, what nobody can see, the days that can be meant. What a shape of answer needs beside is here. */

class Spelling {
  constructor({kinds, spelling}) {
    this.kinds = kinds;
    this.rules = spelling;
    this.something = new RegExp(`[^${spelling.unseen}]`, 'u');
    this.number = whole(spelling.number);
    this.patterns = new Map(Object.entries(kinds).filter(([, kind]) => kind.pattern !== null)
      .map(([name, kind]) => [name, whole(kind.pattern)]));
  }

  /* Nothing that anybody can see is no answer. */
  isBlank(text) {
    return !this.something.test(text);
  }

  /* The text without what cannot be seen in front of it and behind. */
  trimmed(text) {
    const letters = [...text];
    const isSeen = letter => this.something.test(letter);
    let end = letters.length;
    while (end > 0 && !isSeen(letters[end - 1])) end--;
    return letters.slice(letters.findIndex(isSeen), end).join('');
  }

  /* What a text that is not blank answers in this field: {answer}, or {misfit} with what it must be. */
  taken(field, text) {
    const kind = this.kinds[field.kind];
    switch (kind.shape) {
      case 'several-of': return this.severalOf(field, kind, text.split('\n'));
      case 'one-of': return this.oneOf(field, kind, text);
      case 'day': return this.day(kind, text);
      default: return this.typed(this.patterns.get(field.kind), kind, text);
    }
  }

  /* All that is ticked, a line each: each once, and the one that excludes the others alone. `at` is which is wrong. */
  severalOf(field, kind, values) {
    for (const [at, value] of values.entries()) {
      if (!field.choices.includes(value)) return {misfit: kind.must, at};
      if (values.indexOf(value) < at) return {misfit: 'must not name the same choice twice', at};
    }
    const at = values.indexOf(field.none);
    if (values.length > 1 && at >= 0) return {misfit: 'cannot have “none” and other choices as well', at};
    return {answer: field.choices.filter(value => values.includes(value)).join('\n')};
  }

  oneOf(field, kind, text) {
    const chosen = field.choices.includes(text) ? text : kind.json === 'integer' ? this.asWhole(text) : text;
    return field.choices.includes(chosen) ? {answer: chosen} : {misfit: kind.must};
  }

  /* 2.0 is 2 too. */
  asWhole(text) {
    const written = this.trimmed(text);
    const isOne = [...text].length <= this.rules.longestWhole && this.number.test(written);
    return isOne ? String(Number(written)) : text;
  }

  day(kind, text) {
    const found = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
    if (!found || Number.isNaN(found.valueOf()) || found.toISOString().slice(0, 10) !== text) return {misfit: kind.must};
    const {earliest, latest} = this.rules;
    if (earliest <= text && text <= latest) return {answer: text};
    return {misfit: `must be a date from ${earliest.slice(0, 4)} to ${latest.slice(0, 4)}`};
  }

  typed(pattern, kind, text) {
    if (!pattern) return {answer: text};
    const answer = this.trimmed(text);
    return pattern.test(answer) ? {answer} : {misfit: kind.must};
  }

  /* A number without its exponent, as people write it: JSON's 1e3 and 1000 are the same. */
  inFull(word) {
    const [, sign, whole, part = '', exponent] = /^(-?)([0-9]+)(?:\.([0-9]+))?[eE]([-+]?[0-9]{1,2})$/.exec(word) ?? [];
    if (exponent === undefined || Math.abs(exponent) > this.rules.longestExponent) return word;
    const digits = (whole + part).replace(/^0+(?=[0-9])/, '');
    const places = part.length - Number(exponent); // behind the point
    if (places <= 0) return sign + (digits === '0' ? '0' : digits + '0'.repeat(-places));
    const padded = digits.padStart(places + 1, '0');
    return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
  }
}

/* What fits a pattern from its beginning to its end. */
function whole(pattern) {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
