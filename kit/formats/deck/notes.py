"""What the leader reads under a slide: each slide's notes stand alone, so that a printed page of them is enough.

Order: minutes, what to hold up, say, ask, watch for, then what a chart or table shows, in words, because screen readers can't
walk its cells in a running show. Left out on purpose: which slide takes which notes (`plan`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kit.document import Block, Document, Exercise, Notes, Section, Table, Text, Timeline, fill, headed, in_words, plain
from kit.formats.deck import theme, timing
from kit.formats.deck.shapes import Para


@dataclass(frozen=True, slots=True)
class RowNote:
    """A table's row in words, for the slide that shows it: `table` is the table's id, `index` counts from 0."""

    para: Para
    table: str
    index: int


Note = Para | RowNote


def note(text: Text, *, label: bool = False) -> Para:
    """A paragraph of notes."""
    return Para(text=text, size=theme.NOTES_SIZE, bold=label, before=8 if label else 3)


def of_cover(document: Document) -> Iterator[Note]:
    """How to use the deck."""
    yield note(document.label("notes.how_to_use"))


def of_agenda(document: Document) -> Iterator[Note]:
    """Of a session its parts with their minutes; of a whole deck the shows that it holds besides; of some parts that it is read."""
    plan = timing.session(document)
    if plan:
        yield note(until(document, plan.opening, plan.opening))
        yield note(plan.name, label=True)
        names = {section.id: section for section in document.sections}
        for part, minutes in plan.parts:
            label = document.counted("notes.part", minutes)
            yield note(fill(label, title=headed(names[part]).text, minutes=str(minutes)))
        return
    if not document.sessions:
        yield from said(Notes(say=(document.label("notes.read"),)), document)
        return
    yield note(document.label("agenda.shows"))
    for session in document.sessions:
        yield note(session.name)


def until(document: Document, minutes: int, minute: int) -> Text:
    """How long a slide takes, and by which minute to go on."""
    return fill(document.label("notes.until"), minutes=str(minutes), minute=str(minute))


def of_section(section: Section, document: Document) -> Iterator[Note]:
    """How long, the part of the handout to hold up, then what to say, ask and watch for."""
    yield from _time(f"{section.id}.key", document)
    yield from _held_up(section, document)
    own = section.notes
    yield from said(own if own.say else dataclasses.replace(own, say=(document.label("notes.read"),)), document)


def of_block(
    block: Block, section: Section, document: Document, also: Notes | None = None, *, led: bool = False
) -> Iterator[Note]:
    """How long, the part to hold up, what to say, and a chart's or table's facts in words.

    `also` are the notes of a part that has no slide of its own and is said with its first block. A later half of a block has the
    rows that it shows and nothing else: the rest is said with the first. Of a table that is `led` by its part's main message the
    page has room for the summary only: its slide shows the row in large type.
    """
    titled = block.meta.title and timing.half(block.meta.id) < 2
    if titled:
        yield from _time(block.meta.id, document)
        if block.meta.id in timing.optional(document):
            yield note(document.label("exercise.optional"))
    if isinstance(block, Exercise) and titled:
        yield note(fill(document.counted("notes.minutes", block.minutes), minutes=str(block.minutes)))
    if titled:
        yield from _held_up(section, document)
        yield from said(_own(block, document, also), document)
    elif timing.half(block.meta.id) < 2:
        yield from said(block.meta.notes, document)
    if isinstance(block, Timeline):
        yield note(block.alt)
    table = block if isinstance(block, Table) else None
    if isinstance(block, Timeline) and timing.session(document) is None:  # a session's page has no room for both
        table = block.table
    if table:
        if isinstance(block, Table) and timing.half(block.meta.id) < 2:
            yield note(table.summary)
        for index, row in enumerate(() if led else table.rows):
            cells = in_words(row[1:], document.label("notes.joiner"))
            para = note(fill(document.label("notes.row"), head=plain(row[0].text), cells=cells))
            yield para if isinstance(block, Timeline) else RowNote(para, table.meta.id, index)


def of_spoken(block: Exercise, document: Document) -> Iterator[Note]:
    """An exercise that is asked if there is time and has no slide: how long it takes, and what to ask."""
    yield note(document.label("exercise.optional"), label=True)
    yield note(fill(document.counted("notes.minutes", block.minutes), minutes=str(block.minutes)))
    if block.meta.title:
        yield note(block.meta.title)
    yield from (note(item.text) for item in block.items)


def _time(block: str, document: Document) -> Iterator[Note]:
    found = timing.minutes(document).get(timing.whole(block))
    if found:
        yield note(until(document, *found))


def _held_up(section: Section, document: Document) -> Iterator[Note]:
    if section.number:
        yield note(fill(document.label("notes.handout"), number=str(section.number)))


def _own(block: Block, document: Document, also: Notes | None) -> Notes:
    """What the leader says of a block, after what is said of its part."""
    own, before = block.meta.notes or Notes(), also or Notes()
    both = Notes(say=before.say + own.say, ask=before.ask + own.ask, watch=before.watch + own.watch)
    if both.say:
        return both
    label = "notes.talk" if isinstance(block, Exercise) else "notes.read"
    return dataclasses.replace(both, say=(document.label(label),))


def said(notes: Notes | None, document: Document) -> Iterator[Note]:
    """What to say, ask and watch for, each under its label."""
    if notes is None:
        return
    for name, texts in (("say", notes.say), ("ask", notes.ask), ("watch", notes.watch)):
        if texts:
            yield note(document.label(f"notes.{name}"), label=True)
            yield from map(note, texts)
