"""The clock of a session: how long each block takes, by which minute to go on, and what may be left out.

A Document that is one session's selection (`kit.document.selections`) carries the minutes of its blocks; any other has no clock.
Left out on purpose: where the minutes are said (`notes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.document import Block, Document, Section, Session, Table

_HALF = ".half-"
WIDEST = 3
"""Columns that a slide holds; of a wider table each row is a slide of its own, a line for each column."""


def session(document: Document) -> Session | None:
    """The session that a Document is, if it is one."""
    chosen = document.selection
    return chosen.session if chosen else None


def optional(document: Document) -> frozenset[str]:
    """The blocks that may be left out when time runs short."""
    plan = session(document)
    return frozenset(pick.block for pick in plan.picks if pick.optional) if plan else frozenset()


def spoken(document: Document, blocks: Sequence[Block]) -> frozenset[str]:
    """Those of a part's blocks that have no slide: what may be left out stands in the notes of the block before it, if there is one."""
    skipped = optional(document)
    return frozenset(block.meta.id for block in blocks[1:] if block.meta.id in skipped)


def opens(document: Document, section: str) -> bool:
    """Whether a section starts with its main message on a slide of its own: always, but in a session only where its plan says so."""
    chosen = document.selection
    return section in chosen.openings if chosen and chosen.session else True


def leads(document: Document, section: Section) -> bool:
    """Whether the main message that opens a part of a session stands above the rows of a wide table that comes next.

    Each of these rows is a slide of its own that holds little, so that the opening needs none.
    """
    if session(document) is None or not opens(document, section.id) or section.content_note or not section.blocks:
        return False
    first = section.blocks[0]
    return isinstance(first, Table) and first.meta.title is not None and len(first.columns) > WIDEST


def half(block: str) -> int:
    """Which half of a longer block this is, by its id, from 1; 0 for a whole one."""
    _, parted, number = block.partition(_HALF)
    return int(number) if parted else 0


def whole(block: str) -> str:
    """The id of the block that this is a half of, or its own."""
    return block.partition(_HALF)[0]


def minutes(document: Document) -> dict[str, tuple[int, int]]:
    """By the id of each block and opening of a session: its minutes, and the minute by which it is done.

    What may be left out takes no time of the plan and is not in here; the last block's time holds the closing as well. A part
    that opens above its first block is said with it, and adds its minutes to that block's.
    """
    plan = session(document)
    if plan is None or document.selection is None:
        return {}
    out: dict[str, tuple[int, int]] = {}
    clock = plan.opening
    skipped = optional(document)
    led = {f"{one.id}.key": whole(one.blocks[0].meta.id) for one in document.sections if leads(document, one)}
    named = [(whole(block), length) for block, length in document.selection.minutes]
    timed = [(led.get(block, block), length) for block, length in named if block not in skipped]
    for at, (block, length) in enumerate(timed):
        taken = length + (plan.closing if at == len(timed) - 1 else 0)
        clock += taken
        out[block] = (out.get(block, (0, 0))[0] + taken, clock)
    return out
