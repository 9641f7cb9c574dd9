"""What each check says, to the letter: where, what, and what to do. People act on these words."""

from dataclasses import replace
from typing import Any

from tests.samples import EXAMPLES, FRAMEWORK, SMALL, changed, review

from formwright.answers import kinds
from formwright.definitions.library import Library, load
from formwright.model.conditions import All, Is
from formwright.model.form import Field, Fields, Form, Rows, Section
from formwright.model.framework import Directory, Holder
from formwright.model.review import Reviewed
from formwright.pipelines.review import Reviewer


def said(text: str, library: Library = SMALL) -> list[tuple[str, str | None, str, str | None]]:
    reviewed: Reviewed = review(text, library)
    return [
        (d.severity, d.place.path, d.message, d.hint)
        for d in reviewed.diagnostics
        if not d.code.startswith("escalation/")
    ]


WHOLE = """\
form: small-audit
version: "1.10"
details: {case_id: A1, child_status: child-in-need}
evaluation: {listening: {grade: 1}}
overall: {judgement: good}
"""


def test_completeness() -> None:
    assert said(WHOLE.replace("case_id: A1, ", "") + "actions: [{action: Write, urgent: yes}]\n")[:2] == [
        ("error", "details.case_id", "Details: “Case ID” is missing.", None),
        ("error", "actions[0].why", "Row 1: “Why it is urgent” is missing.", "Answer it, or delete the row."),
    ]


def test_rows_that_are_missing() -> None:
    form = "form: everything\nversion: '2.10'\ndetails: {child_status: cared-for}\n"
    one = "carers: [{role: kin}]\n"

    def rows(text: str) -> list[tuple[str, str | None, str, str | None]]:
        return [found for found in said(text) if found[1] in ("visits", "carers", "notes")]

    assert rows(form) == [
        ("error", "visits", "“Visits” has no rows; it needs at least 1.", "Use one row for each visit."),
        ("error", "carers", "“Carers” has no rows; it needs at least 2.", "Use one row for each carer."),
    ]
    assert rows(form + one)[1:] == [
        ("error", "carers", "“Carers” has 1 row; it needs at least 2.", "Use one row for each carer."),
    ]
    assert rows(form + one.replace("[", "[{role: kin}, ") + "visits: [{kind: yes}]\n") == []
    assert rows(
        form.replace("cared-for", "child-in-need") + "visits: [{kind: yes}]\noverall: {judgement: inadequate}\n"
    ) == [
        ("error", "notes", "“Notes” has no rows; it needs at least 1.", "Use one row for each note."),
    ]
    assert [f[1] for f in rows(form + "visits: 7\ncarers: 7\n") if "needs at least" in f[2]] == []
    assert [f[1] for f in rows(form.replace("cared-for", "[cared-for]")) if "needs at least" in f[2]] == ["visits"]


def test_limits() -> None:
    text = WHOLE + "actions:\n" + "  - {action: Write, urgent: no}\n" * 4

    assert said(text) == [("error", "actions", "“Actions” has 4 rows; it can have at most 3.", None)]


def test_relevance() -> None:
    text = changed(("child_status: cared-for-and-child-protection-plan", "child_status: care-leaver"))

    assert said(text, FRAMEWORK)[0] == (
        "warning",
        "evaluation.pep.grade",
        "Question 8, “Is there a personal education plan (PEP)? Does it properly record what the child or young person "
        "has achieved?”: “Grade (1-4)” and “Comments (if any)” are answered, but do not apply here.",
        "Delete the answers, or check what decides whether it applies: “The child's status”.",
    )


def test_relevance_in_a_row_and_by_several_answers() -> None:
    rows = WHOLE + "actions:\n  - {action: A, urgent: yes, why: B}\n  - {action: C, urgent: %s, why: D}\n"
    hint = "Delete the answer, or check what decides whether it applies: “Urgent”."

    assert said(rows % "yes") == said(rows % "perhaps")[1:] == []  # what cannot be read may be anything
    assert said(rows % "no") == [
        ("warning", "actions[1].why", "Row 2: “Why it is urgent” is answered, but does not apply here.", hint)
    ]

    decided = All((Is("details.case_id", ("X",)), Is("details.child_status", ("cared-for",))))
    form = with_fields(SMALL.form("small-audit"), "details", Field("details.more", "More", "text", False, decided))
    text = WHOLE.replace("case_id: A1,", "case_id: A1, more: C,")
    (found,) = said(text, replace(SMALL, definitions=(form,)))
    assert found[3] == "Delete the answer, or check what decides whether it applies: “Case ID”, “The child's status”."


