"""Passes over a whole Document: every text of a tree, each of them changed, two languages side by side.

Left out on purpose: what a pass needs from outside (catalogs, numbers, sign-offs); those live in the rooms that have it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from kit.art import Art
from kit.document.model import Document, Status, Text
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


def texts(value: Any) -> Iterator[Text]:
    """Every Text below a value, in document order."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


_T = TypeVar("_T")


def map_texts(value: _T, change: Callable[[Text], Text]) -> _T:
    """The same tree with every Text passed through `change`; parts that did not change are kept as they are."""
    if isinstance(value, Text):
        return change(value)  # type: ignore[return-value]  # a Text stays a Text, which a TypeVar can't say
    if isinstance(value, tuple):
        parts = tuple(map_texts(part, change) for part in value)
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else parts  # type: ignore[return-value]  # a tuple stays a tuple of the same kind
    if dataclasses.is_dataclass(value) and not isinstance(value, Locale | Art):
        changed: dict[str, Any] = {}
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            new = map_texts(old, change)
            if new is not old:
                changed[field.name] = new
        return dataclasses.replace(value, **changed) if changed else value  # type: ignore[type-var]  # is_dataclass does not narrow a TypeVar
    return value
