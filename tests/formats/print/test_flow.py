"""Where pages end: the cheapest break, never a forbidden one, boxes closed and opened again, a full enough last page."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from kit import caches
from kit.formats.print.flow import dearer, keep_whole, paginate, paginate_pieces, placed
from kit.formats.print.sheet import FORCED, FREE, ITEM, LINE, NEVER, SPLIT, WHOLE, Page, Piece, Row, RowFrame
from kit.formats.print.theme import PLAIN_BOX


def _rows(count: int, height: float = 10.0, cost: float = FREE) -> list[Row]:
    return [Row(height=height, cost=cost) for _ in range(count)]


def _counts(pages: list[Page]) -> list[int]:
    return [len(page.rows) for page in pages]


def test_rows_fill_pages_in_order() -> None:
    """Every row is placed once, in order, below the one before it."""
    rows = _rows(23)
    pages = paginate(rows, top=50, height=100)
    found = [one.row for page in pages for one in page.rows]
    assert [id(row) for row in found] == [id(row) for row in rows]
    for page in pages:
        assert page.rows[0].y == 50
        assert all(a.y + a.row.height <= b.y for a, b in itertools.pairwise(page.rows))
        assert page.rows[-1].y + page.rows[-1].row.height <= 150


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    """The space before a heading does not push it down on a new page."""
    rows = [*_rows(10), Row(height=10, before=40), *_rows(5)]
    pages = paginate(rows, top=0, height=100)
    assert pages[1].rows[0].y == 0


def test_a_forbidden_break_moves_the_rows_together() -> None:
    """A heading goes to the next page with what follows it."""
    rows = [*_rows(9), Row(height=10, kind="heading"), *_rows(2, cost=NEVER), *_rows(6)]
    pages = paginate(rows, top=0, height=100)
    assert _counts(pages) == [9, 9]


def test_what_can_not_stay_together_is_broken_all_the_same() -> None:
    """Rows that forbid every break but are taller than a page still all come out, as many as fit."""
    assert _counts(paginate(_rows(25, cost=NEVER), top=0, height=100))[0] == 10


def test_a_row_taller_than_the_page_has_a_page_of_its_own() -> None:
    """Nothing is lost and nothing loops when a row can't fit."""
    pages = paginate([*_rows(2), Row(height=500), *_rows(2)], top=0, height=100)
    assert sum(_counts(pages)) == 5


def test_a_dear_break_is_taken_only_to_save_much_white() -> None:
    """A page ends between blocks if that leaves little white, and between lines otherwise."""
    near = [*_rows(10), *_rows(5, cost=LINE + SPLIT)]
    near[10].cost, near[9].cost = LINE + SPLIT, FREE
    assert _counts(paginate(near, top=0, height=100))[0] == 9
    far = [*_rows(2), *_rows(30, cost=LINE)]
    assert _counts(paginate(far, top=0, height=100))[0] == 10


def test_a_nearly_empty_last_page_is_evened_out() -> None:
    """The last two pages share their rows instead of leaving one line alone; the one before the last stays three quarters full."""
    assert _counts(paginate(_rows(21), top=0, height=100)) == [10, 8, 3]


def test_a_sheet_leaves_no_block_alone_on_its_last_side_if_another_may_go_with_it() -> None:
    """With `even` the block before goes with it, if the side before stays half full, and no block is parted for it."""
    blocks = [Piece((tuple(_rows(4, cost=NEVER)),)), Piece((tuple(_rows(3, cost=NEVER)),)), Piece((tuple(_rows(3, cost=NEVER)),))]
    for piece in blocks:
        piece.ways[0][0].cost = FREE
    end = Piece((tuple(_rows(1)),))
    for even, counts in ((False, [10, 1]), (True, [7, 4])):
        assert _counts(paginate_pieces([*blocks, end], top=0, height=100, whole=True, even=even)[0]) == counts
    long = [Piece((tuple(_rows(10, cost=NEVER)),)), end]
    assert _counts(paginate_pieces(long, top=0, height=100, whole=True, even=True)[0]) == [10, 1]


def test_gaps_grow_and_shrink_with_the_page() -> None:
    """What is left of a page goes into its gaps, up to 1.4 times; gaps shrink, to 0.7 times, if a break is better for it."""
    grown = paginate([Row(height=10, before=5) for _ in range(8)] + [Row(height=40)], top=0, height=120)
    assert grown[0].rows[1].y == pytest.approx(10 + 5 * 1.4)
    tight = [Row(height=20, before=10, cost=NEVER) for _ in range(5)]
    assert _counts(paginate([*tight, Row(height=80)], top=0, height=130)) == [5, 1]
    (first, *_) = paginate([*tight, Row(height=80)], top=0, height=130)
    assert first.rows[-1].y + 20 == pytest.approx(130)


@pytest.mark.parametrize(
    ("room", "grow", "gap"),
    [
        (45, True, 5),
        (46, True, 5.5),
        (49, True, 7),
        (60, True, 7),
        (60, False, 5),
        (44, False, 4.5),
        (39, False, 3.5),
        (20, False, 3.5),
    ],
)
def test_gaps_keep_between_their_bounds(room: float, grow: bool, gap: float) -> None:
    """A page that is just full keeps its gaps; the last one does not grow; none goes below 0.7 or above 1.4 times."""
    rows = [Row(height=15), Row(height=10, before=5), Row(height=10, before=5)]
    first, second, _ = placed(rows, 0, room, grow=grow).rows
    assert second.y - first.y - 15 == pytest.approx(gap)


