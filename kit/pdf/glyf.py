"""The outlines of a TrueType font, and composite glyphs added to it: the few bytes of glyf, loca, hmtx, hhea, maxp and head of both.

Clauses are those of the OpenType specification. Left out on purpose: everything else about fonts; HarfBuzz subsets, this appends.
"""

from __future__ import annotations

import array
import struct
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

# Component flags ('glyf' table, component glyph description).
_ARGS_ARE_WORDS, _ARGS_ARE_XY, _MORE_COMPONENTS = 0x0001, 0x0002, 0x0020
_SHORT_LOCA_END = 0x1FFFE
_MAGIC = 0xB1B0AFBA  # head.checkSumAdjustment is this less the checksum of the file

Component = tuple[int, int, int]
"""Glyph id in the font, x and y offset in font units."""


class Outlines(NamedTuple):
    """The glyphs' records, where each begins (and the last ends), and an advance and a left side bearing for each."""

    glyf: bytes
    offsets: list[int]
    metrics: bytes


def outlines_of(font: bytes) -> Outlines:
    """The outlines of a font."""
    tables = _tables(font)
    metrics = _metrics(tables["hmtx"], count=_u16(tables["maxp"], 4), long_count=_u16(tables["hhea"], 34))
    return Outlines(tables["glyf"], _offsets(tables["loca"], long=tables["head"][51] == 1), bytes(metrics))


def with_outlines(font: bytes, outlines: Outlines) -> bytes:
    """The font with other outlines for the same glyphs; the font's box is that of all glyphs ('head')."""
    tables = _tables(font)
    head, hhea = bytearray(tables["head"]), bytearray(tables["hhea"])
    glyf, offsets, metrics = outlines
    long = offsets[-1] > _SHORT_LOCA_END or head[51] == 1
    struct.pack_into(">h", head, 50, int(long))
    boxes = [struct.unpack_from(">4h", glyf, start + 2) for start, end in pairwise(offsets) if end > start]
    if boxes:
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        struct.pack_into(">4h", head, 36, min(lefts), min(bottoms), max(rights), max(tops))
    struct.pack_into(">H", hhea, 34, len(offsets) - 1)
    changed = {"glyf": glyf, "head": bytes(head), "hhea": bytes(hhea), "hmtx": metrics, "loca": _loca(offsets, long=long)}
    return _assemble(font[:4], {**tables, **changed})


def append_composites(font: bytes, composites: Sequence[tuple[Sequence[Component], int]]) -> bytes:
    """The font with a glyph appended for each (components, advance), in order; ids count on from the font's last.

    The left side bearing of each is its own xMin: with another value some viewers draw it shifted.
    """
    tables = _tables(font)
    head, hhea, maxp = bytearray(tables["head"]), bytearray(tables["hhea"]), bytearray(tables["maxp"])
    outlines, offsets, advances = outlines_of(font)
    glyf, metrics = bytearray(outlines), bytearray(advances)
    for components, advance in composites:
        record, left = _record(outlines, offsets, components)
        glyf += record
        offsets.append(len(glyf))
        metrics += struct.pack(">Hh", advance, left)
    count = len(offsets) - 1
    long = offsets[-1] > _SHORT_LOCA_END or head[51] == 1
    struct.pack_into(">h", head, 50, int(long))
    struct.pack_into(">H", hhea, 10, max(_u16(hhea, 10), *(advance for _, advance in composites)))
    struct.pack_into(">H", hhea, 34, count)
    _widen(maxp, count, max(len(components) for components, _ in composites))
    changed = {
        "glyf": bytes(glyf),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": bytes(metrics),
        "loca": _loca(offsets, long=long),
        "maxp": bytes(maxp),
    }
    return _assemble(font[:4], {**tables, **changed})


