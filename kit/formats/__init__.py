"""The table of formats. A format is a record of functions; a new one is a folder here and one line in `FORMATS`.

The functions import their format when called, so that a handout never loads PowerPoint's library, nor the deck PDF's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kit.document import Document, Options, Surface
from kit.outline import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to give the kit to people.

    `editions` are the values of Options.edition it is made in ("" = one edition, not named in the file name).
    `write` is pure: the same document and options give the same bytes. `read` uses none of the writer's code.
    """

    name: str
    surface: Surface
    suffix: str
    editions: tuple[str, ...]
    paged: bool
    write: Callable[[Document, Options], bytes]
    read: Callable[[bytes], Outline]


def _write_deck(document: Document, options: Options) -> bytes:
    from kit.formats.deck.writer import write

    return write(document, options)


def _read_deck(data: bytes) -> Outline:
    from kit.formats.deck.reader import read

    return read(data)


def _write_handout(document: Document, options: Options) -> bytes:
    from kit.formats.print.writer import write

    return write(document, options)


def _read_handout(data: bytes) -> Outline:
    from kit.formats.print.reader import read

    return read(data)


def _write_page(document: Document, options: Options) -> bytes:
    from kit.formats.page.writer import write

    return write(document, options)


def _read_page(data: bytes) -> Outline:
    from kit.formats.page.reader import read

    return read(data)


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format(name="deck", surface="slide", suffix="pptx", editions=("",), paged=False, write=_write_deck, read=_read_deck),
        Format(
            name="handout",
            surface="handout",
            suffix="pdf",
            editions=("standard", "large-print"),
            paged=True,
            write=_write_handout,
            read=_read_handout,
        ),
        Format(name="page", surface="page", suffix="html", editions=("",), paged=False, write=_write_page, read=_read_page),
    )
}
