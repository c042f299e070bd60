"""Digests of PDF objects with all that they refer to, so that what was read of equal ones need not be read again.

Two objects of one digest have the same bytes and so has each object below them, whatever numbers they have in their files.
Left out on purpose: what is kept under a digest (`content`), and objects that lead back to themselves, which have none.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import pikepdf

from kit.tagged.values import Key, identity

_REFERENCE = re.compile(rb"(\d{1,10}) (\d{1,5}) R")
_MOST = 20_000
"""Objects of one file that are digested at the most; real pages need some hundreds."""
_DEEPEST = 40


class _NoDigestError(Exception):
    """An object is too odd to have a digest."""


class Closures:
    """The digests of one file's objects, each worked out once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[Key, bytes] = {}
        self._open: set[Key] = set()
        self._left = _MOST

    def known_of(self, numbers: Collection[int]) -> dict[Key, bytes]:
        """The digests worked out so far of the objects of these numbers."""
        return {key: digest for key, digest in self._known.items() if key[0] in numbers}

    def trust(self, known: Mapping[Key, bytes]) -> None:
        """Take digests of another file's objects, which have the same bytes here with all below them."""
        self._known.update(known)

    def of(self, value: object) -> bytes | None:
        """The digest of an object, 32 bytes; None where it leads back to itself, is nested too deep or can't be read."""
        try:
            return self._digest(value)
        except (_NoDigestError, pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError):
            self._open.clear()
            return None

    def _digest(self, value: object) -> bytes:
        if not isinstance(value, pikepdf.Object):
            return hashlib.sha256(repr(value).encode()).digest()
        key = identity(value)
        if key in self._known:
            return self._known[key]
        if key in self._open or len(self._open) > _DEEPEST or self._left <= 0:
            raise _NoDigestError
        self._left -= 1
        self._open.add(key)
        found = self._written(value)
        self._open.discard(key)
        if key != (0, 0):
            self._known[key] = found
        return found

    def _written(self, value: pikepdf.Object) -> bytes:
        """The digest of an object's own bytes, in which each reference stands for what it refers to."""
        found = hashlib.sha256()
        if isinstance(value, pikepdf.Stream):
            text = value.stream_dict.unparse()
            found.update(value.read_raw_bytes())
            if "/StructParents" in value:  # marks in such a form are known by its number
                found.update(repr(value.objgen).encode())
        else:
            text = value.unparse(resolved=True)
        found.update(b"\0%d\0" % len(text))
        at = 0
        for match in _REFERENCE.finditer(text):
            found.update(text[at : match.start()])
            found.update(self._digest(self._pdf.get_object((int(match[1]), int(match[2])))))
            at = match.end()
        found.update(text[at:])
        return found.digest()


def reach(pdf: pikepdf.Pdf, starts: Iterable[pikepdf.Object], stop: Collection[int] = ()) -> Counter[int] | None:
    """The numbers of all objects that some objects lead to, and how often each is referred to; `stop` are not entered.

    None where they are too many or can't be read.
    """
    found: Counter[int] = Counter()
    waiting = list(starts)
    try:
        while waiting:
            value = waiting.pop()
            text = value.stream_dict.unparse() if isinstance(value, pikepdf.Stream) else value.unparse(resolved=True)
            for number, generation in _REFERENCE.findall(text):
                known = int(number) in found
                found[int(number)] += 1
                if known or int(number) in stop:
                    continue
                goal = pdf.get_object((int(number), int(generation)))
                if isinstance(goal, pikepdf.Object):
                    waiting.append(goal)
            if len(found) > _MOST:
                return None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, OSError):
        return None
    return found
