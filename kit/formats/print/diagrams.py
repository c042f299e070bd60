"""A drawing with words beside it: one row in which a line leads from each text to its place in the drawing.

The drawing is a Figure with alternative text; the words are a list after it, so that they are heard one by one. Left out on
purpose: charts, and pictures without words (`pictures`).
"""

from __future__ import annotations

from dataclasses import dataclass

from kit.document import Diagram, ListItem
from kit.formats.print.lists import list_rows
from kit.formats.print.setting import Leaf, Typesetter
from kit.formats.print.shapes import circle, polyline
from kit.formats.print.sheet import NEVER, Drawing, Extent, Mark, Row, Shape
from kit.formats.print.theme import DEEP, MM, WHITE
from kit.pdf.structure import Content, Element

_LEAST = 92 * MM  # height of a drawing that has room
_MOST = 0.72  # part of the page's height that drawing and words may take
_LINES = 20 * MM  # between the drawing and the words
_GAP = 2 * MM
_DOT, _HALO = 2.3, 3.4


def diagram_rows(setter: Typesetter, block: Diagram, parent: Element) -> list[Row]:
    """The drawing with its words; where they need more than a page has, the drawing and then the words as a list."""
    figure = setter.figure(parent, block.alt)
    place = figure.content()
    size = _size(setter, block)
    if size is None:
        drawing = _Drawn(setter, block, place, _LEAST)
        items = [ListItem(text=spot.text) for spot in block.spots]
        row = Row(height=_LEAST, marks=[drawing.extent(figure), drawing.mark()])
        listed = list_rows(setter, items, parent, "bullets", start=0, width=setter.theme.width)
        listed[0].before, listed[0].cost = setter.theme.body.after, NEVER
        return [row, *listed]
    element = parent.add_list()
    leaves = [setter.leaf(element.add("LI").add("LBody"), spot.text) for spot in block.spots]
    drawing = _Drawn(setter, block, place, size)
    return [Row(height=size, marks=[drawing.extent(figure), drawing.mark(), *drawing.lines(), *drawing.words(leaves)])]


def _size(setter: Typesetter, block: Diagram) -> float | None:
    """The height that gives every text the same room, or None if that is too much for a page."""
    art, style = setter.document.art(block.art), setter.theme.body
    leaves = [setter.measured(spot.text) for spot in block.spots]
    tall = _LEAST
    while tall <= setter.theme.page[1] * _MOST:
        room = setter.theme.width - tall * art.width / art.height - _LINES
        if room < 6 * style.size:
            return None
        most = max(len(setter.lines(leaf, style, room)) for leaf in leaves)
        needed = len(leaves) * (most * setter.leading(style) + _GAP)
        if needed <= tall:
            return tall
        tall = needed
    return None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The drawing `height` points high at the start side, and what joins it to the words."""

    setter: Typesetter
    block: Diagram
    place: Content
    height: float

    @property
    def scale(self) -> float:
        return self.height / self.setter.document.art(self.block.art).height

    @property
    def width(self) -> float:
        return self.setter.document.art(self.block.art).width * self.scale

    def extent(self, figure: Element) -> Extent:
        return Extent(element=figure, x=self.setter.left(0, self.width), width=self.width, height=self.height)

    def mark(self) -> Drawing:
        left = self.setter.left(0, self.width)
        art = self.setter.document.art(self.block.art)
        mirrored = self.setter.rtl
        return Drawing(
            art=art, x=left, y=0, width=self.width, height=self.height, color=DEEP, place=self.place, mirrored=mirrored
        )

    def middle(self, index: int) -> float:
        """The y of a text's middle."""
        return self.height * (index + 0.5) / len(self.block.spots)

    def lines(self) -> list[Mark]:
        """A line to each place, with a dot there; the part of the picture's content that says where."""
        marks: list[Mark] = []
        start = self.width + _LINES
        for index, spot in enumerate(self.block.spots):
            x, y = (value * self.scale for value in spot.at)
            way = ((start - _GAP, self.middle(index)), (start - _LINES * 0.45, self.middle(index)), (x, y))
            points = [(self.setter.left(distance, 0), down) for distance, down in way]
            marks.append(Shape(commands=polyline(points), stroke=DEEP, width=0.9, place=self.place))
            marks.append(Shape(commands=circle(*points[-1], _HALO), fill=WHITE, place=self.place))
            marks.append(Shape(commands=circle(*points[-1], _DOT), fill=DEEP, place=self.place))
        return marks

    def words(self, leaves: list[Leaf]) -> list[Mark]:
        setter, style = self.setter, self.setter.theme.body
        start = self.width + _LINES
        room = setter.theme.width - start
        marks: list[Mark] = []
        for index, leaf in enumerate(leaves):
            lines = setter.lines(leaf, style, room)
            y = self.middle(index) - len(lines) * setter.leading(style) / 2
            for number, part in enumerate(lines):
                marks.append(setter.words(leaf, style, part, start, room, y=y + number * setter.leading(style)))
        return marks
