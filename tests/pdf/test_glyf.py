"""Composite glyphs written by our own few bytes, read back by fontTools."""

from __future__ import annotations

import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen

from kit.pdf.glyf import append_composites, bounding_box, glyph_count
from tests.pdf.made import font_of, opened


def _box(left: int, bottom: int, right: int, top: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for point in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _font(*, copies: int = 1) -> bytes:
    """A font of .notdef, a space, and boxes; its `hmtx` ends in bearings without advances."""
    names = [".notdef", "space", *(f"box{index}" for index in range(copies))]
    boxes = {name: _box(10, 0, 400, 700) for name in names[2:]}
    glyphs = {".notdef": _box(0, 0, 500, 500), "space": TTGlyphPen(None).glyph(), **boxes}
    return font_of(glyphs, {".notdef": 600, "space": 250, **dict.fromkeys(names[2:], 450)})


def test_a_composite_has_its_parts_box_and_bearing() -> None:
    """Components keep their offsets; box, left side bearing and advance are those of the whole."""
    read = opened(append_composites(_font(), [(((2, -60, 0), (2, 300, -200)), 700)]))
    box, name = read.getGlyphOrder()[2:]
    glyph = read["glyf"][name]
    assert [(part.glyphName, part.x, part.y) for part in glyph.components] == [(box, -60, 0), (box, 300, -200)]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (-50, -200, 700, 700)
    assert read["hmtx"][name] == (700, -50)
    assert read["maxp"].numGlyphs == 4
    assert read["maxp"].maxComponentElements == 2
    assert read["maxp"].maxComponentDepth == 1


def test_glyphs_without_outline_are_left_out() -> None:
    """A composite of spaces, or of nothing, is an empty glyph with its advance."""
    read = opened(append_composites(_font(), [(((1, 5, 5),), 250), ((), 0)]))
    assert [read["hmtx"][name] for name in read.getGlyphOrder()[3:]] == [(250, 0), (0, 0)]
    assert all(read["glyf"][name].numberOfContours == 0 for name in read.getGlyphOrder()[3:])


def test_old_glyphs_keep_their_metrics_and_outlines() -> None:
    """Adding glyphs changes none of those before them, whether or not `hmtx` had an advance for each."""
    before = _font(copies=3)
    assert opened(before)["hhea"].numberOfHMetrics < glyph_count(before)
    old, new = opened(before), opened(append_composites(before, [(((2, 0, 0),), 999)]))
    for name in old.getGlyphOrder():
        assert new["hmtx"][name] == old["hmtx"][name]
        assert new["glyf"][name] == old["glyf"][name]
    assert new["hhea"].advanceWidthMax == 999


def test_many_glyphs_need_long_offsets() -> None:
    """Beyond 128 kB of outlines `loca` turns to long offsets."""
    font = _font(copies=1)
    assert opened(font)["head"].indexToLocFormat == 0
    read = opened(append_composites(font, [(((2, index, 0),) * 40, 500) for index in range(500)]))
    assert read["head"].indexToLocFormat == 1
    assert [part.x for part in read["glyf"][read.getGlyphOrder()[-1]].components] == [499] * 40


def test_the_box_of_the_font() -> None:
    """The box in `head` is read as it stands."""
    assert bounding_box(_font()) == (0, 0, 500, 700)


def test_one_component_is_enough() -> None:
    """A glyph moved off its origin is a composite of one part."""
    read = opened(append_composites(_font(), [(((2, 0, 150),), 450)]))
    glyph = read["glyf"][read.getGlyphOrder()[-1]]
    assert glyph.yMin == pytest.approx(150)
