"""Small documents for every writer's tests: FORM holds every block and widget of a form and every
inline; COUNTING is the same with totals that it works out; READING is only read; BOOK is long."""

import json
from dataclasses import replace

from formwright.answers import kinds
from formwright.document.nodes import (
    Abbreviation,
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
    Figure,
    FigureBox,
    Heading,
    Identity,
    Input,
    Line,
    LineBreak,
    Link,
    Listing,
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
    Scale,
    Strong,
    Table,
    Text,
    Ticks,
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
    kind=kinds.GRADE,
    scale="grades",
)
SCALE = Scale(
    "grades",
    (
        Option("1", "1 – Outstanding", "Children do better than anybody hoped."),
        Option("2", "2 – Good", "What is asked is done."),
        Option("3", "3 – Requires Improvement", "Much is done, and some is not."),
        Option("4", "4 – Inadequate", "Children <may> be harmed."),
    ),
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
        Input("details.email", "Your email", "Your email", Line(kinds.EMAIL), False),
        Input("details.visits", "Number of visits", "Number of visits", Line(kinds.NUMBER), True),
        Input("details.area", "Service area", "Service area", AREAS, True),
        Input("details.status", "The child's status", "The child's status", STATUSES, True),
        Input("details.both", "Also on a plan?", "Also on a child protection plan?", YES_NO, True, asked=CARED_FOR),
        Input("details.signature", "Signature", "Auditor's signature", Line(kinds.SIGNATURE), False),
    ),
)


