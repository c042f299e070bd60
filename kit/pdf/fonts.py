"""Type0 fonts: one code for each (glyph, text), so that what a PDF says it shows is exactly what was written.

Codes are two bytes. A glyph's own number in the face gives its code, or in a face of many letters its character, so that a letter
that only one clinic's name has renumbers no other and the pages without it stay the same bytes. HarfBuzz subsets the face with its
axes pinned, and each composite cluster becomes one glyph of its own (`kit.pdf.glyf`); of a face of many letters, whose outlines are
most of a file, HarfBuzz gives the outlines for a program in CFF (`kit.pdf.cff`), which is shorter.
ISO 32000-1, 9.7 (composite fonts) and 9.10.3 (ToUnicode); ISO 14289-1, 7.21.
Plain values come out; making PDF objects of them is the canvas's work. Left out on purpose: simple fonts.
"""

from __future__ import annotations

import functools
import itertools
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import uharfbuzz as hb

from kit.errors import KitError
from kit.pdf.cff import font_program
from kit.pdf.charstrings import EM, charstring
from kit.pdf.glyf import append_composites, bounding_box, glyph_count
from kit.text.faces import BOLD, Face, MissingGlyph
from kit.text.shape import Cluster, Composite

MAX_CODE = 0xFFFF
_MORE = 8192
"""How many codes above the face's own glyphs are there for clusters, and for glyphs that say something else as well."""
_PRIVATE = (0xE000, 6400)
"""Where the codes are that Unicode gives no character, and how many."""
_STYLE = {400: "Regular", 700: "Bold"}
# What a CIDFontType2 font program needs not carry (ISO 32000-1, 9.9).
LAYOUT = ("BASE", "GDEF", "GPOS", "GSUB", "HVAR", "MATH", "MVAR", "STAT", "VORG", "VVAR", "avar", "kern", "vhea", "vmtx")
_NAMES = ("DSIG", "OS/2", "cmap", "gasp", "meta", "name", "post")
DEFAULT_WIDTH = 1000
"""DW: what a letter of Chinese has."""
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
# Private use, replacement, byte-order mark, noncharacters, controls (ISO 14289-1, 7.21.7; ISO 14289-2, 8.4.5.8).
_PLANE_ENDS = "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(15))
_UNSPEAKABLE = re.compile(f"[\x00-\x1f\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffd{_PLANE_ENDS}\U000f0000-\U0010ffff]")
_CMAP_BLOCK = 100  # entries a bfchar block may hold
_MANY = 10_000
"""Characters above which a face is one of Chinese letters, whose outlines are most of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontObjects:
    """What the canvas writes for one font. Lengths are in thousandths of the em.

    `program` is the font deflated (Filter FlateDecode): TrueType (FontFile2) with `program_length` its Length1, or CFF keyed by
    code (FontFile3) if `cid_to_gid` is None. That and `to_unicode` are streams not yet deflated; `widths` is W without its
    brackets: pairs (first code, widths from there on), without those that are DEFAULT_WIDTH.
    """

    base_font: str
    program: bytes
    program_length: int
    cid_to_gid: bytes | None
    to_unicode: bytes
    widths: tuple[tuple[int, tuple[float, ...]], ...]
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    stem_v: int
    flags: int = 4
    italic_angle: int = 0


class EmbeddedFont:
    """The use of a face in one PDF: gives out codes, then the objects to embed."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.many = len(face.characters) > _MANY
        self._codes: dict[tuple[int | Composite, str], int] = {}
        self._widths: dict[int, float] = {}
        self.shown = _Shown(self).__getitem__
        """What stands in the operand of TJ for one cluster: its code, then its kerning if it has any."""

    def code(self, glyph: int | Composite, text: str) -> int:
        """The two-byte code that shows a glyph and says a text; MissingGlyph for glyph 0 (.notdef)."""
        known = self._codes.get((glyph, text))
        if known is not None:
            return known
        if not glyph or (isinstance(glyph, Composite) and any(part[0] == 0 for part in glyph.parts)):
            raise MissingGlyph(text[:1] or "\ufffd")
        if not text or _UNSPEAKABLE.search(text):
            raise KitError(f"{text!r} has no meaning a screen reader could speak", "Write it with characters Unicode assigns.")
        if len(self._codes) >= MAX_CODE - 1:
            raise KitError(f"one file uses more than {MAX_CODE} shapes of {self.face.key}", "Split the text into several files.")
        code = self._home(glyph, text)
        while code in self._widths:
            code = code % MAX_CODE + 1
        self._codes[glyph, text] = code
        self._widths[code] = _width(self.face, glyph)
        return code

    def _home(self, glyph: int | Composite, text: str) -> int:
        """The code that a shape has if no other has it yet: a letter of many its character, a glyph else its own number.

        Others have one drawn from the shape: of a face of many letters one that stands for no character, else one above all glyphs.
        """
        if self.many:
            plain = len(text) == 1 and ord(text) <= MAX_CODE and self.face.hb_font.get_nominal_glyph(ord(text)) == glyph
            first, room = _PRIVATE
            return ord(text) if plain else first + zlib.crc32(repr((glyph, text)).encode()) % room
        if isinstance(glyph, int) and glyph not in self._widths:
            return glyph
        own: int = self.face.hb_face.glyph_count
        return min(own, MAX_CODE - _MORE) + zlib.crc32(repr((glyph, text)).encode()) % _MORE

    def show(self, clusters: Iterable[Cluster]) -> str:
        """The operand of TJ that draws clusters in the order given, kerning included: `[<0001>-12<0002>]`."""
        return f"[<{''.join(map(self.shown, clusters))}>]".replace("<>", "")

    def width(self, code: int) -> float:
        """The width written for a code, in thousandths of the em."""
        return self._widths[code]

    def objects(self) -> FontObjects:
        """Everything to embed; the same for the same codes, whatever was made before."""
        glyphs = {code: glyph for (glyph, _), code in self._codes.items()}
        program = _compact(self.face, frozenset(glyphs.items())) if self.many else _program(self.face, frozenset(glyphs.values()))
        scale = 1000 / self.face.upem
        left, bottom, right, top = (round(value * scale) for value in program.bbox)
        return FontObjects(
            base_font=_name(self.face, program.tag),
            program=program.deflated,
            program_length=program.length,
            cid_to_gid=None if self.many else _cid_to_gid({code: program.glyph_ids[glyph] for code, glyph in glyphs.items()}),
            to_unicode=_to_unicode({code: text for (_, text), code in self._codes.items()}),
            widths=_rows(self._widths),
            bbox=(left, bottom, right, top),
            ascent=round(self.face.ascent * 1000),
            descent=round(-self.face.descent * 1000),
            cap_height=round(self.face.cap_height * 1000),
            stem_v=140 if self.face.weight >= BOLD else 80,
        )


