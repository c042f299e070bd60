"""Lists as rows: bullets, boxes to tick, numbered steps, each with a pictogram where it has one.

Short pictured items stand in two columns, read across, where the type is small enough. Items that branch off have a line to
their pictogram from that of the lead above them. Bullets and boxes are drawn, and say
what they are as ActualText of their Lbl. Left out on purpose: nested lists, which the document does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Literal

from kit.art import Art
from kit.document import ListItem, Text
from kit.formats.print.flow import keep_whole
from kit.formats.print.references import named, refer
from kit.formats.print.setting import Typesetter
from kit.formats.print.shapes import circle, line, polyline, rectangle
from kit.formats.print.sheet import ITEM, LINE, NEVER, Drawing, Mark, Row, Shape, lower
from kit.formats.print.theme import DEEP, INK, MM, Style
from kit.pdf.structure import Element

Kind = Literal["bullets", "branches", "checklist", "steps", "strip"]

_NUMBERING: dict[Kind, str] = {
    "bullets": "Disc",
    "branches": "None",
    "checklist": "Square",
    "steps": "Decimal",
    "strip": "Decimal",
}
_FORK = 12 * MM  # from the lead's pictogram to those of the items
_HEAD = 2.6 * MM  # length of an arrow's head
_STRIP = 1.45  # how much larger the pictures of a strip are
_BESIDE = 2  # lines of an item that stands beside another one
_FEW = 4  # a list this short is not broken before its last item


def list_rows(
    setter: Typesetter, items: Sequence[ListItem], parent: Element, kind: Kind, *, start: float, width: float
) -> list[Row]:
    """The list as rows between `start` and `start + width` points from the column's start."""
    return _List(setter, items, parent, kind, start, width).rows()


def beside(setter: Typesetter, rows: list[Row], art: Art, start: float, size: float) -> None:
    """Put a decorative pictogram at the start side of rows, which become at least as tall and stay together."""
    tall = fsum(row.height for row in rows)
    shift = max(0.0, (size - tall) / 2)
    if shift:
        lower(rows[0].marks, shift)
        rows[0].height += shift
        rows[-1].height += shift
    scale = size / max(art.width, art.height)
    width, height = art.width * scale, art.height * scale
    drawing = Drawing(
        art=art,
        x=setter.left(start + (size - width) / 2, width),
        y=(size - height) / 2,
        width=width,
        height=height,
        color=DEEP,
        mirrored=setter.rtl and art.mirror,
    )
    rows[0].marks.insert(0, drawing)
    keep_whole(rows, setter.theme.page[1] / 2)


