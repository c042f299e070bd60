"""Type 2 charstrings of a face's glyphs (Adobe Technical Note 5177): shorter than TrueType records, for letters of many points.

A letter of Chinese is drawn in cubic curves, which its TrueType face holds as several quadratic ones each. Those that came of one
curve become one again where it lies within `_NEAR` of them, and every point goes to the nearest place of a grid, so that the curves
drawn are within some thousandths of the em of the face's own. Left out on purpose: hints and subroutines.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final

import uharfbuzz as hb

from kit.text.faces import Face
from kit.text.shape import Composite

EM = 1000
"""Units of the em that charstrings count in unless their font says otherwise; all places below are in these."""
GRID = 4
"""Every point is at a multiple of this: at 16 points a point moves by at most 0.03 of one, half a dot of a laser printer."""
_NEAR = 1.5
"""How far from the face's curves one that stands for several of them may run, measured across and along."""

Point = tuple[float, float]
_Curve = tuple[float, ...]  # where it ends, after two control points if it is no line
_Quadratic = tuple[float, float, float, float]
_Contour = list[tuple[float, ...]]  # where it starts, then lines (2 numbers), quadratic curves (4) and cubic ones (6)

_RMOVETO, _HMOVETO, _VMOVETO = b"\x15", b"\x16", b"\x04"
_RLINETO, _HLINETO, _VLINETO = b"\x05", b"\x06", b"\x07"
_RRCURVETO, _HVCURVETO, _VHCURVETO = b"\x08", b"\x1f", b"\x1e"
ENDCHAR: Final = b"\x0e"
_ONE, _TWO = 107, 1131  # the largest numbers of one byte and of two


@functools.lru_cache(maxsize=1 << 13)
def charstring(face: Face, glyph: int | Composite, width: int | None = None) -> bytes:
    """What draws a glyph of the face, after its width in units of the em if it is not the font's default.

    The same bytes for the same glyph, whatever was drawn before.
    """
    contours: list[_Contour] = []
    scale = EM / face.upem
    for part, x, y in glyph.parts if isinstance(glyph, Composite) else ((glyph, 0, 0),):
        found: list[_Contour] = []
        face.hb_font.draw_glyph(part, _pen(), found)
        contours += [_placed(_turned(contour), scale, x, y) for contour in found if len(contour) > 1]
    code = bytearray(b"" if width is None else _number(width))
    at = (0, 0)
    for contour in contours:
        drawn, at = _contour(contour, at)
        code += drawn
    return bytes(code) + ENDCHAR


@functools.cache
def _pen() -> hb.DrawFuncs:
    """What HarfBuzz calls for each step of an outline; a list of contours is its data."""
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, contours: contours.append([(x, y)]))
    pen.set_line_to_func(lambda x, y, contours: contours[-1].append((x, y)))
    pen.set_quadratic_to_func(lambda a, b, x, y, contours: contours[-1].append((a, b, x, y)))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, contours: contours[-1].append((a, b, c, d, x, y)))
    pen.set_close_path_func(lambda _: None)
    return pen


def _placed(contour: _Contour, scale: float, x: int, y: int) -> _Contour:
    """The contour so many font units further right and up, in units of charstrings."""
    if (scale, x, y) == (1, 0, 0):
        return contour
    return [tuple((value + (y if at % 2 else x)) * scale for at, value in enumerate(points)) for points in contour]


def _turned(contour: _Contour) -> _Contour:
    """The same contour with its longest line last, which is not written, as a contour closes by itself."""
    (x, y), *rest = contour
    if rest[-1][-2:] != (x, y):
        rest.append((x, y))
    longest, last = 0.0, len(rest) - 1
    for at, points in enumerate(rest):
        end_x, end_y = points[-2:]
        if len(points) == 2 and (length := abs(end_x - x) + abs(end_y - y)) > longest:
            longest, last = length, at
        x, y = end_x, end_y
    return [rest[last][-2:], *rest[last + 1 :], *rest[: last + 1]]


def _contour(contour: _Contour, at: tuple[int, int]) -> tuple[bytes, tuple[int, int]]:
    """The operators of a contour that is begun from a place, and where the pen is after it."""
    curves = list(_joined(contour))
    if len(curves[-1]) == 2:
        curves.pop()
    (x, y), (start_x, start_y) = at, (round(value / GRID) * GRID for value in contour[0])
    code = [_moved(start_x - x, start_y - y)]
    x, y = start_x, start_y
    for curve in curves:
        steps: list[int] = []
        for index in range(0, len(curve), 2):
            next_x, next_y = round(curve[index] / GRID) * GRID, round(curve[index + 1] / GRID) * GRID
            steps += (next_x - x, next_y - y)
            x, y = next_x, next_y
        if any(steps):
            code.append(_lined(*steps) if len(steps) == 2 else _curved(*steps))
    return b"".join(code), (x, y)


