"""A document that notes what is read of it, so that what was made from it can be used again wherever the same would be read.

A cache whose key is a list of what matters, kept by hand, is wrong as soon as somebody reads one thing more. This one can't be.
Left out on purpose: the blocks and options a layout is given, which are its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Generic, NamedTuple, TypeVar, cast

from kit.art import Art
from kit.caches import KeptValues
from kit.document.model import Document
from kit.document.text import Text

Reads = tuple[tuple[str, str, object], ...]
"""What was read, in order: which attribute, the name asked for ("" where none), and what it was."""

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")
_Key = TypeVar("_Key")


class Twin(NamedTuple, Generic[_Of, _Made]):
    """What was made, of what, and what was read of the document meanwhile."""

    of: _Of
    reads: Reads
    made: _Made


def once(
    kept: KeptValues[_Key, tuple[Twin[_Of, _Made], ...]],
    key: _Key,
    document: Document,
    of: _Of,
    make: Callable[[Document], _Made],
    *,
    twins: int,
) -> _Made:
    """What a document and something else make, made now, or before of an equal thing and a document of which the same would be read.

    `key` only finds what may be the same quickly; under each at most `twins` are kept. `make` may look at nothing but the document
    that it is given, and what is `of`; nobody may change what it makes.
    """
    found = kept.get(key) or ()
    for twin in found:
        if (twin.of is of or twin.of == of) and same(twin.reads, document):
            return twin.made
    reading = Witness(document)
    made = make(reading.document())
    kept.keep(key, (*found[max(0, len(found) + 1 - twins) :], Twin(of, reading.close(), made)))
    return made


class Witness:
    """Stands for a document: gives what it gives, and notes it until `close`, after which nothing more may be read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reads: dict[tuple[str, str], object] = {}
        self._open = True

    def document(self) -> Document:
        """Itself, for whoever asks for a document."""
        return cast("Document", self)

    def close(self) -> Reads:
        """What was read. A layout that reads more afterwards, such as when it draws, is a fault in our code."""
        self._open = False
        return tuple((what, name, value) for (what, name), value in self._reads.items())

    def label(self, name: str) -> Text:
        """The label, noted."""
        return cast("Text", self._note("label", name, self._document.label(name)))

    def art(self, name: str) -> Art:
        """The picture, noted."""
        return cast("Art", self._note("art", name, self._document.art(name)))

    def __getattr__(self, name: str) -> object:
        found = getattr(self._document, name)
        if isinstance(found, MethodType):  # what it reads counts, not that it was asked for
            return MethodType(found.__func__, self)
        return self._note(name, "", found)

    def _note(self, what: str, name: str, value: object) -> object:
        key = (what, name)
        if not self._open and key not in self._reads:
            raise RuntimeError(f"a kept layout reads {what} {name} after it was made".rstrip())
        self._reads[key] = value
        return value


def same(reads: Reads, document: Document) -> bool:
    """Whether a document would be read the same."""
    for what, name, value in reads:
        try:
            now = getattr(document, what)(name) if name else getattr(document, what)
        except KeyError:
            return False
        if now is not value and now != value:
            return False
    return True
