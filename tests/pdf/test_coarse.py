"""Outlines on a coarser grid, read back by fontTools."""

from __future__ import annotations

import zlib

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given
from hypothesis import strategies as st

from kit.pdf.coarse import coarser
from kit.pdf.fonts import _GRID, _MANY, _program, _subset
from kit.pdf.glyf import bounding_box
from kit.text.faces import Face
from tests.pdf.made import font_of, opened

LINES, CURVE, WHOLE = "glyph00001", "glyph00002", "glyph00003"
"""What fontTools calls the glyphs of a font without names."""
Points = list[tuple[int, int]]


def _font(*contours: Points) -> bytes:
    """A font of .notdef without outline, a glyph of these contours (lines), one of a curve, and one that is made of the first."""
    pen, curve, whole = TTGlyphPen(None), TTGlyphPen(None), TTGlyphPen({"lines": None})
    for points in contours:
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    curve.moveTo((3, 3))
    curve.qCurveTo((50, 903), (203, 3))
    curve.closePath()
    whole.addComponent("lines", (1, 0, 0, 1, 7, 9))
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "lines": pen.glyph(), "curve": curve.glyph(), "whole": whole.glyph()}
    return font_of(glyphs, dict.fromkeys(glyphs, 600))


def _drawn(font: bytes, name: str) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    read, pen = opened(font), RecordingPen()
    read.getGlyphSet()[name].draw(pen)
    return pen.value


_PLACE = st.integers(-2000, 2000)
_CONTOUR = st.lists(st.tuples(_PLACE, _PLACE), min_size=3, max_size=300, unique=True)


@given(st.lists(_CONTOUR, min_size=1, max_size=3), st.integers(1, 9))
def test_each_point_goes_to_the_nearest_line_of_the_grid(contours: list[Points], step: int) -> None:
    """Whatever the outline: as many contours and points as before, in order, each where rounding puts it; boxes and bearings follow."""
    before = _font(*contours)
    after = coarser(before, step)
    old, new = opened(before), opened(after)
    glyph = new["glyf"][LINES]
    rounded = [tuple(round(value / step) * step for value in point) for point in old["glyf"][LINES].coordinates]
    assert list(glyph.coordinates) == rounded
    assert (list(glyph.endPtsOfContours), glyph.flags) == (
        list(old["glyf"][LINES].endPtsOfContours),
        old["glyf"][LINES].flags,
    )
    xs, ys = zip(*rounded, strict=True)
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (min(xs), min(ys), max(xs), max(ys))
    assert new["hmtx"][LINES] == (600, min(xs))


def test_a_curve_stays_a_curve_and_a_composite_keeps_its_parts() -> None:
    """Points off the curve stay off it; what is made of others points at them as before, and what is empty stays so."""
    font = coarser(_font([(0, 0), (11, 300), (301, 2)]), 4)
    assert _drawn(font, CURVE)[1] == ("qCurveTo", ((48, 904), (204, 4)))
    assert [(part.glyphName, part.x, part.y) for part in opened(font)["glyf"][WHOLE].components] == [(LINES, 7, 9)]
    assert opened(font)["glyf"][".notdef"].numberOfContours == 0
    assert bounding_box(font)[2:] == (308, 904)


def test_a_step_of_one_unit_changes_no_outline() -> None:
    """The same outlines, whatever their bytes."""
    font = _font([(0, 0), (0, 255), (256, 255), (256, -1), (3, -1), (2, -1)])
    assert all(_drawn(font, name) == _drawn(coarser(font, 1), name) for name in (LINES, CURVE, WHOLE))


@pytest.mark.parametrize(("family", "coarse"), [("NotoSansSC", True), ("NotoSansKR", True), ("NotoSansArabic", False)])
def test_only_faces_with_chinese_letters_lie_on_the_grid(family: str, coarse: bool) -> None:
    """The outlines of a face of many letters are smaller in a file; those of others are as the face has them."""
    face = Face(family, 400)
    glyph = face.hb_font.get_nominal_glyph(ord("鼻" if coarse else "ش"))
    assert (len(face.characters) > _MANY) is coarse
    before = opened(_subset(face, [glyph])[0])["glyf"].glyphs["glyph00001"].coordinates
    after = opened(zlib.decompress(_program(face, frozenset((glyph,))).deflated))["glyf"].glyphs["glyph00001"].coordinates
    step = face.upem // _GRID
    assert step == 4
    assert (list(after) != list(before)) is coarse
    assert all(value % step == 0 for point in after for value in point) is coarse
    assert all(abs(a - b) <= step / 2 for one, other in zip(before, after, strict=True) for a, b in zip(one, other, strict=True))
