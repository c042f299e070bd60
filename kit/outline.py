"""What a reader hears, in order: the one thing every format can be read back into.

Readers produce an `Outline` from a finished file; `checks.expected` produces the one the Document asks for; they must be equal.
Left out on purpose: everything visual. Page furniture (running feet, slide numbers) is kept apart in `furniture`, because a
screen reader skips it and it may repeat.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from kit.caches import remembered
from kit.locale.bidi import CONTROLS

Role = Literal[
    "title",  # the document's title; on a deck, the title of each slide
    "heading",  # level 2 and deeper
    "paragraph",
    "item",  # a text inside a list
    "table",  # starts a table; `alt` is its summary
    "header",  # a column or row head
    "cell",
    "figure",  # `alt` says what it shows
    "caption",
    "link",
    "field",  # the label of a line or box to fill in
    "note",  # a paragraph of speaker notes
]

Unit = Literal["", "page", "slide"]
"""What the numbered pieces of a file are called; "" where it has none."""

ON_PAPER: Unit = "page"
"""What they are called on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a reader hears. `lang` is a BCP 47 tag.

    `foreign` holds the runs inside `text` that carry another language, in order, as (language, run).
    `page` (page or slide, from 1; 0 where the format has none) says where; it takes no part in comparisons.
    """

    role: Role
    text: str = ""
    lang: str
    alt: str = ""
    level: int = 0
    foreign: tuple[tuple[str, str], ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A file read back: its title and language as metadata, what a reader hears, page furniture, and its pages or slides.

    `anywhere` is only asked for: a heading, if any, and what stands under it in the notes of any slides, the heading once or more.
    """

    title: str
    lang: str
    items: tuple[Item, ...]
    furniture: tuple[Item, ...] = ()
    anywhere: tuple[tuple[Item | None, tuple[Item, ...]], ...] = ()
    pages: int = 0


@remembered(4096)  # both sides of a comparison ask for most texts several times
def normal(text: str) -> str:
    """The text as compared: NFC, without bidi formatting characters (UAX 9), white space runs as one space, ends trimmed."""
    return " ".join(CONTROLS.sub("", unicodedata.normalize("NFC", text)).split())
