"""The tags that a screen reader follows, mended where WeasyPrint leaves them short of PDF/UA.

A table that runs over pages is one table, not one a page; its headers say what they head; page headers
and footers are no part of the text; a link says where it leads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

MARKED = re.compile(rb"/(\w+)\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC")
NO_CONTENT = b"/Artifact <</Type /Pagination>> BDC"
PRINTS = 1 << 2
POINTS_A_PIXEL = 0.75


def mend_tags(pdf: pikepdf.Pdf, heard: Sequence[str | None], link_words: Mapping[str, str]) -> None:
    """`heard` gives for each table, in order, its name where no caption on the page says it;
    `link_words` what each link's target is called."""
    root = pdf.Root.StructTreeRoot
    join_tables(root, heard)
    for element in elements(root):
        match element.S:
            case "/TH" | "/TD":
                mend_cell(element)
            case "/L":
                mend_list(pdf, element)
            case "/Figure":
                mend_figure(element)
            case _:
                pass
    drop_links_in_links(pdf, root)
    leave_out_what_is_no_text(pdf, root)
    mend_links(pdf, link_words)


# --- walking -----------------------------------------------------------------------------------


def kids(element: Object) -> list[Object]:
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def elements(root: Object) -> Iterator[Object]:
    """Every element in reading order. A loop with a stack: nesting is no limit."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        waiting.extend(kid for kid in reversed(kids(element)) if is_element(kid))


def is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and ("/S" in kid)


def of_kind(element: Object, kind: Name) -> list[Object]:
    return [kid for kid in kids(element) if is_element(kid) and kid.S == kind]


# --- tables ------------------------------------------------------------------------------------


def join_tables(root: Object, heard: Sequence[str | None]) -> None:
    """Make one table of the pieces that WeasyPrint makes, one a page. Only the first has a caption. A piece
    goes on from the last table that stands in as many others as it does."""
    starts: list[Object] = []
    last: dict[int, Object] = {}
    tables = [(element, depth_of(element)) for element in elements(root) if element.S == Name.Table]
    for table, depth in tables:
        if of_kind(table, Name.Caption):
            starts.append(table)
            last[depth] = table
        else:
            take_rows(last[depth], table)
            take_out(table)
    for table, name in zip(starts, heard, strict=True):
        if name is not None:
            table.A = Dictionary(O=Name.Table, Summary=String(name))
            take_out(of_kind(table, Name.Caption)[0])


def depth_of(table: Object) -> int:
    """How many tables it stands in."""
    depth, around = 0, table.get("/P")
    while around is not None:
        depth += around.get("/S") == Name.Table
        around = around.get("/P")
    return depth


def take_rows(table: Object, rest: Object) -> None:
    """Add the rows of `rest`. Its header row, printed again, is no content unless it is the first."""
    for part in kids(rest):
        if part.S == Name.TBody and of_kind(table, Name.TBody):
            body = of_kind(table, Name.TBody)[-1]
            for row in kids(part):
                row.P = body
                body.K.append(row)
        elif part.S == Name.TBody or not of_kind(table, Name.THead):
            part.P = table
            table.K.append(part)


def take_out(element: Object) -> None:
    parent = element.P
    parent.K = Array([kid for kid in kids(parent) if not (is_element(kid) and kid.objgen == element.objgen)])


def mend_cell(cell: Object) -> None:
    """A header says what it heads; then no cell need list its headers by name."""
    if "/ID" in cell:
        del cell["/ID"]
    if "/A" not in cell:
        return
    if "/Headers" in cell.A:
        del cell.A["/Headers"]
    if cell.S == Name.TH:
        cell.A.Scope = Name.Column if cell.P.P.S == Name.THead else Name.Row
    elif len(cell.A) == 1:
        del cell["/A"]


# --- figures -----------------------------------------------------------------------------------


def mend_figure(figure: Object) -> None:
    """Where it is, as PDF measures: in points, from the foot of the page."""
    x1, y1, x2, y2 = (float(number) * POINTS_A_PIXEL for number in figure.A.BBox)
    height = float(figure.Pg.MediaBox[3])
    figure.A.BBox = Array([round(number, 2) for number in (x1, height - y2, x2, height - y1)])


# --- lists -------------------------------------------------------------------------------------


def mend_list(pdf: pikepdf.Pdf, element: Object) -> None:
    """Items are made of a label (a bullet, a number, a name) and a body; a list within the list is in
    the body of the item before it."""
    last = None
    stays: list[Object] = []
    for kid in kids(element):
        if kid.S == Name.L and last is not None:
            move([*kids(last), kid], last)
            continue
        if kid.S == Name.Div:
            pair_fact(kid)
        last = body_of(pdf, kid) if kid.S == Name.LI else None
        stays.append(kid)
    element.K = Array(stays)


def pair_fact(pair: Object) -> None:
    """WeasyPrint makes two items of a name and what is said of it."""
    parts = [part for item in of_kind(pair, Name.LI) for part in kids(item)]
    pair.S = Name.LI
    move(parts, pair)
    if len(parts) > 1:
        parts[0].S = Name.Lbl


def body_of(pdf: pikepdf.Pdf, item: Object) -> Object:
    """The item's body; one is made of all but its label where WeasyPrint made none."""
    bodies = of_kind(item, Name.LBody)
    if bodies:
        return bodies[-1]
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item.Pg))
    labels = of_kind(item, Name.Lbl)
    move([kid for kid in kids(item) if kid.S != Name.Lbl], body)
    item.K = Array([*labels, body])
    return body


