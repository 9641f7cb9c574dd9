"""The PDF reader: a filled PDF → a submission, or the reason why nothing in it can be relied on.

Only text fields, lists and boxes to tick are on our forms, but programs that fill them in write what is chosen in
their own way: as its value, as its label, or as either in a list of one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree
from pypdf.generic import DictionaryObject, PdfObject, StreamObject, TextStringObject

from formwright.answers import several, spelling
from formwright.answers.address import of_every_row, row_of, rows
from formwright.answers.pdf import NOT_ANSWERED
from formwright.answers.stamp import COPY, KIND, PIECE, Stamp, joined, term
from formwright.diagnostics import Diagnostic, error, warning
from formwright.issued.words import Difference
from formwright.model.form import Field
from formwright.model.identity import Identity
from formwright.model.rules import Rules, at
from formwright.places import Place
from formwright.readers import kinds, paper
from formwright.readers.kinds import NAME_IT, Readable
from formwright.readers.paper import Filled, Listed
from formwright.readers.pdf_fields import SEVERAL, UNREADABLE, Contents, Held, Value, contents
from formwright.readers.pdf_file import LARGEST, File, Reason, Unreadable, entry, opened
from formwright.readers.pdf_pages import difference, drawn
from formwright.readers.returned import Forms, Fresh, Returned, no_copy
from formwright.readers.typed import Misfit

LONGEST_PROPERTY = 200

SEND_THE_FILE = (
    "Ask for the completed file itself, saved rather than printed. Or copy the answers to the form's web page "
    "and download them from there."
)


def read(raw: bytes, file: str, forms: Forms, framework: str, fresh: Fresh = no_copy) -> Returned:
    """What a returned PDF says. `forms` are the framework's, by id."""
    place = Place(file)
    if (fault := _no_pdf(raw, place)) is not None:
        return Returned(None, None, (fault,))
    try:
        with opened(raw[raw.index(b"%PDF-") :]) as pdf:  # some mail programs put a line before it
            stamp = _stamp(pdf)
            if stamp.form is None and not stamp.is_torn:
                return Returned(None, None, (_unknown(pdf, place, forms),))
            rules = _identified(pdf, stamp, file, forms, framework)
            if isinstance(rules, Diagnostic):
                return Returned(None, None, (rules,))
            found = contents(pdf)
            pages = drawn(pdf)
            is_damaged = pdf.is_damaged
    except Unreadable as fault_in_file:
        return Returned(None, None, (_unreadable(fault_in_file.reason, place),))
    if (fault := _no_form_to_read(found, rules, forms, place)) is not None:
        other = paper.other_version(stamp, rules, file, forms)
        return Returned(None, None, (_unreadable(Reason.DAMAGED, place) if is_damaged else other or fault,))
    fields = _Fields.of(found, rules)
    filled, is_changed = fields.filled, paper.is_changed(stamp, rules)
    if is_changed:
        filled = paper.as_it_was_chosen(filled, rules, fields.listed)
    returned = paper.submission(file, rules, filled)
    usable = no_copy if is_changed or paper.is_other_version(stamp, rules) else fresh
    try:
        changed = difference(raw, pages, stamp.words, partial(usable, rules.form.identity))
    except Unreadable as fault_in_file:
        return Returned(None, None, (_unreadable(fault_in_file.reason, place),))
    beside = [*_damage(is_damaged, place), *_strangers(fields, place), *_beside(found, changed, place)]
    whole = Returned(rules, returned.submission, (*returned.diagnostics, *beside))
    return paper.of_our_version(whole, stamp, file, forms)


# --- files that are refused whole ----------------------------------------------------------


def stamp(raw: bytes, file: str) -> Stamp | Diagnostic:
    """What a PDF says of itself, or why it cannot be read."""
    place = Place(file)
    if (fault := _no_pdf(raw, place)) is not None:
        return fault
    try:
        with opened(raw[raw.index(b"%PDF-") :]) as pdf:
            return _stamp(pdf)
    except Unreadable as unreadable:
        return _unreadable(unreadable.reason, place)


