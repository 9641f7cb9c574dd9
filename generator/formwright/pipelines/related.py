"""What two returns of one form, case and day are to each other, as far as the returns show it. The team decides.

`comparing` says less of the files of one run: it knows who carried out none of the audits, and goes by digests.
"""

from enum import StrEnum

from formwright.model.alike import alike
from formwright.model.review import Status
from formwright.record.rows import Return


class Relation(StrEnum):
    """What one return is to another."""

    SAME = "same"  # the same answers in another file
    DRAFT = "draft"  # one of the two is complete
    CORRECTION = "correction"  # by the same auditor, or from the same sender
    RIVAL = "rival"  # by somebody else


def related(one: Return, other: Return, is_from_same: bool = False) -> Relation:
    """What each of the two most likely is to the other. `is_from_same` where both came from one sender."""
    if one.answers is not None and one.answers == other.answers:
        return Relation.SAME
    is_judged_otherwise = bool(one.judgement and other.judgement and one.judgement != other.judgement)
    if not is_judged_otherwise and (one.status is Status.COMPLETE) != (other.status is Status.COMPLETE):
        return Relation.DRAFT
    auditor = alike(one.auditor or "")
    is_by_same = is_from_same or (auditor != "" and auditor == alike(other.auditor or ""))
    return Relation.CORRECTION if is_by_same else Relation.RIVAL
