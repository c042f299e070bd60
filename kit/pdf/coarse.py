"""Outlines of a TrueType font on a coarser grid, for scripts whose letters are many and made of many points.

Each point moves by at most half a step; flags, order and kind of the points stay. Clauses are those of the OpenType specification
('glyf' table, simple glyph description). Left out on purpose: composite glyphs, which point at others and have few bytes; hints, which
subsets of ours do not have.
"""

from __future__ import annotations

import functools
import itertools
import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise

from kit.pdf.glyf import Outlines, outlines_of, with_outlines

_ON_CURVE, _REPEAT, _OVERLAP = 0x01, 0x08, 0x40
_X, _Y = (0x02, 0x10), (0x04, 0x20)  # of each direction: one byte, and the same as before or, of one byte, positive
_BYTE = 256
_SAVES = 3  # flags alike, from which on a count of them is shorter
_RUN = 256  # flags at most that one count can tell of
_METRIC = 4  # bytes of an advance and a left side bearing


def coarser(font: bytes, step: int) -> bytes:
    """The font with each point of its simple glyphs at a multiple of `step` units, the nearest; bearings move with the outlines."""
    found = outlines_of(font)
    glyf, metrics, places = bytearray(), bytearray(found.metrics), [0]
    for glyph, (start, end) in enumerate(pairwise(found.offsets)):
        record = found.glyf[start:end]
        if end > start and _contours(record) > 0:
            record, moved = _coarse(record, step)
            at = _METRIC * glyph + 2
            struct.pack_into(">h", metrics, at, struct.unpack_from(">h", metrics, at)[0] + moved)
        glyf += record
        places.append(len(glyf))
    return with_outlines(font, Outlines(bytes(glyf), places, bytes(metrics)))


def _contours(record: bytes) -> int:
    """The number of contours; less than 0 for a composite."""
    count: int = struct.unpack_from(">h", record)[0]
    return count


@functools.lru_cache(maxsize=1 << 13)
def _coarse(record: bytes, step: int) -> tuple[bytes, int]:
    """A simple glyph's record with its points on the grid, of even length, and by how many units its xMin moved."""
    hints = 10 + 2 * _contours(record)
    count = struct.unpack_from(">H", record, hints - 2)[0] + 1
    flags, at = _flags(record, hints + 2 + struct.unpack_from(">H", record, hints)[0], count)
    xs, at = _axis(record, at, flags, *_X)
    ys, _ = _axis(record, at, flags, *_Y)
    xs, ys = ([round(place / step) * step for place in places] for places in (xs, ys))
    across, x_bytes = _deltas(xs, *_X)
    along, y_bytes = _deltas(ys, *_Y)
    kept = (flag & (_ON_CURVE | _OVERLAP) for flag in flags)
    written = _counted([flag | x | y for flag, x, y in zip(kept, across, along, strict=True)])
    box = struct.pack(">4h", min(xs), min(ys), max(xs), max(ys))
    coarse = record[:2] + box + record[10:hints] + b"\0\0" + written + x_bytes + y_bytes
    return coarse + bytes(len(coarse) % 2), min(xs) - struct.unpack_from(">h", record, 2)[0]


def _flags(record: bytes, at: int, count: int) -> tuple[list[int], int]:
    """A flag for each point, from this place on, and where they end."""
    flags: list[int] = []
    while len(flags) < count:
        flag = record[at]
        again = record[at + 1] if flag & _REPEAT else 0
        flags += [flag] * (again + 1)
        at += 2 if flag & _REPEAT else 1
    return flags, at


def _axis(record: bytes, at: int, flags: Sequence[int], short: int, same: int) -> tuple[list[int], int]:
    """The points' places in one direction, and where their bytes end."""
    deltas = []
    for flag in flags:
        if flag & short:
            deltas.append(record[at] if flag & same else -record[at])
            at += 1
        elif flag & same:
            deltas.append(0)
        else:
            deltas.append(struct.unpack_from(">h", record, at)[0])
            at += 2
    return list(accumulate(deltas)), at


def _deltas(places: Sequence[int], short: int, same: int) -> tuple[list[int], bytes]:
    """What places in one direction add to the flags, and their bytes."""
    flags, written = [], bytearray()
    for before, place in pairwise((0, *places)):
        delta = place - before
        if not delta:
            flags.append(same)
        elif abs(delta) < _BYTE:
            flags.append(short | (same if delta > 0 else 0))
            written.append(abs(delta))
        else:
            flags.append(0)
            written += struct.pack(">h", delta)
    return flags, bytes(written)


def _counted(flags: Sequence[int]) -> bytes:
    """The flags' bytes, with a count for those that repeat."""
    out = bytearray()
    for flag, group in itertools.groupby(flags):
        alike = len(list(group))
        while alike:
            run = min(alike, _RUN)
            out += bytes((flag | _REPEAT, run - 1)) if run >= _SAVES else bytes((flag,)) * run
            alike -= run
    return bytes(out)