def _no_pdf(raw: bytes, place: Place) -> Diagnostic | None:
    if (fault := kinds.other_than(Readable.PDF, raw, place.file)) is not None:
        return fault
    if len(raw) > LARGEST:
        message = f"The file is larger than {LARGEST // 1_000_000} MB, which is larger than any completed form."
        return error("submission/too-large", place, message, f"If it is a scan, it cannot be read. {SEND_THE_FILE}")
    return None


def _unreadable(reason: Reason, place: Place) -> Diagnostic:
    match reason:
        case Reason.ENCRYPTED:
            message = "This file is locked with a password, so it cannot be read."
            return error("submission/encrypted", place, message, "Ask for it without a password.")
        case Reason.TOO_COMPLEX:
            message = "This file contains far more than any form, so not all of it was read."
            return error("submission/too-complex", place, message, SEND_THE_FILE)
        case Reason.DAMAGED:
            message = "This file is damaged or incomplete, so it cannot be read."
            hint = "Open it in a PDF program, check that the answers are there, and save it. Or ask for it again."
            return error("submission/damaged", place, message, hint)


def _unknown(pdf: File, place: Place, forms: Forms) -> Diagnostic:
    """Why a file does not say which form it is of."""
    try:
        found = contents(pdf)
    except Unreadable as fault:
        if fault.reason is Reason.ENCRYPTED:
            raise
        found = None
    names = {held.name for held in found.fields} if found else set()
    if any(_resembles(names, rules) for rules in forms.values()):
        message = "This looks like one of our forms, but the record of which form and version it is has been removed."
        hint = f"A program that merges or splits files has done this. {SEND_THE_FILE}"
        return error("submission/no-stamp", place, message, hint)
    if found is not None and found.is_scan and not names:
        message = "This is a scan: a picture of pages, whose answers cannot be read."
        return error("submission/scan", place, message, f"{SEND_THE_FILE} {NAME_IT}")
    if found is not None and not names:
        message = "This PDF is not one of our forms, or it was printed to a PDF and has lost its fields."
        return error(
            "submission/no-form", place, message, f"If it is one of our forms: {_lower(SEND_THE_FILE)} {NAME_IT}"
        )
    hint = f"Is it the right file? {NAME_IT}"
    return error("submission/no-form", place, "This PDF is not one of our forms.", hint)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _resembles(names: set[str], rules: Rules) -> bool:
    ours = {path for field in rules.single for path in field.ticks or (field.path,)}
    return bool(ours) and 2 * len(ours & names) >= len(ours)


def _identified(pdf: File, stamp: Stamp, file: str, forms: Forms, framework: str) -> Rules | Diagnostic:
    kind = _property(pdf, KIND)
    if kind == COPY:
        return kinds.COPY_OF_A_RETURN.diagnostic(file)
    if kind not in (None, "form"):
        message = "This is one of the framework's documents, but not a form."
        return error("submission/no-form", Place(file), message, f"Is it the right file? {NAME_IT}")
    return paper.identified(stamp, file, forms, framework)


def _no_form_to_read(found: Contents, rules: Rules, forms: Forms, place: Place) -> Diagnostic | None:
    if found.has_xfa:
        message = (
            "Another program has turned this into a different kind of form (XFA), which may contain other answers."
        )
        return error("submission/xfa", place, message, SEND_THE_FILE)
    own = _own(rules)
    ours = [held.name for held in found.fields if _known(held.name, own)]
    if not set(ours) & found.shown:
        message = "This form was printed to a PDF or flattened, so its answers are now only a picture."
        return error("submission/flattened", place, message, SEND_THE_FILE)
    theirs = {held.name for held in found.fields} - set(ours)
    twice = len(ours) - len(set(ours))
    everything = {path: field for any_form in forms.values() for path, field in _own(any_form).items()}
    of_another = any(_known(_MARK_OF_A_COPY.sub("", name), everything) for name in theirs)
    if of_another or 2 * twice > len(set(ours)):
        message = "This file contains more than one form, so it is not certain which answers belong to which."
        return error("submission/two-forms", place, message, "Ask for each form as a separate file.")
    return None


