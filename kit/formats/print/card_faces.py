"""What stands on the faces of a pocket card, in reading order: rows and their elements, in whatever look the card has.

Left out on purpose: how large the words are, which face lies where, and the page around the cards (`pocket`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kit.document import Block, Bullets, Contact, Document, Steps, Text, brief, fill, plain, versioned
from kit.formats.print.blocks import Composer
from kit.formats.print.contacts import in_line
from kit.formats.print.furniture import FOOT
from kit.formats.print.panels import closed_up
from kit.formats.print.sheet import Anchor, Drawing, Row, lower, spaced
from kit.formats.print.small_numbers import banner, box_width, boxed_number, number_line
from kit.formats.print.theme import INK, MM
from kit.locale import isolate, isolate_first_strong
from kit.pdf.structure import Element

CLOSE = 1.17
"""How close, in em, lines may stand that don't touch."""
_PICTURE = 14 * MM


def flat_faces(composer: Composer, overleaf: int) -> list[list[Row]]:
    """Front: title, emergency number, the first face of the selection. Back: what of that has no room, the rest, crisis line, clinic.

    The crisis line stands after the steps, in their size: who has turned the card to them in an overdose sees no other number first.
    """
    first, *rest = composer.document.sections
    front, back = composer.tree.root.add("Sect"), composer.tree.root.add("Sect")
    groups = [front] * (len(first.blocks) - overleaf) + [back] * overleaf
    pieces = [_blocks(composer, group, [block]) for group, block in zip(groups, first.blocks, strict=True)]
    rows = _head(composer, front) + [row for piece in pieces[: len(pieces) - overleaf] for row in piece]
    behind = [row for piece in pieces[len(pieces) - overleaf :] for row in piece]
    behind += _blocks(composer, back, [block for section in rest for block in section.blocks])
    return [rows, [*behind, *_numbers(composer, back), *_clinic(composer, back)]]


def half_faces(composer: Composer) -> list[list[Row]]:
    """Cover: title, whom to call and the clinic. Inside: the selection's first face."""
    cover, inner = composer.tree.root.add("Sect"), composer.tree.root.add("Sect")
    said = _blocks(composer, inner, [block for section in composer.document.sections for block in section.blocks])
    return [[*_cover(composer, cover), *_clinic(composer, cover)], said]


def folded_faces(composer: Composer) -> list[list[Row]]:
    """Cover: title and whom to call. Inside: the two faces of the selection. Back: the clinic."""
    first, *rest = composer.document.sections
    groups = [composer.tree.root.add("Sect") for _ in range(3)]
    cover = _cover(composer, groups[0])
    inner = _blocks(composer, groups[1], first.blocks)
    beside = _blocks(composer, groups[2], [block for section in rest for block in section.blocks])
    back = Element("Sect")
    clinic = _clinic(composer, back, whole=True)
    if back.kids:
        composer.tree.root.kids.append(back)
    return [cover, inner, beside, clinic]


def _head(composer: Composer, parent: Element) -> list[Row]:
    """Title and message with the emergency number in a frame beside them. They come first in their group."""
    look, urgent = composer.theme, _calls(composer.document, "emergency")
    holder = Element("Sect")
    wide = max((box_width(composer, contact) + 3 * MM for contact in urgent), default=0.0)
    head = Row(height=0.0)
    for row in _title(composer, holder, look.width - wide):
        row = closed_up(row, CLOSE) if look.close else row
        lower(row.marks, head.height + row.before)
        head.marks += row.marks
        head.height += row.before + row.height
    group = holder.add_list() if urgent else holder
    for contact in urgent:
        marks, tall = boxed_number(composer, contact, group.add("LI").add("LBody"))
        head.marks += marks
        head.height = max(head.height, tall)
    parent.kids[:0] = holder.kids
    return [head]


def _numbers(composer: Composer, parent: Element) -> list[Row]:
    """The crisis line."""
    calls = _calls(composer.document, "crisis")
    group = parent.add_list() if calls else parent
    rows = [row for contact in calls for row in number_line(composer, contact, group.add("LI").add("LBody"), large=False)]
    return spaced(rows, (0.9 if composer.theme.close else 2.2) * MM)


