"""A deck of ours that a person edited: what they changed, and the deck anew on the kit's present words with their edits kept.

Left out on purpose: which Document it is to be made from, which the command line finds out.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.checks.deck import check
from kit.document import Document
from kit.errors import KitError
from kit.formats.deck.edits import DeckChange, compared, merged
from kit.formats.deck.found import read_slides
from kit.formats.deck.kept import Origin, origin, read_origin, words
from kit.formats.deck.opening import edited
from kit.formats.deck.plan import our_stage, plan
from kit.formats.deck.writer import open_book
from kit.opc import Package

_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def origin_of(data: bytes) -> Origin | None:
    """What a deck was made from; None where it does not say."""
    return read_origin(Package(data))


def language_of(data: bytes) -> str:
    """The language that a deck's properties name, which LibreOffice keeps; "" for none."""
    package = Package(data)
    part = package.target("", "core-properties")
    return (package.xml(part).findtext(_LANGUAGE) or "") if part in package.names else ""


def likeliest(data: bytes, documents: Sequence[Document]) -> Document:
    """Of several documents the one whose slides share most titles with a deck that no longer says what it was made from."""
    mine = {slide.title for slide in read_slides(Package(data))}

    def alike(document: Document) -> float:
        titles = {words(slide.title.text.text) for slide in plan(document, our_stage(document))}
        return len(mine & titles) / len(mine | titles)

    return max(documents, key=alike)


def compare(data: bytes, document: Document) -> list[DeckChange]:
    """What a person changed in a deck, and what the kit changed since, in words."""
    package = Package(data)
    theirs = plan(document, our_stage(document))
    made = _made(package, document) or origin(document, theirs)
    return [*_unknown(package), *compared(made, read_slides(package), theirs), *_lost(data)]


def renew(data: bytes, document: Document) -> tuple[bytes, list[DeckChange]]:
    """The deck anew on the present words, with every edit kept; and what was done."""
    package = Package(data)
    ground = our_stage(document)
    theirs = plan(document, ground)
    made = _made(package, document) or origin(document, theirs)
    both = merged(made, read_slides(package), theirs, document)
    book = open_book(document, theirs, ground)
    highest = {slide.key: slide.shapes for slide in made.slides}
    new = book.written(both.slides, theirs, source=edited(data), extras=both.extras, highest=highest)
    return new, [*_unknown(package), *both.changes, *_lost(data)]


def _made(package: Package, document: Document) -> Origin | None:
    made = read_origin(package)
    if made and (made.topic, made.locale) != (document.topic, document.locale.tag):
        raise KitError(
            f"the deck is of {made.topic} in {made.locale}, not of {document.topic} in {document.locale.tag}",
            "Name the topic and language that the deck was made in.",
        )
    return made


def _unknown(package: Package) -> list[DeckChange]:
    if read_origin(package):
        return []
    message = (
        "The deck no longer says what it was made from, so all that differs from the kit's present words counts as your change."
    )
    return [DeckChange(kind="identity", slide="", message=message)]


def _lost(data: bytes) -> list[DeckChange]:
    """What the program that saved the deck took away, which `renew` mends."""
    told = {
        "deck-alt": "descriptions of pictures",
        "deck-lang": "the language of words",
        "deck-table-header": "heads of tables",
        "deck-rtl-table": "the direction of tables",
        "deck-sections": "the sections",
        "deck-chart-data": "the data of charts",
    }
    found = {finding.id for finding in check(data)}
    return [
        DeckChange(kind="lost", slide="", message=f"The program that saved this deck dropped {words}; `kit deck renew` mends it.")
        for name, words in told.items()
        if name in found
    ]
