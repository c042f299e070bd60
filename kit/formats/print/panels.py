"""Folded and cut paper: where each face lies, in the order in which a reader meets the faces, and how rows get there.

Pure geometry, in points from the page's upper left corner; page 0 is the outer side, page 1 the inner one. Everything is worked
out for left to right and mirrored for right to left: the panel that folds in and the fold of a card change sides with the
reading. Left out on purpose: what stands on a face.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kit.document import Block, Document, without
from kit.formats.print.shapes import line
from kit.formats.print.sheet import (
    Anchor,
    Blank,
    Drawing,
    Extent,
    Mark,
    Page,
    PageOf,
    Placed,
    PlacedFrame,
    Raster,
    Row,
    Shape,
    Words,
    lower,
    shifted,
)
from kit.formats.print.theme import INCH, INK, MM
from kit.pdf.canvas import Artifact
from kit.text.metrics import ink

CARD = (85.6 * MM, 54 * MM)
"""A bank card (ISO/IEC 7810, ID-1)."""

COPY, MARK = Artifact("Layout"), Artifact("Page")
"""A further copy of a card, which a voice must not read again; and a mark for cutting or folding (ISO 32000-1, 14.8.2.2.2)."""

_COLUMNS, _ROWS = 2, 4
_PANELS = {"a4": (100 * MM, 97 * MM), "letter": (3.6875 * INCH, 3.625 * INCH)}
"""Widths of the two outer panels of a leaflet and of the one that folds in, which is narrower so that it lies flat."""
_EDGE = 6.4 * MM  # what office printers leave white
_APART = 0.06  # em between the letters of two lines at least
_PADDED = 1.9  # em a line: a row taller than this has room for something beside its words
_BASE = 0.76  # part of a line above the baseline, where the letters leave the choice
_TICK, _CLEAR = 5 * MM, 3 * MM  # length of a mark, and how far from the cut it begins


class PanelFace(NamedTuple):
    """A face of a folded or cut piece: its page (from 0), its upper left corner and its size."""

    page: int
    x: float
    y: float
    width: float
    height: float


def flat_cards(size: tuple[float, float], *, rtl: bool) -> tuple[tuple[PanelFace, ...], ...]:
    """Eight cards on a page, each as (front, back): its back lies behind it when the paper is turned on its long edge."""
    cells = [(row, column) for row in range(_ROWS) for column in range(_COLUMNS)]
    cards = ((_cell(size, 0, row, column), _cell(size, 1, row, _COLUMNS - 1 - column)) for row, column in cells)
    return tuple(_mirrored(size, card) if rtl else card for card in cards)


def folded_cards(size: tuple[float, float], *, rtl: bool) -> tuple[tuple[PanelFace, ...], ...]:
    """Four folded cards on a page, each as (cover, the face behind it, the one beside that, back); the fold is in the middle."""
    cards = (
        (_cell(size, 0, row, 1), _cell(size, 1, row, 0), _cell(size, 1, row, 1), _cell(size, 0, row, 0)) for row in range(_ROWS)
    )
    return tuple(_mirrored(size, card) if rtl else card for card in cards)


def trifold(paper: str, size: tuple[float, float], *, rtl: bool) -> tuple[PanelFace, ...]:
    """A leaflet of landscape paper: (cover, flap, three inner panels, back), turned on its short edge.

    Who opens the cover sees the flap beside the first inner panel, then, with the flap open, all three; the back comes last.
    """
    wide, narrow = _PANELS[paper]
    tall = size[1]
    outside = (PanelFace(0, 0, 0, narrow, tall), PanelFace(0, narrow, 0, wide, tall), PanelFace(0, narrow + wide, 0, wide, tall))
    inside = (PanelFace(1, 0, 0, wide, tall), PanelFace(1, wide, 0, wide, tall), PanelFace(1, 2 * wide, 0, narrow, tall))
    flap, back, cover = outside
    faces = (cover, flap, *inside, back)
    return _mirrored(size, faces) if rtl else faces


def block_of(size: tuple[float, float]) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of all cards together, which stand in the middle of the page."""
    width, height = _COLUMNS * CARD[0], _ROWS * CARD[1]
    x, y = (size[0] - width) / 2, (size[1] - height) / 2
    return x, y, x + width, y + height