_MARK_OF_A_COPY = re.compile(r"(\+\d+| \[\d+\])(?=\.|$)|^\d+\.")
"""What programs that join files put to a name that is taken: `details+1`, `details [88]`, `1.details`."""


# --- which form ----------------------------------------------------------------------------


def _stamp(pdf: File) -> Stamp:
    """What the file says of itself: in the document properties, in its XMP metadata, beside its catalogue."""
    said = [
        Stamp.of(find) for find in (partial(_in_info, pdf), partial(_in_xmp, pdf.root), partial(_in_pieces, pdf.root))
    ]
    return joined(joined(*said[:2]), said[2])


def _short(text: str | None) -> str | None:
    return text if text and len(text) <= LONGEST_PROPERTY else None


def _in_info(pdf: File, name: str) -> str | None:
    return _string(pdf.info, name)


def _in_pieces(root: DictionaryObject, name: str) -> str | None:
    found: PdfObject | None = root
    for key in ("/PieceInfo", f"/{PIECE}", "/Private"):
        found = entry(found, key) if isinstance(found, DictionaryObject) else None
    return _string(found, name)


def _string(holder: PdfObject | None, name: str) -> str | None:
    found = entry(holder, f"/{name}") if isinstance(holder, DictionaryObject) else None
    return _short(str(found)) if isinstance(found, TextStringObject) else None


def _property(pdf: File, name: str) -> str | None:
    return _in_info(pdf, name) or _in_xmp(pdf.root, name)


def _in_xmp(root: DictionaryObject, name: str) -> str | None:
    stream = entry(root, "/Metadata")
    if not isinstance(stream, StreamObject):
        return None
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        packet = etree.fromstring(stream.get_data(), parser)
    except etree.XMLSyntaxError:
        return None
    wanted = term(name)
    for element in packet.iter():
        if element.tag == wanted:
            return _short(element.text)
        if wanted in element.attrib:
            return _short(str(element.attrib[wanted]))
    return None


# --- what stands in it ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fields:
    """The form's fields, and those of the file's that are no part of it though somebody filled them in."""

    filled: Filled
    strangers: tuple[str, ...]
    listed: Mapping[str, Listed]

    @classmethod
    def of(cls, found: Contents, rules: Rules) -> "_Fields":
        texts: dict[str, str] = {}
        doubts: dict[str, Misfit] = {}
        strangers: list[str] = []
        own = _own(rules)
        by_name: dict[str, list[Held]] = {}
        for held in found.fields:
            by_name.setdefault(held.name, []).append(held)
        ticks: dict[str, list[_Tick]] = {}
        for name, all_held in by_name.items():
            field = _known(name, own)
            value = _one_of([held.value for held in all_held])
            if field is None:
                if value is not None and any(held.is_answer for held in all_held) and not _is_blank(value):
                    strangers.append(name)
            elif name in found.shown and field.ticks:
                ticks.setdefault(name.rpartition(".")[0], []).append(_Tick.of(name, field, value, all_held))
            elif name in found.shown:
                match value:
                    case Misfit():
                        doubts[name] = value
                    case None:
                        texts[name] = ""
                    case _:
                        texts[name] = "" if field.choices and value in NOT_ANSWERED else value
        for path, there in ticks.items():
            if doubt := next((tick.state for tick in there if isinstance(tick.state, Misfit)), None):
                doubts[path] = doubt
            elif len(there) == len(there[0].field.ticks):
                texts[path] = several.spelt(tick.value for tick in there if tick.state)
        missing = frozenset(_expected(rules, [*texts, *doubts])) - set(texts) - set(doubts)
        listed = {of_every_row(held.name): held.offered for held in found.fields}
        listed |= {of_every_row(path): tuple(tick.offered for tick in there) for path, there in ticks.items()}
        return cls(Filled(texts, missing, doubts), tuple(strangers), listed)


