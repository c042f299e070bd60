"""What layout hands to the writer: rows of marks, boxes behind rows, and pages of placed rows. Plain values, no drawing.

A row is a slice of the page that can't be broken. Marks have x in points from the page's left edge and y in points downwards
from the row's top; right-to-left pages are mirrored when marks are made, so nobody after that needs to know the direction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from kit.art import Art, Command
from kit.document import Text
from kit.formats.print.theme import Box, Color, Style
from kit.pdf.canvas import Artifact
from kit.pdf.forms import FormField
from kit.pdf.metadata import Duplex
from kit.pdf.resources import operators
from kit.pdf.structure import Content, Element, StructureTree
from kit.text.lines import Line

DECORATION = Artifact("Layout")

FREE, ITEM, LINE, AVOID, OPENING, NEVER, FORCED = 0.0, 1.0, 3.0, 5.0, 44.0, 1000.0, -1000.0
"""What a page break before a row costs: between blocks, between list items, between lines, inside a box, between a section's
opening and its first block, where it must not be, and where it must."""

SPLIT, PARTED, STEPS, KEPT, WHOLE = 6.6, 45.0, 150.0, 900.0, 600.0
"""What comes on top inside a block that fits a page: any block; one that is parted only where a page would else be a quarter empty;
steps in large print, where it would be more than that; one that is parted only to save a side of a sheet; and one that must be
seen whole (safety, steps, a chart)."""


class Link(NamedTuple):
    """A link's element, where it leads (a web address or an element), and its description."""

    element: Element
    target: str | Element
    contents: str


@dataclass(slots=True, kw_only=True)
class Words:
    """A line of text: its left edge and its baseline; for each span, where it belongs in the tree and what it links to.

    `text` is the id of the text it is part of.
    """

    line: Line
    x: float
    y: float
    size: float
    color: Color
    places: tuple[Content | Artifact, ...]
    links: tuple[Link | None, ...] = ()
    underlined: frozenset[int] = frozenset()
    text: str = ""


@dataclass(slots=True, kw_only=True)
class Shape:
    """A path, in row coordinates, filled or stroked."""

    commands: tuple[Command, ...]
    place: Content | Artifact = DECORATION
    fill: Color | None = None
    stroke: Color | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    _operators: str = ""

    def operators(self) -> str:
        """The path as PDF operators; made once, as rows are shared by documents. Nothing moves a mark after that."""
        if not self._operators:
            self._operators = operators(self.commands)
        return self._operators


@dataclass(slots=True, kw_only=True)
class Drawing:
    """A vector picture in a rectangle whose upper left corner is (x, y); `color` is its current colour."""

    art: Art
    x: float
    y: float
    width: float
    height: float
    color: Color
    place: Content | Artifact = DECORATION
    mirrored: bool = False


@dataclass(slots=True, kw_only=True)
class Raster:
    """A raster picture (PNG or JPEG bytes) in a rectangle whose upper left corner is (x, y)."""

    data: bytes
    x: float
    y: float
    width: float
    height: float
    place: Content | Artifact = DECORATION


@dataclass(slots=True, kw_only=True)
class Blank:
    """A field to fill in on a screen: a rectangle whose upper left corner is (x, y), its Form element, name and spoken label."""

    element: Element
    field: FormField
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True, kw_only=True)
class Anchor:
    """Here an element begins: for links, and for the outline if it has a `level` (from 0)."""

    element: Element
    title: str = ""
    level: int = -1


@dataclass(slots=True, kw_only=True)
class Extent:
    """A figure's rectangle, which its element needs as BBox (ISO 32000-1, 14.8.5.4.3)."""

    element: Element
    x: float
    width: float
    height: float


@dataclass(slots=True, kw_only=True)
class PageOf:
    """A place kept for the number of the page on which something begins: an element, or the part of this number.

    `label` is the text around it, with {page}; `start` and `width` say where in the column it stands, `y` its line's top.
    `link` is the Link element of a number in running text, or None. `place` is its content.
    """

    target: Element | int
    place: Content
    label: Text
    style: Style
    start: float
    width: float
    y: float = 0.0
    align: Literal["start", "end"] = "end"
    link: Element | None = None


