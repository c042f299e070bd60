"""Glyphs as Type 2 charstrings, drawn by fontTools and set beside the outlines that HarfBuzz gives."""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.recordingPen import RecordingPen
from hypothesis import given
from hypothesis import strategies as st

from kit.pdf import charstrings
from kit.pdf.charstrings import ENDCHAR, GRID, charstring
from kit.pdf.fonts import EmbeddedFont
from kit.text.faces import Face
from kit.text.shape import Composite

REGULAR, BOLD = Face("NotoSansTC", 400), Face("NotoSansTC", 700)
HARD = "鼻過撥0&，永"
"""Letters of many strokes and of few, digits and signs with round parts, and marks."""
NEAR = 4.0
"""How far in thousandths of the em an outline may lie from the face's own: half a step of the grid each way, and the joined curves'."""
Places = list[tuple[float, float]]


class _Whole:
    """Of a font what a charstring needs to be drawn: no subroutines, and widths told as they are."""

    nominalWidthX, defaultWidthX = 0, 1000  # noqa: N815 - the standard's names


def _drawn(code: bytes) -> tuple[RecordingPen, float]:
    """What a charstring draws, and the width it tells."""
    string, pen = T2CharString(code, private=_Whole(), globalSubrs=[]), RecordingPen()
    string.draw(pen)
    return pen, string.width


def _glyph(face: Face, letter: str) -> int:
    found = face.hb_font.get_nominal_glyph(ord(letter))
    assert found
    return int(found)


def _places(value: Iterable[tuple[str, tuple[tuple[float, float], ...]]]) -> list[Places]:
    """Each line as its two ends, and each curve as places along it."""
    out: list[Places] = []
    start = at = (0.0, 0.0)
    for kind, points in value:
        ends = points or (start,)
        if kind == "moveTo":
            start = points[0]
        else:
            parts = 2 + int(math.dist(at, ends[-1]) / 10) if len(ends) > 1 else 1
            out.append([_along((at, *ends), step / parts) for step in range(parts + 1)])
        at = ends[-1]
    return out


def _along(points: Sequence[tuple[float, float]], time: float) -> tuple[float, float]:
    """Where a curve is at a time from 0 to 1 (de Casteljau)."""
    while len(points) > 1:
        points = [(a + (c - a) * time, b + (d - b) * time) for (a, b), (c, d) in itertools.pairwise(points)]
    return points[0]


def _own(face: Face, glyph: int) -> list[Places]:
    """The outline that HarfBuzz gives, whose quadratic curves come one by one."""
    pen = RecordingPen()
    face.hb_font.draw_glyph_with_pen(glyph, pen)
    return _places(pen.value)


def _far(one: list[Places], other: list[Places]) -> float:
    """How far the place of one that is farthest from the other is from it."""
    lines = [line for places in other for line in itertools.pairwise(places)]
    return max(min(_off(place, *line) for line in lines) for places in one for place in places)


