"""Whom to call on a sheet: the emergency number in a heavy frame and the largest thing there, the others two beside each other.

Where no number is known there is a line to write it on. Left out on purpose: hours and ways to reach a line, which the handout has.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.document import Contact, Text, address
from kit.formats.print.contacts import entries, in_line
from kit.formats.print.setting import Leaf, Typesetter
from kit.formats.print.shapes import line, rectangle
from kit.formats.print.sheet import Mark, Row, Shape, spaced
from kit.formats.print.theme import INK, MM, Style
from kit.formats.print.worksheet import type_over
from kit.pdf.structure import Content, Element

_GUTTER = 6 * MM
_SMALL = 16.0  # points of the other numbers
_LABEL = 0.07  # size of the label in the frame, at most this part of the column's width
_LINE = 40 * MM  # the shortest line to write a number on
_WRITE = 8 * MM  # how high it lies, to write on
_APART = 6 * MM  # between a label in the frame and its number, on one line
_CLEAR = 1.2 * MM  # between a frame and the last line of a label in it


def number_rows(
    setter: Typesetter, contacts: Sequence[Contact], group: Element, *, columns: int = 2, instead: Text | None = None
) -> list[Row]:
    """One row for the emergency number, and one for each `columns` of the others; in large print these one below the other.

    `instead` says whom to call where that number can't be called: it has the frame then, and the number is one of the others.
    """
    look = setter.theme
    urgent = [contact for contact in contacts if contact.kind == "emergency"]
    others = [contact for contact in contacts if contact.kind != "emergency"]
    rows = [_framed(setter, instead, group)] if instead else []
    if instead:
        urgent, others = [], [*urgent, *others]
    element = group.add_list()
    rows += [_banner(setter, contact, element) for contact in urgent]
    if look.large:
        listed = entries(setter, others, element, start=0, width=look.width)
        return [*rows, *spaced(listed, 3 * MM)]
    wide = (look.width - _GUTTER * (columns - 1)) / columns
    for at in range(0, len(others), columns):
        cells = [
            _cell(setter, contact, element, column * (wide + _GUTTER), wide)
            for column, contact in enumerate(others[at : at + columns])
        ]
        marks = [mark for made, _ in cells for mark in made]
        rows.append(Row(height=max(tall for _, tall in cells), marks=marks, before=(1.0 if columns > 1 else 2.0) * MM))
    return rows


class Value:
    """What is to be called: a number, an address, or a line to write on. Its place in the tree is made first, its marks later."""

    def __init__(self, setter: Typesetter, contact: Contact, body: Element) -> None:
        self.setter = setter
        self.leaf: Leaf | None = None
        self.blank: Content | None = None
        self.form: Element | None = None
        self.contact = contact
        if contact.value:
            self.leaf = setter.leaf(body.add("P"), setter.own(contact.value))
        elif contact.url:
            self.leaf = setter.link(body.add("P"), setter.own(address(contact.url)), contact.url)
        else:
            form = body.add("Form")
            form.attributes["PrintField"] = {"Role": "tv", "Desc": contact.label.text}
            self.blank = form.content()
            self.form = form
        self.number = bool(contact.value)

    def width(self, style: Style) -> float:
        """The room it needs on one line."""
        if self.leaf is None:
            return _LINE
        return self.setter.width(self.leaf, style if self.number else self.setter.theme.small) + 1

    def marks(self, start: float, width: float, y: float, style: Style, height: float) -> tuple[list[Mark], float]:
        """The marks, and where they end; a line to write on lies `height` below y."""
        setter = self.setter
        if self.leaf is None:
            left = setter.left(start, width)
            assert self.blank is not None
            assert self.form is not None
            low = y + height
            rule = Shape(commands=line(left, low, left + width, low), stroke=INK, width=0.75, place=self.blank)
            return [rule, *type_over(setter, self.form, self.contact, left, low, width, height)], low
        own = style if self.number else setter.theme.small
        found: list[Mark] = []
        for part in setter.lines(self.leaf, own, width):
            found.append(setter.words(self.leaf, own, part, start, width, y=y))
            y += setter.leading(own)
        return found, y


def _banner(setter: Typesetter, contact: Contact, element: Element) -> Row:
    """The emergency number in a heavy frame, its label at the start side on the same baseline."""
    look = setter.theme
    body = element.add("LI").add("LBody")
    pad, big, strong = (
        4 * MM,
        Style(size=look.emergency, leading=1.1, bold=True),
        Style(size=min(max(20.0, look.emergency * 0.45), look.width * _LABEL), leading=1.2, bold=True),
    )
    label = setter.leaf(body.add("P"), contact.label)
    value = Value(setter, contact, body)
    named = setter.width(label, strong)
    lead = min(named + _APART, look.width * 0.6)
    room = look.width - 2 * pad - lead
    if (
        value.number and named <= lead
    ):  # a label that just fits its part would touch the number, which moves over as far as it can
        over = max(0.0, min(named + _APART - lead, room - value.width(big)))
        lead, room = lead + over, room - over
    tall = setter.leading(big) + 1 * MM
    marks, end = value.marks(pad + lead, room, 0.5 * MM, big, tall - 2.5 * MM)
    tall = max(tall, end + 0.5 * MM)
    base = setter.ascent(big) - setter.ascent(strong) + 0.5 * MM
    parts = setter.lines(label, strong, lead)
    names = [setter.words(label, strong, part, pad, lead, y=base + at * setter.leading(strong)) for at, part in enumerate(parts)]
    below = _CLEAR if len(parts) > 1 else 0.0
    tall = max(tall, base + len(parts) * setter.leading(strong) + below)
    left = setter.left(0, look.width)
    frame = Shape(commands=rectangle(left, 0, look.width, tall), stroke=INK, width=2)
    return Row(height=tall, marks=[frame, *names, *marks])


def _framed(setter: Typesetter, text: Text, group: Element) -> Row:
    """Whom to call, in words, in the heavy frame of the emergency number."""
    look = setter.theme
    style = Style(size=max(20.0, look.body.size), leading=1.2, bold=True)
    leaf, pad, lift = setter.leaf(group.add("P"), text), 4 * MM, 1 * MM
    parts = setter.lines(leaf, style, look.width - 2 * pad)
    line_height = setter.leading(style)
    words = [
        setter.words(leaf, style, part, pad, look.width - 2 * pad, y=lift + at * line_height) for at, part in enumerate(parts)
    ]
    tall = len(parts) * line_height + 2 * lift
    frame = Shape(commands=rectangle(setter.left(0, look.width), 0, look.width, tall), stroke=INK, width=2)
    return Row(height=tall, marks=[frame, *words])


def _cell(setter: Typesetter, contact: Contact, element: Element, start: float, width: float) -> tuple[list[Mark], float]:
    """Another number: its label, the number (or an address, or a line) below it, and the service's own name last."""
    look = setter.theme
    body = element.add("LI").add("LBody")
    label = setter.leaf(body.add("P"), contact.label)
    value = Value(setter, contact, body)
    strong = Style(size=max(_SMALL, look.label.size * 1.5), leading=1.2, bold=True)
    used = setter.width(label, look.label) + 4 * MM
    beside = used + value.width(strong) <= width
    lift = max(0.0, setter.ascent(strong) - setter.ascent(look.label)) if beside and value.number else 0.0
    high = max(_WRITE, setter.ascent(look.label))  # letters as tall as Nastaliq's stand on the line, not over it
    lift = max(0.0, high - setter.leading(look.label)) if beside and value.blank else lift
    marks, y = in_line(setter, [(label, look.label)], start, width, lift)
    if beside:
        made, below = value.marks(start + used, width - used, 0, strong, high)
        y = max(y, below)
    else:
        made, y = value.marks(start, width, y, strong, _WRITE)
    marks += made
    if contact.name:
        made, y = in_line(setter, [(setter.leaf(body.add("P"), contact.name), look.small)], start, width, y)
        marks += made
    return marks, y
