"""Font programs in a PDF: which glyphs they hold, how wide each is, and which glyph a simple font's code means (ISO 32000-1, 9.6.6).

TrueType, OpenType, CFF and Type 1. A program that can't be read gives `None`, and so does a question it has no answer to. Left
out on purpose: outlines, kerning, and Type 3 fonts, whose glyphs are content streams.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.agl import toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psLib import PSError, PSTokenError
from fontTools.pens.basePen import NullPen
from fontTools.t1Lib import T1Error, T1Font
from fontTools.ttLib import TTFont, TTLibError

from kit.budget import Budget
from kit.tagged.fonts import Font, encoded_names
from kit.tagged.values import data_of, entry, number, text

_UNREADABLE = (TTLibError, KeyError, ValueError, AssertionError, ArithmeticError, struct.error, pikepdf.PdfError)
_BROKEN = (
    *_UNREADABLE,
    PSError,
    PSTokenError,
    T1Error,
    IndexError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    EOFError,
)
_SYMBOLIC = 4
_CHARSTRING = 50
"""What running one glyph's program costs of a budget's glyphs."""


@dataclass(slots=True)
class Program:
    """A font program: its glyph names in order, the (platform, encoding) pairs of its cmap tables, and its widths.

    `cids` are the CIDs of a CID-keyed CFF program, None in others. Widths are in thousandths of an em.
    """

    names: list[str]
    width_of: Callable[[str], float | None]
    tables: list[tuple[int, int]] = field(default_factory=list)
    maps: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    keyed: bool = False
    filled: Callable[[str], bool] = lambda _: True

    def width(self, name: str) -> float | None:
        """The advance width of a glyph; None where it can't be told."""
        try:
            return self.width_of(name)
        except _BROKEN:
            return None


def program(font: Font, budget: Budget) -> Program | None:
    """The font's program; None where it has none or it can't be read."""
    for key, opened in (("/FontFile2", _truetype), ("/FontFile3", _compact), ("/FontFile", _type1)):
        stream = entry(font.descriptor, key)
        if isinstance(stream, pikepdf.Stream):
            try:
                return opened(data_of(stream, budget), stream, budget)
            except _BROKEN:
                return None
    return None


def _truetype(data: bytes, _: pikepdf.Object, budget: Budget) -> Program:
    face = TTFont(io.BytesIO(data), lazy=True)
    if "glyf" not in face:
        return _outlines(face["CFF "].cff, budget)
    order, metrics, scale = face.getGlyphOrder(), face["hmtx"].metrics, 1000 / face["head"].unitsPerEm
    found = face["cmap"].tables if "cmap" in face else []
    places = {name: at for at, name in enumerate(order)}
    starts = face["loca"].locations
    return Program(
        names=list(order),
        width_of=lambda name: metrics[name][0] * scale if name in metrics else None,
        tables=[(one.platformID, one.platEncID) for one in found],
        maps={(one.platformID, one.platEncID): getattr(one, "cmap", None) or {} for one in found},
        filled=lambda name: bool(starts[places[name] + 1] > starts[places[name]]),
    )


def _compact(data: bytes, stream: pikepdf.Object, budget: Budget) -> Program:
    if text(stream, "/Subtype") == "OpenType":
        return _truetype(data, stream, budget)
    cff = CFFFontSet()
    cff.decompile(io.BytesIO(data), None)
    return _outlines(cff, budget)


def _outlines(cff: Any, budget: Budget) -> Program:
    top = cff[0]
    scale = 1000 * float(top.FontMatrix[0])
    strings = top.CharStrings

    def width(name: str) -> float | None:
        if name not in strings:
            return None
        budget.spend("glyphs", _CHARSTRING)
        charstring = strings[name]
        charstring.draw(NullPen())
        return float(charstring.width) * scale

    return Program(names=list(top.charset), width_of=width, keyed=hasattr(top, "ROS"))


def _type1(data: bytes, _: pikepdf.Object, budget: Budget) -> Program:
    face = T1Font.__new__(T1Font)
    face.data, face.encoding = data, "ascii"
    budget.spend("glyphs", len(data))
    face.parse()
    strings, scale = face.font["CharStrings"], 1000 * float(face.font["FontMatrix"][0])

    def width(name: str) -> float | None:
        if name not in strings:
            return None
        budget.spend("glyphs", _CHARSTRING)
        strings[name].draw(NullPen())
        return float(strings[name].width) * scale

    return Program(names=list(strings), width_of=width)


def symbolic(font: Font) -> bool:
    """Whether the font's flags call it symbolic (9.8.2)."""
    return bool((number(font.descriptor, "/Flags") or 0) & _SYMBOLIC)


def glyph_of(font: Font, found: Program, code: int, gid: int | None) -> str | None:
    """The name of the glyph that a code shows; "" where the program has none for it, None where that can't be told."""
    if font.composite:
        return _of_cid(font, found, gid)
    if font.subtype == "TrueType":
        return _of_truetype(font, found, code)
    name = encoded_names(font.source).get(code)
    if name is None:
        return None
    return name if name in found.names else ""


def _of_cid(font: Font, found: Program, gid: int | None) -> str | None:
    if gid is None:
        return None
    if found.keyed:
        name = f"cid{gid:05d}" if gid else ".notdef"
        return name if name in found.names else ""
    if text(font.base, "/Subtype") == "CIDFontType0" and not found.tables:
        return found.names[gid] if gid < len(found.names) else ""
    return found.names[gid] if gid < len(found.names) else ""


def _of_truetype(font: Font, found: Program, code: int) -> str | None:
    """9.6.6.4: by the encoding's names where the font is not symbolic, else by the code itself."""
    if symbolic(font) or "/Encoding" not in font.source:
        for key in ((3, 0), (1, 0)):
            if key in found.maps:
                table = found.maps[key]
                return next((table[at] for at in (code, 0xF000 + code, 0xF100 + code) if at in table), "")
        return None
    name = encoded_names(font.source).get(code)
    if name is None:
        return None
    letter = toUnicode(name)
    if (3, 1) in found.maps and len(letter) == 1 and ord(letter) in found.maps[3, 1]:
        return found.maps[3, 1][ord(letter)]
    if (1, 0) in found.maps and len(letter) == 1:
        raw = letter.encode("mac_roman", "ignore")
        if raw and raw[0] in found.maps[1, 0]:
            return found.maps[1, 0][raw[0]]
    return name if name in found.names else None
