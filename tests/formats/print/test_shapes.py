"""Shapes that are drawn from formulas are what they are called."""

from __future__ import annotations

import math

from kit.formats.print.shapes import circle


def test_every_point_of_a_circle_is_as_far_from_its_middle() -> None:
    """Its four curves follow one another and stay within a thousandth of the radius (the error of cubics is 0.03 %)."""
    at, *commands = circle(30, 40, 10)
    start = at[1]
    turned = 0.0
    for name, args in commands[:-1]:
        assert name == "C"
        x1, y1, x2, y2, x, y = args
        last = start[0], start[1]
        for step in range(1, 9):
            t = step / 8
            here = tuple(
                (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
                for a, b, c, d in ((start[0], x1, x2, x), (start[1], y1, y2, y))
            )
            assert math.isclose(math.dist(here, (30, 40)), 10, rel_tol=1e-3)
            turned += math.dist(here, last)
            last = here
        start = (x, y)
    assert commands[-1] == ("Z", ())
    assert math.isclose(turned, 2 * math.pi * 10, rel_tol=0.01)
