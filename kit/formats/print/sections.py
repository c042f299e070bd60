"""Sections and their blocks laid out, and kept for the next document that has the same ones.

Between the files of many clinics only the first page and a few sentences differ, so most sections are laid out once, and of the others
most blocks. What is kept depends on the section or block, the options and what was read of the document (`document.reading`) alone: bytes
never depend on what came before. Left out on purpose: pages, which differ as soon as the first one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from typing import NamedTuple

from kit.caches import KeptValues
from kit.document import (
    Block,
    Document,
    Options,
    Section,
    Table,
    Worksheet,
    shown,
)
from kit.document.reading import Twin, once
from kit.formats.print.blocks import Composer
from kit.formats.print.panels import all_closed_up
from kit.formats.print.sheet import FORCED, FREE, NEVER, OPENING, Piece, Row
from kit.formats.print.theme import MM, theme
from kit.pdf.structure import Branch, Element, StructureTree

_MOST = 128
_WORTH = 2  # mm that setting a block closer must save to be worth a second way
_PRICES = (0.0, 1.0, 2.0)  # of a block in each of its looks (`Theme.ways`)
_LEAF = 0.6  # part of a page that worksheets must fill to have it to themselves


class Part(NamedTuple):
    """A section's opening or one of its blocks: its rows in each way it may be set, and for each way its elements."""

    piece: Piece
    elements: tuple[tuple[Element, ...], ...]


class LaidOut(NamedTuple):
    """A section's heading and its parts. They are shared by documents: never change them."""

    heading: Element
    parts: tuple[Part, ...]


_Key = tuple[str, str, str, Options, float]
_sections: KeptValues[_Key, tuple[Twin[Section, LaidOut], ...]] = KeptValues(_MOST)
_openings: KeptValues[_Key, tuple[Twin[Section, tuple[Element, Part]], ...]] = KeptValues(_MOST)
_blocks: KeptValues[_Key, tuple[Twin[Block, Part], ...]] = KeptValues(8 * _MOST)
_TWINS = 16  # layouts of one section that are kept: in languages whose words are not translated yet, with other pictures


def lay_out_section(document: Document, section: Section, options: Options) -> LaidOut:
    """The section in this edition, laid out now, or before from a document of which the same would be read."""
    key = (document.locale.tag, section.id, "", options, 0.0)
    return once(_sections, key, document, section, lambda seen: _compose(seen, section, options), twins=_TWINS)


def _compose(document: Document, section: Section, options: Options) -> LaidOut:
    bare = replace(section, blocks=())
    key = (document.locale.tag, section.id, "", options, FREE)
    heading, opening = once(_openings, key, document, bare, lambda seen: _opening(seen, bare, options), twins=_TWINS)
    parts = [opening]
    worksheets = _worksheets(document, section, options)
    # who looks for a part finds its first block below its title; large print, whose boxes take up to a page, would leave half pages white
    opened = OPENING if options.edition == "large-print" else NEVER
    for block in shown(section, "handout"):
        cost = FORCED if block is worksheets else opened if len(parts) == 1 else FREE
        parts.append(_part(document, section, block, options, cost))
    return LaidOut(heading, tuple(parts))


def _opening(document: Document, section: Section, options: Options) -> tuple[Element, Part]:
    """A section's heading, and the part that is not a block."""
    composer = Composer(document, theme(options), StructureTree(document.locale.tag, options.pdfua))
    group = Element("Sect")
    heading = group.add("H2", id=f"h.{section.id}")
    opening = composer.opening(section, group, heading)
    return heading, _branched(Part(Piece((tuple(opening),)), (elements_of(group),)))


def _part(document: Document, section: Section, block: Block, options: Options, cost: float) -> Part:
    """A block of a section in its ways; `cost` is the least price of a break before it, or `FORCED`."""
    key = (document.locale.tag, section.id, block.meta.id, options, cost)
    return once(_blocks, key, document, block, lambda seen: _set_block(seen, block, options, cost), twins=_TWINS)


def _set_block(document: Document, block: Block, options: Options, cost: float) -> Part:
    look, tree = theme(options), StructureTree(document.locale.tag, options.pdfua)
    made = [_set(Composer(document, own, tree), block, cost) for own in look.ways()]
    all_closed_up(made[-1][0], look.ways()[-1].body.leading, table=isinstance(block, Table))
    return _branched(_in_ways(made))


def _in_ways(made: Sequence[tuple[list[Row], tuple[Element, ...]]]) -> Part:
    """A part from its rows and elements in each look: a closer one that saves little is as the one before it."""
    ways, prices = [made[0]], [_PRICES[0]]
    for closer, price in zip(made[1:], _PRICES[1:], strict=True):
        worth = _height(ways[-1][0]) - _height(closer[0]) >= _WORTH * MM
        ways.append(closer if worth else ways[-1])
        prices.append(price if worth else prices[-1])
    while len(ways) > 1 and ways[-1] is ways[-2]:
        del ways[-1]
    return Part(Piece(tuple(tuple(rows) for rows, _ in ways), tuple(prices[: len(ways)])), tuple(own for _, own in ways))


def _branched(part: Part) -> Part:
    """A part that nobody changes any more, so that its elements are branches of whatever trees they are hung into."""
    for element in {element: None for way in part.elements for element in way}:
        Branch(element)
    return part


def _set(composer: Composer, block: Block, cost: float) -> tuple[list[Row], tuple[Element, ...]]:
    """A block's rows and its elements, which no group holds yet."""
    holder = Element("Sect")
    rows = composer.whole_block(block, holder)
    rows[0].cost = FORCED if cost == FORCED else max(rows[0].cost, cost)
    return rows, elements_of(holder)


def elements_of(group: Element) -> tuple[Element, ...]:
    """The elements right below this one."""
    return tuple(kid for kid in group.kids if isinstance(kid, Element))


def _height(rows: Sequence[Row]) -> float:
    return fsum(row.before + row.height for row in rows)


def _worksheets(document: Document, section: Section, options: Options) -> Block | None:
    """The first of some worksheets that together fill most of a page: they begin a new one, so that it can be torn off."""
    blocks = [block for block in shown(section, "handout") if isinstance(block, Worksheet)]
    tall = fsum(_height(_part(document, section, block, options, FREE).piece.ways[0]) for block in blocks)
    return blocks[0] if tall > _LEAF * theme(options).page[1] else None