def _cell(size: tuple[float, float], page: int, row: int, column: int) -> PanelFace:
    x, y, _, _ = block_of(size)
    return PanelFace(page, x + column * CARD[0], y + row * CARD[1], *CARD)


def _mirrored(size: tuple[float, float], faces: Sequence[PanelFace]) -> tuple[PanelFace, ...]:
    return tuple(face._replace(x=size[0] - face.x - face.width) for face in faces)


# --- marks ------------------------------------------------------------------------------------------------------------


def cut_marks(size: tuple[float, float], *, folded: bool) -> Row:
    """Ticks around the block of cards, in line with every cut; dashed where a card is folded and not cut."""
    left, top, right, bottom = block_of(size)
    marks: list[Mark] = []
    for column in range(_COLUMNS + 1):
        x = left + column * CARD[0]
        dash = (2.0, 2.0) if folded and 0 < column < _COLUMNS else ()
        marks += _ticks((x, top - _CLEAR, x, top - _CLEAR - _TICK), (x, bottom + _CLEAR, x, bottom + _CLEAR + _TICK), dash=dash)
    for row in range(_ROWS + 1):
        y = top + row * CARD[1]
        marks += _ticks((left - _CLEAR, y, left - _CLEAR - _TICK, y), (right + _CLEAR, y, right + _CLEAR + _TICK, y))
    return Row(height=0.0, marks=marks)


def fold_marks(faces: Sequence[PanelFace], page: int) -> Row:
    """Dashed ticks at the upper and lower edge where a leaflet is folded."""
    inner = [face for face in faces if face.page == page and face.x > 1]
    marks: list[Mark] = []
    for face in inner:
        low = face.height - _EDGE
        marks += _ticks((face.x, _EDGE, face.x, _EDGE + _TICK), (face.x, low, face.x, low - _TICK), dash=(2.0, 2.0))
    return Row(height=0.0, marks=marks)


def _ticks(*ends: tuple[float, float, float, float], dash: tuple[float, ...] = ()) -> Iterable[Mark]:
    return [Shape(commands=line(*end), stroke=INK, width=0.3, dash=dash, place=MARK) for end in ends]


def fitted(document: Document, fits: Callable[[Document], bool], may_go: Callable[[Block], bool]) -> Document | None:
    """The document without the last blocks of its faces that may go, until it fits; each face keeps one. None if that is too little."""
    while not fits(document):
        last = [section.blocks[-1] for section in reversed(document.sections) if len(section.blocks) > 1]
        spare = [block for block in last if may_go(block)]
        if not spare:
            return None
        document = without(document, spare[0])
    return document


# --- rows on a face -----------------------------------------------------------------------------------------------------


def lay_on(pages: Sequence[Page], face: PanelFace, made: Page, *, copy: bool = False) -> None:
    """Put what was set for a face where that lies on its page; as a `copy` it is an artifact."""
    page = pages[face.page]
    for frame in made.frames:
        page.frames.append(PlacedFrame(replace(frame.frame, x=frame.frame.x + face.x), frame.y + face.y, frame.height))
    for placed in made.rows:
        row = shifted(placed.row, face.x)
        page.rows.append(Placed(_copied(row) if copy else row, placed.y + face.y))


def _copied(row: Row) -> Row:
    """The row as a further copy: the same ink, and nothing in the tree."""
    return replace(row, marks=[found for mark in row.marks if (found := _untagged(mark))])


def _untagged(mark: Mark) -> Mark | None:
    match mark:
        case Words():
            return replace(mark, places=(COPY,) * len(mark.places), links=())
        case Shape() | Drawing() | Raster():
            return replace(mark, place=COPY)
        case Anchor() | Blank() | Extent() | PageOf():
            return None


