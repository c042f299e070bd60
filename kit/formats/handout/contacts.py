"""Help lines as rows: who to call at the start side, the number large and bold at the other, or a line to write it on.

In large print everything stands below one another. Left out on purpose: which numbers there are; the document says that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kit.document import Contact, Text, address
from kit.formats.handout.setting import Leaf, Typesetter
from kit.formats.handout.shapes import circle, line
from kit.formats.handout.sheet import ITEM, NEVER, Frame, Mark, Row, Shape
from kit.formats.handout.theme import INK, MM, RULE, Style
from kit.pdf.structure import Content, Element

_SIDE = 0.54  # part of the width for the words; the rest is for the number


def contact_rows(
    setter: Typesetter, contacts: Sequence[Contact], parent: Element, *, start: float, width: float, frame: Frame | None = None
) -> list[Row]:
    """One row for each contact, with thin rules between them."""
    element = parent.add("L")
    element.attributes["List"] = {"ListNumbering": "None"}
    rows = []
    for index, contact in enumerate(contacts):
        row = _Entry(setter, contact, element.add("LI").add("LBody"), start, width).row()
        row.cost = NEVER if index < 2 else ITEM
        row.frame = frame
        if index:
            left = setter.left(start, width)
            row.marks.insert(0, Shape(commands=line(left, 0, left + width, 0), stroke=RULE, width=0.5))
        rows.append(row)
    return rows


class _Entry:
    """One contact: its texts as leaves in reading order, then as marks."""

    def __init__(self, setter: Typesetter, contact: Contact, body: Element, start: float, width: float) -> None:
        self.setter, self.start, self.width = setter, start, width
        self.label = setter.leaf(body.add("P"), contact.label)
        self.value: Leaf | None = None
        self.blank: Content | None = None
        if contact.value:
            self.value = setter.leaf(body.add("P"), _own(contact.value, setter))
        elif not contact.url:
            form = body.add("Form")
            form.attributes["PrintField"] = {"Role": "tv", "Desc": contact.label.text}
            self.blank = form.content()
        texts = (*((contact.name,) if contact.name else ()), *contact.details)
        self.details = [setter.leaf(body.add("P"), text) for text in texts]
        self.link = None
        if contact.url:
            self.link = setter.link(body.add("P"), _own(address(contact.url), setter), contact.url)

    def row(self) -> Row:
        pad = 1.6 * MM
        if self.setter.theme.large:
            start, width, marks = self.start, self.width, []
            y = pad
            for part in (self._words, self._numbers):
                made, y = part(start, width, y)
                marks += made
            return Row(height=y + pad, marks=marks)
        side = self.width * _SIDE
        marks, left_end = self._words(self.start, side - 4 * MM, pad)
        numbers, right_end = self._numbers(self.start + side, self.width - side, pad)
        # Marks in reading order, as the tree has them: label, number, details, address.
        return Row(height=max(left_end, right_end) + pad, marks=marks + numbers)

    def _words(self, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        theme = self.setter.theme
        marks, y = self._set(self.label, dataclasses.replace(theme.body, bold=True), start, width, y)
        return self._details(marks, start, width, y)

    def _numbers(self, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        theme = self.setter.theme
        marks: list[Mark] = []
        if self.value:
            marks, y = self._set(self.value, theme.phone, start, width, y)
        elif self.blank:
            left = self.setter.left(start, width)
            y += theme.write_line
            marks.append(Shape(commands=line(left, y, left + width, y), stroke=INK, width=0.75, place=self.blank))
            y += 1
        if self.link:
            made, y = self._set(self.link, theme.small, start, width, y)
            marks += made
        return marks, y

    def _set(self, leaf: Leaf, style: Style, start: float, width: float, y: float) -> tuple[list[Mark], float]:
        marks: list[Mark] = []
        for part in self.setter.lines(leaf, style, width):
            marks.append(self.setter.words(leaf, style, part, start, width, y=y))
            y += self.setter.leading(style)
        return marks, y

    def _details(self, marks: list[Mark], start: float, width: float, y: float) -> tuple[list[Mark], float]:
        """Name, hours and ways one after another on a line while they fit, parted by a small dot."""
        setter, style = self.setter, self.setter.theme.small
        leading, gap = setter.leading(style), style.size
        x = 0.0
        for leaf in self.details:
            wide = setter.width(leaf, style)
            if x and x + gap + wide <= width and not setter.theme.large:
                dot = circle(setter.left(start + x + gap / 2, 0), y + leading / 2, style.size * 0.09)
                marks.append(Shape(commands=dot, fill=RULE))
                x += gap
            elif x:
                x, y = 0.0, y + leading
            lines = setter.lines(leaf, style, width - x)
            for index, part in enumerate(lines):
                marks.append(setter.words(leaf, style, part, start + x, width - x, y=y + index * leading))
            if len(lines) > 1:
                y += leading * (len(lines) - 1)
                x = width
            else:
                x += wide
        return marks, y + (leading if self.details else 0.0)


def _own(words: str, setter: Typesetter) -> Text:
    """Words of a clinic or a region that are no catalog text."""
    return Text(id="contact", source=words, text=words, lang=setter.locale.tag)
