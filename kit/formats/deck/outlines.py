"""Pictures as DrawingML paths, written as simply as the eye allows: they are most of a deck's bytes.

A curve becomes a line or a quadratic curve, two curves become one, and curves that go round become an ellipse, where that moves no
point by more than a step of the picture's grid: that is 1/480 of the longer side, of smaller pictures 1/360 to 1/160. Left out on
purpose: strokes and gradients, which the kit's pictures do not have.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kit.art import Art, Path

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""Start, control points and end: two points are a line, three a quadratic curve, four a cubic one."""

_HEX = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
GRID = 480
SMALL, MIDDLE, LARGE = 160, 240, 360
"""Steps of the grid of smaller pictures, where one is half a point at most: a pixel of a projector."""
_DEGREE = 60_000
_TAGS = {2: "lnTo", 3: "quadBezTo", 4: "cubicBezTo"}


@functools.lru_cache(maxsize=256)
def outline(art: Art, steps: int = GRID) -> str:
    """All paths of a picture, each as one `a:path` (ECMA-376 Part 1, 20.1.9.15), so that holes stay holes."""
    return "".join(_path(path, art.width, art.height, steps) for path in art.paths)


def _path(path: Path, width: float, height: float, steps: int) -> str:
    """One path on a grid of so many steps to the longer side; whole numbers, as of a QR code's modules, are kept exact."""
    longer = max(width, height)
    whole = all(value == int(value) for _, values in path.commands for value in values)
    scale = 1.0 if whole else steps / longer
    step = scale * longer / steps
    figures = (_ellipse(one, step) or "".join(map(_element, _lighter(one, step))) for one in _figures(_pieces(path, scale)))
    return f'<a:path w="{round(width * scale)}" h="{round(height * scale)}">{"".join(figures)}</a:path>'


def _element(piece: Curve | str) -> str:
    """A piece as an element."""
    if isinstance(piece, str):
        return "<a:close/>"
    if len(piece) == 1:
        return f"<a:moveTo>{_point(piece[0])}</a:moveTo>"
    tag = _TAGS[len(piece)]
    return f"<a:{tag}>{''.join(map(_point, piece[1:]))}</a:{tag}>"


def _point(at: Point) -> str:
    return f'<a:pt x="{round(at[0])}" y="{round(at[1])}"/>'


def _pieces(path: Path, scale: float) -> Iterator[Curve | str]:
    """A path's commands as curves in steps of the grid that know where they start; a single point is a move, "Z" closes."""
    here = (0.0, 0.0)
    for letter, values in path.commands:
        points = tuple((x * scale, y * scale) for x, y in zip(values[::2], values[1::2], strict=True))
        if letter == "Z":
            yield letter
            continue
        yield points if letter == "M" else (here, *points)
        here = points[-1]


def _figures(pieces: Iterable[Curve | str]) -> Iterator[list[Curve | str]]:
    """The pieces of each figure, which starts with a move."""
    figure: list[Curve | str] = []
    for piece in pieces:
        if len(piece) == 1 and piece != "Z" and figure:
            yield figure
            figure = []
        figure.append(piece)
    yield figure


def _ellipse(figure: Sequence[Curve | str], step: float) -> str:
    """A closed figure of curves as one arc all round (20.1.9.4), where that moves no point by more than a step; "" if it is none."""
    curves = [one for one in figure[1:-1] if len(one) == 4 and not isinstance(one, str)]
    if figure[-1] != "Z" or len(curves) not in (2, 4) or len(curves) < len(figure) - 2:
        return ""
    start = curves[0][0]
    around = [_at(curve, t / 8) for curve in curves for t in range(8)]
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*around, strict=True))
    wide, high = round((right - left) / 2), round((bottom - top) / 2)
    x, y = round(start[0]), round(start[1])
    ends = {(x - wide, y): 0, (x, y - high): 90, (x + wide, y): 180, (x, y + high): 270}
    middle, angle = min(ends.items(), key=lambda end: math.dist(end[0], ((left + right) / 2, (top + bottom) / 2)))
    round_ = min(wide, high) > 0 and math.dist(start, curves[-1][3]) <= step
    if not round_ or any(_off(at, middle, wide, high) > step for at in around):
        return ""
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(around, (*around[1:], around[0]), strict=True))
    turn = 360 if area > 0 else -360
    arc = f'<a:arcTo wR="{wide}" hR="{high}" stAng="{angle * _DEGREE}" swAng="{turn * _DEGREE}"/>'
    return f"{_element((start,))}{arc}<a:close/>"


