"""Sections laid out, and kept for the next document that has the same ones.

Between the sheets of many clinics only the first page and a few sentences differ, so most sections are laid out once. What is kept
depends on the key alone (the section, the look, the locale, the labels it may use, its pictures): bytes never depend on what came
before. Left out on purpose: pages, which differ as soon as the first one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kit.art import Art
from kit.document import (
    Block,
    Bullets,
    Callout,
    Diagram,
    Document,
    Exercise,
    Figure,
    Options,
    Section,
    Steps,
    Text,
    Worksheet,
    shown,
)
from kit.formats.print.blocks import Composer
from kit.formats.print.sheet import FORCED, FREE, OPENING, Piece, Row
from kit.formats.print.theme import MM, theme
from kit.locale import Locale
from kit.pdf.structure import Element, StructureTree

_MOST = 128
_WORTH = 4  # mm that setting a block closer must save to be worth a second way
_PRICES = (0.0, 1.0)
_LEAF = 0.6  # part of a page that worksheets must fill to have it to themselves
_LABELS = (
    "callout.emergency",
    "callout.urgent",
    "callout.calm",
    "callout.safer",
    "exercise.questions",
    "exercise.activity",
    "exercise.teach_back",
)


class Part(NamedTuple):
    """A section's opening or one of its blocks: its rows in each way it may be set, and for each way its elements."""

    piece: Piece
    elements: tuple[tuple[Element, ...], ...]


class LaidOut(NamedTuple):
    """A section's heading and its parts. They are shared by documents: never change them."""

    heading: Element
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    """A picture as part of a key: its hash is that of its name, because hashing every point would cost more than drawing it."""

    art: Art

    def __hash__(self) -> int:
        return hash(self.art.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Picture) and (self.art is other.art or self.art == other.art)


_Key = tuple[Section, Options, Locale, tuple[Text, ...], tuple[_Picture, ...]]
_kept: dict[_Key, LaidOut] = {}


def lay_out_section(document: Document, section: Section, options: Options) -> LaidOut:
    """The section in this edition, laid out now or before."""
    key = (section, options, document.locale, _labels(document), tuple(_pictures(document, section)))
    known = _kept.get(key)
    if known is None:
        if len(_kept) >= _MOST:
            del _kept[next(iter(_kept))]
        known = _kept[key] = _compose(document, section, options)
    return known


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


def _labels(document: Document) -> tuple[Text, ...]:
    """The labels that a section may show."""
    wanted = {f"labels/{name}" for name in _LABELS}
    return tuple([text for text in document.labels if text.id in wanted])


def _pictures(document: Document, section: Section) -> Iterator[_Picture]:
    names = [section.art]
    for block in section.blocks:
        if isinstance(block, Bullets | Steps | Callout | Exercise):
            names += [item.art for item in block.items]
            names.append(block.branch if isinstance(block, Bullets) else "")
        elif isinstance(block, Figure | Diagram):
            names.append(block.art)
    for name in dict.fromkeys(names):
        if name:
            yield _Picture(document.art(name))
