"""Drafts that somebody, or some program, might have made, and what may have become of them: always the
same ones for the same seed."""

import json
from random import Random
from typing import Any

PIECES = [
    *" \t\n\r-?:,[]{}#&*!|>'\"%@`~=<.\\+0123456789aeflntuxUNLP_/é😀", "\n", "\n  ", "\n    ", "\n- ", "\n  - ",
    "\n    - ", "- ", ": ", " #", "# ", "? ", "\n? ", "\n: ", "  ", "\n\n", "\r\n", "---", "...", "\n---\n",
    "\n...\n", "--- ", "%YAML 1.1\n---\n", "%YAML 1.2", "%TAG ! !a\n", "<<: ", "{}", "[]", "{", "}", "''", '""',
    "\\\n", "\\u00e9", "\\ud83d\\ude42", "\\U0001F642", "\\x41", "\\_", "\\N", "\\/", "\\'", "\\ ", '\\"', "|",
    ">", "|-", ">-", "|+", ">+", "|2", ">1-", "|-3", "|\n  ", ">\n  ", "|\n\n   ", ">\n  a\n   b\n\n  c", "|10",
    "|0", "| # c", "|#c", "~", "null", "Null", "no", "yes", "true", "0123", "2", "2.0", "2014-01-15",
    "0014-01-15", "1e3", "&a ", "*a", "!!str ", "! ", "!", "\u00a0", "\u00a0#", "\u2003", "\u3000", "\u200b",
    "\ufeff", "\ud7ff", "\ue000", "\ufffd", "\U0010ffff", "\u00ad", "\u202e", "\u0661", "k: v", "a: b",
    "form: ", "version: ", "digest: ", "details:", "details: ", "case_id: ", "visits: ", "reply_to: ",
    "evaluation:", "actions:", "x" * 1030,
]  # fmt: skip
FORBIDDEN = "\x00\x07\x0b\x0c\x1c\x7f\x85\x9f\u2028\u2029\uffff"
"""What YAML is made of and trips over, and what people and programs put between."""

HEADS = [
    "",
    "k: ",
    "k:\n  ",
    "form: everything\nversion: '2.10'\n",
    "form: everything\nversion: 2.10\ndetails:\n  case_id: ",
]

WRITTEN = """\
# Everything that a form can ask. Completed.
form: "everything"
version: "2.10"
details:
  case_id: "A1042 \\u00a0 \\"quoted\\" \\\\ and: [more] # yes"
  team: "Team\u00a0#2 North"
  reply_to: "reply@example.org"
  visits: "3"
  seen: "yes"
  last_seen: "2014-01-15"
evaluation:
  listening:
    grade: 2
    comments: "first\\nsecond\\n\\n\\tfourth\\n"
  review:
    applies: "no"
visits:
  - on: "2014-01-15"
    kind: "no"
    note: "😀"
  - kind: "yes"
overall:
  judgement: "inadequate"
"""
BY_HAND = """\
--- # by hand
form: everything
version: 2.10
details: {case_id: 0123, reply_to: 'a@b', visits: 12.50,   # a remark
  team: Team\u00a0#2 North, child_status: cared-for}
evaluation:
    listening:
        comments: >-

          folded
          text

          and more
            further
    plan:
        grade: 2.0
        comments: |+
          kept: as it is
            # even this

    school:
        days: 5
        comments: plain text over
          two lines # and a remark
visits:
- on: 2014-02-28
  kind: yes
  reason: it''s me
- ~
- {on: ~, note: "a\\
    b\\u00e9 \\
    c"}
notes:
  -
    text: 'it''s

      me'
  - text: "x
     y"
overall:
  judgement: good
  signature: ~
...
"""
AS_JSON = """\
{"form": "everything", "version": "2.10",
 "details": {"case_id": "A\\ud83d\\ude42\\n", "visits": 3, "seen": "yes", "team": null},
 "evaluation": {"listening": {"grade": 2, "comments": "a\\/b \\\\"}, "plan": {"grade": 2.0}},
 "visits": [{"on": "2014-01-15", "kind": "no"}, null, {}],
 "overall": {"judgement": "good", "signature": true}}
"""
DRAFTS = [WRITTEN, BY_HAND, AS_JSON]


def nasty(chance: Random) -> str:
    """A text of such pieces, with the beginning of a draft or without."""
    pieces = chance.choices([*PIECES, chance.choice(FORBIDDEN)], k=chance.randint(1, 16))
    return chance.choice(HEADS) + "".join(pieces)


def grown(chance: Random) -> str:
    """A draft in which each part is written in another of YAML's ways."""
    lines = [f"form: {_scalar('everything', chance, 0)}", f"version: {_scalar('2.10', chance, 0)}"]
    chance.shuffle(lines)
    return "\n".join(lines) + "\n" + _mapping(SHAPE, chance, 0)


SHAPE: dict[str, Any] = {
    "details": dict.fromkeys(("case_id", "team", "reply_to", "visits", "seen", "last_seen", "why_not"), None),
    "evaluation": {"listening": {"grade": None, "comments": None}, "school": {"days": None}},
    "visits": [{"on": None, "kind": None, "note": None}, {"reason": None}],
    "notes": [{"text": None}, None],
    "overall": {"judgement": None, "signature": None},
}
ANSWERS = [
    "A1042",
    "Team\u00a0#2 North",
    "a b",
    "it's",
    'a "b" c',
    "one\ntwo",
    "a: b",
    "#",
    "-",
    "3",
    "2",
    "no",
    "good",
    "2014-01-15",
    "a@b",
]


