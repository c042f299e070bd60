"""A CID-keyed CFF font program: glyphs that bear their own codes, in one file (Adobe Technical Note 5176; ISO 32000-1, 9.9).

For faces of many letters it is a seventh shorter than TrueType: no boxes, bearings or kinds of points, and no map from code to glyph
beside it. Left out on purpose: what glyphs look like (`kit.pdf.charstrings`), subroutines, names and encodings of glyphs, and any
matrix: charstrings count in thousandths of the em, which every viewer takes for granted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from kit.pdf.charstrings import ENDCHAR

Box = tuple[int, int, int, int]

_HEADER = b"\x01\x00\x04\x04"  # version 1.0, four bytes long, offsets of up to four bytes
_STANDARD_STRINGS = 391
_ROS, _BOX, _CHARSET, _CHARSTRINGS, _PRIVATE = b"\x0c\x1e", b"\x05", b"\x0f", b"\x11", b"\x12"
_CID_COUNT, _FD_ARRAY, _FD_SELECT, _DEFAULT_WIDTH = b"\x0c\x22", b"\x0c\x24", b"\x0c\x25", b"\x14"


def font_program(name: str, charstrings: Mapping[int, bytes], *, box: Box, default_width: int) -> bytes:
    """The font that has a charstring for each code from 1 to 65535, and an empty glyph for code 0.

    `box` is xMin, yMin, xMax, yMax of all glyphs, and `default_width` the width of those that say none, in thousandths of the em.
    """
    codes = sorted(charstrings)
    private = _entry(_DEFAULT_WIDTH, default_width)
    parts = (
        b"\0" + b"".join([code.to_bytes(2, "big") for code in codes]),  # charset, format 0: .notdef is not told
        b"\x03\x00\x01\x00\x00\x00" + (len(codes) + 1).to_bytes(2, "big"),  # FDSelect, format 3: one range, of the only font
        _index([ENDCHAR, *(charstrings[code] for code in codes)]),
        private,
    )
    lead = _HEADER + _index([name.encode("ascii")])
    strings = _index([b"Adobe", b"Identity"]) + _index([])  # and no subroutines
    top = _top([0] * 4, codes, box)
    charset, select, glyphs, at, array = accumulate(map(len, parts), initial=len(lead) + len(_index([top])) + len(strings))
    fonts = _index([_entry(_PRIVATE, len(private), at)])
    return lead + _index([_top([charset, select, glyphs, array], codes, box)]) + strings + b"".join(parts) + fonts


def _top(offsets: Sequence[int], codes: Sequence[int], box: Box) -> bytes:
    """The dictionary of the whole font, as long whatever its offsets are."""
    charset, select, glyphs, array = offsets
    return (
        _entry(_ROS, _STANDARD_STRINGS, _STANDARD_STRINGS + 1, 0)
        + _entry(_BOX, *box)
        + _entry(_CID_COUNT, max(codes, default=0) + 1)
        + _entry(_CHARSET, charset)
        + _entry(_CHARSTRINGS, glyphs)
        + _entry(_FD_ARRAY, array)
        + _entry(_FD_SELECT, select)
    )


def _entry(operator: bytes, *operands: int) -> bytes:
    """An entry of a dictionary, its numbers in five bytes each."""
    return b"".join([b"\x1d" + operand.to_bytes(4, "big", signed=True) for operand in operands]) + operator


def _index(items: Sequence[bytes]) -> bytes:
    """An INDEX: how many items, where each begins and the last ends, and the items."""
    if not items:
        return b"\0\0"
    places = list(accumulate(map(len, items), initial=1))
    size = (places[-1].bit_length() + 7) // 8
    return b"%s%c%s" % (
        len(items).to_bytes(2, "big"),
        size,
        b"".join([place.to_bytes(size, "big") for place in places] + list(items)),
    )
