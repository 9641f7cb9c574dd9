"""The Word file: its parts, its properties and a zip that is the same whenever it is made.

python-docx keeps the package: which part is of which type and refers to which. Its template is not
used, which would have to be mended in a dozen places, nor the zip it writes, which holds the time.
"""

import datetime
import re
from importlib.resources import files
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from formwright.answers.stamp import COPY, KIND, Stamp
from formwright.document.nodes import Document
from formwright.writers.word import lists, page
from formwright.writers.word.draft import Draft
from formwright.writers.word.markup import DECLARATION, allowed, escape, one_line


def packed(document: Document, content: str, draft: Draft, stamp: Stamp) -> bytes:
    """The file. `content` is its main part; the draft has what that refers to, in the order of the ids
    given out (`rIdLink0`, …). `stamp` is said in the file's properties."""
    package = OpcPackage()
    main = _part(package, "word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, content)
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    of, to = CONTENT_TYPE, RELATIONSHIP_TYPE
    for name, kind, relation, id, text in (
        ("styles.xml", of.WML_STYLES, to.STYLES, "rIdStyles", _styles(document)),
        ("settings.xml", of.WML_SETTINGS, to.SETTINGS, "rIdSettings", _resource("settings.xml", document)),
        ("fontTable.xml", of.WML_FONT_TABLE, to.FONT_TABLE, "rIdFonts", _resource("fontTable.xml", document)),
        ("theme.xml", of.OFC_THEME, to.THEME, "rIdTheme", _resource("theme.xml", document)),
        ("numbering.xml", of.WML_NUMBERING, to.NUMBERING, "rIdNumbering", lists.numbering(draft.counts)),
        ("footer1.xml", of.WML_FOOTER, to.FOOTER, "rIdFooter", page.foot(document)),
    ):
        main.load_rel(relation, _part(package, f"word/{name}", kind, text), id)
    for n, head in enumerate(draft.heads):
        main.load_rel(to.HEADER, _part(package, f"word/header{n + 1}.xml", of.WML_HEADER, head), f"rIdHead{n}")
    for n, picture in enumerate(draft.pictures):
        for end, kind, blob in (("Png", of.PNG, picture.png), ("Svg", "image/svg+xml", picture.svg)):
            name = f"/word/media/figure{n + 1}.{end.lower()}"
            main.load_rel(to.IMAGE, Part(PackURI(name), kind, blob, package), f"rId{end}{n}")  # type: ignore[arg-type]
    for n, href in enumerate(draft.links):
        main.load_rel(RELATIONSHIP_TYPE.HYPERLINK, _address(href), f"rIdLink{n}", is_external=True)
    for name, kind, relation, text in (
        ("app.xml", of.OFC_EXTENDED_PROPERTIES, to.EXTENDED_PROPERTIES, _application(document)),
        ("custom.xml", of.OFC_CUSTOM_PROPERTIES, to.CUSTOM_PROPERTIES, _custom(stamp, document)),
    ):
        package.relate_to(_part(package, f"docProps/{name}", kind, text), relation)
    _tell_core(package, document)
    written = BytesIO()
    package.save(written)
    return _restamped(written)


def _part(package: OpcPackage, name: str, kind: str, text: str) -> Part:
    return Part(PackURI(f"/{name}"), kind, text.encode("utf-8"), package)  # type: ignore[arg-type]


def _address(href: str) -> str:
    # A space or a quote in an address would make Word call the whole file damaged.
    return quote(one_line(href).strip(), safe=";/?:@&=+$,#-_.!~*'()%[]", errors="replace")


def _restamped(written: BytesIO) -> bytes:
    """The same parts, the content types first, as Word writes them; times and systems are fixed, as
    a zip would otherwise hold the moment and the machine."""
    out = BytesIO()
    with ZipFile(written) as source, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, source.read(name))
    return out.getvalue()


def _resource(name: str, document: Document) -> str:
    text = files("formwright.writers.word").joinpath(name).read_text(encoding="utf-8")
    return text.replace("LANGUAGE", escape(document.language))


def _styles(document: Document) -> str:
    """How the document looks; a readable copy has some styles of its own."""
    text = _resource("styles.xml", document)
    for style in _STYLE.finditer(_resource("filed.xml", document) if document.filed is not None else ""):
        usual = next(found for found in _STYLE.finditer(text) if found[1] == style[1])
        text = text.replace(usual[0], style[0])
    return text


_STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)".*?</w:style>', re.DOTALL)


def _tell_core(package: OpcPackage, document: Document) -> None:
    """What every program shows of a file: its title, whose it is, of when."""
    identity = document.identity
    core = package.core_properties
    moment = datetime.datetime.fromisoformat(identity.issued)
    core.title, core.subject, core.author = (
        _within(text) for text in (document.title, document.subtitle, document.organisation)
    )
    core.keywords = _within(f"{identity.id}, {identity.kind}, version {identity.version}")
    core.comments = _within(document.summary)
    core.last_modified_by = _within(document.organisation)
    core.revision = 1
    core.created = core.modified = moment
    core.language = document.language
    core.version = _within(identity.version)


def _within(text: str, most: int = 255) -> str:
    """python-docx refuses a longer property."""
    return allowed(one_line(text))[:most]


def _application(document: Document) -> str:
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Formwright</Application><Company>{escape(document.organisation)}</Company></Properties>"
    )


def _custom(stamp: Stamp, document: Document) -> str:
    """Which definition this file was made from, for the reader of a returned form."""
    said = {**stamp.said, **({KIND: COPY} if document.filed is not None else {})}
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(said.items(), start=2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>'
    )
