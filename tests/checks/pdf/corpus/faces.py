"""Failure conditions of fonts (ISO 14289-1, 7.21): a small font of boxes in several kinds, each broken in one place."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, String

from tests.checks.pdf.corpus import GIVES_UP, Pair, Plant, pair
from tests.checks.pdf.faults import code
from tests.handmade import CHARACTERS, font_descriptor, font_file

Pdf = pikepdf.Pdf
_WIDTH = 500


@functools.cache
def _truetype(*tables: tuple[int, int, int]) -> bytes:
    """The font of boxes with these tables of letters: (platform, encoding, first code of “A”)."""
    face = TTFont(io.BytesIO(font_file()))
    made = newTable("cmap")
    made.tableVersion, made.tables = 0, []
    for platform, encoding, first in tables:
        one = CmapSubtable.newSubtable(4 if platform == 3 else 6)
        one.platformID, one.platEncID, one.language = platform, encoding, 0
        one.cmap = {first + at: f"g{CHARACTERS.index(letter) + 1}" for at, letter in enumerate("ABC")}
        made.tables.append(one)
    face["cmap"] = made
    out = io.BytesIO()
    face.recalcTimestamp = False
    face.save(out)
    return out.getvalue()


@functools.cache
def _compact() -> bytes:
    """A CFF program with the letters A and B."""
    pen = T2CharStringPen(_WIDTH, None)
    for point, draw in (((50, 0), pen.moveTo), ((450, 0), pen.lineTo), ((450, 700), pen.lineTo)):
        draw(point)
    pen.closePath()
    box = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A", "B"])
    builder.setupCharacterMap({65: "A", 66: "B"})
    builder.setupCFF("Boxes", {}, dict.fromkeys((".notdef", "A", "B"), box), {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "A", "B"), (_WIDTH, 50)))
    out = io.BytesIO()
    builder.font["CFF "].cff.compile(out, builder.font)
    return out.getvalue()


_WIN = ((3, 1, 65), (1, 0, 65))


def simple(
    *,
    flags: int = 32,
    tables: tuple[tuple[int, int, int], ...] = _WIN,
    encoding: Callable[[], Any] | None = lambda: Name.WinAnsiEncoding,
    widths: int = _WIDTH,
    program: bool = True,
    shown: str = "AB",
    meant: bool = True,
    made: Callable[[bytes], bytes] = bytes,
) -> Plant:
    """A paragraph in a simple TrueType font; `meant` says that it has a ToUnicode, `made` changes the program's bytes."""

    def plant(file: Pdf) -> None:
        descriptor = font_descriptor(flags)
        if program:
            descriptor.FontFile2 = file.make_stream(made(_truetype(*tables)))
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/KITTST+Boxes"), FirstChar=65, LastChar=67)
        font.Widths, font.FontDescriptor = Array([widths] * 3), file.make_indirect(descriptor)
        cmap = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <43> <0041> endbfrange"
        if meant:
            font.ToUnicode = file.make_stream(cmap)
        if encoding:
            font.Encoding = encoding()
        _show(file, font, f"({shown})")

    return plant


def _show(file: Pdf, font: Any, string: str) -> None:
    file.pages[0].obj.Resources.Font.F8 = file.make_indirect(font)
    code(file, r"(/P <<.*?BDC)", lambda match: f"{match[1]} BT /F8 12 Tf 1 0 0 1 72 300 Tm {string} Tj ET")


def _cut(tag: bytes, length: int) -> Callable[[bytes], bytes]:
    """A table of a TrueType program said to be so long, as subsets in PDFs cut theirs."""

    def made(data: bytes) -> bytes:
        at = data.index(tag, 12)
        return data[: at + 12] + length.to_bytes(4, "big") + data[at + 16 :]

    return made


def type1(
    *, widths: int = _WIDTH, charset: str | None = "/A/B", shown: str = "AB", names: tuple[int, str] | None = None
) -> Plant:
    """A paragraph in a simple CFF font; with `names`, only this code has a name in the file, the others in the program."""

    def plant(file: Pdf) -> None:
        descriptor = font_descriptor(32)
        descriptor.FontFile3 = file.make_stream(_compact(), Subtype=Name.Type1C)
        if charset is not None:
            descriptor.CharSet = String(charset)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/KITTST+Boxes"), FirstChar=65, LastChar=66)
        font.Widths, font.FontDescriptor = Array([widths] * 2), file.make_indirect(descriptor)
        font.Encoding = Name.WinAnsiEncoding
        if names:
            font.Encoding = Dictionary(Differences=Array([names[0], Name(f"/{names[1]}")]))
        _show(file, font, f"({shown})")

    return plant


