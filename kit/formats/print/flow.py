"""Pages out of rows: where each page ends, which rows repeat, where boxes close and open.

All pages are chosen together, as the shortest path over breaks (Plass): a page costs its own price, that of the break after it, and
that of the white it leaves after its gaps have grown (`_GROWN`); gaps may also shrink a little (`_SHRUNK`). A piece of the text may
come in several ways (`Piece`), full, close and tight: a page sets all pieces that begin on it in one of them, whichever is cheapest. Where a page may
end is kept by the pieces that were looked at for it: most are those of the clinic before. Left out on purpose: columns, and anything about content.
"""

from __future__ import annotations

import hashlib
import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from kit.caches import KeptOf, KeptValues
from kit.formats.print.sheet import AVOID, FORCED, NEVER, Page, Piece, Placed, PlacedFrame, Row, RowFrame

_WHITE, _POWER = 120.0, 1.1  # price of a page left wholly white, and how it falls with the white
_HOLE, _QUARTER = 1200.0, 0.22  # price of white beyond nearly a quarter of the page, which looks like a mistake
_SIDE_HOLE = 120.0  # ... on a sheet, whose sides hold what their author gave them
_PAGE, _SPARE, _SIDE = 3.0, 300.0, 1000.0  # price of one more page, one more side of a sheet, and one more than it may have
_GROWN, _SHRUNK = 1.4, 0.7  # how far the gaps of a page may grow and shrink
_WIDEST, _OPEN = 3.0, 0.11  # ... and those of a page of which more than this part would else stay white
_SQUEEZE = 30.0  # price of gaps shrunk to nothing
_SHORT = 0.35  # a last page filled less than this is evened out with the one before it
_LEAST, _LEAST_SIDE = 0.75, 0.5  # ... which keeps this much
_SLACK = 0.01
_NEAR = 12  # pieces that a page may hold at most, for the question whether another way would change it


def paginate(rows: Sequence[Row], *, top: float, height: float) -> list[Page]:
    """Pages of rows between `top` and `top + height` points."""
    return paginate_pieces([Piece((tuple(rows),))], top=top, height=height)[0] if rows else []


def paginate_pieces(
    pieces: Sequence[Piece], *, top: float, height: float, whole: bool = False, even: bool = False, spare: bool = False
) -> tuple[list[Page], tuple[int, ...]]:
    """Pages of pieces between `top` and `top + height` points, and for each piece which of its ways was taken.

    With `whole` the last page is filled like the others: a sheet of paper with as many sides as it has. With `even` a whole block of
    the side before may go to a last one that would hold a line or two alone. With `spare` it has sides to spare: rather one more of
    them than a box parted that one of them holds.
    """
    plan = _plan(pieces, height, whole=whole, even=even, spare=spare)
    rows = [row for piece, way in zip(pieces, plan.ways, strict=True) for row in piece.ways[way]]
    last = len(plan.ends) - 1
    starts = (0, *plan.ends)
    pages = [
        _placed_once(rows[start:end], top, height, grow=whole or number != last, widest=_GROWN if whole else _WIDEST)
        for number, (start, end) in enumerate(zip(starts, plan.ends, strict=False))
    ]
    return pages, plan.ways


class _Plan(NamedTuple):
    """The way of each piece, and after how many of all their rows each page ends."""

    ways: tuple[int, ...]
    ends: tuple[int, ...]


_plans: KeptValues[tuple[object, ...], _Plan] = KeptValues(64, turning=True)
"""By the measures of all pieces: words of other clinics mostly take as many lines, and then pages end where they did."""


def _plan(pieces: Sequence[Piece], height: float, *, whole: bool, even: bool, spare: bool) -> _Plan:
    """Where pages end, found now, or before for pieces that measure the same: nothing else of them is looked at."""
    measures = list(map(_measure, pieces))
    apart = all(one.frames.isdisjoint(other.frames) for one, other in pairwise(measures))
    key = (height, whole, even, spare, *[one.rows for one in measures])
    known = _plans.get(key) if apart else None
    if known:
        return known
    pages, ways = _Flow(pieces, height, (_SPARE if spare else _SIDE) if whole else _PAGE).pages()
    if not whole or even:
        _even_out(pages, height, *((_LEAST_SIDE, AVOID) if whole else (_LEAST, NEVER)))
    plan = _Plan(ways, tuple(accumulate(map(len, pages))))
    return _plans.keep(key, plan) if apart else plan


