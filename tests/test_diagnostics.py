"""What is suggested for a word that is not known."""

import pytest

from formwright.diagnostics import nearest

KNOWN = [
    "in",
    "how",
    "1.4",
    "1.10",
    "2A",
    "team-manager",
    "head-of-service",
    "details.child_status",
    "actions[].urgent",
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("n", "in"),
        ("hwo", "how"),
        ("hoow", "how"),
        ("14", "1.4"),
        ("1,10", "1.10"),
        ("2a", "2A"),
        ("“2A”", "2A"),
        ("Team Manager", "team-manager"),
        ("team_manger", "team-manager"),
        ("head-of-services", "head-of-service"),
        ("head of the service", "head-of-service"),
        ("details.child-status", "details.child_status"),
        ("detailschild_status", "details.child_status"),
        ("detials.child_status", "details.child_status"),
        ("actions.urgent", "actions[].urgent"),
        ("chief-executive", None),
        ("x", None),
    ],
)
def test_the_nearest_known_word_is_suggested(written: str, meant: str | None) -> None:
    assert nearest(written, KNOWN) == meant
