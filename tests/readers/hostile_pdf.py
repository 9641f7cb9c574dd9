"""PDFs that no form is: damaged, hostile, or other people's. Each is made here, with the code that it gets."""

import io
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from tests.readers.fill_pdf import field_of

Objects = Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Ours:
    """What the corpus is made from: a form's id and version, the form filled in, another form of the
    same framework, and a document of it that is only to be read."""

    form: str
    version: str
    filled: bytes
    other: bytes
    reading: bytes

    @property
    def stamp(self) -> bytes:
        return f"<</FormwrightForm({self.form})/FormwrightVersion({self.version})>>".encode()


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    code: str
    make: Callable[[Ours], bytes]


CASES: list[Case] = []


def case(code: str) -> Callable[[Callable[[Ours], bytes]], Callable[[Ours], bytes]]:
    """Adds a file to the corpus, with the code that it must get."""

    def add(make: Callable[[Ours], bytes]) -> Callable[[Ours], bytes]:
        CASES.append(Case(make.__name__, f"submission/{code}", make))
        return make

    return add


# --- how a PDF is put together by hand -----------------------------------------------------


def assembled(objects: Objects, trailer: bytes = b"/Root 1 0 R/Info 2 0 R") -> bytes:
    """A PDF of these objects, as they stand, with a sound list of them."""
    made, at = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        at[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(made), max(objects) + 1
    made += b"xref\n0 %d\n" % size
    for number in range(size):
        made += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 65535 f \n"
    return bytes(made + b"trailer\n<</Size %d%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def stream(data: bytes, says: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (says, len(data), data)


def form(ours: Ours, fields: bytes = b"[6 0 R]", more: Objects | None = None, page: bytes = b"") -> bytes:
    """A form of ours with one page and one field, or what is given in their place."""
    field = b"<</FT/Tx/T(case_id)/V(A1)/Parent 5 0 R/Subtype/Widget/Rect[0 0 9 9]>>"
    objects = {
        1: b"<</Type/Catalog/Pages 3 0 R/AcroForm<</Fields %b>>>>" % fields,
        2: ours.stamp,
        3: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: page or b"<</Type/Page/Parent 3 0 R/Annots[6 0 R]>>",
        5: b"<</T(details)/Kids[6 0 R]>>",
        6: field,
    }
    return assembled({**objects, **(more or {})})


def references(numbers: Iterable[int]) -> bytes:
    return b"[" + b" ".join(b"%d 0 R" % n for n in numbers) + b"]"


def packed(objects: Objects) -> bytes:
    """These objects as one compressed stream of objects."""
    bodies = [b"%b " % body for body in objects.values()]
    ends = accumulate(map(len, bodies[:-1]), initial=0)
    head = b" ".join(b"%d %d" % pair for pair in zip(objects, ends, strict=True)) + b"\n"
    data = zlib.compress(head + b"".join(bodies))
    return stream(data, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head)))


