/* Which parts of a form must be complete, where several people fill it in, in turn.
 *
 * `check` has the same in Python (model/parts.py): tests/cases/parts.json holds for both. */

/* Of these parts, in their order: the first, every one in which something is answered, and the one that is asked for
 * with all before it. */
function partsDue(parts, begun, askedFor) {
  const through = Math.max(0, parts.indexOf(askedFor));
  return parts.filter((part, number) => number <= through || begun.includes(part));
}