@dataclass(frozen=True, slots=True)
class _Tick:
    """A box to tick of a field: the value that it stands for, whether it is ticked, and its label, as it is told."""

    field: Field
    value: str
    state: bool | Misfit
    told: str

    @classmethod
    def of(cls, name: str, field: Field, found: Value, all_held: Iterable[Held]) -> "_Tick":
        held = list(all_held)
        if not all(one.is_box for one in held) and not isinstance(found, Misfit):
            found = UNREADABLE
        state = found if isinstance(found, Misfit) else found is not None
        return cls(field, field.ticks[of_every_row(name)], state, held[0].told)

    @property
    def offered(self) -> tuple[str, str]:
        """The value and the label that it was issued with: today's, where it is told so."""
        label = next(c.label for c in self.field.choices or () if c.value == self.value)
        begins = spelling.typed(label) if label[-1:] in ".:?!" else f"{spelling.typed(label)}."
        is_same = spelling.typed(self.told).startswith((f"{begins} ", f"{begins}. "))
        return self.value, label if is_same else self.told


def _is_blank(value: str | Misfit) -> bool:
    return isinstance(value, str) and spelling.is_blank(value)


def _one_of(values: list[Value]) -> Value:
    """Two objects of one name are one field to whoever fills it in: they should say the same."""
    return values[0] if len(set(values)) == 1 else SEVERAL


MOST_ROWS = 1000  # of a section in one file: nobody has more


def _own(rules: Rules) -> Mapping[str, Field]:
    return {path: field for field in rules.form.fields for path in field.ticks or (field.path,)}


def _known(name: str, own: Mapping[str, Field]) -> Field | None:
    """The form's field that has this name; in a repeating section, in any row."""
    row = row_of(name)
    is_far = row is not None and row[1] >= MOST_ROWS
    return None if "[]" in name or is_far else own.get(of_every_row(name))


def _expected(rules: Rules, found: Iterable[str]) -> Iterator[str]:
    """The fields that the form has: of a repeating section, those of the rows that are there in part."""
    names = tuple(found)
    yield from (field.path for field in rules.single)
    for repeating in rules.repeating:
        for row_number in range(max(1, rows(repeating.section.id, names))):
            yield from (at(field.path, row_number) for field in repeating.content.fields)


# --- what else is in it --------------------------------------------------------------------


def _damage(is_damaged: bool, place: Place) -> Iterator[Diagnostic]:
    if is_damaged:
        message = "Parts of this file are damaged, so what was read may be out of date or incomplete."
        hint = "Open it in a PDF program, check that the answers are right, and save it again."
        yield error("submission/damaged", place, message, hint)


def _strangers(fields: _Fields, place: Place) -> Iterator[Diagnostic]:
    if fields.strangers:
        number = len(fields.strangers)
        message = f"Answers in fields that do not belong to the form were not read (fields added: {number})."
        yield error("submission/unknown-field", place, message, "Write it in the form's own fields.")


def _beside(found: Contents, changed: Difference | None, place: Place) -> Iterator[Diagnostic]:
    hint = "Write it in the form's own fields."
    for page in found.written:
        message = f"Something is written or drawn on page {page} outside the fields, so it was not read."
        yield error("submission/written-beside", place, message, hint)
    if changed and changed.is_added_to:
        message = (
            "Something was added to the form's pages, or pages were added, outside the fields, so it was not read."
        )
        yield error("submission/written-beside", place, message, hint)
    if found.has_files:
        message = "Other files are attached to this form. They were not read."
        yield error("submission/written-beside", place, message, "Send them separately.")
    if changed and changed.is_altered:
        yield paper.altered(place.file)
    for page in found.notes:
        if page not in found.written:
            yield warning("submission/note", place, f"A mark on page {page} was not read.")


def as_issued(raw: bytes, of: Identity, fresh: Fresh) -> Difference | None:
    """How the pages of a document of ours differ from those that were issued; None where that cannot be
    told. Raises Unreadable where the file cannot be read."""
    with opened(raw[raw.index(b"%PDF-") :]) as pdf:
        said, pages, found = _stamp(pdf), drawn(pdf), contents(pdf)
    changed = difference(raw, pages, said.words, partial(fresh, of))
    if not found.written and not found.has_files:
        return changed
    return Difference(is_altered=bool(changed and changed.is_altered), is_added_to=True)
