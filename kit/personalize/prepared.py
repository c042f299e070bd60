"""What of a document is the same for every clinic and region, worked out once: its English, its marks, and where places are to be filled.

Of some thousand texts a few dozen have a place for a name or a number; only the way to these is walked again. Left out on
purpose: what comes into the places.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from kit.caches import KeptOf
from kit.document import LEFT_ENGLISH, Document, Text, in_language, map_texts, parts_of, placeables
from kit.locale import SOURCE, Locale, isolate_first_strong

_IN_ANOTHER = re.compile(r"(\[\[.*?\]\])")


class Prepared(NamedTuple):
    """A document in English, the same with what was left in English marked, and the identities of all parts of that which hold a place to fill."""

    english: Document
    marked: Document
    ways: frozenset[int]


_kept: KeptOf[Document, Prepared] = KeptOf(16)


def prepared(document: Document) -> Prepared:
    """What is the same for every clinic, of this very document."""
    known = _kept.get(document)
    if known:
        return known
    marked = map_texts(document, lambda text: text if fillable(text) else mark(text, document.locale))
    ways: set[int] = set()
    _gather(marked, ways)
    english = replace(map_texts(document, as_source), locale=SOURCE)
    return _kept.keep(Prepared(english, marked, frozenset(ways)), document)


def fillable(text: Text) -> bool:
    """Whether a text has a place to fill."""
    return not text.verbatim and bool(placeables(text.text))


def _gather(value: object, ways: set[int]) -> bool:
    """Note a value if it holds a text to fill, and each part that does."""
    held = [fillable(value)] if isinstance(value, Text) else [_gather(part, ways) for part in parts_of(value)]
    found = any(held)
    if found:
        ways.add(id(value))
    return found


def mark(text: Text, locale: Locale) -> Text:
    """A text that was left in English, with the reader's word for English before it: seen as well as heard.

    Words of the kit itself are not marked, but for the notices: they are many and short, and each is tagged.
    """
    label = text.id.startswith("labels/") and not text.id.startswith("labels/notice.")
    if text.lang != SOURCE.tag or locale.tag == SOURCE.tag or text.state not in LEFT_ENGLISH or text.verbatim or label:
        return text
    said = "**".join(_each(part, text.lang) for part in text.text.split("**"))
    shown = isolate_first_strong(said) if locale.rtl else said
    return replace(text, text=f"{locale.english}: {shown}", lang=locale.tag)


def _each(words: str, lang: str) -> str:
    """The words in a language, but for those in them that are marked as being in another."""
    pieces = (piece for piece in _IN_ANOTHER.split(words) if piece)
    return "".join(piece if piece.startswith("[[") else in_language(piece, lang) for piece in pieces)


def as_source(text: Text) -> Text:
    """The text in English again: a sentence that is still in English must not get words of another language put into it."""
    return replace(text, text=text.source, lang=SOURCE.tag)
