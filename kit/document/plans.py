"""What may be taken of a topic: plans of sheets and of group sessions, and what a Document holds that was made by one.

Left out on purpose: the taking itself (`kit.document.selections`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kit.document.blocks import Block, Paragraph, SafetyFact
from kit.document.text import Text

SheetFormat = Literal["sheet", "leaflet", "pocket-card", "poster"]
"""The print formats that are made of selections only."""
FOLDED: frozenset[SheetFormat] = frozenset(("leaflet",))
"""Formats whose faces are panels, several on a side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A block that a sheet or a session takes, by id, or only some of its `items` (their texts' ids, in the block's order).

    In a session `minutes` is how long it takes, and a `block` may be `<section>.key`: the section's opening with its main
    message. An `optional` exercise is done if there is time, counts in no sum, and in a deck is
    asked from the notes of the block before it.
    """

    block: str
    items: tuple[str, ...] = ()
    minutes: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A plan for a group session of `minutes`: blocks in the order of the topic, with an opening and a closing.

    `parts` are the minutes of each section, by section id, in order: the sums of the picks. `slides` is how many its deck has at
    most, 0 for any number.
    """

    minutes: int
    name: Text
    parts: tuple[tuple[str, int], ...]
    picks: tuple[Pick, ...] = ()
    opening: int = 0
    closing: int = 0
    slides: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """A selection of blocks with a title, a reader and a main message of its own, for the print formats that it serves.

    `faces` are its sides (of a leaflet: its panels) in reading order, each with its blocks in order of importance; `spare`
    are blocks that may follow where a side has room. `large_print` is how many blocks of each face that edition holds, or ()
    for all. `handed_out` says when it is given to whom; it is for the people who hand it out. `call` is a paragraph that says whom
    to call where its reader can't phone, or "": it then stands in the place of the emergency number, which follows it.
    """

    id: str
    title: Text
    audience: Text
    handed_out: Text
    key: Text
    key_claims: tuple[str, ...] = ()
    key_safety: tuple[SafetyFact, ...] = ()
    formats: tuple[SheetFormat, ...]
    faces: tuple[tuple[Pick, ...], ...]
    spare: tuple[Pick, ...] = ()
    call: str = ""
    large_print: tuple[int, ...] = ()
    art: str = ""

    def name(self, form: str) -> str:
        """The id as a file of this format is named: without the format's own name before it (`poster-overdose` is `overdose`)."""
        return self.id.removeprefix(f"{form}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of its topic a Document holds, where it does not hold the whole (see `kit.document.selections`).

    `name` is a sheet's name, the numbers of the parts ("9-12"), the minutes of a session or the names of a packet's sheets. `spare` are blocks that may fill the
    last side of a sheet; `strip` are the short lines for
    the safety facts that nothing else in the selection carries, and `strip_title` stands above them; `lines`
    are all short lines there are. `call` is what stands in the place of the emergency number. `left_out` are blocks for which the paper had no room. `site` is the address that a sheet says in words and as a QR code, or "". `minutes` are those of each block of a session, by block id;
    `openings` the sections that it opens with a slide of their own; `homes` the number of the part that each block comes from.
    """

    kind: Literal["sheet", "parts", "session", "packet"]
    name: str
    sheet: SheetPlan | None = None
    session: Session | None = None
    spare: tuple[Block, ...] = ()
    strip: tuple[Block, ...] = ()
    strip_title: Text | None = None
    lines: tuple[Block, ...] = ()
    call: Paragraph | None = None
    left_out: tuple[Block, ...] = ()
    site: str = ""
    minutes: tuple[tuple[str, int], ...] = ()
    openings: tuple[str, ...] = ()
    homes: tuple[tuple[str, int], ...] = ()
