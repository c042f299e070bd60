"""Whom to call on a card: label and number on one line, or one above the other in a frame; below them the service's own name.

Where no number is known there is a line to write it on. Left out on purpose: what has more room (`numbers`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kit.document import Contact
from kit.formats.print.contacts import in_line
from kit.formats.print.numbers import Value
from kit.formats.print.setting import Typesetter
from kit.formats.print.shapes import rectangle
from kit.formats.print.sheet import Mark, Row, Shape, lower
from kit.formats.print.theme import INK, MM, Style
from kit.pdf.structure import Element

_PAD = 2.2 * MM
DIGIT = 0.714
"""How tall digits are in the faces of all our scripts, in em."""
_STROKE = 1.5
_NARROWEST = 20 * MM  # inside of a frame, so that there is room to write three or four digits


def banner(setter: Typesetter, contact: Contact, body: Element) -> Row:
    """The number in a frame over the whole width, its label at the start side."""
    look = setter.theme
    label = replace(look.label, size=look.label.size + 3)
    line = _beside(setter, contact, body, label, _big(setter), inset=_PAD)
    pad = max(_PAD, line.height - line.base)
    lower(line.marks, pad)
    tall = line.base + 2 * pad
    return Row(height=tall, marks=[_frame(setter, 0, look.width, tall), *line.marks])


def box_width(setter: Typesetter, contact: Contact) -> float:
    """How wide the frame of a number is that has its label above it: at least so wide that three or four digits can be written in."""
    label = setter.width(setter.measured(contact.label), setter.theme.label)
    number = setter.width(setter.measured(setter.own(contact.value)), _big(setter)) if contact.value else 0.0
    return min(max(label + 1, number + 1, _NARROWEST) + 2 * _PAD, setter.theme.width * 0.6)


def boxed_number(setter: Typesetter, contact: Contact, body: Element) -> tuple[list[Mark], float]:
    """The number in a frame at the end side, its label above it; and the height."""
    width, big = box_width(setter, contact), _big(setter)
    start, inside = setter.theme.width - width + _PAD, width - 2 * _PAD
    label = setter.leaf(body.add("P"), contact.label)
    marks, y = in_line(setter, [(label, setter.theme.label)], start, inside, 0.8 * MM + _STROKE / 2)
    value = Value(setter, contact, body)
    if value.number:
        base = y + 0.6 * MM + DIGIT * big.size
        found, _ = value.marks(start, inside, base - setter.ascent(big), big, 0.0)
    else:
        found, base = value.marks(start, inside, y, big, setter.theme.write_line)
    tall = base + (1.6 if setter.theme.close else 2.0) * MM
    return [_frame(setter, start - _PAD, width, tall), *marks, *found], tall


def _big(setter: Typesetter) -> Style:
    return Style(size=setter.theme.emergency, leading=1.1, bold=True)


def number_line(setter: Typesetter, contact: Contact, body: Element, *, large: bool = True) -> list[Row]:
    """A label and, at the end side, its number, in large digits or in the label's; the service's name below them, or between where all fits on a line."""
    look = setter.theme
    big = Style(size=max(14.0, look.label.size + 3), leading=1.1, bold=True) if large else look.label
    line = _beside(setter, contact, body, look.label, big)
    rows = [Row(height=line.height, marks=line.marks)]
    if not contact.name:
        return rows
    name = setter.leaf(body.add("P"), contact.name)
    used, wide = line.lead + 1 * MM, setter.width(name, look.small) + 1
    if line.value and used + wide + line.value + 2 * MM <= look.width and not large:
        marks = [
            setter.words(name, look.small, part, used, wide, y=line.base - setter.ascent(look.small))
            for part in setter.lines(name, look.small, wide)
        ]
        rows[0].marks += marks
        return rows
    return rows + setter.rows(name, look.small)


class _NumberLine(NamedTuple):
    """Label and value: their marks, the baseline of the last one, the height of all, and the room that each takes if they share a line, or 0."""

    marks: list[Mark]
    base: float
    height: float
    lead: float = 0.0
    value: float = 0.0


def _beside(setter: Typesetter, contact: Contact, body: Element, label: Style, big: Style, *, inset: float = 0.0) -> _NumberLine:
    """Label and value on one baseline; a label too long for that stands above."""
    room = setter.theme.width - 2 * inset
    said = setter.leaf(body.add("P"), contact.label)
    value = Value(setter, contact, body)
    lead = setter.width(said, label) + 3 * MM
    wide = value.width(big) if value.leaf else room - lead
    if lead + wide > room:
        marks, y = in_line(setter, [(said, label)], inset, room, 0)
        found, y = value.marks(inset, room, y, big, setter.theme.write_line)
        return _NumberLine([*marks, *found], y, y)
    base = max(setter.ascent(label), DIGIT * big.size)
    if value.blank:
        base = setter.theme.write_line - 1.5 * MM
    top = base - (setter.ascent(big) if value.number else setter.ascent(setter.theme.small))
    found, end = value.marks(inset + room - wide, wide, 0.0 if value.blank else top, big, base + 1)
    marks = [
        setter.words(said, label, part, inset, lead, y=base - setter.ascent(label)) for part in setter.lines(said, label, lead)
    ]
    low = base + setter.leading(label) - setter.ascent(label)
    return _NumberLine([*marks, *found], base, max(low, base + 1, 0.0 if value.number else end), lead, wide)


def _frame(setter: Typesetter, start: float, width: float, height: float) -> Shape:
    """A frame whose ink ends at these edges."""
    left = setter.left(start, width)
    inside = rectangle(left + _STROKE / 2, _STROKE / 2, width - _STROKE, height - _STROKE)
    return Shape(commands=inside, stroke=INK, width=_STROKE)
