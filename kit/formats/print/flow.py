"""Pages out of rows: where each page ends, which rows repeat, where boxes close and open.

Pages end at the breaks that together cost least: a break's own price (sheet.Row.cost) plus a price for the white it leaves. The last
two pages share their rows when the last one would hold only a few. Left out on purpose: columns, and anything about content.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.formats.print.sheet import NEVER, Frame, Page, Placed, PlacedFrame, Row

_WHITE = 20.0  # price of a page left wholly white; grows with the square of the part that is white
_PAGE = 3.0  # price of one more page
_SHORT = 0.35  # a last page filled less than this is evened out with the one before it


def paginate(rows: Sequence[Row], *, top: float, height: float, first_top: float = 0.0) -> list[Page]:
    """Pages of rows between `top` and `top + height` points; `first_top` points are already taken on the first page."""
    starts = _starts(rows, height, first_top)
    starts = _balanced(rows, starts, height, first_top)
    ends = [*starts[1:], len(rows)]
    pages = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        pages.append(_page(rows, start, end, top + (first_top if number == 0 else 0.0)))
    return pages


def keep_whole(rows: list[Row], limit: float, cost: float = NEVER) -> list[Row]:
    """The rows with breaks between them made dearer, if together they are no taller than `limit` points."""
    if sum(row.before + row.height for row in rows) <= limit:
        for row in rows[1:]:
            row.cost = max(row.cost, cost)
    return rows


def dearer(rows: list[Row], limit: float, cost: float) -> list[Row]:
    """The rows with `cost` added to the breaks between them that are allowed, if together they are no taller than `limit` points."""
    if sum(row.before + row.height for row in rows[1:]) + rows[0].height <= limit:
        for row in rows[1:]:
            if row.cost < NEVER:
                row.cost += cost
    return rows


def advance(previous: Row | None, row: Row) -> float:
    """Space from the end of the row before (None at a page's top) to the top of this one, box padding included."""
    left = previous.frame if previous else None
    gap = 0.0
    if left is not row.frame:
        gap += left.pad if left else 0.0
        gap += row.frame.pad if row.frame else 0.0
    elif previous is None and row.frame:
        gap += row.frame.pad
    return gap + (row.before if previous else 0.0)


def extent(rows: Sequence[Row], start: int, end: int) -> float:
    """Height in points of rows [start, end) on a page of their own, with repeated rows and box padding."""
    y, previous = 0.0, None
    for row in (*rows[start].repeat, *rows[start:end]):
        y += advance(previous, row) + row.height
        previous = row
    return y + (previous.frame.pad if previous and previous.frame else 0.0)


def _starts(rows: Sequence[Row], height: float, taken: float) -> list[int]:
    """The rows with which pages begin, so that all pages together cost least: no page is spoilt to suit the one before it."""
    total = [0.0] + [float("inf")] * len(rows)
    came_from = [0] * (len(rows) + 1)
    ends = _Ends(rows)
    for start in range(len(rows)):
        so_far = total[start]
        if so_far == float("inf"):
            continue
        for end, price in ends.after(start, height - (taken if start == 0 else 0.0)):
            if so_far + price < total[end]:
                total[end], came_from[end] = so_far + price, start
    starts, end = [], len(rows)
    while end:
        end = came_from[end]
        starts.append(end)
    return starts[::-1]


class _Ends:
    """Where the page that begins with a row may end, and at what price. What rows take is added up once for all pages."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.below = [0.0]  # the y at which each row ends if all stand on one endless page
        for previous, row in zip((None, *rows), rows, strict=False):
            self.below.append(self.below[-1] + advance(previous, row) + row.height)
        self.closing = [row.frame.pad if row.frame else 0.0 for row in rows]

    def after(self, start: int, height: float) -> list[tuple[int, float]]:
        """(row before which the page ends, price) for a page of `height` points that begins with row `start`."""
        rows, below, closing = self.rows, self.below, self.closing
        shift = extent(rows, start, start + 1) - closing[start] - below[start + 1]
        found: list[tuple[int, float]] = []
        for end in range(start + 1, len(rows) + 1):
            if end > start + 1 and below[end] + shift + closing[end - 1] > height + 0.01:
                break
            if end == len(rows):
                return [*found, (end, 0.0)]
            cost = rows[end].cost
            if cost < NEVER:
                white = max(0.0, 1 - (below[end] + shift + closing[end - 1]) / height)
                found.append((end, cost + _PAGE + _WHITE * white * white))
        return found or [(end - 1, NEVER)]  # as many rows as fit


def _balanced(rows: Sequence[Row], starts: list[int], height: float, taken: float) -> list[int]:
    """The starts with the last two pages evened out, if the last page is nearly empty and a good break allows it."""
    if len(starts) < 2:
        return starts
    first, last, end = starts[-2], starts[-1], len(rows)
    room = height - (taken if len(starts) == 2 else 0.0)
    if extent(rows, last, end) >= _SHORT * height:
        return starts
    choices = [
        (rows[index].cost + 10 * abs(extent(rows, first, index) - extent(rows, index, end)) / height, -index)
        for index in range(first + 1, last + 1)
        if rows[index].cost < NEVER and extent(rows, index, end) <= height and extent(rows, first, index) <= room
    ]
    return [*starts[:-1], -min(choices)[1]] if choices else starts


def _page(rows: Sequence[Row], start: int, end: int, top: float) -> Page:
    page, y, previous = Page(), top, None
    opened: tuple[Frame, float] | None = None
    repeated = rows[start].repeat
    for number, row in enumerate((*repeated, *rows[start:end])):
        step = advance(previous, row)
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