def closed_up(row: Row, leading: float) -> Row:
    """A row made as low as its own letters allow, and no lower than `leading` in em a line: scripts reserve room for rare marks.

    A row of a table keeps its room above and below its words, and its rule stays at its lower edge.
    """
    over, under = row.pad
    words = [mark for mark in row.marks if isinstance(mark, Words)]
    lines = sorted({mark.y for mark in words})
    if len({mark.size for mark in words}) != 1 or row.height - over - under > _PADDED * len(lines) * words[0].size:
        return row
    above, below = reach(words, leading)
    tall = above + below
    height = tall * len(lines) + over + under
    clear = row.height - under - lines[-1] >= (1 - _BASE) * leading * words[0].size - 0.01
    if height >= row.height and clear:  # where a tall letter leaves too little below, the row below would come too near
        return row
    others = [mark for mark in row.marks if not isinstance(mark, Words | Drawing)]
    if over or under:
        _end_at(others, row.height, height)
    else:
        lower(others, above - lines[0])
    for mark in words:
        mark.y = over + above + lines.index(mark.y) * tall
    row.height = height
    return row


def lines_closed_up(row: Row, leading: float) -> Row:
    """A row of nothing but lines of words and dots between them, each line made as low as its own letters allow.

    Words on a line may be of several sizes, and the script's lines as tall as those of Nastaliq: `closed_up` leaves such rows alone.
    """
    lines: dict[float, list[Words]] = {}
    for mark in row.marks:
        if isinstance(mark, Words):
            lines.setdefault(round(mark.y, 1), []).append(mark)
    dots = [mark for mark in row.marks if isinstance(mark, Shape)]
    height, last = 0.0, -math.inf
    for base, words in sorted(lines.items()):
        above, below = reach(words, leading)
        move = height + above - words[0].y
        lower([dot for dot in dots if last < dot.commands[0][1][1] <= base], move)
        for mark in words:
            mark.y += move
        height, last = height + above + below, base
    row.height = height
    return row


def rows_closed_up(rows: Sequence[Row], leading: float) -> list[Row]:
    """Rows that follow each other, each closed up; a picture beside several lines keeps its height, or it would reach into the next."""
    closed = [closed_up(row, leading) for row in rows]
    _hold_pictures(closed)
    return closed


def all_closed_up(rows: Sequence[Row], leading: float, *, table: bool) -> None:
    """Close up rows, but those with lines to write on and boxes to tick, which stay as they are; the rules of a `table` move along.

    A picture beside several lines keeps its height, as in `rows_closed_up`.
    """
    for row in rows:
        if table or not any(isinstance(mark, Shape) and mark.stroke for mark in row.marks):
            closed_up(row, leading)
    _hold_pictures(rows)


def _goes_on(row: Row) -> bool:
    """Whether a row is a further line of what stands in the row above it."""
    return not row.before and not any(isinstance(mark, Drawing) for mark in row.marks)


def _hold_pictures(rows: Sequence[Row]) -> None:
    """Make each row and its further lines as tall as the pictures beside them."""
    for at, row in enumerate(rows):
        low = max((mark.y + mark.height for mark in row.marks if isinstance(mark, Drawing)), default=0.0)
        lines = (row, *itertools.takewhile(_goes_on, rows[at + 1 :]))
        lines[-1].height += max(0.0, low - math.fsum(line.height for line in lines))


def reach(words: Sequence[Words], leading: float) -> tuple[float, float]:
    """How far a line of these words must reach above and below its baseline, in points."""
    above = below = 0.0
    for mark in words:
        inks = [ink(run.face, run.clusters) for run in mark.line.runs]
        apart = _APART * mark.size / 2
        above = max(above, max(up for up, _ in inks) * mark.size + apart, _BASE * leading * mark.size)
        below = max(below, max(down for _, down in inks) * mark.size + apart, (1 - _BASE) * leading * mark.size)
    return above, below


def _end_at(marks: Iterable[Mark], before: float, height: float) -> None:
    """Draw what ended at the lower edge of a row where that is now."""
    for mark in marks:
        if isinstance(mark, Shape):
            mark.commands = tuple(
                (letter, tuple(height if at % 2 and abs(value - before) < 0.01 else value for at, value in enumerate(values)))
                for letter, values in mark.commands
            )
