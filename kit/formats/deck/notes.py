"""What the leader reads under a slide: each slide's notes stand alone, so that a printed page of them is enough.

Order: minutes, what to hold up, say, ask, watch for, then what a chart or table shows, in words, because screen readers can't
walk its cells in a running show. Left out on purpose: which slide takes which notes (`plan`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kit.document import Block, Document, Exercise, Notes, Section, Table, Text, Timeline, fill, in_words, plain
from kit.formats.deck import theme
from kit.formats.deck.shapes import Para


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row in words, for the slide that shows it: `summary` is the id of the table's summary, `index` counts from 0."""

    para: Para
    summary: str
    index: int


Note = Para | Row


def note(text: Text, *, label: bool = False) -> Para:
    """A paragraph of notes."""
    return Para(text=text, size=theme.NOTES_SIZE, bold=label, before=8 if label else 3)


def of_cover(document: Document) -> Iterator[Note]:
    """How to use the deck."""
    yield note(document.label("notes.how_to_use"))


def of_agenda(document: Document) -> Iterator[Note]:
    """The shows that the file holds besides the whole, each with its minutes for each part."""
    if document.sessions:
        yield note(document.label("agenda.shows"))
    for session in document.sessions:
        yield note(session.name)


def of_section(section: Section, document: Document) -> Iterator[Note]:
    """The minutes in each session, the part of the handout to hold up, then what to say, ask and watch for."""
    for session in document.sessions:
        minutes = dict(session.parts).get(section.id)
        if minutes is not None:
            label = document.counted("notes.minutes_in", minutes)
            yield note(fill(label, session=plain(session.name.text), minutes=str(minutes)))
    if section.number:
        yield note(fill(document.label("notes.handout"), number=str(section.number)))
    own = section.notes
    yield from said(own if own.say else dataclasses.replace(own, say=(document.label("notes.read"),)), document)


def of_block(block: Block, section: Section, document: Document) -> Iterator[Note]:
    """Minutes of an exercise, the part to hold up, what to say, and a chart's or table's facts in words."""
    if isinstance(block, Exercise):
        yield note(fill(document.counted("notes.minutes", block.minutes), minutes=str(block.minutes)))
    if block.meta.title and section.number:
        yield note(fill(document.label("notes.handout"), number=str(section.number)))
    own = block.meta.notes
    if block.meta.title and (own is None or not own.say):
        own = dataclasses.replace(
            own or Notes(), say=(document.label("notes.talk" if isinstance(block, Exercise) else "notes.read"),)
        )
    yield from said(own, document)
    if isinstance(block, Timeline):
        yield note(block.alt)
    table = block.table if isinstance(block, Timeline) else block if isinstance(block, Table) else None
    if table:
        yield note(table.summary)
        for index, row in enumerate(table.rows):
            cells = in_words(row[1:], document.label("notes.joiner"))
            para = note(fill(document.label("notes.row"), head=plain(row[0].text), cells=cells))
            yield para if isinstance(block, Timeline) else Row(para, table.summary.id, index)


def said(notes: Notes | None, document: Document) -> Iterator[Note]:
    """What to say, ask and watch for, each under its label."""
    if notes is None:
        return
    for name, texts in (("say", notes.say), ("ask", notes.ask), ("watch", notes.watch)):
        if texts:
            yield note(document.label(f"notes.{name}"), label=True)
            yield from map(note, texts)
