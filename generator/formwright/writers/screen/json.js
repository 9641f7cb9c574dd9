/* JSON as the same data as YAML's: with its lines, and refusing what `check` refuses, a key twice. */

class Json {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.line = 1;
  }

  document() {
    this.skip();
    const found = this.value(0);
    if (this.at < this.text.length) this.fail('there is more text after the end of the data');
    return found;
  }

  fail(message) {
    throw new Unreadable(this.line, message);
  }

  get next() {
    return this.text[this.at];
  }

  skip() {
    for (; this.next !== undefined && ' \t\r\n'.includes(this.next); this.at++) if (this.next === '\n') this.line++;
  }

  /* Each of these leaves off at the next thing that is no white space. */
  value(depth) {
    if (depth > DEEPEST) this.fail(TOO_DEEP);
    if (this.next === '{') return this.mapping(depth);
    if (this.next === '[') return this.list(depth);
    if (this.next === '"') return this.string();
    return this.literal();
  }

  mark(character) {
    if (this.next !== character) this.fail(`${character} is missing here`);
    this.at++;
    this.skip();
  }

  /* Whether a list or mapping goes on. */
  goesOn(close) {
    if (this.next === close) return false;
    this.mark(',');
    return true;
  }

  mapping(depth) {
    const found = new Mapping(this.line);
    this.mark('{');
    if (this.next !== '}') {
      do {
        if (this.next !== '"') this.fail('a key in double quotation marks is missing here');
        const key = this.string();
        this.mark(':');
        found.set(key.line, key.text, this.value(depth + 1));
      } while (this.goesOn('}'));
    }
    this.mark('}');
    return found;
  }

  list(depth) {
    const found = new List(this.line);
    this.mark('[');
    if (this.next !== ']') do found.items.push(this.value(depth + 1)); while (this.goesOn(']'));
    this.mark(']');
    return found;
  }

  string() {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    let text;
    try {
      text = JSON.parse(this.text.slice(this.at, end + 1));
    } catch {
      this.fail('this text in quotation marks is not well formed');
    }
    if (/\p{Cs}/u.test(text)) this.fail('this text holds half a character');
    this.at = end + 1;
    const found = new Scalar(this.line, text, false);
    this.skip();
    return found;
  }

  literal() {
    const pattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null/y;
    pattern.lastIndex = this.at;
    const word = pattern.exec(this.text)?.[0];
    if (!word) this.fail('a value is missing here');
    this.at += word.length;
    const found = new Scalar(this.line, word === 'null' ? '' : word, true, true);
    this.skip();
    return found;
  }
}
