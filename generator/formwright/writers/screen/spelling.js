/* Spelling: whether what was typed is an answer of its field, by the rules that `check` has.
 *
 * The patterns and the range of dates come with the page's data, from where `check` has them. */

class Spelling {
  constructor({unseen, number, email, earliest, latest}) {
    this.something = new RegExp(`[^${unseen}]`, 'u');
    this.around = new RegExp(`^[${unseen}]+|[${unseen}]+$`, 'gu');
    this.number = new RegExp(number, 'u');
    this.email = new RegExp(email, 'u');
    this.earliest = earliest;
    this.latest = latest;
  }

  /* Nothing that anybody can see is no answer. */
  isBlank(text) {
    return !this.something.test(text);
  }

  /* What a text that is not blank answers in this field: {answer}, or {misfit} with what it must be. */
  taken(field, text) {
    switch (field.kind) {
      case 'pick': return field.number ? this.grade(field, text) : this.choice(field, text);
      case 'date': return this.date(text);
      case 'number': return this.trimmed(text, this.number, 'must be a number, such as 12');
      case 'email': return this.trimmed(text, this.email, 'must be an email address, such as name@example.org');
      default: return {answer: text};
    }
  }

  choice(field, text) {
    return field.choices.includes(text) ? {answer: text} : {misfit: 'must be one of the answers to choose from'};
  }

  /* 2.0 is 2 too. */
  grade(field, text) {
    const whole = [...text].length <= 20 && this.number.test(text) ? String(Number(text.replace(this.around, ''))) : text;
    return this.choice(field, field.choices.includes(text) ? text : whole);
  }

  date(text) {
    const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
    if (!day || Number.isNaN(day.valueOf()) || day.toISOString().slice(0, 10) !== text) {
      return {misfit: 'must be a real date, such as 2014-01-15'};
    }
    if (this.earliest <= text && text <= this.latest) return {answer: text};
    return {misfit: `must be a date from ${this.earliest.slice(0, 4)} to ${this.latest.slice(0, 4)}`};
  }

  trimmed(text, pattern, misfit) {
    return pattern.test(text) ? {answer: text.replace(this.around, '')} : {misfit};
  }
}
