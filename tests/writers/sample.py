"""Two small documents for every writer's tests: FORM holds every block, inline and widget that the
tree knows; READING is a document that is only read."""

import json

from formwright.document.nodes import (
    Asked,
    Box,
    BulletList,
    Callout,
    Column,
    ColumnGroup,
    Contents,
    DateBox,
    Document,
    Emphasis,
    Escalation,
    Facts,
    Fields,
    Heading,
    Identity,
    Input,
    Line,
    LineBreak,
    Link,
    NumberedList,
    Option,
    Outcome,
    Paragraph,
    Pick,
    Question,
    Questions,
    Reference,
    Repeat,
    Row,
    Strong,
    Table,
    Text,
    Told,
)


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def says(text: str) -> tuple[Paragraph]:
    return (Paragraph(words(text)),)


def asked(rule: object, in_words: str) -> Asked:
    return Asked(json.dumps(rule), in_words)


GRADES = Pick(
    (
        Option("1", "1 – Outstanding"),
        Option("2", "2 – Good"),
        Option("3", "3 – Requires Improvement"),
        Option("4", "4 – Inadequate"),
    ),
    whole_number=True,
)
JUDGEMENTS = Pick(
    (
        Option("good", "Good", "Much evidence that the requirements are met."),
        Option("requires-improvement", "Requires Improvement", "Little evidence that the requirements are met."),
        Option("inadequate", "Inadequate", "No evidence, with serious failures."),
    )
)
STATUSES = Pick(
    (
        Option("child-in-need", "Child in need"),
        Option("child-protection-plan", "On a child protection plan"),
        Option("cared-for", "Cared for"),
    )
)
YES_NO = Pick((Option("yes", "Yes"), Option("no", "No")))
AREAS = Pick(tuple(Option(f"area-{n}", f"Area {n}") for n in range(1, 13)))

CARED_FOR = asked(
    {"field": "details.status", "in": ["cared-for"]}, "Answer only where the child's status is Cared for."
)
ON_A_PLAN = asked(
    {"any": [{"field": "details.status", "in": ["child-protection-plan"]}, {"field": "details.both", "in": ["yes"]}]},
    "Only where the child is on a child protection plan.",
)
NOT_GOOD = asked(
    {"field": "overall.judgement", "in": ["requires-improvement", "inadequate"]},
    "At least one is needed where the overall judgement is Requires Improvement or Inadequate.",
)
NO_PLAN = asked(
    {"all": [{"not": {"field": "details.status", "in": ["child-protection-plan"]}}, json.loads(NOT_GOOD.rule)]},
    "Answer only where the case is judged less than good and the child is on no plan.",
)
DONE = asked({"field": "actions[].done", "in": ["yes"]}, "Answer only where the action is done.")

DETAILS = Fields(
    legend="The case and the audit",
    inputs=(
        Input("details.case_id", "Case ID", "Case ID", Line(), True, hint="The number of the record. Not a name."),
        Input("details.date", "Date of the audit", "Date of the audit", DateBox(), True),
        Input("details.email", "Your email", "Your email", Line("email"), False),
        Input("details.visits", "Number of visits", "Number of visits", Line("number"), True),
        Input("details.area", "Service area", "Service area", AREAS, True),
        Input("details.status", "The child's status", "The child's status", STATUSES, True),
        Input("details.both", "Also on a plan?", "Also on a child protection plan?", YES_NO, True, asked=CARED_FOR),
        Input("details.signature", "Signature", "Auditor's signature", Line("signature"), False),
    ),
)


def question(number: str, name: str, text: str, when: Asked | None = None) -> Question:
    path, full = f"evaluation.{name}", f"{number}. {text}"
    return Question(
        number=number,
        ask=words(text),
        anchor=f"evaluation-{name}",
        inputs=(
            Input(f"{path}.grade", "Grade (1-4)", f"{full}: Grade (1-4)", GRADES, True, asked=when),
            Input(f"{path}.comments", "Comments (if any)", f"{full}: Comments (if any)", Box(3), False, asked=when),
        ),
        guidance=says("Seen alone, and how often?") if when is None else (),
        asked=when,
        further=()
        if when is None
        else (Input(f"{path}.held", "When was it held?", f"{full}: When was it held?", DateBox(), True, asked=when),),
    )


