/* YAML: the submission as text, and text back as data.
 *
 * Written is a small, strict part of YAML: block mappings and lists, every text in double quotes,
 * grades as bare whole numbers. Read is all that `check` reads, by the same rules to the last
 * character: the tests hold the two against each other. What is not understood is refused, with its
 * line. Nothing is ever turned into another type: 0123, no and 2014-01-15 come back as they stand. */

class Unreadable extends Error {
  /* `line` is null where no line is at fault. */
  constructor(line, message) {
    super(line === null ? message : `line ${line}: ${message}`);
  }
}

/* What a text holds: a Scalar, a Mapping or a List, each with the line on which it begins. */

/* `plain` without quotation marks; `literal` for JSON's numbers, true, false and null. */
class Scalar {
  constructor(line, text, plain, literal = false) {
    Object.assign(this, {line, text, plain, literal});
  }
}

/* `entries` is a Map of keys to {line, value}, where the line is the key's. */
class Mapping {
  constructor(line) {
    this.line = line;
    this.entries = new Map();
  }

  set(line, key, value) {
    const before = this.entries.get(key);
    if (before) throw new Unreadable(line, `this key appears twice; it is already on line ${before.line}`);
    this.entries.set(key, {line, value});
  }
}

class List {
  constructor(line) {
    this.line = line;
    this.items = [];
  }
}

const DEEPEST = 40;
const TOO_DEEP = `lists and mappings are nested more than ${DEEPEST} deep`;

/* --- writing -------------------------------------------------------------------------------- */

const Yaml = (() => {
  const MISREAD_KEYS = /^(y|n|yes|no|on|off|true|false|null)$/i;

  /* JSON's text is YAML's too, once what YAML counts as unprintable or as a line break is escaped. */
  function quoted(text) {
    const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
    return JSON.stringify(whole).replace(
      /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
      character => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
    );
  }

  function key(name) {
    return /^[A-Za-z_][\w-]*$/.test(name) && !MISREAD_KEYS.test(name) ? name : quoted(name);
  }

  /* `data` is a Map of keys to texts, whole numbers, Maps, lists of texts and lists of Maps. */
  function lines(data, indent = '') {
    return [...data].flatMap(([name, value]) => {
      const start = `${indent}${key(name)}:`;
      if (value instanceof Map) return [start, ...lines(value, indent + '  ')];
      if (Array.isArray(value) && typeof value[0] === 'string') return [`${start} [${value.map(quoted).join(', ')}]`];
      if (Array.isArray(value)) return [start, ...value.flatMap(row => rowLines(row, indent + '  '))];
      return [`${start} ${typeof value === 'number' ? value : quoted(value)}`];
    });
  }

  function rowLines(row, indent) {
    const [first, ...rest] = lines(row, indent + '  ');
    return [`${indent}- ${first.trimStart()}`, ...rest];
  }

  function write(data, comments = []) {
    const remarks = comments.map(comment => `# ${comment.replace(/[^\x20-\x7e\u00a0-\u024f\u2010-\u2027]+/g, ' ')}`);
    return [...remarks, ...lines(data)].join('\n') + '\n';
  }

  return {write, read: text => new Grammar(text).document()};
})();

/* --- reading: characters to tokens ----------------------------------------------------------- */