class _Measure(NamedTuple):
    """All of a piece that breaks depend on, as a digest, and its boxes: where two pieces have one in common, it does not tell all."""

    rows: bytes
    frames: frozenset[int]


_measures: KeptOf[Piece, _Measure] = KeptOf(4096, turning=True)


def _measure(piece: Piece) -> _Measure:
    return _measures.get(piece) or _measures.keep(_measured_piece(piece), piece)


def _measured_piece(piece: Piece) -> _Measure:
    names: dict[int, int] = {0: 0}  # boxes in order of first use: which one it is counts, not where it lies in memory

    def said(row: Row) -> tuple[object, ...]:
        frame = row.frame
        box = names.setdefault(id(frame), len(names)) if frame else 0
        pad = frame.pad if frame else 0.0
        return (row.height, row.before, row.cost, row.kind, box, pad, tuple(map(said, row.repeat)))

    rows = tuple(tuple(map(said, way)) for way in piece.ways)
    return _Measure(hashlib.sha256(repr((rows, piece.prices)).encode()).digest(), frozenset(names) - {0})


def keep_whole(rows: list[Row], limit: float, cost: float = NEVER) -> list[Row]:
    """The rows with breaks between them made dearer, if together they are no taller than `limit` points."""
    if math.fsum(row.before + row.height for row in rows) <= limit:
        for row in rows[1:]:
            row.cost = max(row.cost, cost)
    return rows


def dearer(rows: list[Row], limit: float, cost: float) -> list[Row]:
    """The rows with `cost` added to the breaks between them that are allowed, if together they are no taller than `limit` points."""
    if math.fsum(row.before + row.height for row in rows[1:]) + rows[0].height <= limit:
        for row in rows[1:]:
            if FORCED < row.cost < NEVER:
                row.cost += cost
    return rows


def advance(previous: Row | None, row: Row, stretch: float = 1.0) -> float:
    """Space from the end of the row before (None at a page's top) to the top of this one, box padding included."""
    left = previous.frame if previous else None
    gap = 0.0
    if left is not row.frame:
        gap += left.pad if left else 0.0
        gap += row.frame.pad if row.frame else 0.0
    elif previous is None and row.frame:
        gap += row.frame.pad
    return gap + (row.before * stretch if previous else 0.0)


def extent(rows: Sequence[Row], start: int, end: int) -> float:
    """Height in points of rows [start, end) on a page of their own, with repeated rows and box padding."""
    return measured((*rows[start].repeat, *rows[start:end]))[0]


def _may_end(previous: Row, row: Row) -> bool:
    """Whether a page may end between two rows: a heading never stands last, whatever follows it."""
    return row.cost < NEVER and previous.kind != "heading"


def measured(rows: Sequence[Row]) -> tuple[float, float]:
    """The height of rows on a page of their own, and how much of it are gaps."""
    y, gaps, previous = 0.0, 0.0, None
    for row in rows:
        y += advance(previous, row) + row.height
        gaps += row.before if previous else 0.0
        previous = row
    return y + (previous.frame.pad if previous and previous.frame else 0.0), gaps


def closest(rows: Sequence[Row]) -> float:
    """The height of rows on a page of their own, their gaps shrunk as far as they may be."""
    height, gaps = measured(rows)
    return height - gaps * (1 - _SHRUNK)


class _State(NamedTuple):
    """Where a page begins: a piece, how many of its rows stand before, and in which way it is set (0 where none do)."""

    piece: int
    offset: int
    way: int


class _End(NamedTuple):
    """Where a page may end, at what price."""

    state: _State
    price: float


class _Looked(NamedTuple):
    """Where a page may end, the pieces that were looked at to tell, and whether they are the last of the text."""

    ends: list[_End]
    pieces: Sequence[Piece]
    last: bool


_kept: KeptOf[Piece, _Looked] = KeptOf(2048, turning=True)


