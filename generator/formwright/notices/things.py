"""What counts as one thing, so that nobody is told twice of it, and nobody is left out.

- **One audit** is one form, one case and one day. The same audit may come as a Word file and again as a PDF, or first
  damaged and then whole: whoever was told of it once is not told again. Two forms on one case and day are two audits:
  two people did two pieces of work, and each has its own rules.
- **Without a case or a day** it cannot be known whether two returns are one audit. Then they are one where all answers
  are the same, else two: better to be told twice than not at all.
- **Of one audit, what counts as told** is its judgement, and each other rule that applied (an answer that must reach
  somebody whatever the judgement). So two returns of one audit that differ, of which the team has not decided which one
  counts, are both told of: somebody told that a case was judged Good hears that another return says Inadequate. But a
  second role, or another reason for the same judgement, is no news: it does not make a second email.
- **To one address**, however it is spelt: two names at one address are one reader, and two addresses of one person are
  two, since it is not known which of them is read.
- **To one post**: whoever holds a role for the case on the day. A successor is not told of what a predecessor was told,
  or their first emails would be a year of old audits; but where several hold it on the day, each must be told, and a
  run that was cut off between them goes on with the others. Another area, team or auditor is another post. Only of an
  audit about which the team has decided anything, a successor is told too: there the news may be theirs to act on.
- **Of a slip** the thing is the return itself: all of its answers, in whatever format they came. A return that was
  corrected, and still lacks something, is another.

The mailboxes that a form is copied to (`copy_to`) are not told: the return itself goes there, and that is how it came.
"""

from collections.abc import Iterable
from hashlib import blake2b

from formwright.record.rows import Return


def audit(returned: Return) -> str:
    """The same for all returns that are one audit."""
    if returned.likeness and returned.date:
        return digest("audit", returned.likeness, returned.date)
    return work(returned)


def work(returned: Return) -> str:
    """The same for returns with the same answers, in whatever format."""
    return digest("answers", returned.answers) if returned.answers else digest("file", returned.sha256)


def judged(thing: str, judgement: str | None) -> str:
    """What somebody knows who was told how the audit was judged, or that it cannot be known."""
    return digest("judged", thing, judgement or "")


def reason(thing: str, because: str) -> str:
    """What somebody knows who was told of it by another rule."""
    return digest("because", thing, because)


def whole(returned: Return) -> str:
    """What somebody knows who was told all that concerns them of a return: whatever roles they come to hold, and
    whichever words the rules come to have, they are not told of it again."""
    return WHOLE + digest("whole", work(returned), returned.judgement or "")


def is_whole(say: str) -> bool:
    return say.startswith(WHOLE)


WHOLE = "whole-"


def post(role: str, returned: Return) -> str:
    """The same for all returns for which the same people hold the role."""
    whose = (
        returned.area,
        returned.team,
        returned.auditor,
        returned.auditor_area,
        returned.auditor_team,
        returned.worker,
    )
    return digest("post", role, *(one or "" for one in whose))


def slip(returned: Return) -> str:
    return digest("slip", work(returned))


def address(email: str) -> str:
    """The same for all spellings of one address."""
    return email.strip().casefold()


def key(thing: str, kind: str, email: str, says: Iterable[str], nth: int) -> str:
    """Of one notice. `nth` is how many the address has had of this audit: what was taken back may hold again."""
    return digest("notice", thing, kind, address(email), *sorted(says), str(nth))


def case(case_id: str | None) -> str:
    """A case in a sentence. What stands for its id may be anything."""
    return f"case {shown(case_id)}" if case_id else "an audit without a case ID"


def line(text: str) -> str:
    """On one line, of characters that can be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def ended(text: str) -> str:
    """As a sentence, with a stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def shown(text: str) -> str:
    """On one line, and no longer than an id may be."""
    plain = line(text)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


LONGEST = 40


def digest(*parts: str) -> str:
    joined = "".join(f"{len(part)}:{part}" for part in parts)  # so that no two lists of parts read the same
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
