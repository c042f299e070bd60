"""Simple shapes as path commands (y downwards, points), and the three signs that callouts bear.

Left out on purpose: pictograms, which are content (`content/pictograms`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from kit.art import Art, Command, Path, parse_path
from kit.document import Level

_ROUND = 4 / 3 * (math.sqrt(2) - 1)  # how far the control points of a quarter circle stand from its ends

Point = tuple[float, float]


def rectangle(x: float, y: float, width: float, height: float) -> tuple[Command, ...]:
    """A rectangle whose upper left corner is (x, y)."""
    return (("M", (x, y)), ("L", (x + width, y)), ("L", (x + width, y + height)), ("L", (x, y + height)), ("Z", ()))


def line(x1: float, y1: float, x2: float, y2: float) -> tuple[Command, ...]:
    """A straight line, to be stroked."""
    return (("M", (x1, y1)), ("L", (x2, y2)))


def polyline(points: Sequence[Point]) -> tuple[Command, ...]:
    """Straight lines through points, to be stroked."""
    return (("M", points[0]), *(("L", point) for point in points[1:]))


def circle(x: float, y: float, radius: float) -> tuple[Command, ...]:
    """A circle around (x, y)."""
    k = _ROUND * radius
    return (
        ("M", (x + radius, y)),
        ("C", (x + radius, y + k, x + k, y + radius, x, y + radius)),
        ("C", (x - k, y + radius, x - radius, y + k, x - radius, y)),
        ("C", (x - radius, y - k, x - k, y - radius, x, y - radius)),
        ("C", (x + k, y - radius, x + radius, y - k, x + radius, y)),
        ("Z", ()),
    )


def _sign(name: str, data: str) -> Art:
    return Art(id=name, width=24, height=24, paths=(Path(commands=parse_path(data), even_odd=True),))


SIGNS: dict[Level, Art] = {
    # A triangle with an exclamation mark, a clock, a tick in a disc, an arrow down a shield: outlines no copier makes alike.
    "emergency": _sign("sign-emergency", "M12 1L23.5 22H.5zM10.8 8.5h2.4v7h-2.4zM10.8 17.2h2.4v2.4h-2.4z"),
    "urgent": _sign(
        "sign-urgent",
        "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22zM12 3.4a8.6 8.6 0 1 1 0 17.2a8.6 8.6 0 1 1 0-17.2z"
        "M10.9 6.5h2.2v5l3.6 3.6l-1.6 1.6l-4.2-4.3z",
    ),
    "calm": _sign("sign-calm", "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22zM10.2 17.6L5 12.4l1.9-1.9l3.3 3.3l6.9-6.9l1.9 1.9z"),
    "safer": _sign(
        "sign-safer", "M12 .5L22 4.3V11C22 17 18 21 12 23.5C6 21 2 17 2 11V4.3zM10.7 5.5h2.6v7h3.7L12 18.5L7 12.5h3.7z"
    ),
}