def _mapping(shape: dict[str, Any], chance: Random, indent: int) -> str:
    chosen = [key for key in shape if chance.randrange(3)] or list(shape)[:1]
    start = "\n" + " " * indent
    keys = (chance.choice((key, key, key, f'"{key}"', f"'{key}' ", f"? {key}{start}")) for key in chosen)
    return start.lstrip("\n") + start.join(
        f"{key}:{_value(shape[name], chance, indent)}" for name, key in zip(chosen, keys, strict=True)
    )


def _value(shape: Any, chance: Random, indent: int) -> str:
    further = indent + chance.choice((1, 2, 2, 4))
    match shape:
        case None:
            return " " + _scalar(_text(chance), chance, indent)
        case dict() if chance.randrange(4):
            return chance.choice(("\n", "\n", " # remark\n")) + _mapping(shape, chance, further)
        case list() if chance.randrange(4):
            beside = chance.choice((indent, further))
            start = "\n" + " " * beside + "-"
            rows = (
                chance.choice((" ", " ", "\n" + " " * (beside + 2))) + _mapping(row, chance, beside + 2).lstrip(" ")
                if row
                else ""
                for row in shape
            )
            return "".join(start + row for row in rows)
        case _:
            return " " + _flow(shape, chance, further)


def _flow(shape: Any, chance: Random, indent: int) -> str:
    gap = chance.choice((" ", "", "\n" + " " * indent, " # remark\n" + " " * indent))
    match shape:
        case dict():
            return (
                "{"
                + gap
                + f",{gap}".join(f"{key}: {_flow(value, chance, indent)}" for key, value in shape.items())
                + gap
                + "}"
            )
        case list():
            return "[" + f",{gap}".join(_flow(row, chance, indent) for row in shape) + chance.choice(("", ",")) + "]"
        case _:
            return _quoted(_text(chance), chance, indent) if chance.randrange(3) else chance.choice(ANSWERS)


def _text(chance: Random) -> str:
    pieces = (
        chance.choice((*ANSWERS, " ", "\n", chance.choice(PIECES))) for _ in range(chance.choice((1, 1, 1, 3, 6)))
    )
    text = "".join(pieces)
    return "".join(c for c in text if c not in FORBIDDEN) if chance.randrange(20) else text


def _scalar(text: str, chance: Random, indent: int) -> str:
    start = "\n" + " " * (indent + chance.choice((1, 2, 4)))
    match chance.randrange(5):
        case 0:
            return text.replace("\n", start) if chance.randrange(3) else "plain" + start + "text"
        case 1:
            return (
                chance.choice("|>") + chance.choice(("", "", "-", "+", "1", "2-")) + start + text.replace("\n", start)
            )
        case 2:
            return chance.choice(ANSWERS)
        case _:
            return _quoted(text, chance, indent)


def _quoted(text: str, chance: Random, indent: int) -> str:
    start = "\n" + " " * chance.choice((0, indent, indent + 2))
    if chance.randrange(2):
        return "'" + text.replace("'", "''").replace("\n", start) + "'"
    written = json.dumps(text, ensure_ascii=chance.randrange(4) == 0)
    return written.replace(" ", chance.choice((" ", " ", "  ", start, f"\\{start}"))).replace(
        "\\n", chance.choice(("\\n", "\n\n"))
    )


def spoilt(text: str, chance: Random) -> str:
    """A draft in which something was changed in a few places."""
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + chance.choice((0, 0, 1, 1, 2, 5, 40)))
        lines = text.split("\n")
        match chance.randrange(6):
            case 0 | 1 | 2:
                text = text[:at] + chance.choice(PIECES) + text[to:]
            case 3:
                text = text[:at] + text[to:]
            case 4:
                one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[two] = lines[two], lines[one]
                text = "\n".join(lines)
            case _:
                one = chance.randrange(len(lines))
                lines[one] = chance.choice(("", " ", "  ", "\t", "- ", "\u00a0")) + lines[one].lstrip(
                    " " * chance.randint(0, 1)
                )
                text = "\n".join(lines)
    return text


def encoded(text: str, chance: Random) -> bytes:
    match chance.randrange(24):
        case 0:
            return text.encode("utf-8-sig", "surrogatepass")
        case 1:
            return b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")
        case 2:
            return b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass")
        case 3:
            raw = bytearray(text.encode("utf-8", "surrogatepass"))
            if raw:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            return bytes(raw)
        case 4:
            return text.replace("\n", "\r\n").encode("utf-8", "surrogatepass")
        case 5:
            return text.replace("\n", "\r").encode("utf-8", "surrogatepass")
        case _:
            return text.encode("utf-8", "surrogatepass")


def made(chance: Random) -> tuple[bytes, str]:
    """A file and its name."""
    kind = chance.randrange(10)
    match kind:
        case 0 | 1:
            text = nasty(chance)
        case 2 | 3 | 4 | 5:
            text = grown(chance)
        case 6:
            text = spoilt(grown(chance), chance)
        case _:
            text = spoilt(DRAFTS[kind - 7], chance)
    ending = ".json" if (kind == 9) != (not chance.randrange(20)) else ".yaml"
    name = "draft" + chance.choice((ending, ending, ending, ending.upper(), ".txt", ""))
    return encoded(text, chance), name
