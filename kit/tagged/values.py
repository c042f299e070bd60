"""Values out of PDF objects that may be of any type: in a damaged file nothing is where it should be, and nothing may crash."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pikepdf

Key = tuple[int, int]
"""Object number and generation; (0, 0) for what is no object of its own."""


def entry(source: Any, name: str) -> Any:
    """The value under a key, or None: where there is none, or where the source is no dictionary."""
    return source.get(name) if isinstance(source, pikepdf.Dictionary | pikepdf.Stream) else None


def dictionary(source: Any, name: str) -> pikepdf.Object:
    """The dictionary (or stream) under a key; an empty one where there is none."""
    found = entry(source, name)
    return found if isinstance(found, pikepdf.Dictionary | pikepdf.Stream) else pikepdf.Dictionary()


def array(source: Any, name: str) -> list[Any]:
    """The elements of the array under a key; [] where there is none."""
    found = entry(source, name)
    return list(found) if isinstance(found, pikepdf.Array) else []


def number(source: Any, name: str) -> int | None:
    """The whole number under a key, or None."""
    found = entry(source, name)
    return int(found) if isinstance(found, int) and not isinstance(found, bool) else None


def text(source: Any, name: str) -> str:
    """The string under a key, "" where there is none or where it can't be decoded; a name comes without its slash."""
    found = entry(source, name)
    if isinstance(found, pikepdf.Name):
        return _decoded(found).lstrip("/")
    return _decoded(found) if isinstance(found, pikepdf.String) else ""


def _decoded(found: pikepdf.Object) -> str:
    try:
        return str(found)
    except ValueError:
        return bytes(found).decode("latin-1") if isinstance(found, pikepdf.String) else repr(found)


def identity(value: Any) -> Key:
    """The number and generation of an object."""
    found = getattr(value, "objgen", (0, 0)) if isinstance(value, pikepdf.Object) else (0, 0)
    return (int(found[0]), int(found[1]))


def plain(value: Any) -> Any:
    """A value as Python knows it: names and strings as str, arrays as lists, numbers as they are."""
    if isinstance(value, pikepdf.Name):
        return _decoded(value).lstrip("/")
    if isinstance(value, pikepdf.String):
        return _decoded(value)
    if isinstance(value, pikepdf.Array):
        return [plain(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value
