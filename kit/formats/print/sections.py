"""Sections and their blocks laid out, and kept for the next document that has the same ones.

Between the files of many clinics only the first page and a few sentences differ, so most sections are laid out once, and of the others
most blocks. What is kept depends on the section or block, the options and what was read of the document (`document.reading`) alone: bytes
never depend on what came before. Left out on purpose: pages, which differ as soon as the first one does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from kit.caches import KeptValues
from kit.document import (
    Block,
    Document,
    Options,
    Section,
    Worksheet,
    shown,
)
from kit.document.reading import Reads, Witness, same
from kit.formats.print.blocks import Composer
from kit.formats.print.sheet import FORCED, FREE, OPENING, Piece, Row
from kit.formats.print.theme import MM, theme
from kit.pdf.structure import Element, StructureTree

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")
_MOST = 128
_WORTH = 4  # mm that setting a block closer must save to be worth a second way
_PRICES = (0.0, 1.0)
_LEAF = 0.6  # part of a page that worksheets must fill to have it to themselves


class Part(NamedTuple):
    """A section's opening or one of its blocks: its rows in each way it may be set, and for each way its elements."""

    piece: Piece
    elements: tuple[tuple[Element, ...], ...]


class LaidOut(NamedTuple):
    """A section's heading and its parts. They are shared by documents: never change them."""

    heading: Element
    parts: tuple[Part, ...]


class _Twin(NamedTuple, Generic[_Of, _Made]):
    """What was laid out, of what, and what was read of the document meanwhile."""

    of: _Of
    reads: Reads
    made: _Made


_Key = tuple[str, str, str, Options, float]
_sections: KeptValues[_Key, tuple[_Twin[Section, LaidOut], ...]] = KeptValues(_MOST)
_blocks: KeptValues[_Key, tuple[_Twin[Block, Part], ...]] = KeptValues(8 * _MOST)
_TWINS = 16  # layouts of one section that are kept: in languages whose words are not translated yet, with other pictures


def lay_out_section(document: Document, section: Section, options: Options) -> LaidOut:
    """The section in this edition, laid out now, or before from a document of which the same would be read."""
    key = (document.locale.tag, section.id, "", options, 0.0)
    return _once(_sections, key, document, section, lambda seen: _compose(seen, section, options))


def _once(
    kept: KeptValues[_Key, tuple[_Twin[_Of, _Made], ...]],
    key: _Key,
    document: Document,
    of: _Of,
    make: Callable[[Document], _Made],
) -> _Made:
    """What a document makes of a section or block, made now or kept."""
    twins = kept.get(key) or ()
    for twin in twins:
        if (twin.of is of or twin.of == of) and same(twin.reads, document):
            return twin.made
    reading = Witness(document)
    made = make(reading.document())
    kept.keep(key, (*twins[1 - _TWINS :], _Twin(of, reading.close(), made)))
    return made


def _compose(document: Document, section: Section, options: Options) -> LaidOut:
    look, tree = theme(options), StructureTree(document.locale.tag, options.pdfua)
    full = Composer(document, look, tree)
    group = Element("Sect")
    heading = group.add("H2", id=f"h.{section.id}")
    opening = full.opening(section, group, heading)
    parts = [Part(Piece((tuple(opening),)), (_elements(group),))]
    worksheets = _worksheets(document, section, options)
    for block in shown(section, "handout"):
        cost = FORCED if block is worksheets else OPENING if len(parts) == 1 else FREE
        parts.append(_part(document, section, block, options, cost))
    return LaidOut(heading, tuple(parts))


def _part(document: Document, section: Section, block: Block, options: Options, cost: float) -> Part:
    """A block of a section in its ways; `cost` is the least price of a break before it, or `FORCED`."""
    key = (document.locale.tag, section.id, block.meta.id, options, cost)
    return _once(_blocks, key, document, block, lambda seen: _set_block(seen, block, options, cost))


def _set_block(document: Document, block: Block, options: Options, cost: float) -> Part:
    look, tree = theme(options), StructureTree(document.locale.tag, options.pdfua)
    ways = [_set(Composer(document, own, tree), block, cost) for own in (look, look.closer())]
    if _height(ways[0][0]) - _height(ways[1][0]) < _WORTH * MM:
        del ways[1]
    return Part(Piece(tuple(tuple(rows) for rows, _ in ways), _PRICES[: len(ways)]), tuple(own for _, own in ways))


def _set(composer: Composer, block: Block, cost: float) -> tuple[list[Row], tuple[Element, ...]]:
    """A block's rows and its elements, which no group holds yet."""
    holder = Element("Sect")
    rows = composer.whole_block(block, holder)
    rows[0].cost = FORCED if cost == FORCED else max(rows[0].cost, cost)
    return rows, _elements(holder)


def _elements(group: Element) -> tuple[Element, ...]:
    return tuple(kid for kid in group.kids if isinstance(kid, Element))


def _height(rows: Sequence[Row]) -> float:
    return sum(row.before + row.height for row in rows)


def _worksheets(document: Document, section: Section, options: Options) -> Block | None:
    """The first of some worksheets that together fill most of a page: they begin a new one, so that it can be torn off."""
    blocks = [block for block in shown(section, "handout") if isinstance(block, Worksheet)]
    tall = sum(_height(_part(document, section, block, options, FREE).piece.ways[0]) for block in blocks)
    return blocks[0] if tall > _LEAF * theme(options).page[1] else None