def with_object_streams(plain: Objects, inside: Mapping[int, int], trailer: bytes = b"/Root 1 0 R/Info 2 0 R") -> bytes:
    """A PDF whose list of objects is a stream; `inside` says in which stream of objects some stand."""
    made, at = bytearray(b"%PDF-1.7\n"), {}
    for number, body in plain.items():
        at[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = max((*plain, *inside)) + 2
    at[size - 1] = len(made)
    rows = bytearray()
    for number in range(size):
        kind, where = (2, inside[number]) if number in inside else (1, at[number]) if number in at else (0, 0)
        rows += bytes([kind]) + where.to_bytes(4, "big") + b"\0"
    says = b"/Type/XRef/Size %d/W[1 4 1]/Filter/FlateDecode%b" % (size, trailer)
    made += b"%d 0 obj\n%b\nendobj\n" % (size - 1, stream(zlib.compress(bytes(rows)), says))
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % at[size - 1])


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], object], **how: object) -> bytes:
    """A PDF, with something in it changed."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(made, **how)  # type: ignore[arg-type]
    return made.getvalue()


def as_it_is(_: pikepdf.Pdf) -> None:
    pass


# --- no PDF at all -------------------------------------------------------------------------


@case("empty-file")
def nothing(ours: Ours) -> bytes:
    return b""


@case("not-readable")
def a_word_file_of_that_name(ours: Ours) -> bytes:
    return b"PK\x03\x04" + bytes(4000)


@case("not-readable")
def a_web_page_of_that_name(ours: Ours) -> bytes:
    return b"<!doctype html><title>You must sign in</title>"


@case("too-large")
def eleven_megabytes(ours: Ours) -> bytes:
    return ours.filled + bytes(11_000_000)


# --- damaged -------------------------------------------------------------------------------


@case("damaged")
def a_first_line_alone(ours: Ours) -> bytes:
    return b"%PDF-1.7\n"


@case("damaged")
def its_first_half(ours: Ours) -> bytes:
    return ours.filled[: len(ours.filled) // 2]


@case("damaged")
def its_end_cut_off(ours: Ours) -> bytes:
    return ours.filled[:-30]


@case("damaged")
def a_letter_too_many_at_the_start(ours: Ours) -> bytes:
    return b"%PDF-1.7\nx" + ours.filled


@case("damaged")
def its_list_of_objects_lost(ours: Ours) -> bytes:
    return form(ours).replace(b"xref\n0", b"xxxx\n0")


@case("damaged")
def noise_after_the_first_line(ours: Ours) -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 800


@case("damaged")
def no_root(ours: Ours) -> bytes:
    return assembled({2: ours.stamp}, b"/Info 2 0 R")


@case("damaged")
def no_pages(ours: Ours) -> bytes:
    return assembled({1: b"<</Type/Catalog>>", 2: ours.stamp})


@case("damaged")
def a_number_for_the_fields(ours: Ours) -> bytes:
    return form(ours, b"17")


@case("damaged")
def a_list_for_a_name(ours: Ours) -> bytes:
    return form(ours, more={6: b"<</Subtype/Widget/FT/Tx/T[]/V(A1)>>"})


@case("damaged")
def a_string_without_end(ours: Ours) -> bytes:
    plain = changed(ours.filled, as_it_is, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plain.replace(b"(A1042)", b"(A1042\\")


@case("damaged")
def a_field_whose_place_is_wrong(ours: Ours) -> bytes:
    """The list of objects leads to another object; an old one of that number stands elsewhere."""
    made = form(ours, more={7: b"<</T(x)>>"})
    here, there = made.index(b"6 0 obj"), made.index(b"7 0 obj")
    return made.replace(b"%010d" % here, b"%010d" % there)


# --- circles -------------------------------------------------------------------------------


@case("damaged")
def pages_in_a_circle(ours: Ours) -> bytes:
    return form(ours, more={3: b"<</Type/Pages/Kids[4 0 R 3 0 R]/Count 2>>"})


@case("damaged")
def fields_in_a_circle(ours: Ours) -> bytes:
    return form(ours, b"[5 0 R]", {6: b"<</T(a)/Kids[5 0 R]>>"})


@case("damaged")
def a_field_above_itself(ours: Ours) -> bytes:
    field = b"<</FT/Tx/T(a)/Parent 5 0 R/Subtype/Widget>>"
    return form(ours, more={5: b"<</T(b)/Parent 6 0 R>>", 6: field})


@case("damaged")
def an_object_that_is_itself(ours: Ours) -> bytes:
    return form(ours, more={6: b"6 0 R"})


@case("damaged")
def lists_of_objects_in_a_circle(ours: Ours) -> bytes:
    made = form(ours)
    return made.replace(b"trailer\n<<", b"trailer\n<</Prev %d" % made.index(b"xref\n0"))


@case("damaged")
def a_stream_of_objects_within_itself(ours: Ours) -> bytes:
    plain = {1: b"<</Type/Catalog/Pages 3 0 R>>", 2: ours.stamp, 4: packed({3: b"<<>>"})}
    return with_object_streams({n: b for n, b in plain.items() if n != 4}, {3: 4, 4: 4})


# --- far too much --------------------------------------------------------------------------


@case("too-complex")
def pages_without_end(ours: Ours) -> bytes:
    return form(ours, more={3: b"<</Type/Pages/Kids%b/Count 20000>>" % references([4] * 20_000)})


@case("too-complex")
def six_hundred_pages(ours: Ours) -> bytes:
    pages = dict.fromkeys(range(10, 610), b"<</Type/Page>>")
    return form(ours, more={3: b"<</Type/Pages/Kids%b>>" % references(pages), **pages})


@case("too-complex")
def pages_a_thousand_deep(ours: Ours) -> bytes:
    return form(ours, more={3: b"<</Kids[10 0 R]>>", **{n: b"<</Kids[%d 0 R]>>" % (n + 1) for n in range(10, 1010)}})


@case("too-complex")
def one_list_of_notes_on_every_page(ours: Ours) -> bytes:
    notes = b"<</Subtype/Text>>" * 4_000
    pages = dict.fromkeys(range(10, 400), b"<</Type/Page/Annots 9 0 R>>")
    return form(ours, more={3: b"<</Kids%b>>" % references(pages), 9: b"[%b]" % notes, **pages})


@case("too-complex")
def fields_a_thousand_deep(ours: Ours) -> bytes:
    return form(ours, b"[10 0 R]", {n: b"<</T(a)/Kids[%d 0 R]>>" % (n + 1) for n in range(10, 1010)})


@case("too-complex")
def six_thousand_fields(ours: Ours) -> bytes:
    return form(ours, b"[5 0 R 7 0 R]", {7: b"<</T(a)/Kids[%b]>>" % (b"<</T(b)/V(c)>>" * 6_000)})


@case("too-complex")
def lists_in_lists(ours: Ours) -> bytes:
    return form(ours, more={6: b"[" * 100_000})


@case("too-complex")
def a_million_small_things(ours: Ours) -> bytes:
    lists = b"[" + b"[1 1 1 1 1 1 1 1]" * 40_000 + b"]"
    return form(ours, more={6: b"<</T(a)/V[%b]>>" % (lists * 10)})


@case("too-complex")
def a_text_of_nine_megabytes(ours: Ours) -> bytes:
    return form(ours, more={6: b"<</FT/Tx/T(case_id)/V(%b)>>" % (b"x" * 9_000_000)})


@case("too-complex")
def a_bomb_for_an_answer(ours: Ours) -> bytes:
    bomb = zlib.compress(bytes(200_000_000), 9)
    return form(ours, more={6: b"<</FT/Tx/T(case_id)/V 7 0 R>>", 7: stream(bomb)})


@case("too-complex")
def a_bomb_in_a_bomb(ours: Ours) -> bytes:
    bomb = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)
    return form(ours, more={6: b"<</FT/Tx/T(case_id)/V 7 0 R>>", 7: stream(bomb, b"/Filter[/FlateDecode/FlateDecode]")})


@case("too-complex")
def a_bomb_for_metadata(ours: Ours) -> bytes:
    bomb = stream(zlib.compress(b"<a>" + b"<b/>" * 5_000_000 + b"</a>", 9))
    return assembled({1: b"<</Type/Catalog/Pages 3 0 R/Metadata 4 0 R>>", 2: b"<<>>", 3: b"<<>>", 4: bomb})


@case("too-complex")
def a_bomb_of_objects(ours: Ours) -> bytes:
    bomb = stream(zlib.compress(b"3 0 " + b"[0]" * 30_000_000, 9), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    return with_object_streams({1: b"<</Type/Catalog/Pages 3 0 R>>", 2: ours.stamp, 4: bomb}, {3: 4})


@case("too-complex")
def many_small_bombs(ours: Ours) -> bytes:
    """No stream is too large, but each field stands in one of its own. Empty strings take the most memory."""
    strings = b"[" + b"() " * 45_000 + b"]"
    bombs = {n + 1000: packed({n: b"<</T(a)/V(b)/X[%b]>>" % (strings * 13)}) for n in range(10, 30)}
    plain = {1: b"<</Type/Catalog/AcroForm<</Fields%b>>>>" % references(range(10, 30)), 2: ours.stamp, **bombs}
    return with_object_streams(plain, {n: n + 1000 for n in range(10, 30)})


@case("too-complex")
def strings_without_end(ours: Ours) -> bytes:
    return form(ours, more={6: b"[%b]" % ((b"[" + b"() " * 45_000 + b"]") * 70)})


@case("too-complex")
def objects_that_are_not_where_they_should_be(ours: Ours) -> bytes:
    """Each is looked for in the whole stream, in vain."""
    stream_of_others = packed(dict.fromkeys(range(10_000, 40_000), b"[0 0 0 0]"))
    fields = range(10, 3_000)
    plain = {1: b"<</Type/Catalog/AcroForm<</Fields%b>>>>" % references(fields), 2: ours.stamp, 5: stream_of_others}
    return with_object_streams(plain, dict.fromkeys(fields, 5))


@case("too-complex")
def a_bomb_for_a_list_of_objects(ours: Ours) -> bytes:
    rows = zlib.compress(bytes(60_000_000), 9)
    body = stream(rows, b"/Type/XRef/Size 50000000/W[1 4 1]/Root 1 0 R/Filter/FlateDecode")
    return b"%%PDF-1.7\n1 0 obj\n%b\nendobj\nstartxref\n9\n%%%%EOF\n" % body


@case("too-complex")
def a_list_of_240000_objects(ours: Ours) -> bytes:
    return assembled({1: b"<</Type/Catalog>>", 2: ours.stamp, **dict.fromkeys(range(3, 240_000), b"")})


@case("too-complex")
def objects_that_are_nowhere(ours: Ours) -> bytes:
    """Each is looked for in the whole file, in vain."""
    return form(ours, references(range(100, 4_000)), {99: b"(%b)" % (b" " * 5_000_000)})


@case("damaged")
def a_file_to_be_pieced_together(ours: Ours) -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj [\n" * 900_000 + b"trailer <</Root 1 0 R>>\nstartxref\n7\n%%EOF"


# --- locked --------------------------------------------------------------------------------


@case("encrypted")
def locked_with_a_password(ours: Ours) -> bytes:
    return changed(ours.filled, as_it_is, encryption=pikepdf.Encryption(user="secret", owner="secret", R=6))


@case("encrypted")
def locked_the_old_way(ours: Ours) -> bytes:
    lock = pikepdf.Encryption(user="secret", owner="secret", R=3, aes=False, metadata=False)
    return changed(ours.filled, as_it_is, encryption=lock)


@case("encrypted")
def locked_by_another_scheme(ours: Ours) -> bytes:
    objects = {1: b"<</Type/Catalog>>", 2: ours.stamp, 3: b"<</Filter/Adobe.PubSec/V 4>>"}
    return assembled(objects, b"/Root 1 0 R/Info 2 0 R/Encrypt 3 0 R/ID[<00><00>]")


# --- other people's ------------------------------------------------------------------------


@case("no-form")
def a_letter(ours: Ours) -> bytes:
    page = b"<</Type/Page/Resources<</Font<</F1<</Type/Font>>>>>>/Parent 3 0 R>>"
    return assembled({1: b"<</Type/Catalog/Pages 3 0 R>>", 2: b"<</Title(A letter)>>", 3: b"<</Kids[4 0 R]>>", 4: page})


@case("no-form")
def another_programs_form(ours: Ours) -> bytes:
    return form(ours).replace(b"Formwright", b"Otherwrong")


@case("no-form")
def a_document_to_be_read(ours: Ours) -> bytes:
    return ours.reading


@case("unknown-form")
def a_form_that_we_have_not(ours: Ours) -> bytes:
    return form(ours).replace(ours.form.encode(), b"x" * len(ours.form))


@case("unknown-version")
def an_older_version(ours: Ours) -> bytes:
    return form(ours).replace(b"Version(%b)" % ours.version.encode(), b"Version(%b)" % (b"9" * len(ours.version)))


@case("other-framework")
def another_frameworks_form(ours: Ours) -> bytes:
    stamp = ours.stamp.replace(ours.form.encode(), b"their-audit").replace(b"<<", b"<</FormwrightFramework(Theirs)")
    return form(ours, more={2: stamp})


# --- ours, but no longer to be read --------------------------------------------------------


@case("scan")
def a_scan(ours: Ours) -> bytes:
    page = b"<</Type/Page/Resources<</XObject<</Im0 5 0 R>>>>/Parent 3 0 R>>"
    picture = stream(b"\xff\xd8", b"/Subtype/Image/Filter/DCTDecode")
    pages = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    return assembled({1: b"<</Type/Catalog/Pages 3 0 R>>", 2: b"<<>>", 3: pages, 4: page, 5: picture})


@case("flattened")
def a_flattened_form(ours: Ours) -> bytes:
    def flatten(pdf: pikepdf.Pdf) -> None:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")

    return changed(ours.filled, flatten)


@case("flattened")
def fields_that_are_on_no_page(ours: Ours) -> bytes:
    def strip(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.Annots = Array()

    return changed(ours.filled, strip)


@case("xfa")
def a_form_with_a_second_form_inside(ours: Ours) -> bytes:
    xfa = b"<x:xdp xmlns:x='urn:x'><!ENTITY e SYSTEM 'file:///etc/passwd'></x:xdp>"
    return changed(ours.filled, lambda pdf: pdf.Root.AcroForm.__setattr__("XFA", pdf.make_stream(xfa)))


@case("no-stamp")
def its_properties_taken_out(ours: Ours) -> bytes:
    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.trailer.Info
        del pdf.Root.Metadata
        del pdf.Root.PieceInfo

    return changed(ours.filled, strip)


@case("two-forms")
def the_same_form_twice(ours: Ours) -> bytes:
    return joined(ours.filled, ours.filled)


@case("two-forms")
def two_forms_in_one(ours: Ours) -> bytes:
    return joined(ours.filled, ours.other)


@case("two-forms")
def a_second_form_whose_fields_hang_on_its_pages(ours: Ours) -> bytes:
    def append(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(ours.filled)) as other:
            pdf.pages.extend(other.pages)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # that is the point of it
        return changed(ours.filled, append)


def joined(first: bytes, second: bytes) -> bytes:
    """As programs do that put files together, and rename the fields whose names are taken."""

    def append(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(second)) as other:
            pdf.add_pages_from(other)

    return changed(first, append)


# --- read, but not to be relied on ---------------------------------------------------------


@case("unreadable-answer")
def a_dictionary_for_an_answer(ours: Ours) -> bytes:
    return changed(ours.filled, lambda pdf: field_of(pdf, "details.case_id").__setattr__("V", Dictionary()))


@case("unreadable-answer")
def letters_that_are_no_letters(ours: Ours) -> bytes:
    half_a_letter = String(b"\xfe\xff\xd8\x00")
    return changed(ours.filled, lambda pdf: field_of(pdf, "details.case_id").__setattr__("V", half_a_letter))


@case("unreadable-answer")
def two_choices_where_one_is_asked_for(ours: Ours) -> bytes:
    both = Array([String("good"), String("inadequate")])
    return changed(ours.filled, lambda pdf: field_of(pdf, "overall.judgement").__setattr__("V", both))


@case("unreadable-answer")
def styled_text_and_no_other(ours: Ours) -> bytes:
    def style(pdf: pikepdf.Pdf) -> None:
        field = field_of(pdf, "overall.comments")
        field.RV = String("<body><p>Well done</p></body>")
        del field["/V"]

    return changed(ours.filled, style)


@case("unreadable-answer")
def a_field_taken_out(ours: Ours) -> bytes:
    def take_out(pdf: pikepdf.Pdf) -> None:
        field = field_of(pdf, "details.case_id")
        for page in pdf.pages:
            page.obj.Annots = Array([a for a in page.obj.Annots if a.objgen != field.objgen])
        field.Parent.Kids = Array([k for k in field.Parent.Kids if k.objgen != field.objgen])

    return changed(ours.filled, take_out)


@case("unreadable-answer")
def a_field_twice_with_two_answers(ours: Ours) -> bytes:
    def copy(pdf: pikepdf.Pdf) -> None:
        second = pdf.make_indirect(Dictionary(dict(field_of(pdf, "details.case_id").items())))
        second.V = String("Another")
        second.Parent.Kids.append(second)
        pdf.pages[0].obj.Annots.append(second)

    return changed(ours.filled, copy)


@case("unknown-field")
def an_answer_in_a_field_of_another_name(ours: Ours) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        field = Dictionary(FT=Name.Tx, T=String("Text1"), V=String("Call me"), Subtype=Name.Widget, Rect=Array([0] * 4))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))

    return changed(ours.filled, add)


@case("written-beside")
def text_typed_over_the_page(ours: Ours) -> bytes:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Contents=String("Good"), Rect=Array([0, 0, 90, 20]))
    return changed(ours.filled, lambda pdf: pdf.pages[0].obj.Annots.append(pdf.make_indirect(note)))
