"""Lines, arrows and dots as filled outlines: as wide as they must be, from where to where they must go."""

from __future__ import annotations

import math

import pytest

from kit.formats.deck.shapes import EMU_POINT, Frame
from kit.formats.deck.strokes import WIDTH, strokes

FRAME = Frame(0, 0, 100 * EMU_POINT, 50 * EMU_POINT)


def _corners(path: object) -> list[tuple[float, float]]:
    return [values for letter, values in path.commands if values]  # type: ignore[attr-defined]


@pytest.mark.parametrize("turn", [0, 30, 90, 200])
def test_a_line_has_its_width_in_every_direction(turn: int) -> None:
    """The outline of a line is a rectangle as wide as the line, a little longer at both ends so that lines join."""
    end = (50 + 40 * math.cos(math.radians(turn)), 25 + 20 * math.sin(math.radians(turn)))
    art = strokes(FRAME, [((50 * EMU_POINT, 25 * EMU_POINT), (end[0] * EMU_POINT, end[1] * EMU_POINT))])
    (path,) = art.paths
    a, b, c, d = _corners(path)
    length = math.dist((50, 25), end) + WIDTH
    assert (math.dist(a, d), math.dist(b, c)) == pytest.approx((WIDTH, WIDTH), abs=0.2)
    assert (math.dist(a, b), math.dist(d, c)) == pytest.approx((length, length), abs=0.2)


def test_nothing_lies_over_something_else_in_one_path() -> None:
    """Each line, head and dot is a path of its own: where two cross in one path, a program may leave the crossing empty."""
    way = ((0, 0), (0, 10 * EMU_POINT), (20 * EMU_POINT, 10 * EMU_POINT))
    art = strokes(FRAME, [way], dots=[(5 * EMU_POINT, 5 * EMU_POINT)], arrows=True)
    assert len(art.paths) == 2 + 1 + 1
    assert [sum(letter == "M" for letter, _ in path.commands) for path in art.paths] == [1, 1, 1, 1]


def test_an_arrow_points_where_its_line_ends() -> None:
    """The tip is the line's end, the back of the head lies behind it."""
    art = strokes(FRAME, [((0, 25 * EMU_POINT), (80 * EMU_POINT, 25 * EMU_POINT))], arrows=True)
    tip, upper, lower = _corners(art.paths[1])
    assert tip == (80, 25)
    assert upper[0] == lower[0] < 80


def test_the_drawing_turns_round_with_the_text() -> None:
    """Lines are drawn as for left-to-right text and mirrored with it."""
    assert strokes(FRAME, []).mirror
