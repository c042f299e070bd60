"""Pictures that are content: the timeline's chart and other figures, each with its caption in one group (Sect).

Left out on purpose: pictograms beside words, which repeat them and are decoration (`lists`).
"""

from __future__ import annotations

from kit.document import Figure, Timeline
from kit.formats.print.chart import chart_row
from kit.formats.print.setting import Typesetter
from kit.formats.print.sheet import AVOID, NEVER, Drawing, Extent, Row, spaced
from kit.formats.print.tables import table_rows
from kit.formats.print.theme import INK, MM
from kit.pdf.structure import Element

_PICTURE_HEIGHT = 55 * MM


def timeline_rows(setter: Typesetter, block: Timeline, parent: Element, *, table: bool = True) -> list[Row]:
    """The sentence to take away, the chart with its caption, and (with `table`) the same facts as a table."""
    rows = setter.rows(setter.leaf(parent.add("P"), block.takeaway), setter.theme.body.variant(bold=True))
    group = parent.add("Sect")
    chart = chart_row(setter, block, group, width=setter.theme.width)
    chart.before, chart.cost = setter.theme.unit, AVOID
    caption = spaced(setter.rows(setter.leaf(group.add("Caption"), block.caption), setter.theme.small), 2 * MM)
    caption[0].cost = NEVER
    if not table:
        return [*rows, chart, *caption]
    facts = table_rows(setter, block.table, parent, start=0, width=setter.theme.width)
    facts[0].before = setter.theme.unit
    return [*rows, chart, *caption, *facts]


def figure_rows(setter: Typesetter, block: Figure, parent: Element) -> list[Row]:
    """A picture in the middle of the column, and its caption."""
    art = setter.document.art(block.art)
    group = parent.add("Sect")
    element = setter.figure(group, block.alt)
    scale = min(setter.theme.width / art.width, _PICTURE_HEIGHT / art.height)
    width, height = art.width * scale, art.height * scale
    left = setter.left((setter.theme.width - width) / 2, width)
    drawing = Drawing(
        art=art, x=left, y=0, width=width, height=height, color=INK, place=element.content(), mirrored=setter.rtl and art.mirror
    )
    row = Row(height=height, marks=[Extent(element=element, x=left, width=width, height=height), drawing])
    caption = spaced(setter.rows(setter.leaf(group.add("Caption"), block.caption), setter.theme.small), 2 * MM)
    caption[0].cost = NEVER
    return [row, *caption]
