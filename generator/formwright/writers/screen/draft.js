/* A draft: what a file holds of this form's answers, each taken as `check` takes it, or why it is none.
 *
 * Nothing here looks at the page. The rules stand in Python; what has to be known of them here comes
 * with the page's data, and the tests hold the two readers against each other. */

const Draft = (() => {
  const LARGEST = 4_000_000; // bytes

  /* {version, digest, found}. The first two are texts, or null where the file names none. `found` is what
   * stands in the file, in its order: {line, path, text, misfit, typed}. `misfit` is null for an answer, and
   * for everything else it says why it is none; `typed` is whether it can be what somebody typed there.
   * Throws Unreadable where the file is no draft of this form. */
  function read(bytes, name, page) {
    const data = parsed(bytes, name);
    if (!(data instanceof Mapping)) {
      throw new Unreadable(null, 'this is not a draft: a draft begins with lines such as "form: …" and "version: …"');
    }
    const spelling = new Spelling(page);
    const form = headOf(data, 'form', spelling);
    if (form === null) {
      throw new Unreadable(null, 'the file does not say which form it belongs to, so it is not a draft of this one');
    }
    if (form !== page.form) {
      const other = /^[a-z0-9-]{1,80}$/.test(form) ? `, ${form}` : '';
      throw new Unreadable(data.entries.get('form').line, `the file belongs to another form${other}; this is ${page.form}`);
    }
    const walk = new Walk(spelling);
    walk.mapping(data, shapeOf(page.fields), '');
    return {
      version: headOf(data, 'version', spelling),
      digest: headOf(data, 'digest', spelling),
      found: walk.found,
    };
  }

  function parsed(bytes, name) {
    const text = decoded(bytes);
    return isJson(text, name) ? new Json(text).document() : Yaml.read(text);
  }

  function isJson(text, name) {
    if (/\.(json|yaml|yml)$/iu.test(name)) return /\.json$/iu.test(name);
    return /^[ \t\r\n]*\{[ \t\r\n]*["}]/.test(text);
  }

  /* A file's text. What is not in UTF-8 says so in its first two bytes. */
  function decoded(bytes) {
    if (bytes.length > LARGEST) throw new Unreadable(null, 'the file is too large to be a draft of this form');
    const start = bytes[0] * 256 + bytes[1];
    const encoding = start === 0xfffe ? 'utf-16le' : start === 0xfeff ? 'utf-16be' : 'utf-8';
    try {
      return new TextDecoder(encoding, {fatal: true}).decode(bytes);
    } catch {
      throw new Unreadable(null, `this is not text in ${encoding.toUpperCase()}, so it cannot be read; save it again as UTF-8`);
    }
  }

  /* null where there is none, and '' where something else stands than a text. */
  function headOf(data, key, spelling) {
    const value = data.entries.get(key)?.value;
    if (value === undefined || isNothing(value, spelling)) return null;
    return value instanceof Scalar && !value.literal ? value.text : '';
  }

  function isNothing(value, spelling) {
    if (!(value instanceof Scalar)) return false;
    return spelling.isBlank(value.text) || (value.plain && spelling.rules.nothing.includes(value.text));
  }

  /* Where each field may stand: {children} of sections and questions, with `rows` where it repeats. */
  function shapeOf(fields) {
    const root = {children: new Map()};
    for (const field of fields) {
      const steps = field.path.split('.');
      const last = steps.pop();
      let around = root;
      for (const step of steps) {
        const [name, repeats] = step.split('[');
        if (!around.children.has(name)) around.children.set(name, {children: new Map(), rows: repeats !== undefined});
        around = around.children.get(name);
      }
      around.children.set(last, {field});
    }
    return root;
  }

  class Walk {
    constructor(spelling) {
      this.spelling = spelling;
      this.found = [];
    }

    mapping(found, shape, path) {
      for (const [key, {line, value}] of found.entries) {
        const inner = shape.children.get(key);
        const at = path === '' ? key : `${path}.${key}`;
        if (inner) this.child(value, line, inner, at);
        else if (path !== '' || !this.spelling.rules.head.includes(key)) this.fault(value, line, at, 'is not a question in this form');
      }
    }

    child(value, line, shape, path) {
      if (isNothing(value, this.spelling) && (shape.field || value.plain)) return;
      if (shape.field && this.spelling.kinds[shape.field.kind].shape === 'several-of') this.ticked(value, line, shape.field, path);
      else if (shape.field) this.answer(value, shape.field, path);
      else if (shape.rows) this.rows(value, line, shape, path);
      else this.branch(value, line, shape, path);
    }

    branch(value, line, shape, path) {
      if (value instanceof Mapping) this.mapping(value, shape, path);
      else this.fault(value, line, path, 'must be keys with their answers');
    }

    rows(value, line, shape, path) {
      if (!(value instanceof List)) {
        this.fault(value, line, path, 'must be a list of rows');
        return;
      }
      for (const [number, row] of value.items.entries()) {
        if (!(row.plain && isNothing(row, this.spelling))) this.branch(row, row.line, shape, `${path}[${number}]`);
      }
    }

    /* A list of what is ticked; an empty one is no answer. */
    ticked(value, line, field, path) {
      if (!(value instanceof List)) {
        this.fault(value, value.line, path, 'must be a list');
        return;
      }
      const isText = item => item instanceof Scalar && !item.literal && !isNothing(item, this.spelling);
      if (!value.items.length) return;
      const other = value.items.find(item => !isText(item));
      if (other) {
        this.fault(value, other.line, path, 'must be a list of choices');
        return;
      }
      const text = value.items.map(item => item.text).join('\n');
      const {answer, misfit, at} = this.spelling.taken(field, text);
      const where = misfit ? value.items[at].line : value.line;
      this.found.push({line: where, path, text: answer ?? text, misfit: misfit ?? null, typed: true});
    }

    answer(value, field, path) {
      const miswritten = writtenWrong(value, this.spelling.kinds[field.kind].json, this.spelling.rules);
      const text = value.literal ? this.spelling.inFull(value.text) : value.text;
      const {answer, misfit} = miswritten ? {misfit: miswritten} : this.spelling.taken(field, text);
      if (misfit) this.fault(value, value.line, path, misfit, !miswritten);
      else this.found.push({line: value.line, path, text: answer, misfit: null, typed: true});
    }

    fault(value, line, path, misfit, typed = false) {
      this.found.push({line, path, text: [...textsOf(value)].join('; '), misfit, typed});
    }
  }

  function* textsOf(value) {
    if (value instanceof Scalar) yield value.text;
    else if (value instanceof List) for (const item of value.items) yield* textsOf(item);
    else for (const {value: inner} of value.entries.values()) yield* textsOf(inner);
  }

  /* What is wrong with how an answer is written, before it is asked what it says. */
  function writtenWrong(value, json, {notApplicable}) {
    if (!(value instanceof Scalar)) return 'must be one answer, not a list or further keys';
    if (json === 'integer' && !value.plain && value.text !== notApplicable) return 'must be a number without quotation marks';
    if (value.literal && json === 'string') return 'must be in quotation marks';
    return null;
  }

  return {read, parsed, LARGEST};
})();
