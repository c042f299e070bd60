"""Passes over a whole Document: every text of a tree, each of them changed, two languages side by side.

Left out on purpose: what a pass needs from outside (catalogs, numbers, sign-offs); those live in the rooms that have it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import TypeVar

from kit.art import Art
from kit.document.model import Document, Status
from kit.document.text import Text
from kit.locale import Locale

_STANDING: tuple[Status, ...] = ("draft", "reviewed", "clinical")


def paired(document: Document, other: Document) -> Document:
    """The document with the words of `other`, the same topic in a second language, beside each of its own.

    Its notices are those of both and its status the lower one, so that the sheet is a draft if either half of it is.
    """
    said = {text.id: text for text in (*other.notices, *texts(other))}
    own = {text.id for text in document.notices}
    more = [label for notice in other.notices if notice.id not in own for label in document.labels if label.id == notice.id]

    def beside(text: Text) -> Text:
        found = None if text.verbatim else said.get(text.id)
        return dataclasses.replace(text, beside=found) if found else text

    whole = dataclasses.replace(document, notices=(*document.notices, *more), beside=other.locale.tag)
    return dataclasses.replace(map_texts(whole, beside), status=min(document.status, other.status, key=_STANDING.index))


def texts(value: object) -> Iterator[Text]:
    """Every Text below a value, in document order."""
    found: list[Text] = []
    _gather(value, found)
    return iter(found)


def _gather(value: object, found: list[Text]) -> None:
    if isinstance(value, Text):
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _gather(part, found)
    else:
        for name in _parts(type(value)):  # type: ignore[arg-type]  # mypy holds no class hashable
            _gather(getattr(value, name), found)


@functools.lru_cache(maxsize=256)  # a document is walked hundreds of times for one file
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a kind of value that can hold texts, in order; none for what is no part of a document."""
    if not dataclasses.is_dataclass(kind) or issubclass(kind, Locale | Art):
        return ()
    return tuple(field.name for field in dataclasses.fields(kind))


_T = TypeVar("_T")


def parts_of(value: object) -> Iterator[object]:
    """What a tuple or a part of a document holds that may hold texts."""
    if isinstance(value, tuple):
        yield from value
    else:
        yield from (getattr(value, name) for name in _parts(type(value)))  # type: ignore[arg-type]  # mypy holds no class hashable


def map_texts(value: _T, change: Callable[[Text], Text], ways: frozenset[int] | None = None) -> _T:
    """The same tree with every Text passed through `change`; parts that did not change are kept as they are.

    With `ways` only those: the identities of texts and of all parts that hold them.
    """
    if ways is not None and id(value) not in ways:
        return value
    if isinstance(value, Text):
        return change(value)  # type: ignore[return-value]  # a Text stays a Text, which a TypeVar can't say
    if isinstance(value, tuple):
        parts = tuple([map_texts(part, change, ways) for part in value])
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else parts  # type: ignore[return-value]  # a tuple stays a tuple of the same kind
    changed: dict[str, object] = {}
    for name in _parts(type(value)):  # type: ignore[arg-type]  # mypy holds no class hashable
        old = getattr(value, name)
        new = map_texts(old, change, ways)
        if new is not old:
            changed[name] = new
    return dataclasses.replace(value, **changed) if changed else value  # type: ignore[type-var]  # only dataclasses have parts