def _off(at: Point, middle: Point, wide: float, high: float) -> float:
    """How far a point lies off an ellipse, measured from its middle."""
    x, y = at[0] - middle[0], at[1] - middle[1]
    away = math.hypot(x, y)
    return abs(away - away / (math.hypot(x / wide, y / high) or 1))


def _lighter(pieces: Iterable[Curve | str], tolerance: float) -> Iterator[Curve | str]:
    """Neighbouring curves as one where they nearly are; then each in its simplest form."""
    held: Curve | None = None
    for piece in pieces:
        if held is not None:
            both = _joined(held, piece, tolerance) if len(piece) == 4 and not isinstance(piece, str) else None
            if both is not None:
                held = both
                continue
            yield _simplest(held, tolerance / 2)
            held = None
        if isinstance(piece, tuple) and len(piece) == 4:
            held = piece
        else:
            yield piece
    if held is not None:
        yield _simplest(held, tolerance / 2)


def _joined(one: Curve, other: Curve, tolerance: float) -> Curve | None:
    """Two cubic curves as the one they are halves of, or None if they are not."""
    start, end = one[0], other[3]
    first = (2 * one[1][0] - start[0], 2 * one[1][1] - start[1])
    second = (2 * other[2][0] - end[0], 2 * other[2][1] - end[1])
    both = (start, first, second, end)
    pairs = ((_at(both, 0.25), _at(one, 0.5)), (_at(both, 0.5), one[3]), (_at(both, 0.75), _at(other, 0.5)))
    return both if all(math.dist(near, true) < tolerance for near, true in pairs) else None


def _at(curve: Curve, t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _simplest(curve: Curve, tolerance: float) -> Curve:
    """A cubic curve as a line or a quadratic one, where that stays within the tolerance, else as it is."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    chord = math.dist(curve[0], curve[3]) or 1.0
    away = max(abs((x - x0) * (y3 - y0) - (y - y0) * (x3 - x0)) / chord for x, y in curve[1:3])
    if away * 0.75 < tolerance < chord and _between(curve):
        return curve[0], curve[3]
    if math.hypot(x3 - 3 * x2 + 3 * x1 - x0, y3 - 3 * y2 + 3 * y1 - y0) * math.sqrt(3) / 36 < tolerance:
        return curve[0], ((3 * (x1 + x2) - x0 - x3) / 4, (3 * (y1 + y2) - y0 - y3) / 4), curve[3]
    return curve


def _between(curve: Curve) -> bool:
    """Whether the control points lie between the ends, so that the curve does not turn back."""
    (x0, y0), *inner, (x3, y3) = curve
    along = [(x - x0) * (x3 - x0) + (y - y0) * (y3 - y0) for x, y in inner]
    return all(0 <= value <= (x3 - x0) ** 2 + (y3 - y0) ** 2 for value in along)


def colors(paths: Iterable[Path]) -> Mapping[str, tuple[Path, ...]]:
    """Paths by their own colour as RRGGBB, "" for those in the deck's colour; order of first use."""
    out: dict[str, tuple[Path, ...]] = {}
    for path in paths:
        match = _HEX.fullmatch(path.color or "")
        digits = match.group(1) if match else ""
        rgb = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
        out[rgb.upper()] = (*out.get(rgb.upper(), ()), path)
    return out
