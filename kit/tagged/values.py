"""Values out of PDF objects that may be of any type: in a damaged file nothing is where it should be, and nothing may crash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pikepdf
from pikepdf.jbig2 import JBIG2DecoderInterface, set_decoder

from kit.budget import Budget, SpentError, inflate

Key = tuple[int, int]
"""Object number and generation; (0, 0) for what is no object of its own."""


_HOLDERS = (pikepdf.Dictionary, pikepdf.Stream)
_NUMBERS = (int, float, Decimal, pikepdf.Object)
"""What may be a number: pikepdf gives some as its own objects."""


def entry(source: object, name: str) -> object:
    """The value under a key, or None: where there is none, or where the source is no dictionary."""
    if not isinstance(source, _HOLDERS):
        return None
    try:
        return source.get(name)
    except (UnicodeError, TypeError):  # a name that is not UTF-8 stands for nothing we know; pikepdf takes it for no string
        return None


def held(source: object) -> dict[str, object]:
    """All that a dictionary holds, by key with its slash, read at once; {} for what is no dictionary."""
    if not isinstance(source, _HOLDERS):
        return {}
    try:
        found: Iterable[tuple[str, object]] = source.items()
        return {str(key): value for key, value in found if value is not None}
    except (UnicodeError, TypeError):
        return dict(entries(source))


def dictionary(source: object, name: str) -> pikepdf.Object:
    """The dictionary (or stream) under a key; an empty one where there is none."""
    found = entry(source, name)
    return found if isinstance(found, pikepdf.Dictionary | pikepdf.Stream) else pikepdf.Dictionary()


def array(source: object, name: str) -> list[object]:
    """The elements of the array under a key; [] where there is none."""
    found = entry(source, name)
    return list(found) if isinstance(found, pikepdf.Array) else []


def entries(source: object) -> Iterator[tuple[str, object]]:
    """The keys, with their slash, and values of a dictionary; those that can't be read are left out."""
    if isinstance(source, pikepdf.Dictionary | pikepdf.Stream):
        for name in sorted(source.keys()):  # a set: in one order, so that findings are; iterating the object reads the values too
            found = entry(source, name)
            if found is not None:
                yield name, found


def numbers(source: object, name: str) -> list[float]:
    """The numbers of the array under a key; [] where there is none, or where one of them is no finite number."""
    return floats(array(source, name))


def floats(values: Iterable[object]) -> list[float]:
    """The values as numbers; [] where one of them is none, or larger than any page."""
    try:
        found = [real(value) for value in values]
    except (TypeError, ValueError, OverflowError):
        return []
    return found if all(abs(value) < _HUGE for value in found) else []


def real(value: object) -> float:
    """A value as a number. TypeError where it is none."""
    if isinstance(value, _NUMBERS):
        return float(value)
    raise TypeError(f"{value!r} is no number")


def whole(value: object) -> int:
    """A value as a whole number, cut where it has a fraction. TypeError where it is no number."""
    if isinstance(value, _NUMBERS):
        return int(value)
    raise TypeError(f"{value!r} is no number")


class _NoPicture(JBIG2DecoderInterface):
    """Refuses pictures packed as JBIG2, which pikepdf would have another program unpack: nothing is run on a stranger's file."""

    def check_available(self) -> None:
        raise ValueError("a picture where text should be")

    def decode_jbig2(self, jbig2: bytes, jbig2_globals: bytes) -> bytes:  # noqa: ARG002 - as the library calls it
        raise ValueError("a picture where text should be")


set_decoder(_NoPicture())


def data_of(stream: object, budget: Budget) -> bytes:
    """The unpacked bytes of a stream; b"" where they can't be unpacked. SpentError where they are more than the budget holds."""
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        packed = stream.read_raw_bytes()
        filters = [said(part) for part in array(stream, "/Filter")] or [text(stream, "/Filter")]
        size = _unpacked(packed, [name for name in filters if name], budget.bytes)
        budget.spend("bytes", size)
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, ValueError, TypeError, NotImplementedError, OSError, RuntimeError):
        return b""


_HUGE = 1e9
_LZW_MOST = 1400
"""An LZW code of 9 to 12 bits stands for at most 4,096 bytes (ISO 32000-1, 7.4.4); this is how many a byte can become."""


def _unpacked(data: bytes, filters: list[str], most: int) -> int:
    """How many bytes the data become through these filters; SpentError as soon as it is more than `most`."""
    grown = 1
    for name in filters:
        if name in ("FlateDecode", "Fl") and grown == 1:
            found = inflate(data, most)
            if found is None:
                raise SpentError("bytes")
            data = found
        elif name in ("LZWDecode", "LZW", "FlateDecode", "Fl"):
            grown *= _LZW_MOST
        elif name in ("RunLengthDecode", "RL"):
            grown *= 64
    if len(data) * grown > most:
        raise SpentError("bytes")
    return len(data)


def number(source: object, name: str) -> int | None:
    """The whole number under a key, or None."""
    found = entry(source, name)
    return int(found) if isinstance(found, int) and not isinstance(found, bool) else None


def text(source: object, name: str) -> str:
    """The string under a key, "" where there is none or where it can't be decoded; a name comes without its slash."""
    return said(entry(source, name))


def said(found: object) -> str:
    """The text of a string or a name, "" for anything else; a name comes without its slash."""
    if isinstance(found, pikepdf.Name):
        return _decoded(found).lstrip("/")
    return _decoded(found) if isinstance(found, pikepdf.String) else ""


def _decoded(found: pikepdf.Object) -> str:
    try:
        return str(found)
    except ValueError:
        return bytes(found).decode("latin-1")


def identity(value: object) -> Key:
    """The number and generation of an object."""
    found = getattr(value, "objgen", (0, 0)) if isinstance(value, pikepdf.Object) else (0, 0)
    return (int(found[0]), int(found[1]))


def plain(value: object) -> object:
    """A value as Python knows it: names and strings as str, arrays as lists, numbers as they are."""
    if isinstance(value, pikepdf.Name):
        return _decoded(value).lstrip("/")
    if isinstance(value, pikepdf.String):
        return _decoded(value)
    if isinstance(value, pikepdf.Array):
        return [plain(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value
