"""What a project's catalogs are written with beside its topics' texts, gathered once for all who write them.

Left out on purpose: the catalogs (`translate`), and the measuring (`lengths`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from kit import content
from kit.build.lengths import SheetRooms, lengths
from kit.checks import translation
from kit.document import Text


class CatalogNotes(TypedDict):
    """The desk's own words, which are translated too; notes on the terms of each language; and on the room that small sheets have."""

    desk: tuple[Text, ...]
    terms: translation.TermNotes
    lengths: SheetRooms


def catalog_notes(root: Path) -> CatalogNotes:
    """All of it for a project, as `translate.sync`, `start` and `templates` take it."""
    return CatalogNotes(desk=content.desk_words(root / "content"), terms=translation.TermNotes(root), lengths=lengths(root))
