"""Help lines as rows: who to call at the start side, the number large and bold at the other, or a line to write it on.

In large print everything stands below one another. Left out on purpose: which numbers there are; the document says that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.document import Contact, address
from kit.formats.print.setting import Leaf, Typesetter
from kit.formats.print.shapes import circle, line
from kit.formats.print.sheet import ITEM, NEVER, Mark, Row, RowFrame, Shape
from kit.formats.print.theme import INK, MM, RULE, Style
from kit.formats.print.worksheet import type_over
from kit.locale.bidi import CONTROLS
from kit.pdf.structure import Content, Element

_GUTTER = 6 * MM  # between two contacts beside each other
_LINE = 45 * MM  # the shortest line to write a number on in large print
_UNDER = 1.2 * MM  # between a line to write on and words that run on below it
_SENTENCE = re.compile(r"[.!?\u0964\u06d4\u061f\u3002\uff01\uff1f][\"'\u00bb\u2019\u201d\u300d)]*\s*$")
_URGENT = 1.5  # how much larger the emergency number is than the others of its box
_AFTER = 4 * MM  # between the words and the number
_SIDE, _NARROW = 0.6, 0.5  # part of the width for the words; the rest is for the number


def contact_rows(
    setter: Typesetter, contacts: Sequence[Contact], parent: Element, *, start: float, width: float, frame: RowFrame | None = None
) -> list[Row]:
    """One row for each contact, with thin rules between them, in a list of their own."""
    element = parent.add_list()
    return entries(setter, contacts, element, start=start, width=width, frame=frame)


def entries(
    setter: Typesetter,
    contacts: Sequence[Contact],
    element: Element,
    *,
    start: float,
    width: float,
    frame: RowFrame | None = None,
) -> list[Row]:
    """The same as entries of a list that may have others."""
    rows = []
    made = [_Entry(setter, contact, element.add("LI").add("LBody"), start, width) for contact in contacts]
    side = max((one.side for one in made), default=0.0)
    for index, entry in enumerate(made):
        if entry.room(side):  # the numbers stand below one another
            entry.side = side
        row = entry.row()
        row.cost = NEVER if index < (1 if setter.theme.large else 2) else ITEM
        row.frame = frame
        if index and _ends_in_words(contacts[index - 1]):  # a line to write on parts them well enough
            left = setter.left(start, width)
            row.marks.insert(0, Shape(commands=line(left, 0, left + width, 0), stroke=RULE, width=0.5))
        rows.append(row)
    return rows


def _ends_in_words(contact: Contact) -> bool:
    """Whether the last thing of an entry is a text and not a line to write on."""
    return bool(contact.value or contact.url or contact.name or contact.details)


def contact_pairs(setter: Typesetter, contacts: Sequence[Contact], parent: Element) -> list[Row]:
    """A row for every two contacts, beside each other over the whole column."""
    element = parent.add_list()
    half = (setter.theme.width - _GUTTER) / 2
    rows: list[Row] = []
    for index in range(0, len(contacts), 2):
        made = [
            _Entry(setter, contact, element.add("LI").add("LBody"), at * (half + _GUTTER), half, urgent=False).row()
            for at, contact in enumerate(contacts[index : index + 2])
        ]
        marks = [mark for row in made for mark in row.marks]
        rows.append(Row(height=max(row.height for row in made), marks=marks, cost=NEVER))
    return rows


class _Entry:
    """One contact: its texts as leaves in reading order, then as marks."""

    def __init__(
        self, setter: Typesetter, contact: Contact, body: Element, start: float, width: float, *, urgent: bool = True
    ) -> None:
        self.setter, self.start, self.width = setter, start, width
        self.pair = width < setter.theme.width * 0.6
        little = setter.theme.narrow or self.pair
        self.side = width * (_NARROW if little else _SIDE)
        self.label = setter.leaf(body.add("P"), contact.label)
        self.value: Leaf | None = None
        self.blank: Content | None = None
        self.form: Element | None = None
        self.contact = contact
        phone = setter.theme.phone
        self.number = replace(phone, size=phone.size * _URGENT) if urgent and contact.kind == "emergency" else phone
        if contact.value:
            self.value = setter.leaf(body.add("P"), setter.own(contact.value))
        elif not contact.url:
            form = body.add("Form")
            form.attributes["PrintField"] = {"Role": "tv", "Desc": contact.label.text}
            self.blank = form.content()
            self.form = form
        texts = [text for text in (contact.label.beside, contact.name, *contact.details) if text]
        self.details = [setter.leaf(body.add("P"), text) for text in texts]
        self.link = None
        if contact.url:
            self.link = setter.link(body.add("P"), setter.own(address(contact.url)), contact.url)
        if little:
            self.side = self._one_line()

    def row(self) -> Row:
        pad = (1.6 if self.setter.theme.large else 0.5 if self.setter.theme.narrow else 1.1) * MM
        if self.setter.theme.large:
            marks, y = self._who(self.start, self.width, pad)
            if self.value and self._on_one_line(self.value):
                y = pad
            if self.blank and (room := self._beside()):
                marks, low = self._who(self.start, self.width, pad + self._lift(self.setter.theme.body))
                made, y = self._number(self.start + self.width - room, room, pad)
                return Row(height=max(y, low) + pad, marks=[*marks, *made])
            for part in (self._number, self._details, self._address):
                made, y = part(self.start, self.width, y)
                marks += made
            return Row(height=y + pad, marks=marks)
        side = self.side
        marks, y = self._who(self.start, side - _AFTER, pad)
        numbers, right = self._number(self.start + side, self.width - side, pad)
        details, left = self._details(self.start, side - _AFTER, y)
        beside = self.pair and not self.blank  # then those of two contacts begin at one height
        if (beside or left > y + self.setter.leading(self.setter.theme.small) + 1) and not self.link:
            details, left = self._details(self.start, self.width, max(y, right + (_UNDER if self.blank else 0.0)))
        link, right = self._address(self.start + side, self.width - side, right)
        return Row(height=max(left, right) + pad, marks=[*marks, *numbers, *details, *link])

    def room(self, side: float) -> bool:
        """Whether the number, or the line to write it on, has room on one line beside words of this width."""
        return side + self.setter.width(self.value, self.number) <= self.width if self.value else side <= self.side

    def _one_line(self) -> float:
        """The room for the words: where there is little, it may be wider than half, so that who to call stands on one line."""
        wide = self.setter.width(self.label, self.setter.theme.body.variant(bold=True)) + _AFTER
        return wide if self.value and wide > self.side and self.room(wide) else self.side

    def _who(self, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        setter, theme = self.setter, self.setter.theme
        style = theme.body.variant(bold=True)
        if self.value and (not theme.large or self._on_one_line(self.value)):
            y += setter.ascent(self.number) - setter.ascent(style)  # one baseline with the number
        elif self.blank and not theme.large:
            y += self._lift(style)
        return self._set(self.label, style, start, width, y)

    def _lift(self, style: Style) -> float:
        """How far below the row's top a label begins that stands beside the line to write on."""
        return max(0.0, self._high() - self.setter.leading(style))

    def _high(self) -> float:
        """How far below the row's top the line to write on lies: beside its label, letters as tall as Nastaliq's stand on it."""
        theme = self.setter.theme
        beside = not theme.large or self._beside()
        return max(theme.write_line, self.setter.ascent(theme.body)) if beside else theme.write_line

    def _on_one_line(self, value: Leaf) -> bool:
        """Whether label and number fit beside each other."""
        theme = self.setter.theme
        label = self.setter.width(self.label, theme.body.variant(bold=True))
        return label + self.setter.width(value, self.number) + 10 * MM <= self.width

    def _beside(self) -> float:
        """The length of a line to write on beside its label, where a page must hold much; 0 where it stands below."""
        theme = self.setter.theme
        room = self.width - self.setter.width(self.label, theme.body.variant(bold=True)) - 4 * MM
        return room if theme.close and not self.details and room >= _LINE else 0.0

    def _number(self, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        theme = self.setter.theme
        if self.value and theme.large and self._on_one_line(self.value):
            wide = self.setter.width(self.value, self.number) + 1
            return self._set(self.value, self.number, start + width - wide, wide, y)
        if self.value:
            return self._set(self.value, self.number, start, width, y)
        if self.blank is None:
            return [], y
        assert self.form is not None
        left = self.setter.left(start, width)
        y += self._high()
        rule = Shape(commands=line(left, y, left + width, y), stroke=INK, width=0.75, place=self.blank)
        return [rule, *type_over(self.setter, self.form, self.contact, left, y, width, self._high())], y + 1

    def _details(self, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        small = self.setter.theme.small
        return in_line(self.setter, [(leaf, small) for leaf in self.details], start, width, y)

    def _address(self, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        return self._set(self.link, self.setter.theme.small, start, width, y) if self.link else ([], y)

    def _set(self, leaf: Leaf, style: Style, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        marks: list[Mark] = []
        for part in self.setter.lines(leaf, style, width):
            marks.append(self.setter.words(leaf, style, part, start, width, y=y))
            y += self.setter.leading(style)
        return marks, y


def in_line(
    setter: Typesetter, leaves: Sequence[tuple[Leaf, Style]], start: float, width: float, y: float, *, dots: bool = True
) -> tuple[list[Mark], float]:
    """Short texts one after another while they fit on a line, parted by small dots where no stop does it; and where they end.

    Smaller ones stand on the baseline of the text that begins the line.
    """
    marks: list[Mark] = []
    x, high, base, ended = 0.0, 0.0, 0.0, False
    for leaf, style in leaves:
        leading, gap = setter.leading(style), style.size
        wide = setter.width(leaf, style)
        beside = x > 0 and x + gap + wide <= width
        if x and not beside:
            x, y = 0.0, y + high
        if not beside:
            high, base = leading, setter.ascent(style)
        top = y + base - setter.ascent(style)
        if beside:
            if dots and not ended:
                dot = circle(setter.left(start + x + gap / 2, 0), top + leading / 2, style.size * 0.09)
                marks.append(Shape(commands=dot, fill=INK))
            x += gap
        lines = setter.lines(leaf, style, width - x)
        for index, part in enumerate(lines):
            marks.append(setter.words(leaf, style, part, start + x, width - x, y=top + index * leading))
        y += leading * (len(lines) - 1)
        x = x + wide if len(lines) == 1 else width
        ended = bool(_SENTENCE.search(CONTROLS.sub("", "".join(span.text for span in leaf.spans))))
    return marks, y + high