def _joined(contour: _Contour) -> Iterator[_Curve]:
    """The contour's lines and curves, quadratic ones joined where they came of one cubic curve."""
    at: Point = contour[0][0], contour[0][1]
    run: list[_Quadratic] = []
    for points in contour[1:]:
        curve = points if len(points) == 4 else None
        if run and (curve is None or not _cut(run[-1], curve)):
            yield from _cubics(at, run)
            at, run = run[-1][2:], []
        if curve is None:
            yield points
            at = points[-2], points[-1]
        else:
            run.append(curve)
    if run:
        yield from _cubics(at, run)


def _cut(before: _Quadratic, after: _Quadratic) -> bool:
    """Whether the place where two quadratic curves meet is the middle of their control points, as where one curve was cut in two."""
    return abs(2 * before[2] - before[0] - after[0]) <= 1 and abs(2 * before[3] - before[1] - after[1]) <= 1


def _cubics(start: Point, run: Sequence[_Quadratic]) -> Iterator[_Curve]:
    """As few cubic curves as stand for a run of quadratic ones, each for as many as it can."""
    rest = run
    while rest:
        tried = ((count, _cubic(start, rest[:count])) for count in range(len(rest), 0, -1))
        count, (one, two) = next((count, found) for count, found in tried if found is not None)
        start, rest = rest[count - 1][2:], rest[count:]
        yield *one, *two, *start


def _cubic(start: Point, run: Sequence[_Quadratic]) -> tuple[Point, Point] | None:
    """The control points of the cubic curve that was cut into these at even times; None if it does not run near them."""
    share = 2 * len(run) / 3
    (a, b), (_, _, g, h) = start, run[-1]
    one = a + share * (run[0][0] - a), b + share * (run[0][1] - b)
    two = g + share * (run[-1][0] - g), h + share * (run[-1][1] - h)
    if len(run) == 1:
        return one, two
    x, y = start
    times = iter(_times(len(run)))
    for p, q, end_x, end_y in run:
        for there_x, there_y in (((x + 2 * p + end_x) / 4, (y + 2 * q + end_y) / 4), (end_x, end_y)):
            first, second, third, fourth = next(times)
            if abs(first * a + second * one[0] + third * two[0] + fourth * g - there_x) > _NEAR:
                return None
            if abs(first * b + second * one[1] + third * two[1] + fourth * h - there_y) > _NEAR:
                return None
        x, y = end_x, end_y
    return one, two


@functools.lru_cache(maxsize=64)
def _times(count: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much of each of its four points a cubic curve has in the middle and at the end of each of so many even parts."""
    times = [step / (2 * count) for step in range(1, 2 * count + 1)]
    return tuple(((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3) for t in times)


def _moved(x: int, y: int) -> bytes:
    """A step of the pen that draws nothing."""
    if not y:
        return _number(x) + _HMOVETO
    return _number(y) + _VMOVETO if not x else _number(x) + _number(y) + _RMOVETO


def _lined(x: int, y: int) -> bytes:
    """A line by as much."""
    if not y:
        return _number(x) + _HLINETO
    return _number(y) + _VLINETO if not x else _number(x) + _number(y) + _RLINETO


def _curved(*steps: int) -> bytes:
    """A cubic curve of three steps, from place to place; shorter where it sets out straight across or along."""
    a, b, c, d, e, f = steps
    if not b:
        return b"".join(map(_number, (a, c, d, f, e) if e else (a, c, d, f))) + _HVCURVETO
    if not a:
        return b"".join(map(_number, (b, c, d, e, f) if f else (b, c, d, e))) + _VHCURVETO
    return b"".join(map(_number, steps)) + _RRCURVETO


@functools.lru_cache(maxsize=1 << 13)
def _number(value: int) -> bytes:
    """A whole number of less than 32768 either way (TN 5177, 3.2)."""
    if abs(value) <= _ONE:
        return bytes((value + 139,))
    if abs(value) <= _TWO:
        high, low = divmod(abs(value) - _ONE - 1, 256)
        return bytes((high + (247 if value > 0 else 251), low))
    return b"\x1c" + value.to_bytes(2, "big", signed=True)
