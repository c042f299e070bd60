"""The strip: the safety facts that a selection of blocks lacks, each as a short paragraph of its own words.

Left out on purpose: which facts those are; the selection says that.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.document import Paragraph, plain
from kit.formats.print.blocks import Composer
from kit.formats.print.columns import side_by_side
from kit.formats.print.shapes import line
from kit.formats.print.sheet import NEVER, Anchor, Row, Shape, spaced
from kit.formats.print.theme import MM, RULE
from kit.pdf.structure import Element

_RULE = 1.2 * MM  # how far above the strip its rule stands: nearer to it than to what it parts it from


def strip_rows(composer: Composer, holder: Element, *, columns: int = 2) -> list[Row]:
    """The safety facts that the blocks lack, each a short paragraph, in that many columns where the type is small enough."""
    document, look = composer.document, composer.theme
    chosen = document.selection
    if not chosen or not chosen.strip:
        return []
    group = holder.add("Sect")
    rows: list[Row] = []
    if chosen.strip_title:
        title = group.add("H2")
        rows += composer.rows(composer.leaf(title, chosen.strip_title), look.label)
        rows[0].marks.insert(0, Anchor(element=title, title=plain(chosen.strip_title.text), level=1))
        for row in rows:
            row.kind = "heading"
    columns = 1 if look.large or len(chosen.strip) == 1 else columns
    gap = 6 * MM
    wide = (look.width - gap * (columns - 1)) / columns
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
    rows[0].before = (4 if look.close else 5) * MM
    for row in rows[1:]:
        row.cost = NEVER
    return rows


def _even(lengths: Sequence[int]) -> int:
    """How many of the entries stand in the first of two columns, so that the longer column is as short as can be."""
    return min(range(1, len(lengths) + 1), key=lambda at: (max(sum(lengths[:at]), sum(lengths[at:])), at))
