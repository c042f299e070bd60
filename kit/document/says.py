"""How a kind of block declares its fields, once: which are texts, what stands where, and which numbers a signature binds.

Schema of catalogs, notes for translators, passages for the checks, what a reader must hear and `source_hash` follow from these
declarations (`kit.document.parts` reads them). Left out on purpose: how a format shows a block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["title", "key", "heading", "notice", "prose", "item", "cell", "caption", "alt", "field", "axis", "note", "given"]
"""What a text is to a reader; "given" ones come from a region or a clinic, and no author writes them."""

_SILENT: frozenset[Part] = frozenset(("alt", "axis", "note"))


@dataclass(frozen=True, slots=True)
class Declared:
    """A text field: what it is, and where it stands, in words for a translator."""

    part: Part
    place: str

    @property
    def heard(self) -> bool:
        """Whether its words stand in every format that shows the block, as text of their own."""
        return self.part not in _SILENT


def says(part: Part, place: str = "", *, binds: bool = False) -> dict[str, object]:
    """The metadata of a field that holds texts; with `binds` it holds numbers too, which a signature covers."""
    return {"says": Declared(part, place), "binds": binds}


def binds() -> dict[str, object]:
    """The metadata of a field whose numbers say something: changing one cancels a signature."""
    return {"binds": True}


def aside() -> dict[str, object]:
    """The metadata of a part that only formats with room for it show."""
    return {"aside": True}