class _Flow:
    """The cheapest path of pages through the pieces. `reach` is the furthest piece that was looked at."""

    def __init__(self, pieces: Sequence[Piece], height: float, page: float) -> None:
        self.pieces, self.height, self.page = pieces, height, page
        self.hole = _HOLE if page == _PAGE else _SIDE_HOLE
        self.reach = 0
        self.ways = range(max(len(piece.ways) for piece in pieces))
        self.end = _State(len(pieces), 0, 0)
        self.came: dict[_State, tuple[_State, int]] = {}

    def pages(self) -> tuple[list[list[Row]], tuple[int, ...]]:
        """The rows of each page, and the way of each piece."""
        first = _State(0, 0, 0)
        cost = {first: 0.0}
        waiting = [first]
        while waiting:
            state = heapq.heappop(waiting)
            for way in self.ways:
                if way and not self._matters(state):
                    break
                for end, price in self._ends(state, way):
                    total = cost[state] + price
                    if end not in cost and end != self.end:
                        heapq.heappush(waiting, end)
                    if total < cost.get(end, float("inf")) - 1e-9:
                        cost[end], self.came[end] = total, (state, way)
        return self._traced()

    def _matters(self, state: _State) -> bool:
        """Whether a piece that begins on the page may be set in another way; the few next ones decide."""
        near = self.pieces[state.piece + (1 if state.offset else 0) : state.piece + _NEAR]
        return any(len(piece.ways) > 1 for piece in near)

    def _stream(self, state: _State, way: int) -> Iterator[tuple[_State, Row, float]]:
        """The rows from a page's start on, each with its place and what the way of its piece costs where that begins."""
        for number in range(state.piece, len(self.pieces)):
            self.reach = max(self.reach, number)
            piece, begins = self.pieces[number], number > state.piece or not state.offset
            own = min(way, len(piece.ways) - 1) if begins else state.way
            offset = 0 if begins else state.offset
            for index in range(offset, len(piece.ways[own])):
                yield _State(number, index, own if index else 0), piece.ways[own][index], piece.prices[own] if not index else 0.0
        self.reach = len(self.pieces)

    def _ends(self, state: _State, way: int) -> list[_End]:
        """Where the page that begins here may end, worked out now, or before for the same pieces: the very same, which no one changes."""
        first, more = self.pieces[state.piece], (state, way, self.height, self.page)
        if (known := _kept.get(first, *more)) and self._same(state.piece, known):
            return known.ends
        self.reach = 0
        found = self._found(state, way)
        last = self.reach == len(self.pieces)
        _kept.keep(_Looked(found, self.pieces[state.piece : self.reach + 1], last), first, *more)
        return found

    def _same(self, first: int, known: _Looked) -> bool:
        here = self.pieces[first : first + len(known.pieces)]
        if len(here) != len(known.pieces) or (known.last and first + len(here) != len(self.pieces)):
            return False
        return all(one is other for one, other in zip(here, known.pieces, strict=True))

    def _found(self, state: _State, way: int) -> list[_End]:
        """Where the page that begins here may end; if nowhere at an allowed price, after as many rows as fit."""
        found: list[_End] = []
        y = gaps = extra = 0.0
        previous: Row | None = None
        last: _State | None = None
        for place, row, price in self._stream(state, way):
            if previous is None:
                y, gaps = measured(row.repeat)
                previous = row.repeat[-1] if row.repeat else None
                y -= previous.frame.pad if previous and previous.frame else 0.0
            elif place != state:
                last = place
                closed = y + (previous.frame.pad if previous.frame else 0.0)
                if closed - gaps * (1 - _SHRUNK) > self.height + _SLACK:
                    break
                if _may_end(previous, row):
                    found.append(_End(place, self._price(closed, gaps, row.cost) + extra))
                    if row.cost <= FORCED:
                        return found
            extra += price
            y += advance(previous, row) + row.height
            gaps += row.before if previous else 0.0
            previous = row
        else:
            closed = y + (previous.frame.pad if previous and previous.frame else 0.0)
            if closed - gaps * (1 - _SHRUNK) <= self.height + _SLACK or last is None:
                found.append(_End(self.end, extra + self._squeezed(closed, gaps)))
        return found or [_End(self._fitting(state, way), NEVER)]

    def _price(self, height: float, gaps: float, cost: float) -> float:
        """What a page costs that is filled this far and ends before a row of this cost."""
        free = self.height - height
        if free < 0:
            return self.page + max(cost, 0.0) + self._squeezed(height, gaps)
        white = max(0.0, free - gaps * (_GROWN - 1)) / self.height
        return self.page + max(cost, 0.0) + _WHITE * math.pow(white, _POWER) + self.hole * max(0.0, white - _QUARTER)

    def _squeezed(self, height: float, gaps: float) -> float:
        return _SQUEEZE * max(0.0, height - self.height) / gaps if gaps else 0.0

    def _fitting(self, state: _State, way: int) -> _State:
        """Where a page ends that holds as many rows as fit, at least one, and no heading last."""
        rows: list[Row] = []
        good = self.end
        for place, row, _ in self._stream(state, way):
            if rows:
                height, _gaps = measured([*rows[0].repeat, *rows, row])
                good = place if rows[-1].kind != "heading" or good == self.end else good
                if height > self.height + _SLACK:
                    return good
            rows.append(row)
        return self.end

    def _traced(self) -> tuple[list[list[Row]], tuple[int, ...]]:
        steps: list[tuple[_State, int]] = []
        state = self.end
        while state in self.came:
            state, way = self.came[state]
            steps.append((state, way))
        steps.reverse()
        pages: list[list[Row]] = []
        taken = [0] * len(self.pieces)
        for number, (start, way) in enumerate(steps):
            stop = steps[number + 1][0] if number + 1 < len(steps) else self.end
            rows: list[Row] = []
            for place, row, _ in self._stream(start, way):
                if (place.piece, place.offset) >= (stop.piece, stop.offset):
                    break
                if not place.offset:
                    taken[place.piece] = min(way, len(self.pieces[place.piece].ways) - 1)
                rows.append(row)
            pages.append(rows)
        return pages, tuple(taken)


