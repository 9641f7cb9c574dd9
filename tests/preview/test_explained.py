"""The program's page about a code can be read beside the mistake."""

from formwright.preview.explained import Part, explained, parts

PAGE = """# A key that cannot stand here

`form/unknown-key` · error

The key `lable`
is no key.

## Example

```yaml
- {id: a, lable: A}

- {id: b}
```

## What to do

Mend it.
"""


def test_a_page_is_drawn_in_parts_without_its_title() -> None:
    assert parts(PAGE) == (
        Part("text", ("The key ", "lable", " is no key.")),
        Part("heading", ("Example",)),
        Part("code", ("- {id: a, lable: A}\n\n- {id: b}",)),
        Part("heading", ("What to do",)),
        Part("text", ("Mend it.",)),
    )


def test_a_code_without_a_page_has_nothing_to_read() -> None:
    assert explained("form/no-such-rule") == ()
