"""Sections laid out, and kept for the next document that has the same ones.

Between the sheets of many clinics only the first page and a few sentences differ, so most sections are laid out once. What is kept
depends on the key alone (the section, the look, the locale, the labels it may use, its pictures): bytes never depend on what came
before. Left out on purpose: pages, which differ as soon as the first one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kit.art import Art
from kit.document import Bullets, Callout, Diagram, Document, Exercise, Figure, Options, Section, Steps, Text
from kit.formats.print.blocks import Composer
from kit.formats.print.sheet import Row
from kit.formats.print.theme import theme
from kit.locale import Locale
from kit.pdf.structure import Element, StructureTree

_MOST = 128
_LABELS = (
    "callout.emergency",
    "callout.urgent",
    "callout.calm",
    "exercise.questions",
    "exercise.activity",
    "exercise.teach_back",
)


class LaidOut(NamedTuple):
    """A section's group of elements, its heading among them, and its rows. They are shared: never change them."""

    group: Element
    heading: Element
    rows: tuple[Row, ...]


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
    group = Element("Sect")
    heading = group.add("H2", id=f"h.{section.id}")
    composer = Composer(document, theme(options), StructureTree(document.locale.tag, options.pdfua))
    return LaidOut(group, heading, tuple(composer.section(section, group, heading)))


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