def test_a_blank_form() -> None:
    message = "This form is blank."
    hint = "If the audit has been done, ask for the completed form."
    form = SMALL.form("small-audit")
    asks_nothing = replace(
        with_fields(replace(form, sections=form.sections[:1]), "details"),
        sections=tuple(
            replace(s, content=Fields(tuple(replace(f, required=False) for f in s.fields))) for s in form.sections[:1]
        ),
        escalation=None,
    )

    assert said("form: small-audit\nversion: '1.10'\n") == [("error", "", message, hint)]
    assert said("form: small-audit\nversion: '1.10'\n", replace(SMALL, definitions=(asks_nothing,))) == [
        ("warning", "", message, hint)
    ]


CARE = "Check both again. The judgement is for the auditor to make, and may be right."


def judged(judgement: str, *grades: int, further: str = "") -> list[tuple[str, str | None, str, str | None]]:
    areas = ("referral_and_liaison", "analysis_of_risk", "voice_of_child", "quality_of_analysis")
    lines = "".join(f"  {area}: {{grade: {grade}}}\n" for area, grade in zip(areas, grades, strict=False))
    text = (
        f"form: tier1-generic-audit\nversion: '1.0'\nevaluation:\n{lines}{further}overall: {{judgement: {judgement}}}\n"
    )
    return [found for found in said(text, FRAMEWORK) if found[0] == "warning" and found[1] == "overall.judgement"]


def test_consistency() -> None:
    def warned(message: str) -> list[tuple[str, str | None, str, str | None]]:
        return [("warning", "overall.judgement", f"The overall judgement is {message}", CARE)]

    assert judged("good", 4, 1) == warned("Good, but the grade is 4 (Inadequate) for question 1.")
    assert judged("good", 4, 1, 4) == warned("Good, but the grade is 4 (Inadequate) for questions 1 and 3.")
    assert judged("outstanding", 4, 4, 1, 4) == warned(
        "Outstanding, but the grade is 4 (Inadequate) for questions 1, 2 and 4."
    )
    assert judged("outstanding", 2, 3) == warned("Outstanding, which is better than every grade.")
    assert judged("inadequate", 2, 3) == warned("Inadequate, which is worse than every grade.")
    assert judged("requires-improvement", 4, 3) == judged("good", 2) == judged("good") == []
    assert judged("good", 2, 1, further="  pep: {grade: 4}\n") == []  # not asked
    assert judged("good", 2, 1, further="  pep: {grade: 4}\ndetails: {child_status: cared-for}\n") == warned(
        "Good, but the grade is 4 (Inadequate) for question 8."
    )


def test_a_judgement_without_grades_and_a_total_without_any_to_count() -> None:
    form = SMALL.form("small-audit")
    judged_only = replace(form, sections=tuple(s for s in form.sections if s.id == "overall"))
    text = "form: small-audit\nversion: '1.10'\noverall: {judgement: good}\n"
    assert said(text, replace(SMALL, definitions=(judged_only,))) == []

    review_form = REVIEWS.form("small-review")
    total_only = replace(review_form, sections=tuple(s for s in review_form.sections if s.id == "totals"))
    library = replace(REVIEWS, definitions=(total_only,))
    text = "form: small-review\nversion: '1.0'\ntotals: {inadequate: %s}\n"
    assert said(text % "0", library) == []
    assert [message for _, _, message, _ in said(text % "1", library)] == [
        "Totals: “Number of inadequates” does not match: 0 answers have this grade."
    ]


def test_the_middle_of_a_scale_is_not_its_better_half() -> None:
    assert FRAMEWORK.framework
    scales = tuple(
        replace(s, grades=(*s.grades[:2], s.grades[3])) if s.id == "judgement" else s
        for s in FRAMEWORK.framework.scales
    )
    three = replace(FRAMEWORK, framework=replace(FRAMEWORK.framework, scales=scales))
    text = "form: tier1-generic-audit\nversion: '1.0'\nevaluation:\n  analysis_of_risk: {grade: 1}\n"
    text += "  voice_of_child: {grade: 4}\noverall: {judgement: %s}\n"

    def warned(judgement: str) -> list[str]:
        return [m for severity, path, m, _ in said(text % judgement, three) if path == "overall.judgement"]

    assert warned("good") == []
    assert warned("outstanding") == [
        "The overall judgement is Outstanding, but the grade is 4 (Inadequate) for question 3."
    ]


