"""A card to point to: one sheet of pictures with words under them, in one language or in two.

A patient and a nurse without a common language point to the pictures. So there are no contents and no long text: whom to call,
and sections of pictures in boxes, each under its question. Everything is tagged as in any handout: each section's pictures are
a list, and the second language is a paragraph after the first. Left out on purpose: anything to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kit.document import Bullets, Section, Text, bare, plain, shown
from kit.formats.print.blocks import Composer
from kit.formats.print.card_boxes import CLOSE, grid, second
from kit.formats.print.contacts import contact_pairs, contact_rows, in_line
from kit.formats.print.flow import dearer
from kit.formats.print.panels import lines_closed_up
from kit.formats.print.sheet import FREE, ITEM, KEPT, NEVER, SPLIT, Anchor, Row, Shape, spaced
from kit.formats.print.theme import MM, Style, Theme
from kit.pdf.structure import Element

Pair = Sequence[tuple[Text, Style]]


def card_rows(composer: Composer, root: Element, side: float) -> list[Row]:
    """The rows of the whole card, with pictures of this side in points; a section stays on one page if it fits one."""
    document, theme = composer.document, composer.theme
    rows = _head(composer, root)
    for section in document.sections:
        group = root.add("Sect")
        made = _heading(composer, section, group)
        for block in shown(section, "handout"):
            if isinstance(block, Bullets):
                made += grid(composer, block.items, group, side)
        for row in made[1:3]:
            row.cost = NEVER
        for row in made[3:]:  # pictures that stand overleaf still say what they answer
            row.repeat = tuple(made[:1])
        rows += dearer(made, theme.page[1] - theme.top - theme.bottom, SPLIT if theme.large else KEPT)
    rows.append(_together(composer, (_both(theme, document.closing.key, theme.small),), root, before=2 * MM))
    rows[-1].cost = NEVER
    return rows


def card_look(look: Theme) -> Theme:
    """The handout's look in the margins of a sheet: a card is one leaf of paper, whatever its languages."""
    if look.large:
        return look
    title, key, chunk, small = (replace(style, leading=CLOSE) for style in (look.title, look.key, look.chunk, look.small))
    return replace(look, start=16 * MM, end=16 * MM, top=12.2 * MM, bottom=7 * MM, title=title, key=key, chunk=chunk, small=small)


def _both(theme: Theme, text: Text, style: Style) -> Pair:
    """A text and, where the card has two languages, the same in the second."""
    return ((text, style), (text.beside, second(theme, style))) if text.beside else ((text, style),)


def _together(composer: Composer, pairs: Sequence[Pair], parent: Element, *, before: float = 0.0) -> Row:
    """Texts one after the other on as few lines as they need, a paragraph each."""
    leaves = [(composer.leaf(parent.add("P"), text), style) for pair in pairs for text, style in pair]
    marks, height = in_line(composer, leaves, 0, composer.theme.width, 0)
    row = Row(height=height, marks=marks, before=before)
    return row if composer.theme.large else lines_closed_up(row, CLOSE)


def _head(composer: Composer, root: Element) -> list[Row]:
    """Title, clinic, main message, and whom to call, without hours. Who the card is for is said where it is chosen."""
    document, theme = composer.document, composer.theme
    rows = [_title(composer, document.title, "H1", "", root)]
    if document.clinic:
        strong = theme.small.variant(bold=True)
        own = [composer.own(words) for words in (document.clinic.name, document.clinic.phone) if words]
        rows.append(_together(composer, [((text, strong),) for text in own], root, before=1 * MM))
    rows.append(_together(composer, [_both(theme, document.main_message, theme.key)], root, before=2 * MM))
    if document.help.entries:
        entries = [bare(entry) for entry in document.help.entries]
        if theme.large:
            made = contact_rows(composer, entries, root, start=0, width=theme.width)
        else:
            made = [row if _written_on(row) else lines_closed_up(row, CLOSE) for row in contact_pairs(composer, entries, root)]
        rows += spaced(made, 2 * MM)
    for row in rows[1:]:
        row.cost = max(row.cost, ITEM)
    return rows


def _written_on(row: Row) -> bool:
    """Whether there is a line to write on in the row."""
    return any(isinstance(mark, Shape) and mark.stroke for mark in row.marks)


def _title(composer: Composer, title: Text, tag: str, name: str, group: Element) -> Row:
    """The title (H1) or a heading (H2, with a name), and the second language after it on the same line if it fits."""
    style = composer.theme.title if tag == "H1" else composer.theme.chunk
    element = group.add(tag, id=name)
    leaves = [(composer.leaf(element, title), style)]
    if title.beside:
        leaves.append((composer.leaf(group.add("P"), title.beside), second(composer.theme, style)))
    marks, height = in_line(composer, leaves, 0, composer.theme.width, 0)
    anchor = Anchor(element=element, title=plain(title.text), level=0 if name else -1)
    row = Row(height=height, marks=[anchor, *marks], before=composer.theme.unit * 0.6, cost=FREE, kind="heading")
    return row if composer.theme.large else lines_closed_up(row, CLOSE)


def _heading(composer: Composer, section: Section, group: Element) -> list[Row]:
    """The section's title and, under it, its question, each with the second language after it."""
    theme = composer.theme
    return [
        _title(composer, section.title, "H2", f"h.{section.id}", group),
        _together(composer, [_both(theme, section.key, theme.small)], group, before=0.5 * MM),
    ]
