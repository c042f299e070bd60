"""The handout as a tagged PDF: draws what `pages` placed. Thin on purpose; every decision was made before.

The same document and options give the same bytes: no clock, no randomness, nothing remembered that could change them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from kit.art import Command
from kit.caches import KeptValues
from kit.document import Document, Options, plain
from kit.formats.print.pages import lay_out
from kit.formats.print.shapes import line, rectangle
from kit.formats.print.sheet import (
    Anchor,
    Blank,
    Drawing,
    Extent,
    Layout,
    Link,
    Page,
    PageOf,
    Placed,
    PlacedFrame,
    Raster,
    Row,
    Shape,
    Words,
)
from kit.formats.print.theme import Color
from kit.pdf.canvas import Artifact, Drawn, TaggedCanvas
from kit.pdf.metadata import Metadata
from kit.pdf.resources import operators
from kit.pdf.structure import Content
from kit.text.lines import Run

_SPAN = attrgetter("span")
_BACKGROUND = Artifact("Background")
_REPEATED = Artifact("Pagination")
_BAR = 4.5


Layouter = Callable[[Document, Options], Layout]
"""A layout: the pure step from a document to pages."""


def write(document: Document, options: Options) -> bytes:
    """The handout of a document. KitError if a text can't be printed, naming the text and the locale."""
    return draw(lay_out(document, options), document)


def draw(layout: Layout, document: Document) -> bytes:
    """The file of a layout of this document."""
    notices = (plain(notice.text) for notice in document.notices)
    metadata = Metadata(
        title=plain(document.title.text),
        subject=" ".join(filter(None, (*notices, layout.folding))),
        lang=document.locale.tag,
        date=document.date,
        duplex=layout.duplex,
    )
    canvas = TaggedCanvas(layout.tree, metadata, layout.size)
    canvas.trim = layout.trim or canvas.trim
    pen = _Pen(canvas)
    canvas.labels = _labels(layout.order)
    sides = layout.order or tuple(range(len(layout.pages)))
    for side, page in zip(sides, layout.pages, strict=True):
        canvas.turn_to(side)
        pen.page(page)
    for side in range(max(sides, default=-1) + 1):
        canvas.turn_to(side)
        canvas.end_page()
    return canvas.finish()


def _labels(order: Sequence[int]) -> tuple[str, ...]:
    """What each side of paper is called that holds several pages: the numbers of its pages."""
    held: dict[int, list[str]] = {}
    for number, side in enumerate(order, start=1):
        held.setdefault(side, []).append(str(number))
    return tuple(", ".join(held[side]) for side in sorted(held))


_THING, _PLACE = itemgetter(0), itemgetter(1, 2)
"""What is placed, a row or a box, which is known by its identity; and where: its y, and whether it comes again or its height."""


class _KnownPage(NamedTuple):
    """What drawing a page did, and what is on it: as long as that is held, nothing else has its identity."""

    drawn: Drawn
    placed: tuple[Placed | PlacedFrame, ...]


_pages: KeptValues[tuple[object, ...], _KnownPage] = KeptValues(128, turning=True)