def _off(place: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """How far a place is from a line."""
    x, y = end[0] - start[0], end[1] - start[1]
    a, b = place[0] - start[0], place[1] - start[1]
    at = min(1.0, max(0.0, (a * x + b * y) / (x * x + y * y or 1)))
    return math.hypot(a - at * x, b - at * y)


@pytest.mark.parametrize("face", [REGULAR, BOLD], ids=lambda face: face.key)
@pytest.mark.parametrize("letter", HARD)
def test_a_letter_is_drawn_as_the_face_has_it(face: Face, letter: str) -> None:
    """No place of its outline is farther from the face's own than the grid makes it, nor the other way round; all lie on the grid."""
    glyph = _glyph(face, letter)
    pen, _ = _drawn(charstring(face, glyph))
    mine, own = _places(pen.value), _own(face, glyph)
    assert _far(mine, own) <= NEAR
    assert _far(own, mine) <= NEAR
    assert all(value % GRID == 0 for _, points in pen.value for point in points for value in point)


def test_an_outline_that_is_another_is_seen() -> None:
    """A letter a little to the right is too far from itself, so the test above can fail."""
    pen, _ = _drawn(charstring(REGULAR, _glyph(REGULAR, "永")))
    other = [[(x + NEAR + 2, y) for x, y in places] for places in _own(REGULAR, _glyph(REGULAR, "永"))]
    assert _far(_places(pen.value), other) > NEAR


def test_curves_cut_in_two_are_one_again() -> None:
    """A nought has fewer curves than its TrueType outline, and its corners stay: a letter of lines has as many as before."""
    pen, own = _drawn(charstring(REGULAR, _glyph(REGULAR, "0")))[0], RecordingPen()
    REGULAR.hb_font.draw_glyph_with_pen(_glyph(REGULAR, "0"), own)
    curves = [kind for kind, _ in pen.value].count("curveTo")
    assert 0 < curves <= [kind for kind, _ in own.value].count("qCurveTo") * 0.6
    corners = {point for kind, points in _drawn(charstring(REGULAR, _glyph(REGULAR, "E")))[0].value for point in points}
    assert len(corners) == 12


def test_a_curve_that_would_run_elsewhere_is_not_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two quadratic curves that meet in the middle of their control points but are of no one cubic, each becomes one."""
    start, run = (0.0, 0.0), [(0.0, 400.0, 10.0, 400.0), (20.0, 400.0, 600.0, 0.0)]
    assert charstrings._cubic(start, run) is None
    assert len(list(charstrings._cubics(start, run))) == 2
    monkeypatch.setattr(charstrings, "_NEAR", 1000)
    assert len(list(charstrings._cubics(start, run))) == 1


def test_a_width_that_is_the_default_is_not_told() -> None:
    """Another stands before the first step, and a glyph without outline may have one too."""
    glyph = _glyph(REGULAR, "永")
    assert _drawn(charstring(REGULAR, glyph))[1] == 1000
    pen, width = _drawn(charstring(REGULAR, glyph, 556))
    assert width == 556
    assert pen.value == _drawn(charstring(REGULAR, glyph))[0].value
    space = _glyph(REGULAR, " ")
    assert charstring(REGULAR, space) == ENDCHAR
    assert _drawn(charstring(REGULAR, space, 224))[1] == 224


def test_a_composite_draws_each_part_where_it_stands() -> None:
    """The second one is moved; both are as they are alone."""
    one, other = _glyph(REGULAR, "一"), _glyph(REGULAR, "口")
    both = _drawn(charstring(REGULAR, Composite(((one, 0, 0), (other, 400, -80)), 1400)))[0].value
    alone, moved = (_drawn(charstring(REGULAR, glyph))[0].value for glyph in (one, other))
    assert both == [*alone, *((kind, tuple((x + 400, y - 80) for x, y in points)) for kind, points in moved)]


@given(st.integers(-32768, 32767))
def test_numbers_are_read_as_written(value: int) -> None:
    """In one byte, two or three."""
    string = T2CharString(charstrings._number(value) + ENDCHAR)
    string.decompile()
    assert string.program == [value, "endchar"]
    assert len(charstrings._number(value)) == (1 if abs(value) <= 107 else 2 if abs(value) <= 1131 else 3)


@pytest.mark.parametrize(("family", "many"), [("NotoSansSC", True), ("NotoSansKR", True), ("NotoSansArabic", False)])
def test_only_faces_of_many_letters_become_cff(family: str, many: bool) -> None:
    """Those of others are embedded as TrueType, point for point as the face has them."""
    font = EmbeddedFont(Face(family, 400))
    letter = "鼻" if many else "ش"
    code = font.code(_glyph(font.face, letter), letter)
    objects = font.objects()
    program = zlib.decompress(objects.program)
    assert (objects.cid_to_gid is None) is many
    assert program[:4] == (b"\1\0\4\4" if many else b"\0\1\0\0")
    if many:
        assert code == ord(letter)
        read = CFFFontSet()
        read.decompile(BytesIO(program), None)
        assert list(read[0].CharStrings.keys()) == [".notdef", f"cid{code:05d}"]
