"""A card to point to: one sheet of pictures with words under them, in one language or in two.

A patient and a nurse without a common language point to the pictures. So there are no contents and no long text: whom to call,
and sections of pictures in boxes, each under its question. Everything is tagged as in any handout: each section's pictures are
a list, and the second language is a paragraph after the first. Left out on purpose: anything to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.document import Bullets, ListItem, Section, Text, bare, plain, shown
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import contact_pairs, contact_rows, in_line
from kit.formats.print.flow import dearer
from kit.formats.print.panels import closed_up
from kit.formats.print.setting import Leaf
from kit.formats.print.shapes import rectangle
from kit.formats.print.sheet import FREE, ITEM, NEVER, SPLIT, Anchor, Drawing, Mark, Row, Shape, spaced
from kit.formats.print.theme import DEEP, MM, RULE, Style, Theme
from kit.pdf.structure import Element
from kit.text.metrics import ascent, line_height

Pair = Sequence[tuple[Text, Style]]

_COLUMNS = (4, 3, 2, 1)
"""Pictures beside each other: as many as leave each word whole."""
_GAP, _PAD = 1.6 * MM, 1.2 * MM
_CLOSE = 1.25
"""Leading of the few words under a picture in the standard edition: less than that of running text."""
SIZES = (1.8, 1.65, 1.5, 1.3, 1.15, 1.0, 0.9, 0.8, 0.7)
"""How much larger a pictogram may be here than beside words, the largest first; in large print those below 1 are not used."""


def card_rows(composer: Composer, root: Element, size: float) -> list[Row]:
    """The rows of the whole card, with pictures of one of the `SIZES`; a section stays on one page if it fits one."""
    document, theme = composer.document, composer.theme
    rows = _head(composer, root)
    for section in document.sections:
        group = root.add("Sect")
        made = _heading(composer, section, group)
        for block in shown(section, "handout"):
            if isinstance(block, Bullets):
                made += _grid(composer, block.items, group, _columns(composer, block.items), size)
        for row in made[1:3]:
            row.cost = NEVER
        for row in made[3:]:  # pictures that stand overleaf still say what they answer
            row.repeat = tuple(made[:1])
        rows += dearer(made, theme.page[1] - theme.top - theme.bottom, SPLIT)
    rows.append(_together(composer, (_both(document.closing.key, theme.small),), root, before=2 * MM))
    rows[-1].cost = NEVER
    return rows


def card_look(look: Theme) -> Theme:
    """The handout's look with what room its margins may give: a card is one sheet of paper, whatever its languages."""
    return look if look.large else replace(look, top=15.5 * MM, bottom=8 * MM)


def _both(text: Text, style: Style) -> Pair:
    """A text and, where the card has two languages, the same in the second."""
    return ((text, style), (text.beside, style.variant(bold=False))) if text.beside else ((text, style),)


def _together(composer: Composer, pairs: Sequence[Pair], parent: Element, *, before: float = 0.0) -> Row:
    """Texts one after the other on as few lines as they need, a paragraph each."""
    leaves = [(composer.leaf(parent.add("P"), text), style) for pair in pairs for text, style in pair]
    marks, height = in_line(composer, leaves, 0, composer.theme.width, 0)
    row = Row(height=height, marks=marks, before=before)
    parted = any(isinstance(mark, Shape) for mark in marks)
    return row if composer.theme.large or parted else closed_up(row, _CLOSE)


def _head(composer: Composer, root: Element) -> list[Row]:
    """Title, review status, clinic, main message, and whom to call, without hours. Who the card is for is said where it is chosen."""
    document, theme = composer.document, composer.theme
    rows = [_title(composer, document.title, "H1", "", root)]
    if document.notices:
        rows.append(_together(composer, [_both(notice, theme.small) for notice in document.notices], root))
    if document.clinic:
        strong = theme.small.variant(bold=True)
        own = [composer.own(words) for words in (document.clinic.name, document.clinic.phone) if words]
        rows.append(_together(composer, [((text, strong),) for text in own], root, before=1 * MM))
    rows.append(_together(composer, [_both(document.main_message, theme.key)], root, before=2 * MM))
    if document.help.entries:
        entries = [bare(entry) for entry in document.help.entries]
        made = contact_rows(composer, entries, root, start=0, width=theme.width) if theme.large else []
        rows += spaced(made or contact_pairs(composer, entries, root), 1 * MM)
    for row in rows[1:]:
        row.cost = max(row.cost, ITEM)
    return rows