def test_consistency_names_a_grade_that_is_no_question_by_its_label() -> None:
    """Grades beside questions, in a section of fields; of another scale they say nothing of the judgement."""
    form = FRAMEWORK.form("tier1-generic-audit")
    grade = next(f for f in form.fields if f.path == "evaluation.pep.grade")
    plain = replace(grade, path="overall.care", label="Care", question=None, asked_when=None, required=False)
    other = replace(plain, path="overall.cost", label="Cost", scale="plo-rating")
    form = with_fields(form, "overall", plain, other)
    library = replace(FRAMEWORK, definitions=(form,))
    text = "form: tier1-generic-audit\nversion: '1.0'\nevaluation: {voice_of_child: {grade: 4}}\n"

    def found(answers: str) -> list[str]:
        warned = said(f"{text}overall: {{judgement: good, {answers}}}\n", library)
        return [message for _, path, message, _ in warned if path == "overall.judgement"]

    assert found("care: 4") == [
        "The overall judgement is Good, but the grade is 4 (Inadequate) for question 3, “Care”."
    ]
    assert found("cost: 4") == ["The overall judgement is Good, but the grade is 4 (Inadequate) for question 3."]


def with_fields(form: Form, section: str, *further: Field) -> Form:
    sections = [_longer(s, further) if s.id == section else s for s in form.sections]
    return replace(form, sections=tuple(sections))


def _longer(section: Section, further: tuple[Field, ...]) -> Section:
    assert isinstance(section.content, Fields)
    return replace(section, content=replace(section.content, fields=(*section.fields, *further)))


REVIEWS = load(EXAMPLES / "framework", [EXAMPLES / "forms" / "small-review.yaml"])
COUNTED = "form: small-review\nversion: '1.0'\ngrid: {visits: {grade: 2}, records: {grade: 1}, plans: {grade: 2}}\n"


def test_totals() -> None:
    hint = "Correct the total or leave it out: it is worked out from the grades."
    wrong = [
        (
            "warning",
            "totals.inadequate",
            "Totals: “Number of inadequates” does not match: 2 answers have this grade.",
            hint,
        )
    ]
    totals = COUNTED + "totals: {inadequate: %s}\n"

    assert said(COUNTED, REVIEWS) == said(totals % "2", REVIEWS) == []
    assert [d.code for d in review(totals % "3", REVIEWS).diagnostics][-1] == "submission/wrong-total"
    assert said(totals % "3", REVIEWS) == said(totals % "0", REVIEWS) == said(totals % "-2", REVIEWS) == wrong


def test_each_total_that_is_given_is_looked_at() -> None:
    form = REVIEWS.form("small-review")
    total = next(f for f in form.fields if f.path == "totals.inadequate")
    library = replace(REVIEWS, definitions=(with_fields(form, "totals", replace(total, path="totals.again")),))

    assert [path for _, path, _, _ in said(COUNTED + "totals: {again: 3}\n", library)] == ["totals.again"]


def test_a_total_counts_the_grades_of_its_own_scale_that_are_asked() -> None:
    form = REVIEWS.form("small-review")
    grade = next(f for f in form.fields if f.kind is kinds.GRADE)
    never = Is("totals.other", (1,))
    other = replace(grade, path="totals.other", question=None, scale="another")
    unasked = replace(grade, path="totals.unasked", question=None, asked_when=never)
    number = replace(grade, path="totals.number", question=None, control="choice")
    form = with_fields(form, "totals", other, unasked, number)
    text = COUNTED + "totals: {inadequate: 2, other: 2, unasked: 2, number: '2'}\n"

    warned = [
        message
        for _, path, message, _ in said(text, replace(REVIEWS, definitions=(form,)))
        if path == "totals.inadequate"
    ]

    assert warned == []


def escalated(text: str, **changes: Any) -> list[tuple[str, str, str | None, str, str | None]]:
    """What is said of who is told."""
    reviewed = review(text, replace(FRAMEWORK, directory=replace(FRAMEWORK.directory, **changes)))
    found = [d for d in reviewed.diagnostics if d.code.startswith("escalation/")]
    return [(d.code.partition("/")[2], str(d.severity), d.place.path, d.message, d.hint) for d in found]


GOOD = changed(("judgement: requires-improvement", "judgement: good"))
TOLD = FRAMEWORK.directory.holders
EAST = next(h for h in TOLD if h.team == "Child Protection East")
NEAR = "Find out whose case it is, and check that the right person is named."