class _List:
    """One list being set; references (only verbatim texts) are set small."""

    def __init__(
        self, setter: Typesetter, items: Sequence[ListItem], parent: Element, kind: Kind, start: float, width: float
    ) -> None:
        self.setter, self.items, self.kind, self.start, self.width = setter, items, kind, start, width
        theme = setter.theme
        self.element = parent.add_list(_NUMBERING[kind])
        self.references = all(item.text.verbatim for item in items)
        self.style: Style = theme.small if self.references else theme.body
        self.size = theme.pictogram * (_STRIP if kind == "strip" and not theme.close else 1.0)
        self.pictured = any(setter.picture(item.art) for item in items)
        self.room = self.size + theme.gutter if self.pictured else 0.0
        wide = (
            theme.tick_box + 3 * MM if kind == "checklist" else self.style.size * (1.35 if kind == "bullets" else theme.numbering)
        )
        self.indent = 0.0 if kind == "branches" or (kind == "bullets" and self.pictured) else wide
        self.gap = (
            self.style.size
            * theme.air
            * (0.5 if self.pictured or kind == "checklist" else 0.2 if self.references or theme.pairs else 0.3)
        )

    def rows(self) -> list[Row]:
        half = (self.width - 6 * MM) / 2
        inner = half - self.room - self.indent
        setter = self.setter
        pictured = self.pictured and self.kind not in ("strip", "branches") and not (setter.theme.large or setter.theme.single)
        paired = setter.theme.pairs and self.kind == "bullets"
        if (paired and self._saves(half)) or (pictured and self._short(inner)):
            return self._grid((0.0, half), (self.width - half, half))
        rows: list[Row] = []
        for number, item in enumerate(self.items, start=1):
            fork = setter.theme.pictogram / 2 + _FORK + 2 * MM if self.kind == "branches" else 0.0
            made = self._entry(number, item, self.start + fork, self.width - fork)
            if fork:
                made[0].marks = [*self._branch(made, number), *made[0].marks]
            made[0].before = self.gap if rows else 0.0
            made[0].cost = self._cost(number, len(self.items), 1)
            rows += made
        if rows:
            rows[0].cost = NEVER
        return rows

    def _branch(self, rows: Sequence[Row], number: int) -> list[Mark]:
        """The line that comes down from the lead's pictogram, on to the next item if there is one, and the arrow to this one."""
        setter, theme = self.setter, self.setter.theme
        tall = fsum(row.height for row in rows)
        trunk, tip, middle = theme.pictogram / 2, self.start + theme.pictogram / 2 + _FORK, tall / 2
        top = -self.gap if number > 1 else -theme.body.after * 0.5
        x, end = setter.left(trunk, 0), setter.left(tip, 0)
        back = end + (_HEAD if setter.rtl else -_HEAD)
        lines = [line(x, top, x, tall if number < len(self.items) else middle), line(x, middle, end, middle)]
        lines.append(polyline(((back, middle - _HEAD * 0.7), (end, middle), (back, middle + _HEAD * 0.7))))
        return [Shape(commands=path, stroke=DEEP, width=1.6) for path in lines]

    def _cost(self, number: int, count: int, columns: int) -> float:
        """The price of a page break before an item: none after the first or before the last of a short list."""
        if number <= 2 * columns or (number >= count and count <= _FEW * columns):
            return NEVER
        return LINE if number >= count else ITEM

    def _short(self, width: float) -> bool:
        """Whether each item fits on two lines of a column half as wide."""
        if len(self.items) < _FEW:
            return False
        return all(self.setter.width(self.setter.measured(item.text), self.style) <= width * 1.7 for item in self.items)

    def _saves(self, half: float) -> bool:
        """Whether the items, read across in two columns, are short there and take fewer lines than below one another.

        Longer ones the eye would read down.
        """
        leaves = [self.setter.measured(item.text) for item in self.items]

        def lines(width: float) -> list[int]:
            return [len(self.setter.lines(leaf, self.style, width - self.indent - self.room)) for leaf in leaves]

        counts = lines(half)
        rows = [max(counts[at : at + 2]) for at in range(0, len(counts), 2)]
        return max(counts) <= _BESIDE and fsum(rows) < fsum(lines(self.width))

    def _grid(self, *columns: tuple[float, float]) -> list[Row]:
        rows: list[Row] = []
        for index in range(0, len(self.items), 2):
            row = Row(height=0.0, before=self.gap if index else 0.0, cost=self._cost(index + 2, len(self.items), 2))
            for column, item in enumerate(self.items[index : index + 2]):
                start, width = columns[column]
                y = 0.0
                for part in self._entry(index + column + 1, item, self.start + start, width):
                    lower(part.marks, y)
                    row.marks += part.marks
                    y += part.height
                row.height = max(row.height, y)
            rows.append(row)
        return rows

    def _entry(self, number: int, item: ListItem, start: float, width: float) -> list[Row]:
        entry = self.element.add("LI")
        first = start + self.room
        marks = [self._mark(entry.add("Lbl"), number, first)] if self.indent else []
        body = entry.add("LBody")
        part = named(self.setter, item.text)
        if self.references and item.text.lang != self.setter.locale.tag:
            body.lang = item.text.lang
        holder = body.add("BibEntry") if self.references else body
        leaf = self.setter.leaf(holder, item.text, apart=bool(part))
        inner = (first + self.indent, width - self.room - self.indent)
        rows = self.setter.rows(leaf, self.style, start=inner[0], width=inner[1])
        if part:
            refer(self.setter, rows, part, body, self.style, *inner)
        if self.kind == "checklist":
            self._fit_box(rows)
        rows[0].marks = [*marks, *rows[0].marks]
        art = self.setter.picture(item.art)
        if art:
            beside(self.setter, rows, art, start, self.size)
        return rows

    def _fit_box(self, rows: list[Row]) -> None:
        """Make room for the box, with the first line level with its middle."""
        side = self.setter.theme.tick_box + 1
        shift = max(0.0, (side - rows[0].height) / 2)
        lower(rows[0].marks, shift)
        rows[0].height = max(rows[0].height, side)

    def _mark(self, label: Element, number: int, start: float) -> Mark:
        """The bullet, box or number of an item."""
        setter, style = self.setter, self.style
        if self.kind in ("steps", "strip"):
            bold = style.variant(bold=True, color=DEEP)
            text = Text(id="number", source="", text=f"{number}.", lang=setter.locale.tag)
            leaf = setter.leaf(label, text)
            return setter.words(leaf, bold, setter.lines(leaf, bold, self.indent)[0], start, self.indent)
        place = label.content()
        if self.kind == "checklist":
            label.actual_text = "\u2610"
            side = setter.theme.tick_box
            top = max(0.5, (setter.leading(style) - side) / 2)
            return Shape(commands=rectangle(setter.left(start, side), top, side, side), stroke=INK, width=0.9, place=place)
        label.actual_text = "\u2022"
        radius = style.size * 0.19
        middle = setter.ascent(style) - style.size * 0.27
        return Shape(commands=circle(setter.left(start + radius * 2.2, 0), middle, radius), fill=DEEP, place=place)
