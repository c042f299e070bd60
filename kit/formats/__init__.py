"""The table of formats, in the order in which the download page lists them. A new one is a folder here and one row.

A row's functions load their format when they are called, so that a handout never loads what decks need.
"""

from __future__ import annotations

from pathlib import PurePath

from kit.formats import deck, page
from kit.formats import print as printed
from kit.formats.record import Format

FORMATS: dict[str, Format] = {row.name: row for row in (page.FORMAT, *printed.LAYOUTS, deck.FORMAT)}


def proofs() -> tuple[Format, ...]:
    """The formats that reviewers and translators get to read, in the order of their names."""
    return tuple(sorted((row for row in FORMATS.values() if row.proof), key=lambda row: row.name))


def of_file(path: PurePath) -> Format | None:
    """The format by whose rules a file is judged, from the ending of its name; None if there is none."""
    return next((row for row in FORMATS.values() if path.suffix.lower() in row.endings), None)
