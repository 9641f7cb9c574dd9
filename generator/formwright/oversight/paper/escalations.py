"""The notices of the period: how many were sent and about how many audits, by how these were judged."""

from collections.abc import Iterable
from dataclasses import dataclass

from formwright.record.tallies import Sent

NOTICE, CORRECTION, SLIP = "notice", "correction", "slip"
SENT = "sent"


@dataclass(frozen=True, slots=True)
class Told:
    """Notices that were sent about audits of one tool with one judgement: its id, or None where there is none."""

    form: str | None
    judgement: str | None
    notices: int
    audits: int


@dataclass(frozen=True, slots=True)
class Escalations:
    """`told` are notices that were sent to those who must be notified, `corrections` those that took something back,
    `slips` what went back to auditors. `not_sent` were begun in the period and have not been sent: refused, cut off or
    given up. `nobody` is of how many audits of the period somebody must be notified while no notice is recorded as
    sent."""

    told: tuple[Told, ...]
    corrections: int
    slips: int
    not_sent: int
    nobody: int

    @property
    def notices(self) -> int:
        return sum(one.notices for one in self.told)

    @property
    def audits(self) -> int:
        return sum(one.audits for one in self.told)


def escalations(sent: Iterable[Sent], nobody: int) -> Escalations:
    found = list(sent)
    gone = [one for one in found if one.state == SENT]
    told = tuple(Told(one.form, one.judgement, one.notices, one.audits) for one in gone if one.kind == NOTICE)
    return Escalations(
        told,
        sum(one.notices for one in gone if one.kind == CORRECTION),
        sum(one.notices for one in gone if one.kind == SLIP),
        sum(one.notices for one in found if one.state != SENT),
        nobody,
    )