STEPS = Table(
    caption="Look at these",
    columns=(
        Column(words("What"), 20),
        Column((Strong(words("By when")),), 10, "center"),
        Column(words("Days"), 10, "right"),
    ),
    rows=(
        Row((says("The first plan"), says("3 May"), says("10"))),
        Row((says("Its review"), says("\u00a0"), says("1,200"))),
    ),
    row_headers=False,
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
        guidance=(*says("Seen alone, and how often?"), STEPS) if when is None else (),
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
    judgements=("overall.judgement",),
    heading="Overall judgement",
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
    Facts(((words("Who it is for"), says("Practice Managers")), (words("How often"), says("Each month")))),
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
    scales=(SCALE,),
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

TOTALS = Fields(
    legend="Totals",
    inputs=(
        Input("totals.good", "Good", "Totals: Good", Line(kinds.NUMBER, counts="2"), False),
        Input("totals.inadequate", "Inadequate", "Totals: Inadequate", Line(kinds.NUMBER, counts="4"), False),
    ),
)
COUNTING = replace(FORM, blocks=(*FORM.blocks, Heading(2, words("Totals"), "totals"), TOTALS))

HARM = Ticks(
    (
        Option("physical", "Physical"),
        Option("neglect", "Neglect & want", "What a child <needs> is not given."),
        Option("none-of-these", "None of these"),
    ),
    none="none-of-these",
)
TICKS = (
    Heading(2, words("What has happened"), "happened"),
    Fields(
        legend="What has happened",
        inputs=(
            Input("happened.kind", "Kind of harm", "Kind of harm", HARM, True, hint="Think of each child."),
            Input("happened.told", "Who was told?", "Who was told?", HARM, False, asked=CARED_FOR),
        ),
    ),
    Questions(
        legend="Seen by",
        ask_heading="Place",
        columns=(Column(words("Signs of"), 30),),
        questions=(
            Question(
                "3",
                words("The home"),
                "question-home",
                (Input("seen.home.signs", "Signs of", "3. The home: Signs of", HARM, True),),
            ),
        ),
    ),
    Repeat(
        path="calls",
        legend="Calls",
        row_name="Call",
        columns=(Column(words("About"), 50), Column(words("Who?"), 50)),
        inputs=(
            Input("calls[].about", "About", "Call: About", HARM, True),
            Input("calls[].who", "Who?", "Call: Who?", Line(), True),
        ),
        minimum=0,
        maximum=None,
        blank_rows=2,
    ),
)
TICKING = replace(
    FORM,
    blocks=(*FORM.blocks, *TICKS),
    answers={"happened.kind": "physical\nneglect", "seen.home.signs": "none-of-these", "calls[0].about": "neglect"},
)

OVERLAP = Figure(
    anchor="figure-elements",
    title="The elements & how they overlap",
    alternative=says("Numbers and <stories> overlap. Learning cuts across both."),
    layout="overlap",
    boxes=(
        FigureBox("Numbers", "Collected, analysed, monitored and reported"),
        FigureBox("Stories", "Told by children & their <families>"),
    ),
    band=FigureBox("Learning", "From both"),
)
PANELS = Figure(
    anchor="figure-overview",
    title="Who does what",
    alternative=(
        *says("Three parts stand side by side:"),
        BulletList((says("Managers audit each month."), says("Heads read it."), says("Forums talk of it."))),
    ),
    layout="panels",
    boxes=(
        FigureBox("Managers", points=("Audit four case files each month, with those who did the work", "Mend")),
        FigureBox("Heads of Service", "Read what was found"),
        FigureBox("Forums", "Talk of what was found in the service", ("Every six weeks",)),
    ),
    band=FigureBox("Learning", "From all three", ("Themes", "Findings", "Lessons")),
)
CYCLE = Figure(
    anchor="figure-cycle",
    title="Four steps",
    alternative=(NumberedList((says("Know."), says("Look."), says("Say."), says("Act."))),),
    layout="cycle",
    boxes=(
        FigureBox("Know", "Everybody knows what is expected of them"),
        FigureBox("Look", "Audits look at what is done"),
        FigureBox("Say", "What is good and what must change is said, clearly"),
        FigureBox("Act", "Practice changes"),
    ),
)


def duty(number: int) -> Row:
    """One of many rows, so that their table runs over pages."""
    what = f"Duty {number}: read what was found, and say what follows from it."
    cells = ("Practice Manager / Team Manager", what, "At least 4 a month", "Head of Service")
    return Row(
        (*map(says, cells), (Paragraph((Reference(words("section 2.1"), "duties", paged=True),)),)), f"duty-{number}"
    )


DUTIES = Table(
    caption="Who must do what",
    caption_shown=True,
    number="Table 1",
    anchor="table-duties",
    columns=tuple(
        Column(words(heading), width)
        for heading, width in (("Who", 20), ("What", 36), ("How often", 20), ("Reported to", 14), ("From", 10))
    ),
    rows=tuple(duty(number) for number in range(1, 31)),
)
PRINTED_GRID = Table(
    caption="Areas for evaluation",
    columns=tuple(
        Column(words(heading), width)
        for heading, width in (("No.", 7), ("Area for evaluation", 34), ("Grade (1-4)", 15), ("Comments (if any)", 44))
    ),
    rows=tuple(Row((says(str(n)), says(f"Area {n}"), (), ())) for n in range(1, 4)),
)

BOOK = Document(
    identity=Identity("sample-handbook", "handbook", "1.0", "2026-11-23", "23 November 2026", "b0" * 32),
    title="Sample handbook",
    subtitle="A Framework for Examples",
    organisation="Example Council, Children's Services",
    language="en-GB",
    appendix=None,
    summary="All that is expected, in one book.",
    audience="Everyone",
    blocks=(
        Contents(depth=3),
        Listing("Tables", (Reference(words("Table 1: Who must do what"), "table-duties"),)),
        Heading(2, words("What to know first"), "first", "1", new_page=True),
        Paragraph(
            (
                Text("Forms are in "),
                Reference(words("Appendix 2A"), "appendix-2a", paged=True),
                Text(", duties in "),
                Reference(words("section 2.1"), "duties", paged=True),
                Text("; see "),
                Reference(words("the figure"), "figure-cycle"),
                Text(". Under the "),
                Abbreviation("PLO", "Public Law Outline", "Public Law Outline (PLO)"),
                Text(", there is a duty more."),
            )
        ),
        OVERLAP,
        Heading(2, words("Duties and steps"), "second", "2", new_page=True),
        Heading(3, words("Duties"), "duties", "2.1"),
        DUTIES,
        Heading(3, words("Steps"), "steps", "2.2"),
        PANELS,
        CYCLE,
        Heading(2, words("Generic audit"), "appendix-2a", "Appendix 2A", new_page=True),
        Heading(3, words("Areas for evaluation"), "appendix-2a-evaluation"),
        PRINTED_GRID,
        Heading(4, words("Deeper"), "appendix-2a-deeper"),
        Heading(5, words("Deeper still"), "appendix-2a-deeper-still"),
        Heading(6, words("Deepest"), "appendix-2a-deepest"),
        Paragraph(words("That is all.")),
    ),
    book=True,
)
