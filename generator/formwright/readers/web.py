"""A web form of ours: the answers that it was handed out with, and whether a browser has written it anew."""

from html.parser import HTMLParser


def given(page: str) -> dict[str, str]:
    """What stands in its fields, by their names."""
    found = _Fields()
    found.feed(page)
    found.close()
    return {name: text for name, text in found.answers.items() if text}


def is_saved_by_a_browser(page: str) -> bool:
    """Whether it is a page that a browser had open, written down as it stood there and not as it came."""
    return "<!-- saved from url=" in page[:2000] or '<div class="tools">' in page


class _Fields(HTMLParser):
    """What is within a template is no field."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, str] = {}
        self.templates = 0
        self.chosen_in: str | None = None
        self.written_in: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        self.templates += tag == "template"
        if self.templates:
            return
        if tag == "input" and (said.get("type") != "radio" or "checked" in said):
            self._keep(name, value)
        elif tag == "select":
            self.chosen_in = name
        elif tag == "option" and "selected" in said:
            self._keep(self.chosen_in, value)
        elif tag == "textarea":
            self.written_in = name

    def handle_endtag(self, tag: str) -> None:
        self.templates -= tag == "template"
        if tag == "textarea" and self.written_in:
            # A browser takes the line's end after the tag for none of the text.
            self.answers[self.written_in] = self.answers.get(self.written_in, "").removeprefix("\n")
            self.written_in = None

    def handle_data(self, data: str) -> None:
        if self.written_in:
            self._keep(self.written_in, self.answers.get(self.written_in, "") + data)

    def _keep(self, name: str | None, text: str) -> None:
        if name:
            self.answers[name] = text
