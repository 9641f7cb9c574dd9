"""Nobody who must hear by any answer is missing, or told for nothing, or without a word; in YAML, Word and PDF."""

from dataclasses import replace

import pytest
from tests.everybody_told import RAW, Return, expected, in_yaml, not_begun, returns
from tests.samples import TOLD, times
from tests.test_told import as_yaml, roles, unsure

from formwright.compose import compose
from formwright.model.review import Reviewed
from formwright.pipelines.review import Reviewer
from formwright.writers import docx, pdf

REVIEWER = Reviewer.of(TOLD)


def faults(given: Return, reviewed: Reviewed) -> list[str]:
    told, surely = expected(given)
    codes = {d.code for d in reviewed.diagnostics if d.severity == "error"}
    found = []
    if roles(reviewed) != told:
        found.append(f"told are {sorted(roles(reviewed))}, and should be {sorted(told)}")
    if unsure(reviewed) != told - surely:
        found.append(f"told to be safe are {sorted(unsure(reviewed))}, and should be {sorted(told - surely)}")
    is_waited_for = any(d.code == "escalation/not-judged-yet" for d in reviewed.diagnostics)
    if is_waited_for != ("moderation.judgement" in not_begun(given)):
        found.append("that another has to judge yet is said for nothing, or not said")
    if not told and not is_waited_for and "escalation/nobody-told" not in codes:
        found.append("nobody is told, and no error says so")
    is_judged = any(path in given.answers for path in ("overall.judgement", "moderation.judgement"))
    if given.form == "judged-twice" and not is_judged and not codes & {
        "escalation/nobody-told", "escalation/judgement-unknown"
    }:  # fmt: skip
        found.append("there is no judgement, and no error says so")
    return found


@pytest.mark.parametrize("form", RAW)
def test_everybody_is_told_or_somebody_hears_that_not(form: str) -> None:
    every = max(1, {"judged-twice": 701, "not-judged": 5}.get(form, 1) // times(1))
    tried = [given for n, given in enumerate(returns(form)) if n % every == 0 and in_yaml(given)]  # none blank

    found = [(given, fault) for given in tried for fault in faults(given, review_yaml(given))]

    assert len(tried) > 15
    assert not found, found[0]


def review_yaml(given: Return) -> Reviewed:
    return REVIEWER.content(as_yaml(given.form, in_yaml(given)).encode(), "return.yaml")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("form", RAW)
def test_so_they_are_on_paper(form: str, kind: str) -> None:
    assert TOLD.framework
    document = compose(TOLD.form(form), TOLD.framework)
    write = {"docx": docx.write, "pdf": pdf.write}[kind]
    every = max(1, {"judged-twice": 1499, "not-judged": 17, "judged-later": 12}.get(form, 2) // times(1))
    tried = [given for n, given in enumerate(returns(form, ("absent",))) if n % every == 0 and given.answers]

    for given in tried:
        filled = replace(document, answers={path: str(value) for path, value in in_yaml(given).items()})
        assert not faults(given, REVIEWER.content(write(filled), f"return.{kind}")), given
