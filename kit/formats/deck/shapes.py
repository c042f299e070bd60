"""What stands on a slide, as plain values: the pure step makes them, the writer turns each into XML.

Frames are written as for left-to-right text, in EMU (914,400 to the inch); the writer mirrors them where text runs right to
left, so that no layout is thought out twice. Sizes are points. Left out on purpose: anything about files.
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from typing import Literal

from kit.art import Art
from kit.document import Text, Timeline, spans
from kit.formats.deck.theme import BODY_SIZE, Color
from kit.text.span import Span

EMU_INCH, EMU_POINT = 914400, 12700
BEFORE = 8.0
"""Points of space above a paragraph where nothing else is said."""

Mark = Literal["none", "bullet", "box", "number"]
Layout = Literal["title", "message", "text", "activity", "callout", "pictures", "figure", "table"]

_INDENT_EMS = {"none": 0.0, "bullet": 0.9, "box": 1.25, "number": 1.35}


def indent(mark: Mark, size: int) -> int:
    """How far words stand from their mark's side in EMU, by the size in points."""
    return round(_INDENT_EMS[mark] * size * EMU_POINT)


def inch(value: float) -> int:
    """Inches as EMU."""
    return round(value * EMU_INCH)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in EMU; `x` counts from the side where a line starts."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.y + self.height

    def with_rows(self, y: int, height: int) -> Frame:
        """The same columns at another height."""
        return Frame(self.x, y, self.width, height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph: its words, how big, with which mark. `number` is the mark's ordinal; `before` points of space above.

    `keep` says that it may not part from the paragraph after it; `link` is the https address that it leads to, and `goal` the key of
    the slide that it leads to instead: all of it, or the words `linked`. `fixed` keeps its size where the words around it are set larger.
    `breaks` are offsets into the words (without markup) where a line is ended by hand, so that no program parts a number.
    """

    text: Text
    size: int = BODY_SIZE
    bold: bool = False
    color: Color | None = None
    mark: Mark = "none"
    number: int = 1
    before: float = BEFORE
    keep: bool = False
    link: str = ""
    goal: str = ""
    linked: str = ""
    fixed: bool = False
    centered: bool = False
    breaks: tuple[int, ...] = ()

    @property
    def runs(self) -> tuple[Span, ...]:
        """The words by language and weight; a link is one run, because several would be several links to a screen reader.

        Where it is all in one other language, that is the link's.
        """
        found = _spans(self.text.text, self.text.lang, self.bold)
        if not (self.link or self.goal) or (len(found) < 2 and not self.linked):
            return found
        whole = "".join(span.text for span in found)
        parts = whole.partition(self.linked) if self.linked else (whole,)
        tongues = {span.text: span.lang for span in found}
        return tuple(Span(text=part, lang=tongues.get(part, self.text.lang), bold=self.bold) for part in parts if part)


@functools.lru_cache(maxsize=2048)
def _spans(text: str, lang: str, bold: bool) -> tuple[Span, ...]:
    found = spans(text, lang)
    return tuple(dataclasses.replace(span, bold=True) for span in found) if bold else found


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideWords:
    """Paragraphs in the layout's placeholder `slot`; `frame` is None where the layout's own place fits.

    `ground` fills the place, `inset` keeps its words off its edges by so many EMU. `anchor` says where
    in their place words stand ("t", "ctr" or "b"), if not where the layout has them.
    """

    slot: str
    paras: tuple[Para, ...]
    frame: Frame | None = None
    ground: Color | None = None
    inset: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideDrawing:
    """A picture of filled outlines in one colour. Without `alt` it is decorative: the words beside it say it all."""

    frame: Frame
    art: Art
    color: Color
    alt: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture of pixels (PNG) with its alternative text."""

    frame: Frame
    png: bytes
    alt: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: `rows[0]` holds the column heads, the first cell of each row its head. Widths and heights in EMU.

    `told` are the rows of the document's table, whose id is `table`, that it shows, counted from 0.
    """

    slot: str
    frame: Frame
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    rows: tuple[tuple[Para, ...], ...]
    alt: Text
    table: str = ""
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A native chart of a timeline."""

    slot: str
    frame: Frame
    timeline: Timeline


Shape = SlideWords | SlideDrawing | Photo | Grid | Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: its title, then its shapes in reading order, then what the leader reads.

    `section` is the id of the part of the document it belongs to, `marker` that part's number or "". `key` names the slide for
    good: the block it shows and, after a stroke, which slide of it.
    """

    key: str
    layout: Layout
    title: Para
    title_frame: Frame | None = None
    shapes: tuple[Shape, ...]
    notes: tuple[Para, ...]
    section: str
    marker: str = ""
