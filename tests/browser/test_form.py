"""The form on the screen, as its user meets it: asked, filled in, found wanting, saved and sent."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Dialog, Locator, Page, expect
from tests.browser.conftest import Open
from tests.writers.sample import COUNTING, FORM

HARD_TEXTS = {
    "quotes": "She said \"no\" and it's 'done'",
    "edges": "  two spaces on each side  ",
    "lines": "first\nsecond\n\n\tfourth, after a tab\n",
    "no": "no",
    "zeros": "0123",
    "date": "2014-01-15",
    "markup": '<b>bold</b> & </script><script>alert("x")</script>',
    "emoji": "👩‍👧 seen 🙂",
    "yaml": "key: [a, b] # not a remark\n- nor a list\n---",
    "separators": "a\u2028b\u2029c\u0085d\ufeffe\u007ff\u00a0g\uffffh",
    "backslashes": "C:\\new\\table \\u0041",
    "long": "Every word counts. " * 400,
}


def named(page: Page, path: str) -> Locator:
    return page.locator(f'[name="{path}"]')


def choose(page: Page, path: str, value: str) -> None:
    page.locator(f'[name="{path}"][value="{value}"]').check()


def fill_well(page: Page) -> None:
    """All that is needed for a case of a child in need that is judged good."""
    named(page, "details.case_id").fill("A1042")
    named(page, "details.date").fill("2014-01-15")
    named(page, "details.visits").fill("3")
    named(page, "details.area").select_option("area-2")
    choose(page, "details.status", "child-in-need")
    choose(page, "evaluation.voice.grade", "2")
    choose(page, "overall.judgement", "good")


def file_from(page: Page, button: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return Path(waiting.value.path())


def name_from(page: Page, button: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename


def submission(page: Page, button: str = "Download completed audit") -> Any:
    """What was downloaded, with every value as it stands in the file."""
    return yaml.load(file_from(page, button).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only


def open_draft(page: Page, content: str | bytes, name: str = "draft.yaml") -> None:
    raw = content.encode() if isinstance(content, str) else content
    page.locator("#draft-file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": raw})
    expect(page.locator("#notice")).to_be_focused()


def test_a_finished_form_gives_its_submission_in_the_order_of_the_form(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    file = file_from(page, "Download completed audit")
    assert file.read_text() == (
        "# Sample audit. Completed.\n"
        'form: "sample-audit"\n'
        'version: "1.0"\n'
        f'digest: "{FORM.identity.digest}"\n'
        "details:\n"
        '  case_id: "A1042"\n'
        '  date: "2014-01-15"\n'
        '  visits: "3"\n'
        '  area: "area-2"\n'
        '  status: "child-in-need"\n'
        "evaluation:\n"
        "  voice:\n"
        "    grade: 2\n"
        "overall:\n"
        '  judgement: "good"\n'
    )


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page(FORM).page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the form")).to_be_focused()
    page.keyboard.press("Enter")
    named(page, "details.case_id").focus()

    def typed(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    page.keyboard.type("A1042")
    typed("Tab")
    for number in ("1", "1", "2014"):
        page.keyboard.type(number)
        typed("Tab")
    typed("Tab")  # past the email
    page.keyboard.type("3")
    typed("Tab", "ArrowDown", "Tab", "Space", "Tab", "Tab", "Space", "Tab", "Tab", "Tab", "Space")
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "download":
            break
        page.keyboard.press("Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    found = yaml.safe_load(Path(waiting.value.path()).read_text())
    assert found["details"] == {
        "case_id": "A1042",
        "date": "2014-01-01",
        "visits": "3",
        "area": "area-1",
        "status": "child-in-need",
    }
    assert found["evaluation"] == {"voice": {"grade": 1}}
    assert found["overall"] == {"judgement": "good"}


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_texts_come_through_exactly_in_the_download_and_in_a_draft(open_page: Open, text: str) -> None:
    page = open_page(FORM).page
    fill_well(page)
    named(page, "overall.comments").fill(text)
    if "\n" not in text:
        named(page, "details.signature").fill(text)

    for button in ("Save draft", "Download completed audit"):
        content = file_from(page, button).read_text("utf-8")
        for loader in (yaml.BaseLoader, yaml.SafeLoader, yaml.CBaseLoader):
            found = yaml.load(content, loader)  # noqa: S506 - all three are safe
            assert found["overall"]["comments"] == text
            assert found["details"].get("signature", text) == text

    page.reload()
    open_draft(page, content)
    assert named(page, "overall.comments").input_value() == text
    expect(page.locator("#notice")).to_contain_text("Draft opened")
    expect(page.locator("#notice")).not_to_contain_text("not all of it")


def test_questions_come_and_go_with_the_answers_that_they_hang_on(open_page: Open) -> None:
    page = open_page(FORM).page
    question = page.locator("#evaluation-pep")
    expect(question).to_be_hidden()
    expect(named(page, "details.both").first).to_be_hidden()
    expect(page.locator("#progress")).to_have_text("0 of 7 answered")

    choose(page, "details.status", "cared-for")
    expect(question).to_be_visible()
    expect(page.locator("#progress")).to_have_text("1 of 10 answered")
    expect(page.locator("#spoken")).to_contain_text("Now applies: Also on a child protection plan?; 2. Is the personal")
    choose(page, "evaluation.pep.grade", "4")
    named(page, "evaluation.pep.comments").fill("Not there")

    choose(page, "details.status", "child-in-need")
    expect(question).to_be_hidden()
    expect(page.locator("#spoken")).to_contain_text("No longer applies")
    assert "pep" not in submission(page, "Save draft").get("evaluation", {})

    choose(page, "details.status", "cared-for")
    assert named(page, "evaluation.pep.comments").input_value() == "Not there"
    assert submission(page, "Save draft")["evaluation"]["pep"] == {"grade": "4", "comments": "Not there"}


def test_what_stands_in_a_hidden_field_decides_nothing(open_page: Open) -> None:
    page = open_page(FORM).page
    choose(page, "overall.judgement", "requires-improvement")
    choose(page, "details.status", "cared-for")
    choose(page, "details.both", "yes")
    expect(page.locator("#goes-to")).to_contain_text("Conference Chair")
    choose(page, "details.status", "child-in-need")  # hides "both", whose yes still stands there
    expect(page.locator("#goes-to")).to_have_text("Will be notified: Head of Service; Team Manager.")


def test_all_any_and_not_are_understood(open_page: Open) -> None:
    page = open_page(FORM).page
    field = named(page, "overall.why_not")
    choose(page, "overall.judgement", "inadequate")
    expect(field).to_be_visible()  # the status is unanswered, so it is not that of a plan
    choose(page, "details.status", "child-protection-plan")
    expect(field).to_be_hidden()
    choose(page, "details.status", "child-in-need")
    expect(field).to_be_visible()
    choose(page, "overall.judgement", "good")
    expect(field).to_be_hidden()


def test_a_condition_within_a_row_looks_at_its_own_row(open_page: Open) -> None:
    page = open_page(FORM).page
    page.get_by_role("button", name="Add action").click()
    named(page, "actions[1].done").select_option("yes")
    expect(named(page, "actions[1].reviewed")).to_be_visible()
    expect(named(page, "actions[0].reviewed")).to_be_hidden()


def test_it_says_who_will_be_told_and_what_is_not_known_yet(open_page: Open) -> None:
    page = open_page(FORM).page
    line = page.locator("#goes-to")
    expect(line).to_have_attribute("role", "status")
    expect(line).to_have_text("Choose the judgement to see who will be notified.")
    choose(page, "overall.judgement", "requires-improvement")
    expect(line).to_contain_text("Will be notified: Head of Service; Team Manager.")
    expect(line).to_contain_text("May also be notified: Independent Reviewing Officer (IRO); Conference Chair.")
    expect(line).to_contain_text("That depends on “The child's status”.")
    choose(page, "details.status", "cared-for")
    expect(line).to_contain_text("Head of Service; Team Manager; Independent Reviewing Officer (IRO).")
    expect(line).to_contain_text(
        "May also be notified: Conference Chair. That depends on “Also on a child protection plan?”."
    )
    choose(page, "details.both", "no")
    expect(line).not_to_contain_text("may also")
    choose(page, "overall.judgement", "good")
    expect(line).to_have_text("Will be notified: Team Manager.")


def test_rows_are_added_removed_renumbered_and_put_back(open_page: Open) -> None:
    page = open_page(FORM).page
    add = page.get_by_role("button", name="Add action")
    expect(page.get_by_role("button", name="Remove action 1")).to_be_hidden()
    named(page, "actions[0].who").fill("first")
    for number, who in enumerate(("second", "third", "fourth"), 1):
        add.click()
        expect(named(page, f"actions[{number}].action")).to_be_focused()
        expect(page.locator("#spoken")).to_have_text(f"Action {number + 1} added.")
        named(page, f"actions[{number}].who").fill(who)
    expect(add).to_be_hidden()
    expect(page.get_by_text("There is room for 4. To add another, remove one first.")).to_be_visible()

    page.get_by_role("button", name="Remove action 2").click()
    expect(page.get_by_role("button", name="Undo removing action 2")).to_be_focused()
    expect(page.locator("#spoken")).to_have_text("Action 2 removed. 3 left.")
    assert [row["who"] for row in submission(page, "Save draft")["actions"]] == ["first", "third", "fourth"]
    expect(page.get_by_label("Who?").nth(1)).to_have_attribute("name", "actions[1].who")
    expect(page.locator("legend", has_text="Action 3")).to_be_visible()

    page.get_by_role("button", name="Undo removing action 2").press("Enter")
    expect(page.locator(".row").nth(1)).to_be_focused()
    expect(page.locator("#spoken")).to_have_text("Action 2 is back.")
    assert [row["who"] for row in submission(page, "Save draft")["actions"]] == ["first", "second", "third", "fourth"]


def test_an_empty_row_is_left_out_and_a_needed_one_is_asked_for(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    assert "actions" not in submission(page)
    choose(page, "details.status", "child-protection-plan")
    choose(page, "overall.judgement", "inadequate")
    expect(page.locator("#progress")).to_have_text("7 of 8 answered")
    page.get_by_role("button", name="Download completed audit").click()
    expect(page.locator("#notice a")).to_have_text(["Action 1: Action – at least one is needed: fill in this row"])

    page.get_by_role("button", name="Add action").click()
    named(page, "actions[1].who").fill("Somebody")
    expect(page.locator("#progress")).to_have_text("8 of 10 answered")
    named(page, "actions[1].action").fill("Something")
    named(page, "actions[1].by").fill("2014-02-14")
    assert submission(page)["actions"] == [{"action": "Something", "who": "Somebody", "by": "2014-02-14"}]


def test_what_is_missing_is_listed_before_anything_is_downloaded(open_page: Open) -> None:
    page = open_page(FORM).page
    named(page, "details.case_id").fill("A1042")
    page.get_by_role("button", name="Download completed audit").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Enter the date of the audit",
            "Enter the number of visits",
            "Service area – choose one",
            "The child's status – choose one",
            "1. The child's voice, wishes & feelings – choose a grade",
            "Overall judgement of the case file – choose one",
        ]
    )
    date = page.get_by_role("group", name="Date of the audit")
    expect(date).to_have_accessible_description("For example, 15 1 2014. Error: Enter the date of the audit")
    for box in ("Day", "Month", "Year"):
        expect(date.get_by_label(box)).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name="date of the audit").click()
    expect(date.get_by_label("Day")).to_be_focused()
    summary.get_by_role("link", name="Overall judgement").click()
    expect(named(page, "overall.judgement").first).to_be_focused()

    named(page, "details.date").fill("2014-01-15")
    expect(date.get_by_label("Day")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#notice a")).to_have_count(5)
    for path, value in (("details.status", "child-in-need"), ("evaluation.voice.grade", "1")):
        choose(page, path, value)
    named(page, "details.visits").fill("3")
    named(page, "details.area").select_option("area-2")
    choose(page, "overall.judgement", "good")
    expect(page.locator("#notice")).to_be_hidden()
    assert submission(page)["evaluation"]["voice"]["grade"] == "1"


def test_an_unfinished_audit_can_be_downloaded_all_the_same(open_page: Open) -> None:
    page = open_page(FORM).page
    choose(page, "overall.judgement", "inadequate")
    page.get_by_role("button", name="Download completed audit").click()
    file = file_from(page, "Download it anyway, unfinished")
    assert file.read_text().startswith("# Sample audit. Unfinished: check 8 answers.\n")
    assert yaml.safe_load(file.read_text()) == {
        "form": "sample-audit",
        "version": "1.0",
        "digest": FORM.identity.digest,
        "overall": {"judgement": "inadequate"},
    }
    expect(page.locator("#downloaded")).to_contain_text("unfinished")


def test_what_cannot_be_right_is_named_too(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    named(page, "details.visits").fill("three")
    named(page, "details.email").fill("nobody")
    page.get_by_role("group", name="Date of the audit").get_by_label("Year").fill("")  # half a date is none
    page.get_by_role("button", name="Download completed audit").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        [
            "Date of the audit – the date must include a year",
            "Your email – must be an email address, such as name@example.org",
            "Number of visits – must be a number, such as 12",
        ]
    )


def test_a_year_of_two_digits_is_refused_in_plain_words(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    date = named(page, "details.date")
    page.get_by_role("group", name="Date of the audit").get_by_label("Year").fill("14")
    assert date.input_value() == "14-01-15"
    page.get_by_role("button", name="Download completed audit").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Date of the audit – the year must have 4 numbers, such as 2014"]
    )
    date.fill("2014-01-15")
    assert submission(page)["details"]["date"] == "2014-01-15"


@pytest.mark.parametrize(
    ("typed", "downloaded"), [("05", "05"), ("5 ", "5"), ("\u00a05.50\u200b", "5.50"), ("-3", "-3")]
)
def test_a_number_is_downloaded_as_check_reads_it(open_page: Open, typed: str, downloaded: str) -> None:
    page = open_page(FORM).page
    fill_well(page)
    named(page, "details.visits").fill(typed)
    named(page, "details.email").fill(" a@example.org\u00a0")
    found = submission(page)["details"]
    assert (found["visits"], found["email"]) == (downloaded, "a@example.org")


@pytest.mark.parametrize("typed", ["1e3", "1,5", "٣", "5 6"])
def test_what_check_does_not_take_for_a_number_the_page_does_not_either(open_page: Open, typed: str) -> None:
    page = open_page(FORM).page
    fill_well(page)
    named(page, "details.visits").fill(typed)
    page.get_by_role("button", name="Download completed audit").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Number of visits – must be a number, such as 12"]
    )


@pytest.mark.parametrize("typed", ["\u200b", "\u00a0", "\u2060\ufeff \u00ad", "\u2800"], ids=ascii)
def test_what_nobody_can_see_is_no_answer(open_page: Open, typed: str) -> None:
    page = open_page(FORM).page
    fill_well(page)
    named(page, "details.case_id").fill(typed)
    named(page, "overall.comments").fill(typed)
    page.get_by_role("button", name="Download completed audit").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(["Enter the case ID"])
    assert "comments" not in submission(page, "Save draft")["overall"]


def test_files_are_named_by_case_and_date_in_safe_characters(open_page: Open) -> None:
    page = open_page(FORM).page
    assert name_from(page, "Save draft") == "sample-audit-draft.yaml"
    fill_well(page)
    named(page, "details.case_id").fill("../A 10/42é")
    assert name_from(page, "Save draft") == "sample-audit-A-10-42-2014-01-15-draft.yaml"
    assert name_from(page, "Download completed audit") == "sample-audit-A-10-42-2014-01-15.yaml"


def test_a_draft_brings_back_rows_and_replaces_what_stood_there(open_page: Open) -> None:
    page = open_page(FORM).page
    fill_well(page)
    page.get_by_role("button", name="Add action").click()
    named(page, "actions[1].action").fill("one\ntwo")
    named(page, "actions[1].done").select_option("no")
    draft = file_from(page, "Save draft").read_text()
    page.reload()
    named(page, "overall.comments").fill("from before")
    page.once("dialog", lambda dialog: dialog.accept())
    open_draft(page, draft)
    assert named(page, "overall.comments").input_value() == ""
    assert named(page, "actions[0].action").input_value() == "one\ntwo"
    expect(page.locator("#progress")).to_have_text("8 of 10 answered")
    again = file_from(page, "Save draft").read_text()
    assert again == draft


def test_a_draft_by_another_hand_is_understood(open_page: Open) -> None:
    page = open_page(FORM).page
    open_draft(
        page,
        "\ufeff---\r\n"
        "# by hand\r\n"
        "form: sample-audit\r\n"
        "version: 1.0\r\n"
        "details: {case_id: 0123, date: 2014-01-15, status: 'cared-for', both: no,   # a remark\r\n"
        '  area: "area-3"}\r\n'
        "evaluation:\r\n"
        "    voice:\r\n"
        "        grade: 3\r\n"
        "        comments: >-\r\n"
        "            folded\r\n"
        "            text\r\n"
        "\r\n"
        "            and more\r\n"
        "overall:\r\n"
        "    comments: |\r\n"
        "      kept: as it is\r\n"
        "        # even this\r\n"
        "    judgement: good\r\n"
        "actions:\r\n"
        "- action: plain text over\r\n"
        "    two lines\r\n"
        "  who: 'it''s me'\r\n"
        '- {action: ~, who: "\\U0001F642\\x41"}\r\n'
        "...\r\n",
    )
    expect(page.locator("#notice")).to_have_text("Draft opened12 answers were in the file.")
    found = submission(page, "Save draft")
    assert found["details"] == {
        "case_id": "0123",
        "date": "2014-01-15",
        "area": "area-3",
        "status": "cared-for",
        "both": "no",
    }
    assert found["evaluation"]["voice"] == {"grade": "3", "comments": "folded text\nand more"}
    assert found["overall"] == {"comments": "kept: as it is\n  # even this\n", "judgement": "good"}
    assert found["actions"] == [{"action": "plain text over two lines", "who": "it's me"}, {"who": "🙂A"}]


@pytest.mark.parametrize("style", [None, "'", '"', "|", ">"])
def test_a_draft_written_by_another_program_loses_nothing(open_page: Open, style: str | None) -> None:
    page = open_page(FORM).page
    for text in HARD_TEXTS.values():
        data = {"form": "sample-audit", "version": "1.0", "overall": {"comments": text}}
        open_draft(page, yaml.dump(data, default_style=style, width=20, sort_keys=False))
        assert named(page, "overall.comments").input_value() == text


def test_answers_of_a_draft_that_do_not_fit_are_named(open_page: Open) -> None:
    page = open_page(FORM).page
    open_draft(
        page,
        "form: sample-audit\nversion: '0.9'\n"
        "details: {case_id: \"two\\nlines\", date: 15 January, area: nowhere, both: 'yes', shoe_size: '42'}\n"
        "actions: [{who: a}, {who: b}, {who: c}, {who: d}, {who: e}]\n",
    )
    notice = page.get_by_role("alert")
    expect(notice.get_by_role("heading")).to_have_text("Draft opened, but not all of it")
    expect(notice).to_contain_text("made with version 0.9 of the form; this is version 1.0")

    expect(notice.get_by_role("listitem")).to_have_text(
        [
            "Case ID: “two\nlines” is now on one line: its line breaks became spaces",
            "Date of the audit: “15 January” is in its place, but must be a real date, such as 2014-01-15",
            "Service area: “nowhere” must be one of the choices",
            "details.shoe_size: “42” is not a question in this form",
            "actions[4].who: “e” has no row to go in: the form has room for fewer",
            "Also on a child protection plan?: “yes” does not apply, given the other answers",
        ]
    )


def test_a_draft_keeps_characters_that_only_look_like_yamls_own(open_page: Open) -> None:
    page = open_page(FORM).page
    open_draft(page, "form: sample-audit\nversion: 1.0\ndetails:\n  case_id: Team\u00a0#2 North\n")
    expect(page.locator("#notice")).to_have_text("Draft opened1 answer was in the file.")
    assert named(page, "details.case_id").input_value() == "Team\u00a0#2 North"


def test_a_draft_with_an_endless_line_opens(open_page: Open) -> None:
    page = open_page(FORM).page
    text = "a" + " " * 60_000 + "b"
    open_draft(page, f"form: sample-audit\nversion: 1.0\noverall:\n  comments: {text}\n")
    assert named(page, "overall.comments").input_value() == text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("form: sample-audit\nversion: '1.0'\ndetails: {case_id: Łukasz 😀}\n".encode("utf-16"), "draft.yaml"),
        (
            b'{"form": "sample-audit", "version": "1.0", "details": {"case_id": "\\u0141ukasz \\ud83d\\ude00"}}',
            "a.json",
        ),
    ],
    ids=["UTF-16", "JSON"],
)
def test_a_draft_in_another_encoding_opens(open_page: Open, raw: bytes, name: str) -> None:
    page = open_page(FORM).page
    open_draft(page, raw, name)
    expect(page.locator("#notice")).to_have_text("Draft opened1 answer was in the file.")
    assert named(page, "details.case_id").input_value() == "Łukasz 😀"


@pytest.mark.parametrize(("digest", "said"), [("5a" * 32, False), ("5b" * 32, True)], ids=["the same", "another"])
def test_a_draft_of_the_form_as_it_was_before_is_told(open_page: Open, digest: str, said: bool) -> None:
    page = open_page(FORM).page
    open_draft(page, f"form: sample-audit\nversion: '1.0'\ndigest: '{digest}'\ndetails: {{case_id: A1042}}\n")
    assert named(page, "details.case_id").input_value() == "A1042"
    assert ("has been changed since the draft was made" in page.locator("#notice").inner_text()) == said


def test_keys_that_only_look_like_rows_add_none(open_page: Open) -> None:
    page = open_page(FORM).page
    open_draft(page, "form: sample-audit\nversion: '1.0'\n'actions[3].who': me\n'actions[900]': x\n")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    expect(page.locator(".row")).to_have_count(1)


def test_a_wrong_answer_of_a_draft_stands_in_its_place_to_be_mended(open_page: Open) -> None:
    page = open_page(FORM).page
    open_draft(
        page,
        "form: sample-audit\nversion: '1.0'\ndetails: {date: 0014-01-15, visits: three}\n"
        "evaluation: {voice: {grade: '2'}}\n",
    )
    notice = page.get_by_role("alert")
    expect(notice.get_by_role("listitem")).to_have_text(
        [
            "Date of the audit: “0014-01-15” is in its place, but must be a date from 1900 to 2099",
            "Number of visits: “three” is in its place, but must be a number, such as 12",
            "1. The child's voice, wishes & feelings: Grade (1-4): “2” must be a number without quotation marks",
        ]
    )
    visits = named(page, "details.visits")
    expect(visits).to_have_value("three")
    expect(visits).to_have_accessible_description("Error: Must be a number, such as 12")
    visits.fill("3")
    expect(visits).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("group", name="Date of the audit").get_by_label("Year")).to_have_attribute(
        "aria-invalid", "true"
    )
    expect(notice.get_by_role("listitem")).to_have_count(3)  # what was lost stays said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("form: another-audit\n", "the file belongs to another form, another-audit; this is sample-audit"),
        ("details: {case_id: x}\n", "does not say which form it belongs to"),
        ("just a letter\n", "this is not a draft: a draft begins with lines such as"),
        (
            "form: sample-audit\ndetails:\n  case_id: 'x\n",
            "line 3: quoted text that begins here has no closing",
        ),
        ("form: sample-audit\ndetails: &a {}\n", "line 2: text that begins with & needs quotation marks"),
        (
            "form: sample-audit\nversion: x\nform: sample-audit\n",
            "line 3: this key appears twice; it is already on line 1",
        ),
        (
            "form: sample-audit\n   version: x\n",
            "line 2: this colon cannot be here; put quotation marks round text with a colon in it, or check",
        ),
        (
            "form: sample-audit\ndetails:\n\tcase_id: x\n",
            "line 3: there is a tab here; indent the line with spaces",
        ),
        (b"form: sample-audit\ndetails: {case_id: \xe9}\n", "this is not text in UTF-8"),
        ("form: sample-audit\nx: " + "[" * 100_000, "line 2: lists and mappings are nested more than 40 deep"),
    ],
)
def test_a_file_that_is_no_draft_changes_nothing(open_page: Open, content: str | bytes, said: str) -> None:
    opened = open_page(FORM)
    page = opened.page
    named(page, "details.case_id").fill("A1042")
    page.once("dialog", lambda dialog: dialog.accept())
    open_draft(page, content)
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert named(page, "details.case_id").input_value() == "A1042"


def test_leaving_with_unsaved_answers_is_asked_about(open_page: Open) -> None:
    page = open_page(FORM).page
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    named(page, "details.case_id").click()
    page.reload()
    assert asked == []
    named(page, "details.case_id").fill("A1042")
    page.reload()
    assert asked == ["beforeunload"]
    named(page, "details.case_id").fill("A1042")
    file_from(page, "Save draft")
    page.reload()
    assert asked == ["beforeunload"]
    page.remove_listener("dialog", answer)


def test_answers_given_with_the_document_stand_in_their_places(open_page: Open) -> None:
    answers = {
        "details.case_id": "A1042",
        "details.status": "cared-for",
        "details.area": "area-5",
        "overall.comments": "\n<b>as typed</b>\n",
        "actions[1].who": "The second",
    }
    page = open_page(replace(FORM, answers=answers)).page
    found = submission(page, "Save draft")
    assert found["details"] == {"case_id": "A1042", "area": "area-5", "status": "cared-for"}
    assert found["overall"] == {"comments": "\n<b>as typed</b>\n"}
    assert found["actions"] == [{"who": "The second"}]


def test_totals_follow_the_ratings_and_are_downloaded_as_numbers(open_page: Open) -> None:
    page = open_page(COUNTING).page
    good = named(page, "totals.good")
    expect(good).to_have_value("0")
    expect(good).not_to_be_editable()
    expect(good).to_have_accessible_description("Worked out from your ratings.")
    fill_well(page)
    expect(good).to_have_value("1")
    choose(page, "details.status", "cared-for")
    choose(page, "details.both", "no")
    choose(page, "evaluation.pep.grade", "2")
    named(page, "evaluation.pep.held").fill("2014-01-15")
    expect(good).to_have_value("2")
    choose(page, "evaluation.voice.grade", "4")
    expect(good).to_have_value("1")
    text = file_from(page, "Download completed audit").read_text()
    assert text.endswith("totals:\n  good: 1\n  inadequate: 1\n")
    choose(page, "details.status", "child-in-need")  # what is no longer asked no longer counts
    expect(good).to_have_value("0")


def test_a_total_in_a_draft_is_worked_out_anew(open_page: Open) -> None:
    page = open_page(COUNTING).page
    open_draft(
        page,
        "form: sample-audit\nversion: '1.0'\nevaluation: {voice: {grade: 2}}\ntotals: {good: 7, inadequate: 0}\n",
    )
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(
        ["Totals: Good: “7” has been worked out again: 1"]
    )
    expect(named(page, "totals.good")).to_have_value("1")


def test_paper_shows_the_whole_of_a_text(open_page: Open) -> None:
    page = open_page(FORM).page
    text = "\n".join(f"line {n}" for n in range(60))
    named(page, "overall.comments").fill(text)
    page.emulate_media(media="print")
    expect(page.get_by_text("line 59")).to_be_visible()
    expect(page.get_by_role("button", name="Save draft")).to_be_hidden()