def _cover(composer: Composer, parent: Element) -> list[Row]:
    """Title and message with the card's picture at the end side, and below them whom to call."""
    document, look = composer.document, composer.theme
    sheet = document.selection.sheet if document.selection else None
    picture = composer.picture(sheet.art) if sheet else None
    rows = _title(composer, parent, look.width - (_PICTURE + 3 * MM if picture else 0.0))
    if picture:
        x = composer.left(look.width - _PICTURE, _PICTURE)
        mirrored = composer.rtl and picture.mirror
        drawing = Drawing(art=picture, x=x, y=0, width=_PICTURE, height=_PICTURE, color=INK, mirrored=mirrored)
        rows[0].marks.append(drawing)
    group = parent.add_list()
    for contact in _calls(document, "emergency", "crisis"):
        body = group.add("LI").add("LBody")
        made = [banner(composer, contact, body)] if contact.kind == "emergency" else number_line(composer, contact, body)
        rows += spaced(made, 2 * MM)
    return rows


def _title(composer: Composer, parent: Element, width: float) -> list[Row]:
    document, look = composer.document, composer.theme
    title = parent.add("H1")
    rows = composer.rows(composer.leaf(title, document.title), look.title, width=width)
    rows[0].marks.insert(0, Anchor(element=title, title=plain(document.title.text), level=0))
    key = composer.rows(composer.leaf(parent.add("P"), document.main_message), look.key, width=width, balance=True)
    return rows + spaced(key, 0.5 * MM)


def _calls(document: Document, *kinds: str) -> list[Contact]:
    return [contact for contact in brief(document.help) if contact.kind in kinds]


def _blocks(composer: Composer, parent: Element, blocks: Sequence[Block]) -> list[Row]:
    rows: list[Row] = []
    for block in blocks:
        rows += spaced(composer.whole_block(_unpictured(block), parent.add("Sect")), composer.theme.unit)
    return rows


def _unpictured(block: Block) -> Block:
    if isinstance(block, Bullets | Steps):
        return replace(block, items=tuple(replace(item, art="") for item in block.items))
    return block


def _clinic(composer: Composer, parent: Element, *, whole: bool = False) -> list[Row]:
    """The clinic's name and number in one line, or two; with `whole` also where it is and when it is open."""
    clinic, look = composer.document.clinic, composer.theme
    if clinic is None:
        return []
    bold = replace(look.small, bold=True)
    lines = [[(text, bold) for text in (clinic.name, clinic.phone) if text]]
    lines += [[(text, look.small)] for text in (clinic.address, clinic.hours) if text and whole]
    rows: list[Row] = []
    for line in lines:
        leaves = [(composer.leaf(parent.add("P"), composer.own(text)), style) for text, style in line]
        marks, height = in_line(composer, leaves, 0, look.width, 0)
        rows.append(Row(height=height, marks=marks, before=1.2 * MM))
    return rows


def imprint_rows(composer: Composer, *, status: bool = True, code: bool = True) -> list[Row]:
    """The whole status and the code, version and date, or one of the two: a card that was cut out has nothing else that says them."""
    document, style = composer.document, composer.theme.foot
    said: list[str] = []
    if status:
        notices = document.notices or (document.label(f"status.{document.status}"),)
        said.append(" ".join(isolate_first_strong(plain(text.text)) for text in notices))
    number = fill(document.label("footer.code"), code=isolate(document.code))
    if code:
        said += [isolate_first_strong(plain(text.text)) for text in (number, versioned(document))]
    words = "\u00a0\u00b7 ".join(said)  # the dot ends a line rather than beginning one
    leaf = composer.artifact(Text(id="imprint", source=words, text=words, lang=number.lang), FOOT)
    parts = composer.lines(leaf, style, composer.theme.width)
    marks = [composer.words(leaf, style, part, 0, composer.theme.width) for part in parts]
    return [Row(height=composer.leading(style), marks=[mark]) for mark in marks]
