"""The packet: a front page with whom to call and a list of sheets, then the sheets, each of them on a leaf of its own.

A sheet begins on a front side, so that what comes out of a printer that prints both sides falls apart into sheets; the page before
may stay empty for that. Left out on purpose: the sheets themselves (`leaves`), and how they are put together (`bound`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kit.document import Document, Options, brief, plain
from kit.formats.print.blocks import Composer
from kit.formats.print.bound import Bound, anchors, deepened, hang
from kit.formats.print.contacts import in_line
from kit.formats.print.flow import keep_whole, paginate
from kit.formats.print.front import ContentsLine, clinic_rows, entry
from kit.formats.print.furniture import WIDEST, foot_rows, tall
from kit.formats.print.leaves import SetSheet, fit_sheet, set_sheet, sheet_look
from kit.formats.print.numbers import number_rows
from kit.formats.print.references import page_number
from kit.formats.print.sheet import NEVER, Anchor, Layout, Page, PageOf, Row, spaced
from kit.formats.print.theme import MM
from kit.pdf.structure import Element, StructureTree

_GAP = 4 * MM


def fit_packet(document: Document, options: Options) -> Document:
    """The packet whose sheets hold what their sides have room for."""
    return replace(document, bound=tuple(fit_sheet(sheet, options) for sheet in document.bound))


def lay_out_packet(document: Document, options: Options) -> Layout:
    """The front and all sheets. KitError if one of them is too long, as for the sheet alone."""
    sheets = [deepened(set_sheet(sheet, options), f"s{number}.") for number, sheet in enumerate(document.bound, start=1)]
    tree = StructureTree(document.locale.tag, options.pdfua)
    front = _front(document, options, tree, [_heading(made) for made in sheets])
    for sheet, made in zip(document.bound, sheets, strict=True):
        hang(tree, sheet, made, document.locale.tag)
    file = Bound()
    for made in (front, *sheets):
        file.leaf(made)
    pages = file.finished()
    found = _places(pages)
    for page in front.pages:
        page.rows = [placed._replace(row=_referring(front.composer, placed.row, found)) for placed in page.rows]
    return Layout(tree=tree, pages=tuple(pages), size=front.composer.theme.page, duplex="DuplexFlipLongEdge")


def _heading(made: SetSheet) -> Element:
    return next(element for element in made.elements if element.tag == "H2")


def _places(pages: Sequence[Page]) -> dict[Element, int]:
    return {mark.element: number for number, page in enumerate(pages, start=1) for mark in anchors(page)}


def _referring(composer: Composer, row: Row, found: Mapping[Element, int]) -> Row:
    """The row with page numbers in the places kept for them."""
    return replace(
        row, marks=[page_number(composer, mark, {}, found) if isinstance(mark, PageOf) else mark for mark in row.marks]
    )


def _front(document: Document, options: Options, tree: StructureTree, headings: Sequence[Element]) -> SetSheet:
    look = sheet_look(options)
    composer = Composer(document, look, tree)
    foot = foot_rows(composer, WIDEST)
    bottom = look.page[1] - look.bottom - tall(foot)
    opening = _opening(composer)
    pages = paginate([*opening, *_list(composer, headings)], top=look.top, height=bottom - _GAP - look.top)
    first = foot_rows(composer, WIDEST, status=not document.notices)
    told = next(at for at, page in enumerate(pages) if any(placed.row is opening[-1] for placed in page.rows))
    return SetSheet(composer, (), tuple(pages), foot, first, look.page[1] - look.bottom, telling=told)


def _opening(composer: Composer) -> list[Row]:
    """Title, whom to call, the clinic, and the review status."""
    document, look, root = composer.document, composer.theme, composer.tree.root
    title = root.add("H1")
    rows = composer.rows(composer.leaf(title, document.title), look.title, balance=True)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
    rows += spaced(number_rows(composer, brief(document.help), root.add("Sect")), 4 * MM)
    if document.clinic:
        rows += clinic_rows(composer, document.clinic, root)
    if document.notices:
        leaves = [(composer.leaf(root.add("P"), notice), look.small) for notice in document.notices]
        marks, height = in_line(composer, leaves, 0, look.width, 0, dots=False)
        rows.append(Row(height=height, marks=marks, before=3 * MM))
    return rows


def _list(composer: Composer, headings: Sequence[Element]) -> list[Row]:
    """The sheets by number, each a link with its page."""
    document, look = composer.document, composer.theme
    group = composer.tree.root.add("Sect")
    heading = group.add("H2", id="h.contents")
    label = document.label("packet.contents")
    rows = composer.rows(composer.leaf(heading, label), look.heading)
    rows[0].marks.insert(0, Anchor(element=heading, title=plain(label.text), level=1))
    rows[0].before = 9 * MM
    for row in rows:
        row.kind = "heading"
    contents = group.add("TOC")
    style = replace(look.body, size=max(16.0, look.body.size), bold=True)
    for number, (sheet, target) in enumerate(zip(document.bound, headings, strict=True), start=1):
        made = entry(
            composer, ContentsLine(number, sheet.title, target), contents.add("TOCI").add("Reference"), 0, look.width, style
        )
        made[0].before = 3 * MM
        rows += keep_whole(made, look.page[1])
    rows[1].cost = NEVER
    return rows