def test_a_faulty_directory() -> None:
    said = (
        "directory-faulty", "warning", "",
        "directory.yaml has errors, so someone closer to the case may be missing from the people named.",
        "Correct it ('formwright validate' shows where), and check again.",
    )  # fmt: skip

    assert escalated(GOOD, is_whole=False) == [said]
    assert escalated(GOOD, is_whole=True) == []
    assert "directory-faulty" not in [code for code, *_ in escalated(GOOD, is_whole=False, holders=())]


def test_the_same_is_said_of_a_second_return_like_the_first() -> None:
    faulty = replace(FRAMEWORK, directory=replace(FRAMEWORK.directory, is_whole=False))
    reviewer = Reviewer.of(faulty)

    first, second = (reviewer.content(GOOD.encode(), "return.yaml") for _ in range(2))

    assert first == second
    assert [d.place.path for d in second.diagnostics if d.code == "escalation/directory-faulty"] == [""]


def test_nobody_is_named() -> None:
    role = "Team Manager must be notified, but nobody is named for this role."
    find = "Find out who holds the role and notify them. Add them to directory.yaml."
    nobody = (
        "nobody-told", "error", "overall.judgement",
        "Nobody has been notified about this return: nobody is named for any of the roles that must be notified.",
        "Find out who holds these roles and notify them. Add the names to directory.yaml and check again.",
    )  # fmt: skip
    without = GOOD.replace("  service_area: child-protection\n", "")
    unreadable = GOOD.replace("service_area: child-protection", "service_area: Zebedee")

    assert escalated(GOOD, holders=()) == [("nobody-named", "error", "details.service_area", role, find), nobody]
    assert escalated(without, holders=())[0] == (
        "nobody-named", "error", "details.service_area", role,
        "“Service area” is not given. Find out whose case it is.",
    )  # fmt: skip
    assert escalated(unreadable, holders=())[0][4] == "“Service area” cannot be relied on. Find out whose case it is."


def test_no_judgement() -> None:
    ask = "Ask the auditor for the judgement. Correct the return and check it again."

    def untold(judgement: str) -> list[tuple[str, str, str | None, str, str | None]]:
        return escalated(GOOD.replace("judgement: good", judgement))

    message = "Nobody has been notified about this return: “Overall judgement of the case file” %s."
    place = ("nobody-told", "error", "overall.judgement")
    assert untold("judgement:") == [(*place, message % "is not given", ask)]
    assert untold("judgement: poor") == [(*place, message % "cannot be relied on", ask)]


def test_whose_case_it_is() -> None:
    def said(area: str, team: str, **changes: Any) -> list[tuple[str, str, str | None, str, str | None]]:
        text = GOOD.replace("service_area: child-protection", area).replace("team: Child Protection East", team)
        return escalated(text, **changes)

    area, team = "service_area: child-protection", "team: Child Protection East"
    every = (*TOLD, replace(EAST, role="team-manager", service_area=None, team=None, email="all@example.org"))
    unsure = "so it is not certain who the right Team Manager is."
    no_area = ("not-certain", "warning", "details.service_area", f"“Service area” is not given, {unsure}", NEAR)
    no_team = ("not-certain", "warning", "details.team", f"“Team” is not given, {unsure}", NEAR)

    assert said(area, team) == []
    assert said("", team, holders=every) == [no_area]
    assert said(area, "") == said(area, 'team: "\\u200b"') == [no_team]
    assert said("", "", holders=every) == [no_area, no_team]
    assert said(area, "team: [a]")[-1] == (
        "not-certain", "warning", "details.team", f"“Team” cannot be relied on, {unsure}", NEAR
    )  # fmt: skip
    assert said(area, "team: Short Breaks") == [
        ("not-certain", "warning", "details.team",
         "“Team” belongs to Children with Disabilities, not to the service area in the return, " + unsure, NEAR)
    ]  # fmt: skip
    unknown = f"The answer to “Team” is not a known team, {unsure}"
    further = " If the team is missing, add it under 'teams' in framework.yaml."
    listed = "The teams are: MASS, First Response North, First Response South, Child Protection East, "
    listed += "Cared for Children West, Short Breaks."
    assert said(area, "team: Chess") == [("unknown-team", "warning", "details.team", unknown, listed + further)]
    assert said(area, "team: Child Protection Est") == [
        ("unknown-team", "warning", "details.team", unknown, "Did you mean 'Child Protection East'?")
    ]


