"""A PDF as the bytes of its objects, and which of them differ from those of another file: without reading any.

Only files of the plainest form are cut: one cross-reference stream at the end, nothing free, nothing encrypted, no older version, each
object where its row says. Each byte of such a file belongs to one object or stands before the first, so that none can differ unseen. Every
other file has no pieces, and is read whole. Left out on purpose: what an object means.
"""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

_END = re.compile(rb"startxref\n(\d{1,10})\n%%EOF\n\Z")
_TABLE = re.compile(
    rb"(\d{1,7}) 0 obj\n<</Type/XRef/Size (\d{1,7})/W\[1 3 2\](/Root \d{1,7} 0 R/Info \d{1,7} 0 R)/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]"
    rb"/Filter/FlateDecode/Length (\d{1,7})>>stream\n"
)
_HOLDER = re.compile(rb"\d{1,7} 0 obj\n<</Filter/FlateDecode/Type/ObjStm/N (\d{1,5})/First (\d{1,7})/Length (\d{1,7})>>stream\n")
_PAIRS = re.compile(rb"\d{1,7} \d{1,7}(?: \d{1,7} \d{1,7})*\n")
_REFERENCE = re.compile(rb"\b\d{1,7} \d{1,5} R\b")
_OBJECT = re.compile(rb"(\d{1,7}) 0 obj\n")
_CLOSE = b"\nendstream\nendobj\n"
_ROW = 6
_FREE = bytes(4) + b"\xff\xff"
_LARGEST = 1 << 24
"""Bytes that the places of this table can tell."""


class Pieces(NamedTuple):
    """The bytes of each object that stands by itself, by its number; `held` are the objects within one, where it is an object stream.

    `form` is the digest of all else but places and the file's identifier: only files of one form can be compared.
    """

    form: bytes
    objects: dict[int, bytes]
    held: dict[int, tuple[int, ...]]


def pieces(data: bytes) -> Pieces | None:
    """The pieces of a file; None where it is not of the plain form."""
    end = _END.search(data, max(0, len(data) - 40))
    table = _TABLE.match(data, int(end[1])) if end and len(data) < _LARGEST else None
    if end is None or table is None:
        return None
    rows = _rows(data[table.end() : end.start()], int(table[4]))
    size = int(table[2])
    if rows is None or len(rows) != _ROW * size or rows[:_ROW] != _FREE or int(table[1]) != size - 1:
        return None
    places: dict[int, int] = {}
    held: dict[int, list[int]] = {}
    kinds = bytearray(rows)
    for number in range(1, size):
        at = _ROW * number
        where = int.from_bytes(rows[at + 1 : at + 4])
        if rows[at] == 1 and rows[at + 4 : at + 6] == b"\0\0":
            places[number] = where
            kinds[at + 1 : at + 4] = b"\0\0\0"
        elif rows[at] == 2:
            held.setdefault(where, []).append(number)
        else:
            return None
    objects = _cut(data, places, end.start())
    if objects is None or places[size - 1] != int(end[1]) or not held.keys() <= objects.keys():
        return None
    del objects[size - 1]
    form = hashlib.sha256(b"%d %b\n%b" % (size, table[3], bytes(kinds)) + data[: min(places.values())]).digest()
    return Pieces(form, objects, {number: tuple(inside) for number, inside in held.items()})


def unlike(one: Pieces, other: Pieces) -> int:
    """How many of the objects that stand by themselves differ; the pieces must be of one form."""
    return sum(other.objects[number] != data for number, data in one.objects.items())


def differing(one: Pieces, other: Pieces) -> frozenset[int]:
    """The numbers of the objects that may mean something else, those in object streams included; the pieces must be of one form."""
    known = other.objects
    changed = [number for number, data in one.objects.items() if known[number] != data]
    return frozenset((*changed, *(inside for number in changed if number in one.held for inside in _changed(number, one, other))))


def _changed(number: int, one: Pieces, other: Pieces) -> Iterator[int]:
    """The objects in an object stream that differ; all of them where either stream can't be cut."""
    here, there = _inside(one.objects[number]), _inside(other.objects[number])
    return (inside for inside in one.held[number] if here.get(inside) != there.get(inside) or not _alone(here.get(inside, b"")))


@functools.lru_cache(maxsize=48)
def _inside(data: bytes) -> dict[int, bytes]:
    """The bytes of each object in an object stream (7.5.7), from its place to that of the next; {} where that is not plain."""
    head = _HOLDER.match(data)
    end = head.end() + int(head[3]) if head else 0
    rows = _unpacked(data[head.end() :], int(head[3])) if head else None
    if head is None or rows is None or data[end:] != _CLOSE:
        return {}
    first = int(head[2])
    if not _PAIRS.fullmatch(rows, 0, first):
        return {}
    pairs = list(map(int, rows[:first].split()))
    places = [first + at for at in pairs[1::2]]
    ends = [*places[1:], len(rows)]
    if len(places) != int(head[1]) or places[0] != first or any(at >= end for at, end in zip(places, ends, strict=True)):
        return {}
    return {number: rows[at:end] for number, at, end in zip(pairs[::2], places, ends, strict=True)}


@functools.lru_cache(maxsize=4096)
def _alone(data: bytes) -> bool:
    """Whether these bytes are one object and no more is needed to read it, whatever follows them."""
    if not data.endswith((b">>", b"]", b">>\n", b"]\n")):
        return False
    try:
        return pikepdf.Object.parse(_REFERENCE.sub(b"null", data)) is not None  # there is no file here to refer to
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return False


def _rows(stream: bytes, length: int) -> bytes | None:
    """The rows of the cross-reference stream, which is the last object."""
    return _unpacked(stream, length) if stream[length:] == _CLOSE else None


def _unpacked(stream: bytes, length: int) -> bytes | None:
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(stream[:length], _LARGEST)
    except zlib.error:
        return None
    return rows if unpacker.eof and not unpacker.unused_data else None


def _cut(data: bytes, places: dict[int, int], end: int) -> dict[int, bytes] | None:
    """The bytes from each object to the next; None where one does not begin with its own number."""
    found: dict[int, bytes] = {}
    for number, at in sorted(places.items(), key=lambda place: -place[1]):
        begins = _OBJECT.match(data, at, end)
        if begins is None or int(begins[1]) != number:
            return None
        found[number] = data[at:end]
        end = at
    return found
