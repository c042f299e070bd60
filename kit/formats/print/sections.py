"""Sections laid out, and kept for the next document that has the same ones.

Between the sheets of many clinics only the first page and a few sentences differ, so most sections are laid out once. What is kept
depends on the section, the options and what was read of the document (`reading`) alone: bytes never depend on what came before. Left out on purpose: pages, which differ as soon as the first one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kit.caches import KeptValues
from kit.document import (
    Block,
    Document,
    Options,
    Section,
    Worksheet,
    shown,
)
from kit.formats.print.blocks import Composer
from kit.formats.print.reading import Reads, Witness, same
from kit.formats.print.sheet import FORCED, FREE, OPENING, Piece, Row
from kit.formats.print.theme import MM, theme
from kit.pdf.structure import Element, StructureTree

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


_kept: KeptValues[tuple[Section, Options], tuple[tuple[Reads, LaidOut], ...]] = KeptValues(_MOST)
_TWINS = 16  # layouts of one section that are kept: in languages whose words are not translated yet, with other pictures


def lay_out_section(document: Document, section: Section, options: Options) -> LaidOut:
    """The section in this edition, laid out now, or before from a document of which the same would be read."""
    twins = _kept.get((section, options)) or ()
    for reads, made in twins:
        if same(reads, document):
            return made
    reading = Witness(document)
    made = _compose(reading.document(), section, options)
    _kept.keep((section, options), (*twins[1 - _TWINS :], (reading.close(), made)))
    return made


def _compose(document: Document, section: Section, options: Options) -> LaidOut:
    look, tree = theme(options), StructureTree(document.locale.tag, options.pdfua)
    full, close = Composer(document, look, tree), Composer(document, look.closer(), tree)
    group = Element("Sect")
    heading = group.add("H2", id=f"h.{section.id}")
    opening = full.opening(section, group, heading)
    parts = [Part(Piece((tuple(opening),)), (_elements(group),))]
    worksheets = _worksheets(section, full)
    for block in shown(section, "handout"):
        ways = [_set(composer, block, first=len(parts) == 1) for composer in (full, close)]
        if _height(ways[0][0]) - _height(ways[1][0]) < _WORTH * MM:
            del ways[1]
        if block is worksheets:
            for rows, _ in ways:
                rows[0].cost = FORCED
        parts.append(Part(Piece(tuple(tuple(rows) for rows, _ in ways), _PRICES[: len(ways)]), tuple(own for _, own in ways)))
    return LaidOut(heading, tuple(parts))


def _set(composer: Composer, block: Block, *, first: bool) -> tuple[list[Row], tuple[Element, ...]]:
    """A block's rows and its elements, which no group holds yet."""
    holder = Element("Sect")
    rows = composer.whole_block(block, holder)
    rows[0].cost = max(rows[0].cost, OPENING if first else FREE)
    return rows, _elements(holder)


def _elements(group: Element) -> tuple[Element, ...]:
    return tuple(kid for kid in group.kids if isinstance(kid, Element))


def _height(rows: Sequence[Row]) -> float:
    return sum(row.before + row.height for row in rows)


def _worksheets(section: Section, composer: Composer) -> Block | None:
    """The first of some worksheets that together fill most of a page: they begin a new one, so that it can be torn off."""
    blocks = [block for block in shown(section, "handout") if isinstance(block, Worksheet)]
    tall = sum(_height(composer.whole_block(block, Element("Sect"))) for block in blocks)
    return blocks[0] if tall > _LEAF * composer.theme.page[1] else None
