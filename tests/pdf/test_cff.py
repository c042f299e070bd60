"""CFF programs, read back by fontTools and by FreeType in pdfium through whole files elsewhere."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.cffLib import CFFFontSet

from kit.pdf.cff import font_program
from kit.pdf.charstrings import ENDCHAR

BOX = (-12, -120, 1004, 880)


def _opened(data: bytes) -> CFFFontSet:
    found = CFFFontSet()
    found.decompile(BytesIO(data), None)
    return found


@pytest.mark.parametrize("codes", [(0x21,), (0xFFFF, 1), tuple(range(0x4E00, 0x4E00 + 700)), (0x20, 0x4E00, 0xE001, 0xFF0C)])
def test_each_glyph_is_known_by_its_code(codes: tuple[int, ...]) -> None:
    """Whatever the codes and in whatever order they are given; the font says its name, box and default width."""
    strings = {code: bytes((139 + code % 100,)) * (1 + code % 300) + ENDCHAR for code in codes}
    read = _opened(font_program("ABCDEF+Name-Regular", strings, box=BOX, default_width=1000))
    assert read.fontNames == ["ABCDEF+Name-Regular"]
    top = read[0]
    assert top.ROS == ("Adobe", "Identity", 0)
    assert (tuple(top.FontBBox), top.CIDCount, top.rawDict.get("FontMatrix")) == (BOX, max(codes) + 1, None)
    assert top.charset == [".notdef", *(f"cid{code:05d}" for code in sorted(codes))]
    found = {int(name[3:]): top.CharStrings[name].bytecode for name in top.charset[1:]}
    assert found == strings
    assert top.CharStrings[".notdef"].bytecode == ENDCHAR
    assert {top.FDSelect[at] for at in range(len(top.charset))} == {0}
    assert [font.Private.defaultWidthX for font in top.FDArray] == [1000]


def test_a_font_without_letters_can_be_read() -> None:
    """It has the glyph that stands for none."""
    assert _opened(font_program("A", {}, box=(0, 0, 0, 0), default_width=1000))[0].charset == [".notdef"]
