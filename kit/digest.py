"""Digests of texts that nothing can collide in but chance: canonical JSON under SHA-256.

Texts are put into one form (NFC) and set apart by JSON's own quotes, so that moving a border between two of them, or a text that
holds what would part them, gives another digest. `fingerprint` does the same for whole values, such as a Document. Left out on
purpose: files, whose bytes are digested as they are.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence

Value = str | float | Sequence["Value"]
"""What is digested: texts, numbers, and sequences of them."""


def digest(*parts: Value) -> bytes:
    """32 bytes that change with any part."""
    written = json.dumps([_normal(part) for part in parts], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).digest()


def _normal(value: Value) -> Value:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value if isinstance(value, int | float) else [_normal(part) for part in value]


def fingerprint(value: object) -> bytes:
    """32 bytes that change with any part of a value made of dataclasses, sequences, sets, mappings and plain values.

    The same in every process and on every machine. TypeError for what has no form of its own, such as an open file.
    """
    written = json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).digest()


def _plain(value: object) -> object:
    """The value as JSON can say it; whatever is not plain stands in a list that begins with its kind."""
    if value is None or isinstance(value, str | int | float):
        return value
    if names := _fields(type(value)):  # type: ignore[arg-type]  # mypy holds no class hashable
        return [type(value).__name__, *(_plain(getattr(value, name)) for name in names)]
    match value:
        case bytes():
            return ["bytes", hashlib.sha256(value).hexdigest()]
        case tuple() | list():
            return ["list", *map(_plain, value)]
        case set() | frozenset():
            return ["set", *sorted(json.dumps(_plain(part)) for part in value)]
        case Mapping():
            return ["map", *sorted(json.dumps([_plain(key), _plain(part)]) for key, part in value.items())]
        case datetime.date():
            return ["date", value.isoformat()]
        case _:
            raise TypeError(f"{type(value).__name__} has no fingerprint")


@functools.lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields that make two values differ; none for other kinds."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(part.name for part in dataclasses.fields(kind) if part.compare)