class _Pen:
    """Draws pages; turns y from downwards to upwards."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self.canvas = canvas
        self.height = canvas.size[1]

    def page(self, page: Page) -> None:
        """Draw a page, or do what drawing the same rows at the same places did in another file."""
        parts = (page.head, page.rows, page.foot)
        rows = (tuple(map(id, map(_THING, part))) for part in (*parts, page.frames))
        places = (tuple(map(_PLACE, part)) for part in (*parts, page.frames))
        key = (self.canvas.size, *rows, *places)
        known = _pages.get(key)
        if known and self.canvas.repeat(known.drawn):
            return
        self.canvas.record()
        self._draw(page)
        if drawn := self.canvas.recorded():
            _pages.keep(key, _KnownPage(drawn, (*page.rows, *page.head, *page.foot, *page.frames)))

    def _draw(self, page: Page) -> None:
        for frame in page.frames:
            self._frame(frame)
        for placed in page.head:
            self._row(placed)
        for placed in page.rows:
            self._row(placed)
        for placed in page.foot:
            self._row(placed)

    def _frame(self, placed: PlacedFrame) -> None:
        box, frame = placed.frame.box, placed.frame
        self.canvas.use(_BACKGROUND)
        self._path(rectangle(frame.x, placed.y, frame.width, placed.height), 0, fill=box.tint)
        if box.outline:
            self._path(rectangle(frame.x, placed.y, frame.width, placed.height), 0, stroke=box.color, width=0.75)
        if box.bar == "none":
            return
        x = frame.x + frame.width - _BAR if frame.rtl else frame.x
        top, bottom = placed.y, placed.y + placed.height
        if box.bar == "solid":
            self._path(rectangle(x, top, _BAR, placed.height), 0, fill=box.color)
        elif box.bar == "double":
            for at in (x, x + _BAR * 0.66):
                self._path(rectangle(at, top, _BAR * 0.34, placed.height), 0, fill=box.color)
        else:
            middle = x + _BAR / 2
            self._path(line(middle, top, middle, bottom), 0, stroke=box.color, width=_BAR, dash=(9, 4))

    def _row(self, placed: Placed) -> None:
        row, y = placed.row, placed.y
        for mark in row.marks:
            match mark:
                case Words():
                    self._words(mark, y, again=placed.again)
                case Shape():
                    self.canvas.use(_REPEATED if placed.again else mark.place)
                    self.canvas.path(
                        mark.operators(), self.height - y, fill=mark.fill, stroke=mark.stroke, width=mark.width, dash=mark.dash
                    )
                case Drawing():
                    self.canvas.use(mark.place)
                    bottom = self.height - y - mark.y - mark.height
                    self.canvas.drawing(
                        mark.art, mark.x, bottom, mark.width, mark.height, color=mark.color, mirrored=mark.mirrored
                    )
                case Raster():
                    self.canvas.use(mark.place)
                    self.canvas.picture(mark.data, mark.x, self.height - y - mark.y - mark.height, mark.width, mark.height)
                case Blank():
                    if placed.again:
                        continue
                    top = self.height - y - mark.y
                    box = (round(mark.x, 2), round(top - mark.height, 2), round(mark.x + mark.width, 2), round(top, 2))
                    self.canvas.field(mark.element, box, mark.field)
                case Anchor():
                    self._anchor(mark, row, y, again=placed.again)
                case PageOf():
                    raise AssertionError("a page number that pages did not fill in")
                case Extent():
                    if placed.again:
                        continue
                    top = self.height - y
                    box = (round(mark.x, 2), round(top - mark.height, 2), round(mark.x + mark.width, 2), round(top, 2))
                    self.canvas.bound(mark.element, box)

    def _anchor(self, mark: Anchor, row: Row, y: float, *, again: bool) -> None:
        if mark.level < 0 or again:
            return
        self.canvas.outline(mark.title, mark.level, mark.element, 0, self.height - y + row.height * 0.25)

    def _words(self, words: Words, y: float, *, again: bool) -> None:
        canvas = self.canvas
        baseline = self.height - y - words.y
        canvas_links: dict[Link, list[float]] = {}
        canvas.ink(fill=words.color)
        for span, runs in _by_span(words.line.runs):
            place = _REPEATED if again else words.places[span]
            canvas.use(place)
            canvas.show(runs, words.x, baseline, words.size)
            if not words.underlined:
                continue
            link = words.links[span] if words.links else None
            for run in runs if link or span in words.underlined else ():
                x = words.x + run.x
                left, right = max(x, words.x), min(x + run.width, words.x + words.line.width)
                if span in words.underlined:
                    stroke = rectangle(left, 0, right - left, words.size * 0.06)
                    self._path(stroke, self.height - baseline + words.size * 0.12, fill=words.color)
                if link and isinstance(place, Content) and not again:
                    canvas_links.setdefault(link, []).extend((left, right))
        for link, edges in canvas_links.items():
            low, high = baseline - words.size * 0.3, baseline + words.size * 0.9
            canvas.link(link.element, (min(edges), low, max(edges), high), link.target, link.contents)

    def _path(
        self,
        commands: Sequence[Command],
        y: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        self.canvas.path(operators(commands), self.height - y, fill=fill, stroke=stroke, width=width, dash=dash)


def _by_span(runs: tuple[Run, ...]) -> Iterable[tuple[int, tuple[Run, ...]]]:
    """The runs of a line span by span; most lines have but one."""
    if runs and runs[0].span == runs[-1].span:
        return ((runs[0].span, runs),)
    return [(span, tuple(group)) for span, group in groupby(runs, _SPAN)]