// No control characters, nothing that only some programs take for the end of a line, and no mark of a
// file's start in front of another line.
const FORBIDDEN = /[^\t\n\r\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|(?<=[\r\n])\ufeff/u;
const LONGEST_KEY = 1024; // a key before its colon, with whatever stands between
const ESCAPES = {
  0: '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ',
  '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
};
const HEX_ESCAPES = {x: 2, u: 4, U: 8};

/* '' stands for the end of the text, everywhere. White space is YAML's: a no-break space is a letter. */
const isBlank = character => character === ' ' || character === '\t';
const endsLine = character => character === '\n' || character === '';
const isGap = character => isBlank(character) || endsLine(character);

/* What stands between two words of one text, as it is gathered: on one line its spaces count; over
 * several lines one line break is a space, and each further one is kept. */
class Between {
  spaces = '';
  breaks = 0;
  hidden = false; // a line that ends in a backslash: its break is not there

  get any() {
    return this.spaces !== '' || this.breaks > 0 || this.hidden;
  }

  text() {
    if (this.hidden) return '\n'.repeat(this.breaks);
    if (this.breaks === 0) return this.spaces;
    return this.breaks === 1 ? ' ' : '\n'.repeat(this.breaks - 1);
  }
}

/* The text as tokens: {kind, line, column}, and of a scalar also {text, plain}. The ends of indented
 * parts become tokens, and a key has one in front of it, though it shows only at its colon that it is one. */
class Tokens {
  constructor(text) {
    const forbidden = FORBIDDEN.exec(text);
    const whole = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    if (forbidden) {
      const before = text.slice(0, forbidden.index).replace(/\r\n?/g, '\n');
      throw new Unreadable(before.split('\n').length, 'there is a character here that a draft cannot contain; delete it');
    }
    this.characters = Array.from(whole);
    this.at = 0;
    this.line = 1;
    this.column = 0;
    this.found = [];
    this.indents = [-1]; // the columns at which the open block mappings and lists stand
    this.keys = [null]; // what may turn out to be a key: one place for the block, and one for each open bracket
    this.keyMayBegin = true;
  }

  get depth() {
    return this.keys.length - 1;
  }

  get indent() {
    return this.indents.at(-1);
  }

  fail(message, line = this.line) {
    throw new Unreadable(line, message);
  }

  peek(ahead = 0) {
    return this.characters[this.at + ahead] ?? '';
  }

  take() {
    const character = this.characters[this.at++];
    if (character === '\n') {
      this.line++;
      this.column = 0;
    } else {
      this.column++;
    }
    return character;
  }

  takeWhile(test) {
    let taken = '';
    while (test(this.peek())) taken += this.take();
    return taken;
  }

  add(kind, more = {}) {
    this.found.push({kind, line: this.line, column: this.column, ...more});
  }

  all() {
    do this.next(); while (this.found.at(-1).kind !== 'end');
    return this.found;
  }

  next() {
    this.skip();
    this.forgetKeys();
    this.closeBlocks(this.column);
    const character = this.peek();
    const word = !isGap(this.peek(1));
    if (character === '') return this.end();
    if (this.column === 0 && character === '%') return this.directive();
    if (this.isDocumentMark()) return this.documentMark();
    if (character === '[' || character === '{') return this.open(character);
    if (character === ']' || character === '}') return this.close(character);
    if (character === ',') return this.comma();
    if (character === '-' && !word) return this.dash();
    if (character === '?' && (this.depth || !word)) return this.questionMark();
    if (character === ':' && (this.depth || !word)) return this.colon();
    if ('*&!'.includes(character)) this.fail(`text that begins with ${character} needs quotation marks round it`);
    if ('|>'.includes(character) && !this.depth) return this.blockText();
    if (character === '"' || character === "'") return this.quotedText(character);
    if (',[]{}#|>%@`'.includes(character) || ('?:'.includes(character) && !word)) {
      this.fail(`text that begins with ${character} needs quotation marks round it`);
    }
    if (isBlank(character)) this.fail('there is a tab here; indent the line with spaces');
    return this.plainText();
  }

  /* Over white space and comments, to the next token. */
  skip() {
    for (;;) {
      if (this.column === 0 && this.peek() === '\ufeff') this.take();
      while (this.peek() === ' ' || (this.peek() === '\t' && (this.depth || !this.keyMayBegin))) this.take();
      if (this.peek() === '#') while (!endsLine(this.peek())) this.take();
      if (this.peek() !== '\n') return;
      this.take();
      if (!this.depth) this.keyMayBegin = true;
    }
  }

  /* --- what may turn out to be a key --- */

  /* A key stands on one line with its colon. Where something must be a key, as its column says, it is
   * an error that it is none. */
  forgetKeys() {
    for (const [place, key] of this.keys.entries()) {
      if (key && (key.line !== this.line || this.at - key.at > LONGEST_KEY)) this.forgetKey(place);
    }
  }

  forgetKey(place = this.depth) {
    const key = this.keys[place];
    if (key?.required) this.fail('a colon is missing after a key; or this line is not indented like the lines around it', key.line);
    this.keys[place] = null;
  }

  perhapsKey() {
    if (!this.keyMayBegin) return;
    this.forgetKey();
    const {at, line, column} = this;
    const required = !this.depth && this.indent === column;
    this.keys[this.depth] = {index: this.found.length, at, line, column, required};
  }

  /* --- blocks by their indentation --- */

  openBlock(kind, column, index = this.found.length, line = this.line) {
    if (this.depth || this.indent >= column) return;
    this.indents.push(column);
    if (this.indents.length > DEEPEST + 1) this.fail(TOO_DEEP);
    this.found.splice(index, 0, {kind, line, column});
  }

  closeBlocks(column) {
    if (this.depth) return;
    while (this.indent > column) {
      this.indents.pop();
      this.add('block end');
    }
  }

  /* --- tokens of one or two characters --- */

  end() {
    this.closeBlocks(-1);
    this.forgetKey();
    this.add('end');
  }

  isDocumentMark() {
    if (this.column !== 0) return false;
    const mark = this.peek() + this.peek(1) + this.peek(2);
    return (mark === '---' || mark === '...') && isGap(this.peek(3));
  }

  documentMark() {
    this.closeBlocks(-1);
    this.forgetKey();
    this.keyMayBegin = false;
    this.add(this.peek() === '-' ? 'document' : 'document end');
    for (let n = 0; n < 3; n++) this.take();
  }

  directive() {
    this.closeBlocks(-1);
    this.forgetKey();
    this.add('directive');
    const line = this.takeWhile(character => !endsLine(character));
    const version = /^%YAML[ \t]+(\d{1,9})\.(\d{1,9})[ \t]*(#.*)?$/.exec(line);
    const known = version && Number(version[1]) === 1 && [1, 2].includes(Number(version[2]));
    if (!known) this.fail('a line that begins with % is not understood here');
  }

  open(bracket) {
    this.perhapsKey();
    this.add(bracket);
    this.take();
    this.keys.push(null);
    this.keyMayBegin = true;
    if (this.depth > DEEPEST) this.fail(TOO_DEEP);
  }

  close(bracket) {
    this.forgetKey();
    if (this.depth) this.keys.pop();
    this.keyMayBegin = false;
    this.add(bracket);
    this.take();
  }

  comma() {
    this.forgetKey();
    this.keyMayBegin = true;
    this.add(',');
    this.take();
  }

  dash() {
    if (!this.depth && !this.keyMayBegin) this.fail('a row cannot begin here; text that begins with a hyphen needs quotation marks');
    this.openBlock('block list', this.column);
    this.forgetKey();
    this.keyMayBegin = true;
    this.add('-');
    this.take();
  }

  questionMark() {
    if (!this.depth && !this.keyMayBegin) this.fail('text that begins with ? needs quotation marks round it');
    this.openBlock('block mapping', this.column);
    this.forgetKey();
    this.keyMayBegin = !this.depth;
    this.add('key');
    this.take();
  }

  colon() {
    const key = this.keys[this.depth];
    if (key) {
      this.keys[this.depth] = null;
      this.found.splice(key.index, 0, {kind: 'key', line: key.line, column: key.column});
      this.openBlock('block mapping', key.column, key.index, key.line);
      this.keyMayBegin = false;
    } else {
      if (!this.depth && !this.keyMayBegin) {
        this.fail('this colon cannot be here; put quotation marks round text with a colon in it, or check the spaces in front of the line');
      }
      this.openBlock('block mapping', this.column);
      this.keyMayBegin = !this.depth;
    }
    this.add('value');
    this.take();
  }

  /* --- texts --- */

  /* The white space and line breaks between two words. */
  between(found = new Between(), leastIndent = 0) {
    for (;;) {
      if (this.peek() === '\n') {
        found.breaks++;
        this.take();
      } else if (!isBlank(this.peek())) {
        return found;
      } else if (found.breaks || found.hidden) {
        if (this.peek() === '\t' && this.column < leastIndent) this.fail('there is a tab here; indent the line with spaces');
        this.take();
      } else {
        found.spaces += this.take();
      }
    }
  }

  plainText() {
    this.perhapsKey();
    this.keyMayBegin = false;
    const token = {kind: 'text', line: this.line, column: this.column, text: '', plain: true};
    const leastIndent = this.indent + 1;
    let between = new Between();
    while (!this.isDocumentMark() && this.peek() !== '#') {
      const word = this.plainWord();
      if (word === '') break;
      token.text += between.text() + word;
      between = this.between(new Between(), leastIndent);
      if (!between.any || (!this.depth && this.column < leastIndent)) break;
    }
    if (between.breaks) this.keyMayBegin = true;
    this.found.push(token);
  }

  plainWord() {
    let word = '';
    for (;;) {
      const character = this.peek();
      if (isGap(character)) return word;
      if (this.depth && character === ':' && this.peek(1) !== '' && ',?[]{}'.includes(this.peek(1))) {
        this.fail('this colon cannot be here; put quotation marks round text with a colon in it');
      }
      if (character === ':' && isGap(this.peek(1))) return word;
      if (this.depth && ',[]{}'.includes(character)) return word;
      word += this.take();
    }
  }

  quotedText(mark) {
    this.perhapsKey();
    this.keyMayBegin = false;
    const token = {kind: 'text', line: this.line, column: this.column, text: '', plain: false};
    this.take();
    for (;;) {
      if (this.isDocumentMark() || this.peek() === '') this.fail('quoted text that begins here has no closing quotation mark', token.line);
      let between = new Between();
      while (!isGap(this.peek())) {
        if (mark === "'" && this.peek() === mark && this.peek(1) === mark) {
          token.text += mark;
          this.take();
          this.take();
        } else if (this.peek() === mark) {
          break;
        } else if (mark === '"' && this.peek() === '\\' && this.peek(1) === '\n') {
          this.take();
          this.take();
          between.hidden = true;
          break;
        } else {
          token.text += mark === '"' && this.peek() === '\\' ? this.escaped() : this.take();
        }
      }
      if (this.peek() === mark && !between.hidden) break;
      token.text += this.between(between).text();
    }
    this.take();
    this.found.push(token);
  }

  escaped() {
    this.take();
    const letter = this.peek();
    const length = HEX_ESCAPES[letter];
    if (letter === '' || (!length && ESCAPES[letter] === undefined)) {
      this.fail('a backslash in quoted text must be written twice');
    }
    this.take();
    if (!length) return ESCAPES[letter];
    let digits = '';
    while (digits.length < length && /^[\da-fA-F]$/.test(this.peek())) digits += this.take();
    const code = parseInt(digits, 16);
    if (digits.length < length || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      this.fail(`\\${letter} in quoted text is not followed by the number of a character`);
    }
    return String.fromCodePoint(code);
  }

  /* | keeps lines as they are, > folds them; + and - say what becomes of the last line breaks. */
  blockText() {
    this.forgetKey();
    this.keyMayBegin = true;
    const token = {kind: 'text', line: this.line, column: this.column, text: '', plain: false};
    const header = this.takeWhile(character => !endsLine(character));
    const match = /^([|>])(?:([1-9])([+-])?|([+-])([1-9])?)?[ \t]*(#.*)?$/.exec(header);
    if (!match) this.fail(`what follows ${header[0]} is not understood; text that begins with it needs quotation marks`);
    if (this.peek() === '\n') this.take();
    const given = Number(match[2] ?? match[5] ?? 0);
    const chomp = match[3] ?? match[4];
    let breaks = 0; // the empty lines above the next line
    let indent = given && Math.max(this.indent, 0) + given;
    [indent, breaks] = this.emptyLines(indent);
    let ending = ''; // the break of the line above
    let further = false; // whether the line above is indented further than the text
    const pieces = [];
    while (this.column === indent && this.peek() !== '') {
      const nowFurther = isBlank(this.peek());
      const folds = match[1] === '>' && ending !== '' && !further && !nowFurther;
      pieces.push(folds ? (breaks ? '' : ' ') : ending, '\n'.repeat(breaks));
      further = nowFurther;
      pieces.push(this.takeWhile(character => !endsLine(character)));
      ending = this.peek() === '\n' ? this.take() : '';
      [indent, breaks] = this.emptyLines(indent);
    }
    if (chomp !== '-') pieces.push(ending);
    if (chomp === '+') pieces.push('\n'.repeat(breaks));
    token.text = pieces.join('');
    this.found.push(token);
  }

  /* Over empty lines and the indentation after them. The first line with words settles the indentation
   * of the text, where it is not given. */
  emptyLines(indent) {
    let breaks = 0;
    let most = 0;
    for (;;) {
      while (this.peek() === ' ' && (!indent || this.column < indent)) this.take();
      most = Math.max(most, this.column);
      if (this.peek() === '\t' && (!indent || this.column < indent)) {
        this.fail('there is a tab here; indent the line with spaces');
      }
      if (this.peek() !== '\n') break;
      this.take();
      breaks++;
    }
    return [indent || Math.max(most, this.indent + 1, 1), breaks];
  }
}

/* --- reading: tokens to data ------------------------------------------------------------------ */

/* Takes the tokens apart by YAML's grammar. `wanted` names what a node may not begin with: there it
 * is an empty one. */
class Grammar {
  constructor(text) {
    this.tokens = new Tokens(text).all();
    this.at = 0;
    this.depth = 0;
  }

  get token() {
    return this.tokens[this.at];
  }

  is(...kinds) {
    return kinds.includes(this.token.kind);
  }

  fail(message, token = this.token) {
    throw new Unreadable(token.line, message);
  }

  /* Mapping, List or Scalar, or null where there are only comments. */
  document() {
    const directives = this.tokens.findIndex(token => token.kind !== 'directive');
    if (directives > 1) this.fail('a line that begins with % is not understood here', this.tokens[1]);
    this.at = directives;
    if (this.is('end') && !directives) return null;
    if (directives && !this.is('document')) this.fail('a line with --- is missing before this');
    let found;
    if (this.is('document')) {
      this.at++;
      found = this.nodeUnless(['document', 'document end', 'directive', 'end']);
    } else {
      found = this.node();
    }
    while (this.is('document end')) this.at++;
    if (this.is('document')) this.fail('a line of three hyphens begins a second draft; a file holds one');
    if (!this.is('end')) this.fail(MISFIT);
    return found;
  }

  /* Stands right behind what comes before it. */
  empty() {
    return new Scalar((this.tokens[this.at - 1] ?? this.token).line, '', true);
  }

  /* `listBeside`: whether a list may stand here in the column of its key. */
  node(listBeside = false) {
    const {kind, line, text, plain} = this.token;
    if (kind === 'text') {
      this.at++;
      return new Scalar(line, text, plain);
    }
    if (++this.depth > DEEPEST) this.fail(TOO_DEEP);
    const found = this.container(kind, listBeside);
    this.depth--;
    return found;
  }

  container(kind, listBeside) {
    if (kind === '[') return this.flowList();
    if (kind === '{') return this.flowMapping();
    if (kind === 'block list') return this.blockList();
    if (kind === 'block mapping') return this.blockMapping();
    if (listBeside && kind === '-') return this.listBeside();
    return this.fail(MISFIT);
  }

  /* The node here, or an empty one where one of these tokens comes instead. */
  nodeUnless(ends, listBeside) {
    return this.is(...ends) ? this.empty() : this.node(listBeside);
  }

  blockList() {
    const found = new List(this.token.line);
    this.at++;
    while (this.is('-')) {
      this.at++;
      found.items.push(this.nodeUnless(['-', 'block end']));
    }
    this.leaveBlock();
    return found;
  }

  listBeside() {
    const found = new List(this.token.line);
    while (this.is('-')) {
      this.at++;
      found.items.push(this.nodeUnless(['-', 'key', 'value', 'block end']));
    }
    return found;
  }

  blockMapping() {
    const found = new Mapping(this.token.line);
    const ends = ['key', 'value', 'block end'];
    this.at++;
    while (this.is('key')) {
      this.at++;
      const key = this.nodeUnless(ends);
      let value = null;
      if (this.is('value')) {
        this.at++;
        value = this.nodeUnless(ends, true);
      }
      this.put(found, key, value);
    }
    this.leaveBlock();
    return found;
  }

  leaveBlock() {
    if (!this.is('block end')) this.fail(MISFIT);
    this.at++;
  }

  put(mapping, key, value) {
    if (!(key instanceof Scalar)) throw new Unreadable(key.line, 'a key must be a word, not a list or further keys');
    mapping.set(key.line, key.text, value ?? this.empty());
  }

  flowList() {
    const found = new List(this.token.line);
    this.at++;
    for (let first = true; !this.is(']'); first = false) {
      if (!first) this.separator(']');
      if (this.is(']')) break;
      found.items.push(this.is('key') ? this.pair() : this.node());
    }
    this.at++;
    return found;
  }

  /* [key: value] holds a mapping without brackets. */
  pair() {
    const found = new Mapping(this.token.line);
    if (++this.depth > DEEPEST) this.fail(TOO_DEEP);
    this.flowEntry(found, ']');
    this.depth--;
    return found;
  }

  flowMapping() {
    const found = new Mapping(this.token.line);
    this.at++;
    for (let first = true; !this.is('}'); first = false) {
      if (!first) this.separator('}');
      if (this.is('}')) break;
      if (this.is('key')) this.flowEntry(found, '}');
      else this.put(found, this.node(), null);
    }
    this.at++;
    return found;
  }

  flowEntry(mapping, close) {
    this.at++;
    const key = this.nodeUnless(['value', ',', close]);
    let value = null;
    if (this.is('value')) {
      this.at++;
      value = this.nodeUnless([',', close]);
    }
    this.put(mapping, key, value);
  }

  separator(close) {
    if (!this.is(',')) this.fail(`a comma or ${close} is missing here`);
    this.at++;
  }
}

const MISFIT = 'this line is not indented like the lines above it: check the spaces in front of it';
