"""Things to fill in by hand: labels with lines or a box, as Form elements with PrintField attributes (14.8.5.6).

In the fillable twin a widget lies over each (`kit.pdf.forms`), and boxes to type in take the place of the lines; a phone number is
typed over its line.
"""

from __future__ import annotations

from kit.document import Contact, Field, Worksheet, plain
from kit.formats.print.flow import keep_whole
from kit.formats.print.setting import Leaf, Typesetter
from kit.formats.print.shapes import line, rectangle
from kit.formats.print.sheet import ITEM, Blank, Mark, Row, Shape
from kit.formats.print.theme import INK, MM
from kit.pdf import forms
from kit.pdf.structure import Content, Element

_BESIDE = 0.5  # part of the column that a label may take if its line is to stand beside it


def field_rows(setter: Typesetter, block: Worksheet, parent: Element) -> list[Row]:
    """Labels with lines or a box to fill in by hand: Form elements with PrintField attributes (14.8.5.6)."""
    theme = setter.theme
    element = parent.add_list()
    rows: list[Row] = []
    for field in block.fields:
        form = element.add("LI").add("LBody").add("Form")
        words = plain(field.label.text)
        form.attributes["PrintField"] = {"Role": "tv" if field.lines else "cb", "Desc": words}
        indent = 0.0 if field.lines else theme.tick_box + 3 * MM
        leaf = setter.leaf(form.add("Lbl"), field.label)
        made = setter.rows(leaf, theme.body, start=indent)
        place = form.content()
        if theme.close and field.lines == 1 and not theme.fillable and setter.width(leaf, theme.body) < _BESIDE * theme.width:
            made = [_line_beside(setter, leaf, place)]
            made[0].before = theme.unit * 0.5 if rows else 0.0
            rows += made
            continue
        if field.lines and theme.fillable:
            made.append(_type_box(setter, form, place, field))
        elif field.lines:
            made += _write_lines(setter, place, field.lines)
        else:
            side = theme.tick_box
            left, top = setter.left(0, side), max(1.0, (setter.leading(theme.body) - side) / 2)
            made[0].height = max(made[0].height, side + 1)
            made[0].marks.append(Shape(commands=rectangle(left, top, side, side), stroke=INK, width=0.9, place=place))
            if theme.fillable:
                own = forms.FormField(field.id, words, "check", theme.body.size)
                made[0].marks.append(Blank(element=form, field=own, x=left, y=top, width=side, height=side))
        made[0].before = theme.unit * (0.8 if field.lines else 0.5) if rows else 0.0
        made[0].cost = ITEM
        rows += keep_whole(made, theme.page[1] / 2)
    return rows


def _line_beside(setter: Typesetter, leaf: Leaf, place: Content) -> Row:
    """A short label with its line to write on beside it, as long as the column leaves; higher where letters are as tall as Nastaliq's."""
    theme = setter.theme
    start = setter.width(leaf, theme.body) + 3 * MM
    high = max(theme.write_line, setter.ascent(theme.body) + 2 * MM)
    left, y = setter.left(start, theme.width - start), high - 1 * MM
    words = setter.words(leaf, theme.body, setter.lines(leaf, theme.body, theme.width)[0], 0, theme.width)
    words.y = y - 1 * MM
    rule = Shape(commands=line(left, y, left + theme.width - start, y), stroke=INK, width=0.75, place=place)
    return Row(height=high, marks=[words, rule], cost=ITEM)


def _type_box(setter: Typesetter, form: Element, place: Content, field: Field) -> Row:
    """A box to type in over the whole column, as tall as the lines would be."""
    theme = setter.theme
    height, left = theme.write_line * field.lines, setter.left(0, theme.width)
    kind = "text" if field.lines == 1 else "lines"
    own = forms.FormField(field.id, plain(field.label.text), kind, theme.body.size, setter.rtl, setter.locale.script)
    box = Shape(commands=rectangle(left, 1, theme.width, height - 2), stroke=INK, width=0.75, place=place)
    blank = Blank(element=form, field=own, x=left, y=1, width=theme.width, height=height - 2)
    return Row(height=height, marks=[box, blank])


def _write_lines(setter: Typesetter, place: Content, count: int) -> list[Row]:
    """Lines to write on over the whole column, part of a Form's content."""
    height, width = setter.theme.write_line, setter.theme.width
    left = setter.left(0, width)
    path = line(left, height, left + width, height)
    return [Row(height=height, marks=[Shape(commands=path, stroke=INK, width=0.75, place=place)]) for _ in range(count)]


def type_over(
    setter: Typesetter, form: Element, contact: Contact, left: float, y: float, width: float, height: float
) -> list[Mark]:
    """In the fillable twin the field for a phone number, over its line at y; else nothing."""
    if not setter.theme.fillable:
        return []
    size = min(setter.theme.phone.size, (height - 2) * 0.7)
    own = forms.FormField(f"call.{contact.kind}", plain(contact.label.text), "text", size, setter.rtl, setter.locale.script)
    return [Blank(element=form, field=own, x=left, y=y - height + 1, width=width, height=height - 2)]
