"""Judgements of cases, and a form that is judged on two scales, for tests of moderation."""

from tests.oversight.kept import audit

from formwright.oversight.judged import Item, Scale, What
from formwright.record.rows import Return

WORDS = ("outstanding", "good", "requires-improvement", "inadequate")
JUDGEMENT = Item(
    "overall.judgement", Scale(What.JUDGEMENT, "judgement", WORDS), {w: n for n, w in enumerate(WORDS)}, None, "Overall"
)
GRADE = Item("plan.grade", Scale(What.GRADE, "judgement", WORDS), {str(n + 1): n for n in range(4)}, 1, "Is it good?")


def judged(auditor: str, day: str, judgement: str, case: str = "A1", **given: object) -> Return:
    said = {"judgement": judgement, "choices": {"overall.judgement": judgement}, "likeness": f"form {case}"}
    return audit(auditor, day, **(said | given), number=int(case[1:]))