def test_a_forced_start_begins_a_page() -> None:
    """A row that must begin a page does, however empty the page before it is."""
    rows = [*_rows(2), Row(height=10, cost=FORCED), *_rows(3)]
    assert _counts(paginate(rows, top=0, height=100)) == [2, 4]


def test_a_piece_is_set_closer_where_that_saves_a_hole() -> None:
    """Of two ways the full one is taken if it fits as well; the close one if the page would else end in a hole."""
    full, close = tuple(_rows(8, cost=NEVER)), tuple(_rows(6, cost=NEVER))
    head = Piece((tuple(_rows(4)),))
    two = Piece((full, close), (0.0, 1.0))
    assert paginate_pieces([head, two, head], top=0, height=100)[1] == (0, 1, 0)
    assert paginate_pieces([head, two, head], top=0, height=120)[1] == (0, 0, 0)


def test_a_piece_keeps_its_way_over_a_page_end() -> None:
    """Rows of a piece that runs on come from the way in which it began."""
    full, close = tuple(_rows(30, cost=LINE)), tuple(_rows(25, cost=LINE))
    pages, (way,) = paginate_pieces([Piece((full, close), (0.0, 1.0))], top=0, height=100)
    assert [placed.row for page in pages for placed in page.rows] == list((full, close)[way])


def test_table_heads_come_again_as_repeats() -> None:
    """A page that begins inside a table begins with the table's head, marked as repeated."""
    head = Row(height=10)
    rows = [head, *(Row(height=10, repeat=(head,)) for _ in range(15))]
    second = paginate(rows, top=0, height=100)[1]
    assert (second.rows[0].row, second.rows[0].again) == (head, True)
    assert not any(placed.again for placed in second.rows[1:])


def test_a_box_closes_at_the_end_of_a_page_and_opens_again() -> None:
    """Each page draws its own part of a box, padding included, around exactly its rows."""
    frame = RowFrame(PLAIN_BOX, 0, 100, 4, rtl=False)
    rows = _rows(15)
    for row in rows:
        row.frame = frame
    pages = paginate(rows, top=0, height=100)
    for page in pages:
        (placed,) = page.frames
        assert placed.y == page.rows[0].y - 4
        assert placed.y + placed.height == page.rows[-1].y + page.rows[-1].row.height + 4
        assert placed.y + placed.height <= 100


def test_keeping_whole_stops_at_the_limit() -> None:
    """Rows taller together than the limit may be broken as before."""
    assert all(row.cost == NEVER for row in keep_whole(_rows(5), 100)[1:])
    assert all(row.cost == FREE for row in keep_whole(_rows(15), 100))


def test_rows_that_must_be_seen_together_go_to_the_next_page() -> None:
    """Half a page is left white rather than a block broken that fits a page; without the price it is broken."""
    block = [Row(height=10), *_rows(8, cost=ITEM)]
    rows = [*_rows(5), *block, *_rows(6)]
    assert _counts(paginate(rows, top=0, height=100))[0] == 10
    dearer(block, 100, WHOLE)
    assert _counts(paginate(rows, top=0, height=100))[0] == 5


def test_a_block_taller_than_a_page_is_no_dearer_to_break() -> None:
    """What can't stay whole starts at once, and breaks that are forbidden stay just that."""
    assert [row.cost for row in dearer(_rows(11, cost=ITEM), 100, WHOLE)] == [ITEM] * 11
    assert [row.cost for row in dearer(_rows(3, cost=NEVER), 100, WHOLE)] == [NEVER] * 3


def test_pages_are_chosen_together() -> None:
    """A page that could be full ends earlier if the next one would be nearly empty otherwise."""
    rows = _rows(23, cost=WHOLE)
    for index in (6, 10, 13):
        rows[index].cost = FREE
    assert _counts(paginate(rows, top=0, height=100)) == [6, 7, 10]


def test_pieces_that_measure_the_same_break_the_same() -> None:
    """What one text was broken by serves the next of the same measures; one row that is taller is seen."""
    rows = _rows(23, cost=WHOLE)
    rows[6].cost = rows[13].cost = FREE
    piece = Piece((tuple(rows),))
    first = paginate_pieces([piece, piece], top=0, height=100)
    again = [Piece((tuple(_copied(rows)),)), Piece((tuple(_copied(rows)),))]
    second = paginate_pieces(again, top=0, height=100)
    assert (_counts(second[0]), second[1]) == (_counts(first[0]), first[1])
    assert second[0][0].rows[0].row is again[0].ways[0][0]
    again[1].ways[0][3].height = 45.5
    taller = [again[0], Piece(again[1].ways)]
    counts = _counts(paginate_pieces(taller, top=0, height=100)[0])
    caches.empty()
    assert counts == _counts(paginate_pieces(taller, top=0, height=100)[0]) != _counts(first[0])


def test_a_box_over_two_pieces_is_no_two_boxes() -> None:
    """Pieces of the same measures are not the same where one box runs from one into the other: it has no padding between them."""

    def pieces(*frames: RowFrame) -> list[Piece]:
        return [Piece((tuple(Row(height=10, frame=frame) for _ in range(4)),)) for frame in frames]

    one, other = (RowFrame(PLAIN_BOX, 0, 100, 8, rtl=False) for _ in range(2))
    apart = _counts(paginate_pieces(pieces(one, other), top=0, height=100)[0])
    together = _counts(paginate_pieces(pieces(one, one), top=0, height=100)[0])
    assert (apart, together) == ([6, 2], [8])


def _copied(rows: list[Row]) -> list[Row]:
    return [dataclasses.replace(row) for row in rows]
