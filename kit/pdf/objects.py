"""PDF objects as bytes, and the file around them: object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).

Everything that is not a stream goes into compressed object streams, which makes a tagged file about half as large. The file
identifier is a digest of the objects, so the same objects give the same bytes. Left out on purpose: encryption, incremental
updates, and any knowledge of what the objects mean.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable
from itertools import accumulate

from kit.caches import KeptValues

_PER_STREAM = 200
_LEVEL = 4  # of deflate: half the time of level 6 for files 4 % larger


def text_string(value: str) -> bytes:
    """A text string (7.9.2.2): PDFDocEncoding where it is ASCII, UTF-16BE otherwise."""
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + value.encode("utf-16-be").hex().upper().encode("ascii") + b">"


@functools.lru_cache(maxsize=1 << 14)
def number(value: float) -> str:
    """A number with at most three decimals and no exponent."""
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


@functools.lru_cache(maxsize=1024)
def operands(values: tuple[float, ...]) -> str:
    """Numbers in a row, for operators that come again and again with the same ones (colours, dashes)."""
    return " ".join(map(number, values))


def array(values: Iterable[float]) -> bytes:
    """Numbers as an array."""
    return f"[{' '.join(number(value) for value in values)}]".encode("ascii")


def reference(target: int) -> bytes:
    """An indirect reference to an object of generation 0."""
    return b"%d 0 R" % target


_deflated: KeptValues[bytes, bytes] = KeptValues(512, turning=True)


def deflated(data: bytes) -> bytes:
    """The data of a stream as it stands in a file (FlateDecode); kept, because most streams come again in the next file."""
    key = hashlib.blake2b(data, digest_size=20).digest()
    return _deflated.get(key) or _deflated.keep(key, zlib.compress(data, _LEVEL))


class Objects:
    """The numbered objects of one file. Numbers start at 1 and are given out before the bodies are known."""

    def __init__(self) -> None:
        self._count = 0
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new numbers in a row."""
        first = self._count + 1
        self._count += count
        return first

    def put(self, target: int, body: bytes) -> None:
        """Set the body of a numbered object that is not a stream."""
        self._plain[target] = body

    def put_all(self, first: int, bodies: Iterable[bytes]) -> None:
        """Set the bodies of objects numbered in a row."""
        self._plain.update(enumerate(bodies, start=first))

    def body(self, target: int) -> bytes:
        """The body set so far of an object that is not a stream."""
        return self._plain[target]

    def add(self, body: bytes) -> int:
        """A new object that is not a stream; returns its number."""
        target = self.reserve()
        self._plain[target] = body
        return target

    def put_stream(self, target: int, data: bytes, entries: bytes = b"", *, compress: bool = True) -> None:
        """Set a numbered stream: its data, and the entries of its dictionary besides Length and Filter."""
        if compress:
            data = deflated(data)
            entries = b"/Filter/FlateDecode" + entries
        self._streams[target] = b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)

    def add_stream(self, data: bytes, entries: bytes = b"", *, compress: bool = True) -> int:
        """A new stream; returns its number."""
        target = self.reserve()
        self.put_stream(target, data, entries, compress=compress)
        return target

    def file(self, *, root: int, info: int, version: str) -> bytes:
        """The whole file, with the catalog and the information dictionary of these numbers. ValueError if a number has no body."""
        missing = set(range(1, self._count + 1)) - self._plain.keys() - self._streams.keys()
        if missing:
            raise ValueError(f"objects without a body: {sorted(missing)}")
        digest = hashlib.sha256()
        for part in (self._plain, self._streams):
            targets = sorted(part)
            digest.update(repr(targets).encode("ascii"))
            digest.update(b"\n".join([part[target] for target in targets]))
        identifier = digest.hexdigest()[:32].upper().encode("ascii")
        places = self._pack()
        out = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version.encode("ascii"))
        for target in sorted(self._streams):
            places[target] = _row(1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (target, self._streams[target])
        start = len(out)
        last = self._count + 1
        places[last] = _row(1, start, 0)
        table = b"\x00\x00\x00\x00\xff\xff" + b"".join(map(places.__getitem__, range(1, last + 1)))
        data = zlib.compress(table, 9)
        entries = b"/Type/XRef/Size %d/W[1 3 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            last + 1,
            root,
            info,
            identifier,
            identifier,
        )
        out += b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n" % (last, entries, len(data), data)
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _pack(self) -> dict[int, bytes]:
        """Put the plain objects into object streams; gives each object's row of the cross-reference stream."""
        places: dict[int, bytes] = {}
        targets = sorted(self._plain)
        for start in range(0, len(targets), _PER_STREAM):
            group = targets[start : start + _PER_STREAM]
            bodies = list(map(self._plain.__getitem__, group))
            offsets = accumulate([len(body) + 1 for body in bodies[:-1]], initial=0)
            pairs = b" ".join(map(b"%d %d".__mod__, zip(group, offsets, strict=True))) + b"\n"
            entries = b"/Type/ObjStm/N %d/First %d" % (len(group), len(pairs))
            container = self.add_stream(pairs + b"\n".join(bodies), entries)
            places.update(zip(group, _rows_within(container, len(group)), strict=True))
        return places


def _row(kind: int, where: int, index: int) -> bytes:
    """A row of the cross-reference stream (7.5.8.3)."""
    return (kind << 40 | where << 16 | index).to_bytes(6, "big")


@functools.lru_cache(maxsize=256)
def _rows_within(container: int, count: int) -> tuple[bytes, ...]:
    """The rows of all objects in an object stream."""
    return tuple(_row(2, container, index) for index in range(count))