class _Shown(dict[Cluster, str]):
    """Cluster -> its hexadecimal code, followed by the kerning that makes up its advance."""

    def __init__(self, font: EmbeddedFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, cluster: Cluster) -> str:
        code = self._font.code(cluster.glyph, cluster.text)
        kerning = round(self._font.width(code) - cluster.advance, 2)
        shown = f"{code:04X}>{kerning:g}<" if kerning else f"{code:04X}"
        self[cluster] = shown
        return shown


@functools.lru_cache(maxsize=1 << 15)
def _width(face: Face, glyph: int | Composite) -> float:
    """The width of a glyph in its font program, in thousandths of the em."""
    units = glyph.advance if isinstance(glyph, Composite) else face.hb_font.get_glyph_h_advance(glyph)
    return _number(max(0, units) * 1000 / face.upem)


@dataclass(frozen=True, slots=True)
class _Program:
    """A subset ready to embed, where each glyph of the face is in it if not at its code, and the box of all in font units."""

    tag: str
    deflated: bytes
    length: int
    glyph_ids: dict[int | Composite, int]
    bbox: tuple[int, int, int, int]


@functools.lru_cache(maxsize=128)
def _program(face: Face, glyphs: frozenset[int | Composite]) -> _Program:
    simple, composites = _kinds(glyphs)
    needed = {*simple, *(part[0] for composite in composites for part in composite.parts)}
    font, new_ids = _subset(face, needed)
    ids: dict[int | Composite, int] = {glyph: new_ids[glyph] for glyph in simple}
    if composites:
        first = glyph_count(font)
        font = append_composites(
            font, [([(new_ids[g], x, y) for g, x, y in composite.parts], max(0, composite.advance)) for composite in composites]
        )
        ids.update((composite, first + index) for index, composite in enumerate(composites))
    return _Program(_tag(face, simple, composites), zlib.compress(font, 9), len(font), ids, bounding_box(font))


