"""A document that notes what is read of it, so that what was made from it can be used again wherever the same would be read.

A cache whose key is a list of what matters, kept by hand, is wrong as soon as somebody reads one thing more. This one can't be.
Left out on purpose: the blocks and options a layout is given, which are its arguments.
"""

from __future__ import annotations

from typing import cast

from kit.art import Art
from kit.document.model import Document
from kit.document.text import Text

Reads = tuple[tuple[str, str, object], ...]
"""What was read, in order: which attribute, the name asked for ("" where none), and what it was."""


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
        return self._note(name, "", getattr(self._document, name))

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