def move(children: Sequence[Object], parent: Object) -> None:
    parent.K = Array(children)
    for child in children:
        child.P = parent


# --- what is no text ---------------------------------------------------------------------------


def leave_out_what_is_no_text(pdf: pikepdf.Pdf, root: Object) -> None:
    """Page headers, page footers and header rows printed again are in no element: let them be
    passed over, not read out between two halves of a sentence."""
    read = read_out(root)
    owners = owners_of_marks(root)
    for sheet in pdf.pages:
        of_page = read.get(sheet.obj.objgen, set())
        owned = owners[int(sheet.obj.StructParents)]
        for mark in range(len(owned)):
            if mark not in of_page:
                owned[mark] = None
        content = sheet.obj.Contents
        content.write(artifacts(content.read_bytes(), of_page))


def artifacts(content: bytes, read: set[int]) -> bytes:
    return MARKED.sub(lambda found: found[0] if int(found[2]) in read else NO_CONTENT, content)


def owners_of_marks(root: Object) -> dict[int, Object]:
    """For each page, by its number in the tree, the element that owns each of its pieces."""
    numbers = root.ParentTree.Nums
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def read_out(root: Object) -> dict[tuple[int, int], set[int]]:
    """The pieces of each page that belong to an element, by their numbers."""
    found: dict[tuple[int, int], set[int]] = {}
    for element in elements(root):
        marks = {int(kid) for kid in kids(element) if isinstance(kid, int)}
        if marks:
            found.setdefault(element.Pg.objgen, set()).update(marks)
    return found


# --- links -------------------------------------------------------------------------------------


def drop_links_in_links(pdf: pikepdf.Pdf, root: Object) -> None:
    """Bold words in a link are given a link of their own, though the link around them leads there."""
    doubles: set[tuple[int, int]] = set()
    for element in elements(root):
        if element.S != Name.Link:
            inner = [kid for kid in kids(element) if is_link(kid)]
            doubles.update(kid.Obj.objgen for kid in inner)
            if inner:
                element.K = Array([kid for kid in kids(element) if not is_link(kid)])
    for sheet in pdf.pages:
        if "/Annots" in sheet.obj:
            sheet.obj.Annots = Array([link for link in sheet.obj.Annots if link.objgen not in doubles])


def is_link(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid and kid.Obj.Subtype == Name.Link


def mend_links(pdf: pikepdf.Pdf, words: Mapping[str, str]) -> None:
    for sheet in pdf.pages:
        for link in sheet.obj.get("/Annots", Array()):
            if link.Subtype == Name.Link:
                target = str(link.Contents)
                said = words.get(target, target)
                link.Contents = String(f"{said} ({target})" if "/A" in link and said not in target else said)
                link.F = int(link.get("/F", 0)) | PRINTS
                x1, y1, x2, y2 = (float(number) for number in link.Rect)
                link.Rect = Array([min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)])