def test_a_team_that_is_not_known_where_there_are_many() -> None:
    """A list that nobody would read is not given; what is no team's name at all is not compared letter by letter."""

    def hint(team: str, teams: int) -> str | None:
        names = [f"Team {number} of the service" for number in range(teams)]
        holders = tuple(replace(EAST, team=name) for name in names)
        text = GOOD.replace("team: Child Protection East", f"team: '{team}'")
        (why,) = [hint for code, *_, hint in escalated(text, holders=holders, teams=()) if code == "unknown-team"]
        return why

    further = " If the team is missing, add it under 'teams' in framework.yaml."
    listed = ", ".join(f"Team {number} of the service" for number in range(12))
    assert hint("Chess", 12) == f"The teams are: {listed}.{further}"
    assert hint("Chess", 13) == f"Check the spelling.{further}"
    assert hint("Team 7 of the servic", 13) == "Did you mean 'Team 7 of the service'?"


def test_several_people_are_each_told() -> None:
    second = replace(EAST, name="Second", email="second@example.org")

    assert escalated(GOOD, holders=(EAST, second)) == [
        ("several-named", "warning", "",
         "2 people hold the role Team Manager for this case: all of them must be notified.",
         "If only one of them should, correct directory.yaml.")
    ]  # fmt: skip


def test_roles_are_listed_as_in_a_sentence() -> None:
    text = changed(
        ("  team: Child Protection East\n", ""), ("judgement: requires-improvement", "judgement: outstanding")
    )
    held = [replace(EAST, role=role) for role in ("team-manager", "head-of-service", "assistant-director")]
    everywhere = [replace(h, team=None, service_area=None) for h in held]

    (found,) = escalated(text, holders=(*held, *everywhere))

    roles = "Team Manager, Head of Service or Assistant Director (Children's Social Care)"
    assert found[3] == f"“Team” is not given, so it is not certain who the right {roles} is."


def test_somebody_is_told_to_be_safe() -> None:
    text = changed(("child_status: cared-for-and-child-protection-plan", "child_status: Zebedee"))

    assert [found for found in escalated(text) if "Chair" in found[3]] == [
        ("not-ruled-out", "warning", "details.child_status",
         "Conference Chair is notified to be safe: “The child's status” cannot be relied on.",
         "Ask for the answer, and check again.")
    ]  # fmt: skip


def test_a_form_that_does_not_say_who_is_told() -> None:
    form = replace(FRAMEWORK.form("tier1-generic-audit"), escalation=None, nobody=None)
    reviewed = review(GOOD, replace(FRAMEWORK, definitions=(form,)))

    assert [(d.code, str(d.severity), d.place.path, d.message, d.hint) for d in reviewed.diagnostics] == [
        ("escalation/no-rule", "warning", "",
         "The form does not say who to notify, or why nobody needs to be, so nobody has been notified.",
         "Read it, and notify anyone who should know. Ask the form's owner to add an 'escalation'.")
    ]  # fmt: skip


def test_a_file_that_cannot_be_read() -> None:
    reviewed = Reviewer.of(FRAMEWORK).content(b"\x89PNG\r\n\x1a\n" + bytes(100), "photo.png")

    found = reviewed.diagnostics[-1]
    assert (found.code, str(found.severity), str(found.place)) == ("escalation/nobody-told", "error", "photo.png")
    assert found.message == "Nobody has been notified about this file, because it cannot be read."
    assert found.hint == (
        "Look at it today. If it is an audit, ask the auditor for the judgement and notify everyone who must know."
    )


def test_a_blank_return() -> None:
    text = "form: tier1-generic-audit\nversion: '1.0'\n"

    assert escalated(text) == [
        ("nobody-told", "error", "overall.judgement", "Nobody has been notified about this return: it is blank.",
         "Ask for the completed form.")
    ]  # fmt: skip


def of_a_small_audit(judgement: str, **changes: Any) -> list[tuple[str, str, str | None, str, str | None]]:
    """What is said of who is told, where the form asks neither for the service area nor for the team."""
    text = f"form: small-audit\nversion: '1.10'\noverall: {{judgement: {judgement}}}\n"
    reviewed = review(text, replace(SMALL, directory=Directory(**changes)))
    found = [d for d in reviewed.diagnostics if d.code.startswith("escalation/")]
    return [(d.code.partition("/")[2], str(d.severity), d.place.path, d.message, d.hint) for d in found]


