"""The strip: the safety facts that a selection of blocks lacks, each as a short paragraph of its own words.

Where an address is known at which the texts can be read on a phone, it stands below the strip, and its QR code at the end side. Left out on purpose: which facts those are; the selection says that.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.art import qr
from kit.document import Paragraph, address, fill, plain
from kit.formats.print.blocks import Composer
from kit.formats.print.columns import side_by_side
from kit.formats.print.contacts import in_line
from kit.formats.print.shapes import line
from kit.formats.print.sheet import NEVER, Anchor, Drawing, Extent, Row, Shape, Words, spaced
from kit.formats.print.theme import INK, MM, RULE
from kit.pdf.structure import Element

_CODE, _CODE_CLOSE, _CODE_LARGE = 25 * MM, 20 * MM, 30 * MM  # sides of a QR code, its quiet zone included
_MODULE = 0.5 * MM  # the least side of one of its modules
_APART = 3 * MM  # between the code and the words beside it
_RULE = 1.2 * MM  # how far above the strip its rule stands: nearer to it than to what it parts it from


def strip_rows(composer: Composer, holder: Element, *, columns: int = 2, room: float = 0.0) -> list[Row]:
    """The safety facts that the blocks lack, each a short paragraph, in that many columns where the type is small enough; `room` is left free at the end side."""
    document, look = composer.document, composer.theme
    chosen = document.selection
    if not chosen or not chosen.strip:
        return []
    group = holder.add("Sect")
    rows: list[Row] = []
    if chosen.strip_title:
        title = group.add("H2")
        rows += composer.rows(composer.leaf(title, chosen.strip_title), look.label, width=look.width - room)
        rows[0].marks.insert(0, Anchor(element=title, title=plain(chosen.strip_title.text), level=1))
        for row in rows:
            row.kind = "heading"
    columns = 1 if look.large or len(chosen.strip) == 1 else columns
    gap = 6 * MM
    wide = (look.width - room - gap * (columns - 1)) / columns
    texts = [block.text for block in chosen.strip if isinstance(block, Paragraph)]
    per_column = _even([len(composer.lines(composer.measured(text), look.small, wide)) for text in texts]) if columns == 2 else 0
    entries = [
        composer.rows(
            composer.leaf(group.add("P"), text), look.small, start=(wide + gap) * (columns > 1 and at >= per_column), width=wide
        )
        for at, text in enumerate(texts)
    ]
    if columns == 1:
        rows += [row for made in entries for row in spaced(made, 1.5 * MM)]
    else:
        rows.append(side_by_side([entries[:per_column], entries[per_column:]], 1 * MM))
    left = composer.left(0, look.width)
    rows[0].marks.append(Shape(commands=line(left, -_RULE, left + look.width, -_RULE), stroke=RULE, width=0.75))
    rows[0].before = (3 if look.pairs else 4 if look.close else 5) * MM
    for row in rows[1:]:
        row.cost = NEVER
    return rows


def strip_and_code(composer: Composer, holder: Element, site: str) -> list[Row]:
    """The strip, and below it the address in words; the code is beside both, or in large print beside the address."""
    look = composer.theme
    art = qr(site)
    side = max(_CODE_LARGE if look.large else _CODE_CLOSE if look.close else _CODE, art.width * _MODULE)
    room = side + _APART
    rows = strip_rows(composer, holder, room=0.0 if look.large else room)
    figure = composer.figure(holder, fill(composer.document.label("qr.alt"), address=address(site)))
    left = composer.left(look.width - side, side)
    drawing = Drawing(art=art, x=left, y=0, width=side, height=side, color=INK, place=figure.content())
    leaf = composer.link(holder.add("P"), composer.own(address(site)), site)
    marks, height = in_line(composer, [(leaf, look.small)], 0, look.width - room, 0)
    rows.append(Row(height=height, marks=marks, before=2 * MM, cost=NEVER))
    rows[-1 if look.large else 0].marks += [Extent(element=figure, x=left, width=side, height=side), drawing]
    return rows


def clear_of_code(rows: Sequence[Row]) -> None:
    """Make the row of the address so high that what comes below it stands below the code too."""
    for at, row in enumerate(rows):
        for code in (mark for mark in row.marks if isinstance(mark, Extent)):
            beside = 0.0
            for other in rows[at:]:
                beside += other.height
                if any(isinstance(mark, Words) and mark.links for mark in other.marks):
                    other.height += max(0.0, code.height - beside)
                    return


def _even(lengths: Sequence[int]) -> int:
    """How many of the entries stand in the first of two columns, so that the longer column is as short as can be."""
    return min(range(1, len(lengths) + 1), key=lambda at: (max(sum(lengths[:at]), sum(lengths[at:])), at))
