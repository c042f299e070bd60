"""A Document as passages: each text with the section and block it belongs to and the part it plays, in reading order.

What the rules about words and facts walk over, so that each of them says only what it looks for. Placeables are replaced by
a plain word, because a rule judges the sentence and not the number that will stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kit.document import (
    HANDOUT,
    PAGE,
    Block,
    Document,
    Notes,
    Section,
    Text,
    fill,
    parts,
    placeables,
    plain,
)
from kit.document.says import Part

PROSE: frozenset[Part] = frozenset(("key", "prose", "item", "cell"))
"""The parts whose sentences a reader reads as running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text in its place. `section` is None on the title page; `block` None for a section's own texts."""

    text: Text
    part: Part
    section: Section | None = None
    block: Block | None = None

    @property
    def words(self) -> str:
        """The text without markup, each placeable as the word "number"."""
        filled = fill(self.text, **dict.fromkeys(placeables(self.text.text), "number"))
        return plain(filled.text)

    @property
    def shown(self) -> bool:
        """Whether a reader of the handout or the page meets it (notes and exercises are for groups)."""
        return self.part != "note" and (self.block is None or bool(self.block.meta.shows & {HANDOUT, PAGE}))


def of(document: Document) -> tuple[Passage, ...]:
    """Every text that is translated, but for labels, in reading order; the notes of a block follow it."""
    return tuple(_walk(document))


def _walk(document: Document) -> Iterator[Passage]:
    yield Passage(text=document.title, part="title")
    yield Passage(text=document.audience, part="prose")
    yield Passage(text=document.main_message, part="key")
    yield from of_block(document.help, None)
    for section in document.all_sections():
        if section.title is not document.title:
            yield Passage(text=section.title, part="heading", section=section)
        if section.content_note:
            yield Passage(text=section.content_note, part="notice", section=section)
        if section.key is not document.main_message:
            yield Passage(text=section.key, part="key", section=section)
        yield from _notes(section.notes, section, None)
        for block in section.blocks:
            yield from of_block(block, section)
    for session in document.sessions:
        yield Passage(text=session.name, part="heading")
    for plan in document.sheets:
        yield Passage(text=plan.title, part="title")
        yield Passage(text=plan.audience, part="prose")
        yield Passage(text=plan.handed_out, part="prose")
        yield Passage(text=plan.key, part="key")


def of_block(block: Block, section: Section | None) -> Iterator[Passage]:
    """The texts of one block, in reading order, then its notes."""
    if block.meta.title:
        yield Passage(text=block.meta.title, part="heading", section=section, block=block)
    for text, found in parts.said(block):
        if found.part != "given" and not text.verbatim:
            yield Passage(text=text, part=found.part, section=section, block=block)
    if block.meta.notes:
        yield from _notes(block.meta.notes, section, block)


def _notes(notes: Notes, section: Section | None, block: Block | None) -> Iterator[Passage]:
    for text in (*notes.say, *notes.ask, *notes.watch):
        yield Passage(text=text, part="note", section=section, block=block)
