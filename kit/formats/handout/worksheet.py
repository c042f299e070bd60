"""Things to fill in by hand: labels with lines or a box, as Form elements with PrintField attributes (14.8.5.6).

Left out on purpose: fields to fill in on a screen.
"""

from __future__ import annotations

from kit.document import Worksheet, plain
from kit.formats.handout.flow import keep_whole
from kit.formats.handout.setting import Typesetter
from kit.formats.handout.shapes import line, rectangle
from kit.formats.handout.sheet import ITEM, Row, Shape
from kit.formats.handout.theme import INK, MM
from kit.pdf.structure import Content, Element


def field_rows(setter: Typesetter, block: Worksheet, parent: Element) -> list[Row]:
    """Labels with lines or a box to fill in by hand: Form elements with PrintField attributes (14.8.5.6)."""
    theme = setter.theme
    element = parent.add("L")
    element.attributes["List"] = {"ListNumbering": "None"}
    rows: list[Row] = []
    for field in block.fields:
        form = element.add("LI").add("LBody").add("Form")
        words = plain(field.label.text)
        form.attributes["PrintField"] = {"Role": "tv" if field.lines else "cb", "Desc": words}
        indent = 0.0 if field.lines else theme.tick_box + 3 * MM
        made = setter.rows(setter.leaf(form.add("Lbl"), field.label), theme.body, start=indent)
        place = form.content()
        if field.lines:
            made += _write_lines(setter, place, field.lines)
        else:
            made[0].height = max(made[0].height, theme.tick_box + 1)
            box = rectangle(setter.left(0, theme.tick_box), 1, theme.tick_box, theme.tick_box)
            made[0].marks.append(Shape(commands=box, stroke=INK, width=0.9, place=place))
        made[0].before = theme.unit * (0.8 if field.lines else 0.5) if rows else 0.0
        made[0].cost = ITEM
        rows += keep_whole(made, theme.page[1] / 2)
    return rows


def _write_lines(setter: Typesetter, place: Content, count: int) -> list[Row]:
    """Lines to write on over the whole column, part of a Form's content."""
    height, width = setter.theme.write_line, setter.theme.width
    left = setter.left(0, width)
    path = line(left, height, left + width, height)
    return [Row(height=height, marks=[Shape(commands=path, stroke=INK, width=0.75, place=place)]) for _ in range(count)]