def bounding_box(font: bytes) -> tuple[int, int, int, int]:
    """xMin, yMin, xMax, yMax of all glyphs, in font units ('head')."""
    box: tuple[int, int, int, int] = struct.unpack(">4h", _tables(font)["head"][36:44])
    return box


def glyph_count(font: bytes) -> int:
    """The number of glyphs ('maxp')."""
    return _u16(_tables(font)["maxp"], 4)


def _u16(data: bytes | bytearray, offset: int) -> int:
    return (data[offset] << 8) | data[offset + 1]


def _tables(font: bytes) -> dict[str, bytes]:
    tables = {}
    for index in range(_u16(font, 4)):
        tag, _, offset, length = struct.unpack_from(">4s3L", font, 12 + 16 * index)
        tables[tag.decode("latin-1")] = font[offset : offset + length]
    return tables


def _offsets(loca: bytes, *, long: bool) -> list[int]:
    if long:
        return list(struct.unpack(f">{len(loca) // 4}L", loca))
    return [offset * 2 for offset in struct.unpack(f">{len(loca) // 2}H", loca)]


def _loca(offsets: Sequence[int], *, long: bool) -> bytes:
    return struct.pack(f">{len(offsets)}{'L' if long else 'H'}", *(offset if long else offset // 2 for offset in offsets))


def _metrics(hmtx: bytes, *, count: int, long_count: int) -> bytearray:
    """`hmtx` with an advance for every glyph (the tail may hold bearings only)."""
    metrics = bytearray(hmtx[: 4 * long_count])
    last = hmtx[4 * long_count - 4 : 4 * long_count - 2]
    for index in range(count - long_count):
        at = 4 * long_count + 2 * index
        metrics += last + hmtx[at : at + 2]
    return metrics


def _record(glyf: bytes, offsets: list[int], components: Sequence[Component]) -> tuple[bytes, int]:
    """The glyph record of a composite and its xMin; glyphs without outline are left out."""
    drawn = [component for component in components if offsets[component[0]] < offsets[component[0] + 1]]
    if not drawn:
        return b"", 0
    boxes = []
    parts = []
    for index, (glyph, x, y) in enumerate(drawn):
        left, bottom, right, top = struct.unpack_from(">4h", glyf, offsets[glyph] + 2)
        boxes.append((left + x, bottom + y, right + x, top + y))
        flags = _ARGS_ARE_WORDS | _ARGS_ARE_XY | (_MORE_COMPONENTS if index + 1 < len(drawn) else 0)
        parts.append(struct.pack(">HHhh", flags, glyph, x, y))
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    box = (min(lefts), min(bottoms), max(rights), max(tops))
    return struct.pack(">5h", -1, *box) + b"".join(parts), box[0]


def _widen(maxp: bytearray, count: int, elements: int) -> None:
    """Glyph count, and limits wide enough for the composites ('maxp' 1.0)."""
    struct.pack_into(">H", maxp, 4, count)
    points, contours, deep_points, deep_contours = struct.unpack_from(">4H", maxp, 6)
    struct.pack_into(
        ">2H", maxp, 10, *(min(0xFFFF, elements * n) for n in (max(points, deep_points), max(contours, deep_contours)))
    )
    old_elements, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">2H", maxp, 28, max(old_elements, elements), depth + 1)


def _assemble(version: bytes, tables: dict[str, bytes]) -> bytes:
    """The font file, with checksums, tables sorted by tag and aligned to four bytes."""
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:]
    count = len(tables)
    power = count.bit_length() - 1
    directory = bytearray(version + struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power)))
    body, start = bytearray(), 12 + 16 * count
    places = {}
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + bytes(-len(data) % 4)
        directory += struct.pack(">4s3L", tag.encode("latin-1"), _checksum(padded), start + len(body), len(data))
        places[tag] = start + len(body)
        body += padded
    font = directory + body
    struct.pack_into(">L", font, places["head"] + 8, (_MAGIC - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(data: bytes) -> int:
    words = array.array("I", data)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
