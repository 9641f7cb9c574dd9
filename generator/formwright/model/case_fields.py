"""Which fields of a framework's forms say what an audit was of, when, and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from formwright.model.submission import Submission

Paths = tuple[str, ...]
"""Paths of fields: of several, a return has its own form's."""


@dataclass(frozen=True, slots=True)
class CaseFields:
    """`id` says which case, `date` the day of the audit, `area` and `team` whose case it is, `auditor` who did the
    audit, `worker` whose work was audited, `auditor_area` and `auditor_team` where the auditor works. As
    framework.yaml's `case` has them, or as they are where it says nothing."""

    id: Paths = ("details.case_id",)
    date: Paths = ("details.date",)
    area: Paths = ("details.service_area",)
    team: Paths = ("details.team",)
    auditor: Paths = ("details.completed_by",)
    worker: Paths = ("details.social_worker",)
    auditor_area: Paths = ()
    auditor_team: Paths = ()

    def said(self, name: str, submission: Submission) -> str | None:
        """What a return says in the first of these fields that has an answer."""
        paths: Paths = getattr(self, name)
        return next((str(value) for path in paths if (value := submission.value(path)) is not None), None)

    @property
    def places(self) -> dict[str, str]:
        """The fields that name a service area or a team, each with which of the two."""
        areas, teams = (*self.area, *self.auditor_area), (*self.team, *self.auditor_team)
        return dict.fromkeys(areas, "service area") | dict.fromkeys(teams, "team")

    def every(self) -> Iterator[tuple[str, str]]:
        """Each path, with the name that it has here."""
        return ((field.name, path) for field in fields(self) for path in getattr(self, field.name))


USUAL = CaseFields()
"""Where framework.yaml does not say."""
