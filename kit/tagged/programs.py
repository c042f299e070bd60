"""Font programs in a PDF: which glyphs they hold, how wide each is, and which glyph a simple font's code means (ISO 32000-1, 9.6.6).

TrueType, OpenType, CFF and Type 1. A program that can't be read gives `None`, and so does a question it has no answer to. Left
out on purpose: outlines, kerning, and Type 3 fonts, whose glyphs are content streams.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.agl import toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString
from fontTools.misc.psLib import PSError, PSTokenError, suckfont
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont, TTLibError

from kit.budget import Budget
from kit.tagged.fonts import SYMBOLIC, Font, encoded_names
from kit.tagged.values import data_of, entry, number, text

_UNREADABLE = (TTLibError, KeyError, ValueError, AssertionError, ArithmeticError, struct.error, pikepdf.PdfError)
_BROKEN = (
    *_UNREADABLE,
    PSError,
    PSTokenError,
    IndexError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    EOFError,
)
_CHARSTRING_KEY = 4330
"""Where the cipher of a Type 1 glyph's program starts (Type 1 Font Format, 7.3)."""
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
            found = self.width_of(name)
        except _BROKEN:
            return None
        return None if found is None or math.isnan(found) else found


def program(font: Font, budget: Budget) -> Program | None:
    """The font's program, by what its bytes are; None where it has none or it can't be read."""
    streams = (entry(font.descriptor, key) for key in ("/FontFile2", "/FontFile3", "/FontFile"))
    stream = next((found for found in streams if isinstance(found, pikepdf.Stream)), None)
    if stream is None:
        return None
    data = data_of(stream, budget)
    opened = _type1 if data[:1] in (b"%", b"\x80") else _compact if data[:1] == b"\1" else _truetype
    try:
        return opened(data, budget)
    except _BROKEN:
        return None


def _truetype(data: bytes, budget: Budget) -> Program:
    """What subsets in PDFs often lack (names, a whole table of widths, readable cmaps) is done without."""
    face = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
    if "glyf" not in face:
        return _outlines(face["CFF "].cff, budget)
    order, widths, maps = _order(face), _advances(face), _maps(face)
    places = {name: at for at, name in enumerate(order)}
    starts = face["loca"].locations
    return Program(
        names=order,
        width_of=lambda name: widths[min(places[name], len(widths) - 1)],
        tables=[key for key, _ in maps],
        maps=dict(maps),
        filled=lambda name: bool(starts[places[name] + 1] > starts[places[name]]),
    )


def _order(face: TTFont) -> list[str]:
    try:
        return list(face.getGlyphOrder())
    except _BROKEN:
        face.setGlyphOrder([".notdef", *(f"glyph{at:05d}" for at in range(1, face["maxp"].numGlyphs))])
        return list(face.getGlyphOrder())


def _advances(face: TTFont) -> list[float]:
    """The advance widths in thousandths of an em, as far as the table goes; the last one counts for all glyphs behind it."""
    many, scale = face["hhea"].numberOfHMetrics, 1000 / face["head"].unitsPerEm
    raw = face.reader["hmtx"][: 4 * many]
    whole = [pair[0] * scale for pair in struct.iter_unpack(">Hh", raw[: len(raw) // 4 * 4])]
    return whole if len(whole) == many else [*whole, math.nan]


def _maps(face: TTFont) -> list[tuple[tuple[int, int], dict[int, str]]]:
    try:
        found = face["cmap"].tables if "cmap" in face else []
        return [((one.platformID, one.platEncID), getattr(one, "cmap", None) or {}) for one in found]
    except _BROKEN:
        return []


def _compact(data: bytes, budget: Budget) -> Program:
    cff = CFFFontSet()
    cff.decompile(io.BytesIO(data), None)
    return _outlines(cff, budget)


def _outlines(cff: Any, budget: Budget) -> Program:
    top = cff[0]
    top.rawDict.setdefault("charset", 0)
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


def _type1(data: bytes, budget: Budget) -> Program:
    """Read as fontTools' T1Font does, which gives up where a font has no subroutines (Type 1 Font Format, chapter 8)."""
    budget.spend("glyphs", len(data))
    face = suckfont(data, "latin-1")
    private = face["Private"]
    skipped = private.get("lenIV", 4)
    subroutines: list[Any] = [None] * len(private.get("Subrs", ()))

    def opened(code: bytes) -> T1CharString:
        return T1CharString(eexec.decrypt(code, _CHARSTRING_KEY)[0][skipped:], subrs=subroutines)

    subroutines[:] = [opened(code) for code in private.get("Subrs", ())]
    strings, scale = {name: opened(code) for name, code in face["CharStrings"].items()}, 1000 * float(face["FontMatrix"][0])

    def width(name: str) -> float | None:
        if name not in strings:
            return None
        budget.spend("glyphs", _CHARSTRING)
        strings[name].draw(NullPen())
        return float(strings[name].width) * scale

    return Program(names=list(strings), width_of=width)


def symbolic(font: Font) -> bool:
    """Whether the font's flags call it symbolic (9.8.2)."""
    return bool((number(font.descriptor, "/Flags") or 0) & SYMBOLIC)


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
