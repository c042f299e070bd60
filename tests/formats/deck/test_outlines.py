"""kit.formats.deck.outlines: fewer bytes, the same picture."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kit.art import Art, Path, parse_path, qr
from kit.formats.deck.elements import drawn
from kit.formats.deck.outlines import colors, outline
from kit.formats.deck.shapes import Frame, inch


def _flat(xml: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r'<a:pt x="(-?\d+)" y="(-?\d+)"/>', xml)]


def test_one_path_for_each_source_path() -> None:
    """Each source path is one `a:path`, so that holes stay holes."""
    circle = parse_path("M24 4C35 4 44 13 44 24C44 35 35 44 24 44C13 44 4 35 4 24C4 13 13 4 24 4Z")
    art = Art(id="x", width=48, height=48, paths=(Path(commands=circle), Path(commands=circle)))
    assert outline(art).count("<a:path ") == 2
    assert all(0 <= x <= 480 and 0 <= y <= 480 for x, y in _flat(outline(art)))


def _quadratic(points: list[tuple[float, float]], t: float) -> tuple[float, float]:
    (x0, y0), (x1, y1), (x2, y2) = points
    return ((1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2)


@given(st.lists(st.floats(0, 48), min_size=8, max_size=8))
def test_lighter_curves_stay_close(values: list[float]) -> None:
    """A curve written as a quadratic one leaves its source by less than a thousandth of the picture."""
    commands = (("M", (values[0], values[1])), ("C", tuple(values[2:])))
    xml = outline(Art(id="c", width=48, height=48, paths=(Path(commands=commands),)))  # type: ignore[arg-type]
    points = [(x / 10, y / 10) for x, y in _flat(xml)]
    if "quadBezTo" not in xml:
        return
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = zip(values[::2], values[1::2], strict=True)
    for step in range(11):
        t = step / 10
        x = (1 - t) ** 3 * x0 + 3 * t * (1 - t) ** 2 * x1 + 3 * t * t * (1 - t) * x2 + t**3 * x3
        y = (1 - t) ** 3 * y0 + 3 * t * (1 - t) ** 2 * y1 + 3 * t * t * (1 - t) * y2 + t**3 * y3
        near_x, near_y = _quadratic(points, t)
        assert abs(x - near_x) < 0.1
        assert abs(y - near_y) < 0.1


def test_halves_of_a_curve_become_one() -> None:
    """A quarter of a circle that was drawn in two halves is written as the one curve it was."""
    d = "M24 4C29.523 4 34.523 6.239 38.142 9.858C41.761 13.477 44 18.477 44 24"
    xml = outline(Art(id="q", width=48, height=48, paths=(Path(commands=parse_path(d)),)))
    assert re.findall(r"<a:(\w+To)>", xml) == ["moveTo", "cubicBezTo"]
    assert _flat(xml) == [(240, 40), (350, 40), (440, 130), (440, 240)]


def test_a_corner_between_curves_stays() -> None:
    """Two curves that meet at an angle are not made one."""
    xml = outline(Art(id="q", width=48, height=48, paths=(Path(commands=parse_path("M4 24Q14 4 24 24Q34 4 44 24")),)))
    assert re.findall(r"<a:(\w+To)>", xml) == ["moveTo", "quadBezTo", "quadBezTo"]


def _arcs(d: str, steps: int = 480) -> list[tuple[str, ...]]:
    xml = outline(Art(id="o", width=48, height=48, paths=(Path(commands=parse_path(d)),)), steps)
    return re.findall(r'<a:arcTo wR="(\d+)" hR="(\d+)" stAng="(\d+)" swAng="(-?\d+)"/>', xml)


def test_curves_that_go_round_become_an_ellipse() -> None:
    """A circle of four curves and an eye of two are one arc each, from where they start, in the direction in which they run."""
    circle = "M24 4C35.046 4 44 12.954 44 24C44 35.046 35.046 44 24 44C12.954 44 4 35.046 4 24C4 12.954 12.954 4 24 4Z"
    back = "M24 4C12.954 4 4 12.954 4 24C4 35.046 12.954 44 24 44C35.046 44 44 35.046 44 24C44 12.954 35.046 4 24 4Z"
    eye = "M16.4 9.5C16.4 7.4 19.6 7.4 19.6 9.5C19.6 11.6 16.4 11.6 16.4 9.5Z"
    assert _arcs(circle) == [("200", "200", "16200000", "21600000")]
    assert _arcs(back) == [("200", "200", "16200000", "-21600000")]
    assert _arcs(eye, 240) == [("8", "8", "10800000", "21600000")]


def test_other_closed_curves_stay_as_they_are() -> None:
    """A drop, a rounded square, a circle that is left open and one with a corner are no ellipses."""
    drop = "M24 4C34 20 38 26 38 32C38 50 10 50 10 32C10 26 14 20 24 4Z"
    square = "M24 4C42 4 44 6 44 24C44 42 42 44 24 44C6 44 4 42 4 24C4 6 6 4 24 4Z"
    half = "M4 24C4 -2.6 44 -2.6 44 24C44 12 4 12 4 24Z"
    unclosed = "M24 4C35.046 4 44 12.954 44 24C44 35.046 35.046 44 24 44C12.954 44 4 35.046 4 24C4 12.954 12.954 4 24 4"
    assert [_arcs(d) for d in (drop, square, half, unclosed)] == [[], [], [], []]


def test_codes_stay_exact() -> None:
    """A QR code keeps its modules: one unit each, nothing rounded."""
    art = qr("https://findtreatment.gov")
    xml = outline(art)
    assert f'w="{art.width:.0f}"' in xml
    assert len(_flat(xml)) == sum(len(values) // 2 for path in art.paths for _, values in path.commands)


def test_colours_of_a_logo() -> None:
    """Paths are grouped by their own colour; names and the current colour take the deck's."""
    paths = tuple(Path(commands=(), color=color) for color in (None, "#0aF", "#00AAFF", "red"))
    assert {rgb: len(found) for rgb, found in colors(paths).items()} == {"": 2, "00AAFF": 2}


@pytest.mark.parametrize("side", [0.3, 0.5, 0.9, 1.0, 1.2, 1.6, 2.2, 2.4])
def test_a_picture_of_any_size_is_as_fine_as_a_projector_shows(side: float) -> None:
    """A step of the grid is at most half a point where a picture is small enough for a coarser grid, and no finer than it need be."""
    holder = etree.Element("holder")
    art = Art(id="g", width=48, height=48, paths=(Path(commands=parse_path("M4.3 24L24 44.1Z")),))
    drawn(holder, art, Frame(0, 0, inch(side), inch(side)))
    (path,) = holder.iterfind(".//{*}path")
    step = side * 72 / int(path.get("w", "0"))
    assert step <= 0.5
    assert step >= 0.1
