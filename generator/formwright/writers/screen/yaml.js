/* YAML: the submission as text, and text back as data.
 *
 * Written is a small, strict part of YAML: block mappings and lists, every text in double quotes,
 * grades as bare whole numbers. Read is more: whatever a person or another program may have made
 * of such a file (plain, quoted and block texts, {flow} and [flow], comments, JSON). Nothing is
 * ever turned into another type: 0123, no and 2014-01-15 come back as they stand. */

class Unreadable extends Error {
  /* `line` is null where no line is at fault. */
  constructor(line, message) {
    super(line === null ? message : `line ${line}: ${message}`);
  }
}

const Yaml = (() => {
  /* --- writing ------------------------------------------------------------------------------ */

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

  /* `data` is a Map of keys to texts, whole numbers, Maps and lists of Maps. */
  function lines(data, indent = '') {
    return [...data].flatMap(([name, value]) => {
      const start = `${indent}${key(name)}:`;
      if (value instanceof Map) return [start, ...lines(value, indent + '  ')];
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

  /* --- reading ------------------------------------------------------------------------------ */

  const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'[\]{}#&*!|>%@`,](?:[^#]|(?<=\S)#)*?))\s*:(?=\s|$)/;
  const DEEPEST = 40;
  const NOTHING = new Set(['', '~', 'null', 'Null', 'NULL']);
  const ESCAPES = {
    0: '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ',
    '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
  };

  const ESCAPE_OR_BREAK =
    /\\\n((?:[ \t]*\n)*)[ \t]*|\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))|[ \t]*\n(?:[ \t]*\n)*[ \t]*/g;

  /* Reads line by line. `at` is the line that comes next; a mapping is a Map, nothing is null. */
  class Reader {
    constructor(text) {
      this.lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
      this.at = 0;
      this.depth = 0;
    }

    document() {
      while (this.next() && this.lines[this.at].startsWith('%')) this.at++;
      if (this.next()) this.lines[this.at] = this.lines[this.at].replace(/^---(?=\s|$)/, '   ');
      const found = this.next() ? this.node(-1) : null;
      if (this.next() && /^\.\.\.\s*$/.test(this.lines[this.at])) this.at++;
      if (this.next()) this.fail(this.MISFIT);
      return found;
    }

    MISFIT = 'this line does not fit what stands above it';

    fail(message, line = this.at) {
      throw new Unreadable(Math.min(line, this.lines.length - 1) + 1, message);
    }

    /* The next line that says anything, as {indent, text}, or null at the end. */
    next() {
      for (; this.at < this.lines.length; this.at++) {
        const [, space, text] = /^(\s*)(.*)$/s.exec(this.lines[this.at]);
        if (text === '' || text.startsWith('#')) continue;
        if (space.includes('\t')) this.fail('a tab stands where only spaces may');
        return {indent: space.length, text};
      }
      return null;
    }

    node(parent) {
      if (++this.depth > DEEPEST) this.fail(`lists and mappings are nested more than ${DEEPEST} deep`);
      const found = this.nodeAt(parent);
      this.depth--;
      return found;
    }

    nodeAt(parent) {
      const {indent, text} = this.next();
      if (/^-(\s|$)/.test(text)) return this.list(indent);
      if (KEY.test(text)) return this.mapping(indent);
      return this.value(text, parent);
    }

    mapping(indent) {
      const found = new Map();
      for (let line = this.next(); line && line.indent >= indent && line.text !== '...'; line = this.next()) {
        const match = KEY.exec(line.text);
        if (line.indent > indent || !match) this.fail(this.MISFIT);
        const name = match[1] !== undefined ? this.double(`"${match[1]}"`, 0).value
          : match[2] !== undefined ? match[2].replaceAll("''", "'") : match[3];
        if (found.has(name)) this.fail(`'${name}' is here a second time`);
        found.set(name, this.value(line.text.slice(match[0].length).trimStart(), indent, true));
      }
      return found;
    }

    list(indent) {
      const found = [];
      for (let line = this.next(); line && line.indent === indent && /^-(\s|$)/.test(line.text); line = this.next()) {
        const rest = line.text.slice(1).trimStart();
        if (rest === '' || rest.startsWith('#')) {
          found.push(this.value('', indent));
        } else {
          const column = indent + line.text.length - rest.length;
          this.lines[this.at] = ' '.repeat(column) + rest; // "- who: x" holds a mapping that starts at "who"
          found.push(this.node(indent));
        }
      }
      return found;
    }

    /* What stands after a key or a dash: `rest` is the end of the current line. */
    value(rest, indent, inMapping = false) {
      if (rest === '' || rest.startsWith('#')) return this.below(indent, inMapping);
      if (/^[|>]/.test(rest)) return this.blockText(rest, indent);
      if (/^["'{[]/.test(rest)) return this.flow(rest);
      if (/^[&*!]/.test(rest)) this.fail("anchors, aliases and tags (&, *, !) are not understood here");
      if (/^[%@`]/.test(rest)) this.fail(`an answer that starts with ${rest[0]} needs quotes`);
      return this.plain(rest, indent);
    }

    below(indent, inMapping) {
      this.at++;
      const line = this.next();
      if (line && line.indent > indent) return this.node(indent);
      if (line && inMapping && line.indent === indent && /^-(\s|$)/.test(line.text)) return this.list(indent);
      return null;
    }

    plain(rest, indent) {
      let text = this.withoutRemark(rest);
      let blanks = 0;
      let remark = text !== rest.trimEnd();
      for (this.at++; this.at < this.lines.length && !remark; this.at++) {
        const line = this.lines[this.at];
        const more = line.trim();
        if (more === '') {
          blanks++;
          continue;
        }
        if (/^\s*/.exec(line)[0].length <= indent || more.startsWith('#')) break;
        if (/:(\s|$)/.test(more)) this.fail(this.MISFIT);
        text += (blanks ? '\n'.repeat(blanks) : ' ') + this.withoutRemark(more);
        remark = this.withoutRemark(more) !== more;
        blanks = 0;
      }
      return NOTHING.has(text) ? null : text;
    }

    withoutRemark(text) {
      return text.replace(/\s+#.*$/, '').trimEnd();
    }

    /* | keeps lines as they are, > folds them; + and - say what becomes of the last line breaks. */
    blockText(header, parent) {
      const match = /^([|>])(?:([1-9])([+-])?|([+-])([1-9])?)?(\s+#.*)?\s*$/.exec(header);
      if (!match) this.fail('the start of this text is not understood');
      const given = match[2] ?? match[5];
      const chomp = match[3] ?? match[4];
      this.at++;
      let indent = given ? Math.max(parent, 0) + Number(given) : null;
      const found = [];
      for (; this.at < this.lines.length; this.at++) {
        const line = this.lines[this.at];
        const depth = /^ */.exec(line)[0].length;
        if (indent === null && line.trim() !== '') indent = depth > parent ? depth : Infinity;
        if (depth < (indent ?? Infinity) && line.trim() !== '') break;
        found.push(line.slice(indent ?? line.length));
      }
      let ending = 0;
      while (found.length && found.at(-1) === '') {
        found.pop();
        ending++;
      }
      const text = match[1] === '|' ? found.join('\n') : this.folded(found);
      if (chomp === '-' || (!found.length && chomp !== '+')) return text;
      return text + '\n'.repeat(chomp === '+' ? ending + (found.length ? 1 : 0) : 1);
    }

    folded(lines) {
      let text = '';
      let breaks = 0;
      let kept = true; // no fold at the start, nor beside a line that is indented further
      for (const line of lines) {
        if (line === '') {
          breaks++;
          continue;
        }
        const further = /^[ \t]/.test(line);
        if (text === '' && breaks === 0) text = line;
        else if (kept || further) text += '\n'.repeat(breaks + (text === '' ? 0 : 1)) + line;
        else text += (breaks ? '\n'.repeat(breaks) : ' ') + line;
        kept = further;
        breaks = 0;
      }
      return text;
    }

    /* Quoted texts, {…} and […] may run over several lines: they are read by character. */
    flow(rest) {
      const text = [rest, ...this.lines.slice(this.at + 1)].join('\n');
      const {value, end} = this.flowValue(text, 0, this.at);
      const lineEnd = text.indexOf('\n', end);
      const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
      this.at += text.slice(0, end).split('\n').length - 1;
      if (!/^\s*(\s#.*)?$/.test(after)) this.fail('something stands after the end of a quoted text or a bracket');
      this.at++;
      return value;
    }

    lineOf(text, position) {
      return this.at + text.slice(0, position).split('\n').length - 1;
    }

    skip(text, position) {
      const match = /^(?:\s|(?<=^|\s)#[^\n]*)*/.exec(text.slice(position));
      return position + match[0].length;
    }

    flowValue(text, start) {
      const position = this.skip(text, start);
      if (++this.depth > DEEPEST) {
        this.fail(`lists and mappings are nested more than ${DEEPEST} deep`, this.lineOf(text, position));
      }
      const found = this.flowValueAt(text, position);
      this.depth--;
      return found;
    }

    flowValueAt(text, position) {
      switch (text[position]) {
        case '{': return this.flowMapping(text, position + 1);
        case '[': return this.flowList(text, position + 1);
        case '"': return this.double(text, position);
        case "'": return this.single(text, position);
        default: return this.flowPlain(text, position);
      }
    }

    flowMapping(text, start) {
      const value = new Map();
      let position = this.skip(text, start);
      while (text[position] !== '}') {
        const name = this.flowValue(text, position);
        if (value.has(name.value)) this.fail(`'${name.value}' is here a second time`, this.lineOf(text, position));
        position = this.skip(text, name.end);
        if (text[position] === ':') {
          const found = this.flowValue(text, position + 1);
          value.set(name.value, found.value);
          position = this.skip(text, found.end);
        } else {
          value.set(name.value, null);
        }
        position = this.flowNext(text, position, '}');
      }
      return {value, end: position + 1};
    }

    flowList(text, start) {
      const value = [];
      let position = this.skip(text, start);
      while (text[position] !== ']') {
        const found = this.flowValue(text, position);
        value.push(found.value);
        position = this.flowNext(text, this.skip(text, found.end), ']');
      }
      return {value, end: position + 1};
    }

    flowNext(text, position, close) {
      if (text[position] === ',') return this.skip(text, position + 1);
      if (text[position] !== close) this.fail(`a comma or ${close} is missing`, this.lineOf(text, position));
      return position;
    }

    flowPlain(text, position) {
      const match = /^(?:[^,[\]{}:#]|:(?![\s,[\]{}]|$)|(?<=\S)#)*/.exec(text.slice(position));
      const value = match[0].trim().replace(/\s*\n\s*/g, ' ');
      if (/^[&*!%@`]/.test(value)) {
        this.fail('anchors, aliases and tags (&, *, !) are not understood here', this.lineOf(text, position));
      }
      return {value: NOTHING.has(value) ? null : value, end: position + match[0].length};
    }

    single(text, start) {
      const match = /^'([^']*(?:''[^']*)*)'/.exec(text.slice(start));
      if (!match) this.fail('a quoted text has no end', this.lineOf(text, start));
      return {value: this.unfolded(match[1]).replaceAll("''", "'"), end: start + match[0].length};
    }

    double(text, start) {
      const match = /^"([^"\\]*(?:\\[^][^"\\]*)*)"/.exec(text.slice(start));
      if (!match) this.fail('a quoted text has no end', this.lineOf(text, start));
      const value = match[1].replace(ESCAPE_OR_BREAK, (found, blank, x, u, U, one) => {
        if (found.startsWith('\\\n')) return '\n'.repeat(blank.split('\n').length - 1);
        if (!found.startsWith('\\')) return this.unfolded(found);
        if (one !== undefined) {
          return ESCAPES[one] ?? this.fail(`\\${one} means nothing in a quoted text`, this.lineOf(text, start));
        }
        return String.fromCodePoint(parseInt(x ?? u ?? U, 16));
      });
      return {value, end: start + match[0].length};
    }

    /* A quoted text over several lines: one line break is a space, each further one is kept. */
    unfolded(text) {
      return text.replace(/[ \t]*\n(?:[ \t]*\n)*[ \t]*/g, match => {
        const breaks = match.split('\n').length - 1;
        return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
      });
    }
  }

  /* Text → Map, list, text or null. Throws Unreadable, with the line. */
  function read(text) {
    return new Reader(text).document();
  }

  return {write, read};
})();