@functools.lru_cache(maxsize=128)
def _compact(face: Face, coded: frozenset[tuple[int, int | Composite]]) -> _Program:
    """The glyphs as a CFF font in which each is known by its code."""
    glyphs = dict(coded)
    tag = _tag(face, *_kinds(glyphs.values()))
    widths = {code: round(_width(face, glyph)) for code, glyph in glyphs.items()}
    drawn = {
        code: charstring(face, glyph, None if widths[code] == DEFAULT_WIDTH else widths[code]) for code, glyph in glyphs.items()
    }
    box = _box(face, glyphs.values())
    scale = EM / face.upem
    left, bottom, right, top = (round(value * scale) for value in box)
    font = font_program(_name(face, tag), drawn, box=(left, bottom, right, top), default_width=DEFAULT_WIDTH)
    return _Program(tag, zlib.compress(font, 9), len(font), {}, box)


def _kinds(glyphs: Iterable[int | Composite]) -> tuple[list[int], list[Composite]]:
    """The face's own glyphs and those made of several, each in order and once."""
    every = set(glyphs)
    simple = sorted(glyph for glyph in every if not isinstance(glyph, Composite))
    return simple, sorted(glyph for glyph in every if isinstance(glyph, Composite))


def _box(face: Face, glyphs: Iterable[int | Composite]) -> tuple[int, int, int, int]:
    """xMin, yMin, xMax, yMax of all these glyphs in font units."""
    boxes = []
    for glyph in glyphs:
        for part, x, y in glyph.parts if isinstance(glyph, Composite) else ((glyph, 0, 0),):
            found = face.hb_font.get_glyph_extents(part)
            if found is not None and found.width:
                left, top = x + found.x_bearing, y + found.y_bearing
                boxes.append((left, top + found.height, left + found.width, top))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if boxes else ((0,), (0,), (0,), (0,))
    return min(lefts), min(bottoms), max(rights), max(tops)


def _name(face: Face, tag: str) -> str:
    """The PostScript name of a subset (ISO 32000-1, 9.6.4)."""
    return f"{tag}+{face.family}-{_STYLE.get(face.weight, str(face.weight))}"


def _subset(face: Face, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """The face cut down to glyphs, at its weight, and the new id of each old glyph id."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in (*LAYOUT, *_NAMES))
    for axis in face.axes:
        if axis == "wght":
            wanted.pin_axis_location(face.hb_face, axis, face.weight)
        else:
            wanted.pin_axis_to_default(face.hb_face, axis)
    plan = hb.SubsetPlan(face.hb_face, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


def _tag(face: Face, simple: list[int], composites: list[Composite]) -> str:
    """Six letters that name the subset (ISO 32000-1, 9.6.4), drawn from its glyphs."""
    number = zlib.crc32(repr((face.key, simple, composites)).encode())
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _cid_to_gid(glyphs: dict[int, int]) -> bytes:
    """The map from code to glyph of the program, two bytes each, up to the last code in use."""
    table = bytearray(2 * (max(glyphs, default=0) + 1))
    for code, glyph in glyphs.items():
        struct.pack_into(">H", table, 2 * code, glyph)
    return bytes(table)


def _rows(widths: dict[int, float]) -> tuple[tuple[int, tuple[float, ...]], ...]:
    """The widths that are not the default as runs of codes that follow each other."""
    rows: list[tuple[int, list[float]]] = []
    for code in sorted(code for code, width in widths.items() if width != DEFAULT_WIDTH):
        if rows and code == rows[-1][0] + len(rows[-1][1]):
            rows[-1][1].append(widths[code])
        else:
            rows.append((code, [widths[code]]))
    return tuple((first, tuple(row)) for first, row in rows)


def _to_unicode(texts: dict[int, str]) -> bytes:
    """The ToUnicode CMap of these codes: in ranges where they are the characters themselves, of which no range leaves its row."""
    ranges, lines = [], []
    for _, row in itertools.groupby(sorted(texts), key=lambda code: code >> 8):
        for plain, group in itertools.groupby(row, key=lambda code: texts[code] == chr(code)):
            codes = list(group)
            if plain and len(codes) > 1:
                ranges.append(f"<{codes[0]:04X}> <{codes[-1]:04X}> <{codes[0]:04X}>\n")
            else:
                lines += [f"<{code:04X}> <{texts[code].encode('utf-16-be').hex().upper()}>\n" for code in codes]
    return (_CMAP_HEAD + _blocks("bfrange", ranges) + _blocks("bfchar", lines) + _CMAP_TAIL).encode("ascii")


def _blocks(kind: str, lines: list[str]) -> str:
    blocks = [lines[at : at + _CMAP_BLOCK] for at in range(0, len(lines), _CMAP_BLOCK)]
    return "".join([f"{len(block)} begin{kind}\n{''.join(block)}end{kind}\n" for block in blocks])


def _number(value: float) -> float:
    """The value, as an int where it is one, so that files hold `600` and not `600.0`."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