@functools.cache
def _old() -> bytes:
    """A Type 1 program with the letter A and no subroutines, as small subsets have none (Type 1 Font Format, chapters 2 and 7)."""
    glyph = eexec.encrypt(bytes(4) + bytes((139, 248, 136, 13, 14)), 4330)[0]  # 0 500 hsbw endchar
    glyphs = b"".join(b"/%s %d RD %s ND\n" % (name, len(glyph), glyph) for name in (b".notdef", b"A"))
    private = (
        b"dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} executeonly def\n"
        b"/ND {noaccess def} executeonly def /NP {noaccess put} executeonly def /BlueValues [] def /password 5839 def /lenIV 4 def\n"
        b"2 index /CharStrings 2 dict dup begin\n"
        + glyphs
        + b"end end readonly put noaccess put dup /FontName get exch definefont pop\n"
        b"mark currentfile closefile\n"
    )
    head = (
        b"%!PS-AdobeFont-1.0: Boxes\n11 dict begin /FontName /Boxes def /FontType 1 def /PaintType 0 def /FontBBox {0 0 500 700} def\n"
        b"/FontMatrix [0.001 0 0 0.001 0 0] def /Encoding StandardEncoding def currentdict end\ncurrentfile eexec\n"
    )
    return head + eexec.encrypt(bytes(4) + private, 55665)[0] + b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"


def old(widths: int = _WIDTH, *, encoding: bool = True, program: bool = True) -> Plant:
    """A paragraph in a Type 1 font; without an encoding its program's own one counts."""

    def plant(file: Pdf) -> None:
        descriptor, data = font_descriptor(32), _old()
        start = data.index(b"eexec\n") + len(b"eexec\n")
        if program:
            descriptor.FontFile = file.make_stream(data, Length1=start, Length2=len(data) - start - 533, Length3=533)
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Boxes, FirstChar=65, LastChar=65, Widths=Array([widths])
        )
        font.FontDescriptor = file.make_indirect(descriptor)
        if encoding:
            font.Encoding = Name.WinAnsiEncoding
        _show(file, font, "(A)")

    return plant


def below(key: str, value: Any) -> Plant:
    """A change of the sheet's own CIDFont; None removes the entry."""

    def plant(file: Pdf) -> None:
        font = file.pages[0].obj.Resources.Font.F1.DescendantFonts[0]
        if value is None:
            del font[key]
        else:
            font[key] = value(file) if callable(value) else value

    return plant


def _system(ordering: str = "Boxes", registry: str = "Kit", supplement: int = 0) -> Dictionary:
    return Dictionary(Registry=String(registry), Ordering=String(ordering), Supplement=supplement)


_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 1 def /CMapName /Boxes-H def {mode}\n"
    "/CIDSystemInfo << /Registry (Kit) /Ordering (Boxes) /Supplement 0 >> def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 begincidrange <0000> <00FF> 0 endcidrange\n"
    "endcmap CMapName currentdict /CMap defineresource pop end end"
)


def own_cmap(*, font: Dictionary | None = None, wmode: int = 0, says: str = "/WMode 0 def", uses: str = "") -> Plant:
    """The sheet's font with a CMap of its own in the file."""

    def plant(file: Pdf) -> None:
        above = file.pages[0].obj.Resources.Font.F1
        stream = file.make_stream(_CMAP.format(mode=says).encode())
        stream.Type, stream.CMapName, stream.CIDSystemInfo, stream.WMode = Name.CMap, Name("/Boxes-H"), _system(), wmode
        if uses:
            stream.UseCMap = Name("/" + uses)
        above.Encoding = stream
        above.DescendantFonts[0].CIDSystemInfo = font or _system()

    return plant


def _predefined(name: str, ordering: str) -> Plant:
    """The sheet's font with a CMap that every program has; its own characters then mean others, but its numbers stay right."""

    def plant(file: Pdf) -> None:
        above = file.pages[0].obj.Resources.Font.F1
        above.Encoding = Name("/" + name)
        above.DescendantFonts[0].CIDSystemInfo = _system(ordering, "Adobe")

    return plant


def _cid_set(bits: bytes) -> Plant:
    def plant(file: Pdf) -> None:
        file.pages[0].obj.Resources.Font.F1.DescendantFonts[0].FontDescriptor.CIDSet = file.make_stream(bits)

    return plant


def unicode(old: bytes, new: bytes) -> Plant:
    """A change of the sheet's map to Unicode."""

    def plant(file: Pdf) -> None:
        font = file.pages[0].obj.Resources.Font.F1
        data = font.ToUnicode.read_bytes()
        assert old in data
        font.ToUnicode = file.make_stream(data.replace(old, new))

    return plant