Mark = Words | Shape | Drawing | Raster | Anchor | Extent | Blank | PageOf


def lower(marks: Iterable[Mark], shift: float) -> None:
    """Move the marks of a row down."""
    if not shift:
        return
    for mark in marks:
        if isinstance(mark, Shape):
            mark.commands = tuple(
                (letter, tuple(value + shift * (index % 2) for index, value in enumerate(values)))
                for letter, values in mark.commands
            )
        elif not isinstance(mark, Anchor | Extent):
            mark.y += shift


@dataclass(slots=True, eq=False)
class RowFrame:
    """A box behind rows that follow each other; it closes and opens again where a page ends. `icon` says which sign it bears."""

    box: Box
    x: float
    width: float
    pad: float
    rtl: bool


@dataclass(slots=True, kw_only=True)
class Row:
    """An unbreakable slice of the page: its height, the space above it (none at a page's top), its marks.

    `cost` is the price of a page break before it; `frame` the box it stands in; `repeat` the rows (a table's head) that come
    again, as artifacts, if the page breaks before it. `pad` is the room that a row of a table keeps above and below its words.
    """

    height: float
    marks: list[Mark] = field(default_factory=list)
    before: float = 0.0
    cost: float = FREE
    frame: RowFrame | None = None
    repeat: tuple[Row, ...] = ()
    kind: Literal["", "heading"] = ""
    pad: tuple[float, float] = (0.0, 0.0)


class Piece(NamedTuple):
    """A piece of the text in one way or in several (full, close, tight), each with its price."""

    ways: tuple[tuple[Row, ...], ...]
    prices: tuple[float, ...] = (0.0,)


def shifted(row: Row, across: float) -> Row:
    """A copy of the row, moved to the right: what was set for a panel stands where that lies on the paper."""
    return replace(row, marks=[_shifted(mark, across) for mark in row.marks], frame=None)


def _shifted(mark: Mark, across: float) -> Mark:
    if isinstance(mark, Shape):
        moved = tuple(
            (letter, tuple(value + across * (1 - index % 2) for index, value in enumerate(values)))
            for letter, values in mark.commands
        )
        return replace(mark, commands=moved, _operators="")
    if isinstance(mark, Anchor | PageOf):
        return mark
    return replace(mark, x=mark.x + across)


def spaced(rows: list[Row], gap: float) -> list[Row]:
    """The rows with this space above them."""
    if rows:
        rows[0].before = gap
    return rows


class Placed(NamedTuple):
    """A row on a page: y of its top in points down from the page's top; `again` for a repeated one, which is an artifact."""

    row: Row
    y: float
    again: bool = False


class PlacedFrame(NamedTuple):
    """A box on a page: y of its top, and its height."""

    frame: RowFrame
    y: float
    height: float


@dataclass(slots=True, kw_only=True)
class Page:
    """One page: boxes, rows over them, the running head and foot.

    `text` are the rows as they were placed, the very same tuple on all pages that have these very rows at these places; () where nobody told.
    """

    frames: list[PlacedFrame] = field(default_factory=list)
    rows: list[Placed] = field(default_factory=list)
    head: list[Placed] = field(default_factory=list)
    foot: list[Placed] = field(default_factory=list)
    text: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole file: its pages, of one size in points, and the structure tree their marks belong to.

    `duplex` is how the paper is turned for the other side; `folding` says in words how it is cut and folded, or "". `trim` is
    what is left when it is cut (left, lower, right and upper edge, from the lower left corner), or () for the whole page. `order` says
    for each of the pages, in reading order, on which side of the paper (from 0) it lies, or () for one a side.
    """

    tree: StructureTree
    pages: tuple[Page, ...]
    size: tuple[float, float]
    duplex: Duplex = "DuplexFlipLongEdge"
    folding: str = ""
    trim: tuple[float, float, float, float] | tuple[()] = ()
    order: tuple[int, ...] = ()