def test_a_form_that_does_not_ask_whose_case_it_is() -> None:
    of_north = Holder("team-manager", "A", "a@example.org", "north")
    of_all, of_team = replace(of_north, service_area=None), replace(of_north, service_area=None, team="Ash")
    unsure = "so it is not certain who the right Team Manager is."

    assert of_a_small_audit("good", holders=(of_all,)) == []
    assert of_a_small_audit("good", holders=(of_all, of_north)) == [
        ("not-certain", "warning", "details.service_area",
         f"The form does not ask for the service area, {unsure}", NEAR)
    ]  # fmt: skip
    assert of_a_small_audit("good", holders=(of_all, of_team)) == [
        ("not-certain", "warning", "details.team", f"The form does not ask for the team, {unsure}", NEAR)
    ]
    assert of_a_small_audit("good")[0] == (
        "nobody-named", "error", "overall.judgement",
         "Team Manager must be notified, but nobody is named for this role.",
        "Find out who holds the role and notify them. Add them to directory.yaml.",
    )  # fmt: skip


def test_a_service_area_that_the_framework_does_not_have() -> None:
    """A form may ask for it in words of its own."""
    form = with_fields(SMALL.form("small-audit"), "details", Field("details.service_area", "Area", "text", False))
    library = replace(
        SMALL, definitions=(form,), directory=Directory((Holder("team-manager", "A", "a@example.org", "north"),))
    )
    text = "form: small-audit\nversion: '1.10'\ndetails: {service_area: %s}\noverall: {judgement: good}\n"

    def hint(area: str) -> list[str | None]:
        return [d.hint for d in review(text % area, library).diagnostics if d.code == "escalation/nobody-named"]

    assert hint("North") == []
    assert hint("Zebedee") == ["“Area” does not name a service area in this framework. Find out whose case it is."]


def test_a_team_of_another_service_area_makes_nobody_uncertain() -> None:
    """Whoever holds the role for the team of another area could not be meant, whatever the team is."""
    of_all = replace(EAST, service_area=None, team=None, email="all@example.org")
    elsewhere = replace(EAST, service_area="mass", team="MASS")
    without_team = GOOD.replace("team: Child Protection East", "team:")

    assert escalated(without_team, holders=(of_all, elsewhere), teams=()) == []
    assert [code for code, *_ in escalated(without_team, holders=(of_all, EAST), teams=())] == ["not-certain"]


def test_a_team_of_two_service_areas_that_the_return_names_neither_of() -> None:
    of_all = replace(EAST, service_area=None, team=None, email="all@example.org")
    both = [replace(EAST, service_area=area, team="Duty") for area in ("mass", "first-response")]

    (found,) = escalated(GOOD.replace("team: Child Protection East", "team: Duty"), holders=(of_all, *both), teams=())

    assert found[:4] == (
        "not-certain", "warning", "details.team",
        "“Team” belongs to MASS or First Response, not to the service area in the return, so it is "
        "not certain who the right Team Manager is.",
    )  # fmt: skip


def test_braces_in_a_label_stay_as_they_are() -> None:
    form = with_fields(SMALL.form("small-audit"), "details", Field("details.more", "A {b} of }c{", "text"))

    found = said(WHOLE, replace(SMALL, definitions=(form,)))

    assert [message for _, _, message, _ in found] == ["Details: “A {b} of }c{” is missing."]


def test_rows_are_wanted_only_where_their_section_is_asked_for() -> None:
    form = SMALL.form("small-audit")
    cared_for, inadequate = Is("details.child_status", ("cared-for",)), Is("overall.judgement", ("inadequate",))

    def missing(required_when: Is | None, status: str) -> list[str | None]:
        sections = [
            replace(s, asked_when=cared_for, content=replace(s.content, required_when=required_when))
            if isinstance(s.content, Rows) else s
            for s in form.sections
        ]  # fmt: skip
        library = replace(SMALL, definitions=(replace(form, sections=tuple(sections)),))
        text = WHOLE.replace("child-in-need", status).replace("judgement: good", "judgement: inadequate")
        return [path for _, path, message, _ in said(text, library) if "needs at least 1" in message]

    assert missing(inadequate, "cared-for") == ["actions"]
    assert missing(inadequate, "child-in-need") == missing(None, "cared-for") == []


def test_fields_that_wait_for_each_other_are_looked_at_once() -> None:
    """A definition cannot say so; a form that does is compiled all the same."""
    one = Field("details.one", "One", "text", asked_when=Is("details.two", ("a",)))
    two = Field("details.two", "Two", "text", asked_when=Is("details.one", ("a",)))
    form = with_fields(SMALL.form("small-audit"), "details", one, two)

    assert said(WHOLE, replace(SMALL, definitions=(form,))) == []