def _absent(file: Pdf) -> None:
    """The program of the font is not in the file."""
    del file.pages[0].obj.Resources.Font.F1.DescendantFonts[0].FontDescriptor["/FontFile2"]


def _named(*names: str) -> Callable[[], Dictionary]:
    differences = Array([65, *(Name("/" + name) for name in names)])
    return lambda: Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences)


_COUNT = len(CHARACTERS) + 1
_ALL = int("1" * _COUNT + "0" * (-_COUNT % 8), 2).to_bytes((_COUNT + 7) // 8)
_A = f"<{CHARACTERS.index('A') + 1:04X}> <0041>".encode()
_SYMBOLS = {"flags": 4, "encoding": None}

ENCODINGS = (
    pair("letters without an encoding", "pdf-encoding", "7.21.6", simple(encoding=None), simple(), vera="7.21.6-2"),
    pair(
        "letters in an encoding for experts",
        "pdf-encoding",
        "7.21.6",
        simple(encoding=lambda: Name.MacExpertEncoding),
        simple(encoding=lambda: Name.MacRomanEncoding),
        vera="7.21.6-2",
    ),
    pair(
        "letters with names that no list has",
        "pdf-encoding",
        "7.21.6",
        simple(encoding=_named("box1", "box2")),
        simple(encoding=_named("A", "B")),
        vera="7.21.6-2",
    ),
    pair(
        "letters without a base encoding",
        "pdf-encoding",
        "7.21.6",
        simple(encoding=lambda: Dictionary(Differences=Array([65, Name.A]))),
        simple(encoding=_named("A")),
        vera="7.21.6-2",
    ),
    pair(
        "renamed letters without a table of Unicode",
        "pdf-encoding",
        "7.21.6",
        simple(encoding=_named("A", "B"), tables=((1, 0, 65),)),
        simple(encoding=_named("A", "B")),
        vera="7.21.6-2",
    ),
    pair(
        "letters with a table for symbols only",
        "pdf-encoding",
        "7.21.6",
        simple(tables=((3, 0, 0xF041),)),
        simple(tables=((3, 0, 0xF041), (3, 1, 65))),
        vera="7.21.6-1",
    ),
    pair(
        "symbols with an encoding",
        "pdf-encoding",
        "7.21.6",
        simple(flags=4, tables=((3, 0, 0xF041),)),
        simple(tables=((3, 0, 0xF041),), **_SYMBOLS),  # type: ignore[arg-type]  # a table of arguments
        vera="7.21.6-3",
    ),
    pair(
        "symbols with two tables for letters",
        "pdf-encoding",
        "7.21.6",
        simple(tables=((3, 1, 65), (1, 0, 65)), **_SYMBOLS),  # type: ignore[arg-type]  # a table of arguments
        simple(tables=((1, 0, 65),), **_SYMBOLS),  # type: ignore[arg-type]  # a table of arguments
        vera="7.21.6-4",
    ),
)

GLYPHS = (
    pair("wrong widths of letters", "pdf-glyph-width", "7.21.5", simple(widths=700), simple(), vera="7.21.5-1"),
    pair("widths that are a little wrong", "pdf-glyph-width", "7.21.5", simple(widths=502), simple(widths=501), vera="7.21.5-1"),
    pair("wrong widths of Type 1", "pdf-glyph-width", "7.21.5", type1(widths=600), type1(), vera="7.21.5-1"),
    pair("wrong widths by CID", "pdf-glyph-width", "7.21.5", below("/DW", 700), vera="7.21.5-1"),
    pair(
        "a font that is not in the file", "pdf-font-not-embedded", "7.21.4.1", simple(program=False), simple(), vera="7.21.4.1-1"
    ),
    pair("a font by CID that is not in the file", "pdf-font-not-embedded", "7.21.4.1", _absent, vera="7.21.4.1-1"),
    pair(
        "a letter that the font does not have",
        "pdf-glyph-absent",
        "7.21.4.1",
        lambda file: code(file, r"<([0-9A-F]{4})", "<7000"),
        vera="7.21.4.1-2",
    ),
    pair(
        "the box for what is missing",
        "pdf-missing-glyph",
        "7.21.8",
        lambda file: code(file, r"<([0-9A-F]{4})", "<0000"),
        vera="7.21.8-1",
    ),
    pair("a list of glyphs that lacks one", "pdf-font-set", "7.21.4.2", type1(charset="/A"), type1(), vera="7.21.4.2-1"),
    pair("an empty list of glyphs", "pdf-font-set", "7.21.4.2", type1(charset=""), type1(charset=None), vera="7.21.4.2-1"),
    pair("a set of CIDs that lacks some", "pdf-font-set", "7.21.4.2", _cid_set(b"\xc0"), _cid_set(_ALL)),
    pair("an empty set of CIDs", "pdf-font-set", "7.21.4.2", _cid_set(b""), _cid_set(_ALL)),
    pair(
        "a set of CIDs that the font lacks", "pdf-font-set", "7.21.4.2", _cid_set(b"\xff" * 40), _cid_set(_ALL), vera="7.21.4.2-2"
    ),
)

MAPS = (
    pair("no map from CIDs to glyphs", "pdf-cid-map", "7.21.3.2", below("/CIDToGIDMap", None), vera="7.21.3.2-1"),
    pair("a CMap that nobody has", "pdf-cmap", "7.21.3.3", _predefined("Boxes-H", "Boxes"), vera="7.21.3.3-1"),
    pair(
        "a CMap that says two directions",
        "pdf-cmap",
        "7.21.3.3",
        own_cmap(wmode=1),
        own_cmap(wmode=1, says="/WMode 1 def"),
        vera="7.21.3.3-2",
    ),
    pair("a CMap on one that nobody has", "pdf-cmap", "7.21.3.3", own_cmap(uses="Other-H"), own_cmap(), vera=GIVES_UP),
    pair(
        "characters of another ordering",
        "pdf-cid-system",
        "7.21.3.1",
        own_cmap(font=_system("Other")),
        own_cmap(),
        vera="7.21.3.1-1",
    ),
    pair(
        "characters of another registry",
        "pdf-cid-system",
        "7.21.3.1",
        own_cmap(font=_system(registry="Other")),
        own_cmap(),
        vera="7.21.3.1-1",
    ),
    pair(
        "characters of a later supplement",
        "pdf-cid-system",
        "7.21.3.1",
        own_cmap(font=_system(supplement=3)),
        own_cmap(),
        vera="7.21.3.1-1",
    ),
    pair(
        "a name that means nothing, beside those of the font's own encoding",
        "pdf-no-unicode",
        "7.21.7",
        type1(names=(66, "g0815"), shown="AB"),
        type1(names=(66, "B"), shown="AB"),
        vera="7.21.7-1",
    ),
    pair(
        "symbols without a meaning",
        "pdf-no-unicode",
        "7.21.7",
        simple(flags=4, tables=((3, 0, 65),), encoding=None, meant=False),
        simple(flags=4, tables=((3, 0, 65),), encoding=None),
        vera="7.21.7-1",
    ),
    pair(
        "a font whose widths are cut short",
        "pdf-glyph-width",
        "7.21.5",
        simple(widths=600, made=_cut(b"hmtx", 4 * (CHARACTERS.index("C") + 2))),
        simple(made=_cut(b"hmtx", 4 * (CHARACTERS.index("C") + 2))),
        vera="7.21.5-1",
    ),
    pair(
        "letters of a program that is not there",
        "pdf-font-not-embedded",
        "7.21.4.1",
        old(encoding=False, program=False),
        old(encoding=False),
        vera="7.21.4.1-1",
    ),
    pair("a Type 1 font without subroutines", "pdf-glyph-width", "7.21.5", old(600), old(), vera="7.21.5-1"),
    pair(
        "a font without names for its letter forms",
        "pdf-glyph-width",
        "7.21.5",
        simple(widths=600, made=_cut(b"post", 2)),
        simple(made=_cut(b"post", 2)),
        vera="7.21.5-1",
    ),
    pair("no meaning for a letter", "pdf-no-unicode", "7.21.7", unicode(_A, b""), vera="7.21.7-1"),
    pair("a letter that means nothing", "pdf-bad-unicode", "7.21.7", unicode(_A, _A[:-5] + b"0000>"), vera="7.21.7-2"),
    pair("a letter that means a byte order mark", "pdf-bad-unicode", "7.21.7", unicode(_A, _A[:-5] + b"FEFF>"), vera="7.21.7-2"),
    pair("a letter that means no character", "pdf-bad-unicode", "7.21.7", unicode(_A, _A[:-5] + b"FFFE>"), vera="7.21.7-2"),
    pair("a letter for private use", "pdf-odd-unicode", "9.10.2", unicode(_A, _A[:-5] + b"E001>")),
    pair("a letter that means the replacement character", "pdf-odd-unicode", "9.10.2", unicode(_A, _A[:-5] + b"FFFD>")),
)

PAIRS: tuple[Pair, ...] = (*ENCODINGS, *GLYPHS, *MAPS)
