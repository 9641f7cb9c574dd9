/* Runs the page's own scripts, given as arguments, without a page: a line of JSON in, a line of JSON out.
 *
 * {page, name, bytes} reads a draft, and says how its text was parsed; {page, field, text} takes one typed answer; {rule, answers, unknown}
 * looks at a condition; {told} says who is told by these answers; {parts, begun,
 * askedFor} which parts are due; {entries, comments} writes. {many: […]} does many of these. */

import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';

const scripts = process.argv.slice(2).map(file => readFileSync(file, 'utf8')).join('\n');
const NAMES = '{Draft, List, Mapping, Scalar, Spelling, Unreadable, Yaml, holds, partsDue, unansweredIn, verdict, whoIsTold}';
const {Draft, List, Mapping, Scalar, Spelling, Unreadable, Yaml, holds, partsDue, unansweredIn, verdict, whoIsTold} = new Function(`'use strict';${scripts};return ${NAMES}`)();

function answer(asked) {
  if (asked.many) return asked.many.map(one => timed({...one, page: asked.page}));
  if (asked.entries) return {text: Yaml.write(mapped(asked.entries), asked.comments)};
  if (asked.field) return taken(new Spelling(asked.page), asked.field, asked.text);
  if (asked.rule) return judged(asked);
  if (asked.begun) return {due: partsDue(asked.parts, asked.begun, asked.askedFor)};
  if (asked.told) return told(asked.page, asked.told);
  const bytes = Buffer.from(asked.bytes, 'base64');
  const data = unless(() => Draft.parsed(bytes, asked.name));
  const draft = unless(() => {
    const {found, ...head} = Draft.read(bytes, asked.name, asked.page);
    const answers = found.filter(one => !one.misfit).map(({path, text}) => [path, text]);
    return {...head, answers: Object.fromEntries(answers), faults: found.filter(one => one.misfit)};
  });
  return {data: data instanceof Mapping ? tree(data) : null, ...draft};
}

function timed(asked) {
  const start = performance.now();
  const found = answer(asked);
  return {...found, milliseconds: performance.now() - start};
}

/* What is found, or how it is refused. */
function unless(find) {
  try {
    return find();
  } catch (fault) {
    return fault instanceof Unreadable ? {refused: fault.message} : {crash: String(fault.stack)};
  }
}

function tree(data) {
  if (data instanceof Scalar) return [data.text, data.literal ? 'literal' : data.plain ? 'plain' : 'quoted'];
  if (data instanceof List) return data.items.map(tree);
  return {entries: [...data.entries].map(([key, {value}]) => [key, tree(value)])};
}

function taken(spelling, field, text) {
  return spelling.isBlank(text) ? {blank: true} : spelling.taken(field, text);
}

function judged({rule, answers, unknown}) {
  const ticked = found => (Array.isArray(found) ? found.join('\n') : found);
  const answerOf = path => (unknown.includes(path) ? '' : ticked(answers[path] ?? null));
  return {verdict: verdict(rule, answerOf), holds: holds(rule, answerOf), waits: unansweredIn(rule, answerOf)};
}

/* As the page has it of its fields: '' where there is no answer or none is asked; a row is one that says something. */
function told(page, answers) {
  const ruleOf = path => page.fields.find(field => field.path === path.replace(/\[\d+\]/, '[]')).asked;
  const answerOf = path => (!ruleOf(path) || holds(ruleOf(path), answerOf) ? answers[path] ?? '' : '');
  const rowsOf = section => {
    const rows = new Set(Object.keys(answers).map(path => path.match(/^(\w+)\[(\d+)\]/)).filter(found => found?.[1] === section).map(found => found[2]));
    return rows.size || !page.repeats.find(one => one.path === section).minimum ? [...rows] : ['0'];
  };
  const places = pattern => {
    const [section, last] = pattern.split('.*.');
    if (last) return page.fields.map(field => field.path).filter(path => path.startsWith(`${section}.`) && path.endsWith(`.${last}`));
    return rowsOf(pattern.split('[')[0]).map(row => pattern.replace('[]', `[${row}]`));
  };
  return whoIsTold(page.escalation, answerOf, places, ruleOf);
}

/* [[key, value]…] as Maps, all the way down. */
function mapped(entries) {
  const isMapping = value => Array.isArray(value) && value[0] === 'mapping';
  const inner = value => isMapping(value) ? mapped(value[1]) : Array.isArray(value) ? value.map(inner) : value;
  return new Map(entries.map(([key, value]) => [key, inner(value)]));
}

let page;
for await (const line of createInterface({input: process.stdin})) {
  const asked = JSON.parse(line);
  page = asked.page ?? page;
  process.stdout.write(JSON.stringify(answer({...asked, page})) + '\n');
}