EVALUATION = Questions(
    legend="Areas for evaluation",
    ask_heading="Area for evaluation",
    columns=(Column(words("Grade (1-4)"), 15), Column(words("Comments (if any)"), 40)),
    questions=(
        question("1", "voice", "The child's voice, wishes & feelings"),
        question("2", "pep", "Is the personal education plan there?", CARED_FOR),
    ),
)
OVERALL = Fields(
    legend="Overall judgement",
    inputs=(
        Input("overall.comments", "Any other comments", "Any other comments", Box(4), False),
        Input("overall.judgement", "Overall judgement", "Overall judgement of the case file", JUDGEMENTS, True),
        Input("overall.why_not", "Why is there no plan?", "Why is there no plan?", Box(2), True, asked=NO_PLAN),
    ),
)
ACTIONS = Repeat(
    path="actions",
    legend="Actions",
    row_name="Action",
    columns=(
        Column(words("Action"), 40),
        Column(words("Who?"), 15),
        Column(words("To be done by"), 15),
        Column(words("Done?"), 10),
        Column(words("Date reviewed"), 20),
    ),
    inputs=(
        Input("actions[].action", "Action", "Action", Box(3), True),
        Input("actions[].who", "Who?", "Action: who?", Line(), True),
        Input("actions[].by", "To be done by", "Action: to be done by", DateBox(), True),
        Input("actions[].done", "Done?", "Action: done?", YES_NO, False),
        Input("actions[].reviewed", "Date reviewed", "Action: date reviewed", DateBox(), True, asked=DONE),
    ),
    minimum=0,
    maximum=4,
    blank_rows=3,
    groups=(ColumnGroup("To be completed by the auditor", 3), ColumnGroup("To be completed during supervision", 2)),
    needed=NOT_GOOD,
)
ESCALATION = Escalation(
    judgement="overall.judgement",
    judgement_label="Overall judgement",
    outcomes=(
        Outcome("good", "Good", (Told("team-manager", "Team Manager"),)),
        Outcome(
            "requires-improvement",
            "Requires Improvement",
            (
                Told("head-of-service", "Head of Service"),
                Told("team-manager", "Team Manager"),
                Told("iro", "Independent Reviewing Officer (IRO)", CARED_FOR),
                Told("conference-chair", "Conference Chair", ON_A_PLAN),
            ),
        ),
        Outcome("inadequate", "Inadequate", (Told("head-of-service", "Head of Service"),)),
    ),
    copies=(("Children's Social Care audits", "csc-audits@example.org"),),
)

RICH = (
    Heading(2, words("What to know first"), "what-to-know", number="1"),
    Paragraph(
        (
            Text("Read <this> & "),
            Strong((Text("bold with "), Emphasis(words("italics")))),
            Text(" in it, a "),
            Link(words("page outside"), "https://www.example.org/a?b=1&c=2"),
            Text(", and "),
            Reference(words("the second standard"), "standard-1-2"),
            Text("."),
            LineBreak(),
            Text("After a line break."),
        )
    ),
    Heading(3, words("Lists"), "lists", number="1.1"),
    BulletList((says("A first point."), (*says("A second, with points of its own:"), BulletList((says("inside"),))))),
    NumberedList((says("Third, because it goes on."), says("Fourth.")), start=3),
    Callout(says("Speak to a manager today if a child may be at risk."), title="Uncertain?", important=True),
    Callout(says("An aside.")),
    Facts(((words("For whom"), says("Practice Managers")), (words("How often"), says("Each month")))),
    Table(
        caption="Two standards",
        columns=(Column(words("Number"), 10), Column(words("Standard"), 60), Column(words("Looked for in"), 30)),
        rows=(
            Row((says("1.1"), says("Referrals are answered within a day."), says("The case record")), "standard-1-1"),
            Row((says("1.2"), says("Each child is seen alone."), says("Visits")), "standard-1-2"),
        ),
        caption_shown=True,
    ),
)

FORM = Document(
    identity=Identity("sample-audit", "form", "1.0", "2026-11-23", "23 November 2026", "5a" * 32),
    title="Sample audit",
    subtitle="A Framework for Examples",
    organisation="Example Council, Children's Services",
    language="en-GB",
    appendix="2A",
    summary="A manager's audit of one child's case file.",
    audience="Practice Managers",
    blocks=(
        Contents(depth=2),
        *RICH,
        Heading(2, words("The case and the audit"), "details"),
        DETAILS,
        Heading(2, words("Areas for evaluation"), "evaluation"),
        EVALUATION,
        Heading(2, words("Overall judgement"), "overall"),
        OVERALL,
        ESCALATION,
        Heading(2, words("Actions"), "actions"),
        ACTIONS,
    ),
    landscape=True,
)

READING = Document(
    identity=Identity("sample-standards", "standards", "1.10", "2026-11-23", "23 November 2026", "c0" * 32),
    title="Sample standards",
    subtitle="A Framework for Examples",
    organisation="Example Council, Children's Services",
    language="en-GB",
    appendix=None,
    summary="What is expected of practice.",
    audience="Everyone",
    blocks=(
        Contents(depth=3),
        *RICH,
        Heading(2, words("Closing words"), "closing", number="2"),
        Paragraph(words("That is all.")),
    ),
)
