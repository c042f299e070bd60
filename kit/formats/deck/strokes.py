"""Straight lines, arrows and dots as one drawing of filled outlines, because a shape on a slide is filled and never stroked.

Points are EMU from the upper left corner of the drawing's frame, as for left-to-right text; the drawing is turned round where
text runs right to left. Left out on purpose: curves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from kit.art import Art, Command, Path
from kit.formats.deck.shapes import EMU_POINT, Frame

Point = tuple[float, float]
WIDTH = 1.5
"""Of a line, in points."""
_DOT = 4.5
_HEAD = 9.0


def strokes(frame: Frame, ways: Sequence[Sequence[Point]], *, dots: Sequence[Point] = (), arrows: bool = False) -> Art:
    """Lines through points in a frame, dots, and an arrow's head at the end of each line if asked."""
    paths: list[Path] = []
    for way in ways:
        points = [(x / EMU_POINT, y / EMU_POINT) for x, y in way]
        paths += [_line(start, end) for start, end in pairwise(points)]
        if arrows:
            paths.append(_head(points[-2], points[-1]))
    paths += [_dot(x / EMU_POINT, y / EMU_POINT) for x, y in dots]
    width, height = frame.width / EMU_POINT, frame.height / EMU_POINT
    return Art(id="strokes", width=width, height=height, paths=tuple(paths), mirror=True)


def _polygon(points: Sequence[Point]) -> Path:
    """One path each: where two lie over each other in one path, some programs leave the overlap empty."""
    first, *rest = [(round(x, 1), round(y, 1)) for x, y in points]
    commands: tuple[Command, ...] = (("M", first), *(("L", point) for point in rest), ("Z", ()))
    return Path(commands=commands)


def _line(start: Point, end: Point) -> Path:
    length = math.dist(start, end) or 1.0
    x, y = (end[0] - start[0]) / length * WIDTH / 2, (end[1] - start[1]) / length * WIDTH / 2
    (a, b), (c, d) = (start[0] - x, start[1] - y), (end[0] + x, end[1] + y)
    return _polygon([(a - y, b + x), (c - y, d + x), (c + y, d - x), (a + y, b - x)])


def _head(start: Point, end: Point) -> Path:
    length = math.dist(start, end) or 1.0
    x, y = (end[0] - start[0]) / length * _HEAD, (end[1] - start[1]) / length * _HEAD
    back = (end[0] - x, end[1] - y)
    return _polygon([end, (back[0] - y / 2, back[1] + x / 2), (back[0] + y / 2, back[1] - x / 2)])


def _dot(x: float, y: float) -> Path:
    corners = [(x + _DOT * math.cos(turn), y + _DOT * math.sin(turn)) for turn in (math.tau * step / 12 for step in range(12))]
    return _polygon(corners)