def _even_out(pages: list[list[Row]], height: float, least: float, dearest: float) -> None:
    """Give a nearly empty last page some rows of the one before it, if a break of at most this price allows it."""
    if len(pages) < 2 or pages[-1][0].cost <= FORCED or extent(pages[-1], 0, len(pages[-1])) >= _SHORT * height:
        return
    rows, kept = [*pages[-2], *pages[-1]], len(pages[-2])
    choices = [
        (max(rows[index].cost, 0.0) + 10 * abs(extent(rows, 0, index) - extent(rows, index, len(rows))) / height, -index)
        for index in range(1, kept + 1)
        if _may_end(rows[index - 1], rows[index])
        and rows[index].cost <= dearest
        and extent(rows, 0, index) >= least * height
        and extent(rows, index, len(rows)) <= height
    ]
    if choices:
        best = -min(choices)[1]
        pages[-2:] = [rows[:best], rows[best:]]


_placings: KeptOf[Row, Page] = KeptOf(256, turning=True)


def _placed_once(rows: Sequence[Row], top: float, height: float, *, grow: bool, widest: float) -> Page:
    """`placed`, now or for another text that has these very rows on a page."""
    more = (tuple(map(id, rows)), top, height, grow, widest)  # which are held by the page that is kept under them
    known = _placings.get(rows[0], *more)
    if known is None:
        known = placed(rows, top, height, grow=grow, widest=widest)
        known = _placings.keep(replace(known, text=tuple(known.rows)), rows[0], *more)
    return replace(known, frames=list(known.frames), rows=list(known.rows), head=[], foot=[])


def placed(rows: Sequence[Row], top: float, height: float, *, grow: bool, most: float = _GROWN, widest: float = _GROWN) -> Page:
    """A page of these rows, their gaps grown (to `most` of themselves) or shrunk towards a full one.

    Where that would leave white that looks like a mistake, they grow on, at most to `widest` of themselves.
    """
    repeated = rows[0].repeat
    whole = (*repeated, *rows)
    natural, gaps = measured(whole)
    stretch = 1.0 + (height - natural) / gaps if gaps else 1.0
    hole = height * (1 - _OPEN) - natural - gaps * (most - 1)
    if gaps and hole > 0:
        most = max(most, min(widest, most + hole / gaps))
    stretch = min(max(stretch, _SHRUNK), most if grow else 1.0)
    page, y, previous = Page(), top, None
    opened: tuple[RowFrame, float] | None = None
    for number, row in enumerate(whole):
        step = advance(previous, row, stretch)
        if opened and opened[0] is not row.frame:
            page.frames.append(PlacedFrame(opened[0], opened[1], y + opened[0].pad - opened[1]))
            opened = None
        if row.frame and not opened:
            opened = (row.frame, y + step - row.frame.pad)
        y += step
        page.rows.append(Placed(row, y, number < len(repeated)))
        y += row.height
        previous = row
    if opened:
        page.frames.append(PlacedFrame(opened[0], opened[1], y + opened[0].pad - opened[1]))
    return page