def _title(composer: Composer, title: Text, tag: str, name: str, group: Element) -> Row:
    """The title (H1) or a heading (H2, with a name), and the second language after it on the same line if it fits."""
    style = composer.theme.title if tag == "H1" else composer.theme.chunk
    element = group.add(tag, id=name)
    leaves = [(composer.leaf(element, title), style)]
    if title.beside:
        leaves.append((composer.leaf(group.add("P"), title.beside), style.variant(bold=False)))
    marks, height = in_line(composer, leaves, 0, composer.theme.width, 0)
    anchor = Anchor(element=element, title=plain(title.text), level=0 if name else -1)
    return Row(height=height, marks=[anchor, *marks], before=composer.theme.unit * 0.6, cost=FREE, kind="heading")


def _heading(composer: Composer, section: Section, group: Element) -> list[Row]:
    """The section's title and, under it, its question, each with the second language after it."""
    theme = composer.theme
    return [
        _title(composer, section.title, "H2", f"h.{section.id}", group),
        _together(composer, [_both(section.key, theme.small)], group, before=0.5 * MM),
    ]


def _columns(composer: Composer, items: Sequence[ListItem]) -> int:
    """How many pictures of a list stand beside each other: as many as leave every word whole."""
    for columns in _COLUMNS:
        width = _width(composer, columns) - 2 * _PAD
        said = (composer.measured(text) for item in items for text in (item.text, item.text.beside) if text)
        if all(composer.whole(leaf, composer.theme.body.variant(bold=True), width) for leaf in said):
            return columns
    return 1


def _width(composer: Composer, columns: int) -> float:
    return (composer.theme.width - (columns - 1) * _GAP) / columns


def _grid(composer: Composer, items: Sequence[ListItem], parent: Element, columns: int, size: float) -> list[Row]:
    """The pictures in boxes of equal height in each row."""
    element = parent.add("L")
    element.attributes["List"] = {"ListNumbering": "None"}
    rows: list[Row] = []
    for at in range(0, len(items), columns):
        cells = [_cell(composer, item, element, n, columns, size) for n, item in enumerate(items[at : at + columns])]
        height = max(tall for _, tall in cells) + _PAD
        marks = [mark for column, (found, _) in enumerate(cells) for mark in (_box(composer, column, columns, height), *found)]
        rows.append(Row(height=height, marks=marks, before=_GAP, cost=ITEM))
    return rows


def _box(composer: Composer, column: int, columns: int, height: float) -> Shape:
    width = _width(composer, columns)
    left = composer.left(column * (width + _GAP), width)
    return Shape(commands=rectangle(left, 0, width, height), stroke=RULE, width=0.75)


def _cell(
    composer: Composer, item: ListItem, parent: Element, column: int, columns: int, size: float
) -> tuple[list[Mark], float]:
    """A picture with its words under it, in the middle of its box; and where the words end."""
    theme = composer.theme
    width = _width(composer, columns)
    start = column * (width + _GAP)
    marks: list[Mark] = []
    y = _PAD
    art = composer.picture(item.art)
    if art:
        side = min(theme.pictogram * size, width - 2 * _PAD)
        left = composer.left(start + (width - side) / 2, side)
        mirrored = composer.rtl and art.mirror
        marks.append(Drawing(art=art, x=left, y=y, width=side, height=side, color=DEEP, mirrored=mirrored))
        y += side + 1 * MM
    for leaf, style in _words(composer, item, parent.add("LI").add("LBody")):
        leading = line_height(leaf.script, style.size, style.leading)
        rise = ascent(leaf.script, style.size, style.leading) - composer.ascent(style)
        for part in composer.lines(leaf, style, width - 2 * _PAD, balance=True):
            words = composer.words(leaf, style, part, start + _PAD, width - 2 * _PAD, y=y + rise, align="center")
            row = Row(height=leading, marks=[words])
            words.y -= y
            row = row if theme.large else closed_up(row, _CLOSE)
            words.y += y
            marks.append(words)
            y += row.height
    return marks, y


def _words(composer: Composer, item: ListItem, body: Element) -> Iterator[tuple[Leaf, Style]]:
    style = composer.theme.body if composer.theme.large else replace(composer.theme.body, leading=_CLOSE)
    if item.text.beside is None:
        yield composer.leaf(body, item.text), style
        return
    strong = style.variant(bold=True) if composer.theme.emphasis == "bold" else style
    yield composer.leaf(body.add("P"), item.text), strong
    yield composer.leaf(body.add("P"), item.text.beside), style
