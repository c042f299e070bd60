"""The poster: one page for a wall, read from 2 m. Title, message, the emergency number large enough to photograph, few words.

The words are as large as one page allows, from a fixed scale and never below its last step; what does not fit then stops the build.
Left out on purpose: more than one column (the eye goes down or across?) and more than one subject.
"""

from __future__ import annotations

from dataclasses import replace

from kit.document import Document, Options, brief, plain
from kit.errors import KitError
from kit.formats.print.blocks import Composer
from kit.formats.print.flow import measured, placed
from kit.formats.print.furniture import closing_foot, set_feet, tall
from kit.formats.print.numbers import number_rows
from kit.formats.print.panels import rows_closed_up
from kit.formats.print.sheet import Anchor, Layout, Row, spaced
from kit.formats.print.theme import MM, Theme, theme
from kit.pdf.structure import StructureTree

_SCALE = ((1.0, False), (0.92, False), (0.84, False), (0.76, False), (0.7, False), (0.76, True), (0.7, True))
"""Steps of size, and whether lines that don't touch stand closer; at the last words on A4 are 18 points, read from a meter and a half."""
_CLOSE = 1.15  # em: how close lines may stand then
_APART = 3.0  # how far gaps may grow: on a wall, white between the lines serves, and white below them is lost
_LARGE_PAPER = 1.5  # how much larger all is on A3 and Tabloid


def lay_out_poster(document: Document, options: Options) -> Layout:
    """The poster on one page. KitError names the language and by how many lines it is too long at the smallest size."""
    over, leading = 0.0, 1.0
    for step, close in _SCALE:
        look = _look(options, step)
        tree = StructureTree(document.locale.tag, options.pdfua)
        composer = Composer(document, look, tree)
        composer.chunk_tag = "H2"
        rows = _rows(composer)
        foot, notices = closing_foot(composer, 8)
        composer.tree.root.kids += notices
        bottom = look.page[1] - look.bottom
        height = bottom - tall(foot) - 3 * MM - look.top
        if close:
            rows = rows_closed_up(rows, _CLOSE)
        high, gaps = measured(rows)
        over, leading = high - 0.3 * gaps - height, composer.leading(look.body)
        if over <= 0:
            page = placed(rows, look.top, height, grow=True, most=_APART)
            set_feet(composer, [page], foot, bottom)
            return Layout(tree=tree, pages=(page,), size=look.page, duplex="Simplex")
    name = document.selection.name if document.selection else document.topic
    raise KitError(
        f"the poster '{name}' is about {max(1, round(over / leading))} lines too long in {document.locale.name}",
        "Say it in fewer words, or take an item off it.",
    )


def _look(options: Options, step: float) -> Theme:
    look = theme(options)
    times = step * (_LARGE_PAPER if options.paper in ("a3", "tabloid") else 1.0)
    side = (15 if options.paper in ("a3", "tabloid") else 12) * MM
    small = 14 if options.paper in ("a3", "tabloid") else 12
    body = replace(look.body, size=26 * times, leading=1.2, after=3 * MM)
    return replace(
        look, start=side, end=side, top=12 * MM, bottom=8 * MM, emergency=72 * times, body=body, single=True, pictogram=18 * MM * times,
        title=replace(look.title, size=56 * times, leading=1.1), key=replace(look.key, size=30 * times, leading=1.2),
        chunk=replace(look.chunk, size=28 * times, leading=1.2), small=replace(look.small, size=small),
        label=replace(look.label, size=max(12.0, 18 * times)), foot=replace(look.foot, size=small),
    )  # fmt: skip


def _rows(composer: Composer) -> list[Row]:
    document, look = composer.document, composer.theme
    root = composer.tree.root
    title = root.add("H1")
    rows = composer.rows(composer.leaf(title, document.title), look.title, balance=True)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
    rows += spaced(composer.rows(composer.leaf(root.add("P"), document.main_message), look.key, balance=True), 2 * MM)
    numbers = [contact for contact in brief(document.help) if contact.kind in ("emergency", "crisis")]
    rows += spaced(number_rows(composer, numbers, root.add("Sect")), 4 * MM)
    for section in document.sections:
        for block in section.blocks:
            made = composer.whole_block(block, root.add("Sect"))
            rows += spaced(made, 5 * MM)
    return rows
