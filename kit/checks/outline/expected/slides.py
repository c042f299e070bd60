"""What a deck must say: slide after slide, then the notes of each.

A slide starts with the deck's title, the help numbers, the agenda, each section, and each block that has a title. A document that
is one session opens a section with a slide of its own only where its plan says so. All end on one slide of status and of where the
sources are. Left out on purpose: the titles that a split slide repeats, which `roundtrip` knows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from kit.checks.outline.expected.blocks import alt, heard, inside, items_of, notes, of_block, verbatim
from kit.document import (
    SLIDE,
    Block,
    Bullets,
    Contacts,
    Document,
    Exercise,
    Notes,
    Section,
    Session,
    Table,
    Timeline,
    address,
    fill,
    headed,
    in_words,
    listed,
    plain,
    scanned,
    shown,
)
from kit.outline import Item, Outline, normal


def deck(document: Document) -> Outline:
    """What a deck must say: first the slides' own texts in order, then the speaker notes' paragraphs in order.

    A slide starts with the deck's title, the help numbers, the agenda, each section, and each block that has a title. Each has
    notes that stand alone: one without words to say of its own asks to read it aloud. A document that is one session opens a
    section with a slide of its own only where its plan says so. All end on one slide of status and of where the sources are.
    """
    slides = [*_title_slide(document), *_deck_block(document.help, document)]
    said = [heard("note", document.label("notes.how_to_use"))]
    said += notes(document.help.meta.notes, document) if document.help.meta.notes else notes(_read(document), document)
    if document.selection and document.selection.strip and document.selection.strip_title:
        slides.append(heard("title", document.selection.strip_title))
        slides += (item for block in document.selection.strip for item in inside(block, document))
        said += notes(_read(document), document)
    if len(document.sections) > 1:
        slides += _agenda(document)
        said += _agenda_notes(document)
    for section in document.sections:
        shows, tells = _deck_section(section, document)
        slides += shows
        said += tells
    slides += _last_slide(document)
    said += _farewell(document)
    return Outline(
        title=normal(plain(document.title.text)),
        lang=document.locale.tag,
        items=(*slides, *said),
        anywhere=tuple(_cited(document)),
    )


def _session(document: Document) -> Session | None:
    return document.selection.session if document.selection else None


def _deck_section(section: Section, document: Document) -> tuple[list[Item], list[Item]]:
    """What the slides of a section show, and what their notes say."""
    slides: list[Item] = []
    said: list[Item] = []
    also = section.notes
    opens = _session(document) is None or (document.selection and section.id in document.selection.openings)
    led = _leads(document, section)
    if opens and not led:
        slides.append(heard("title", section.title))
        if section.number:
            slides.append(Item(role="paragraph", text=str(section.number), lang=document.locale.tag))
        if section.content_note:
            slides.append(heard("paragraph", section.content_note))
        slides.append(heard("paragraph", section.key))
        said += _section_notes(section, document)
        also = Notes()
    elif not section.blocks or section.blocks[0].meta.title is None:
        slides.append(heard("title", section.title))
    blocks = shown(section, SLIDE)
    first = blocks[0].meta.id.partition(".half-")[0] if blocks else ""
    spoken = [block for block in blocks[1:] if block.meta.id in _left_out(document)]
    last = [block for block in blocks if block not in spoken][-1:]
    for at, block in enumerate(blocks):
        if block in spoken:
            said += _spoken_notes(block, document)
            continue
        if _session(document) and section is document.sections[-1] and [block] == last:
            also = _together(also, document.closing.notes)
        half = _half(block)
        found = _deck_block(block, document)
        if led and at == 0:
            title, *rest = found
            found = iter((title, heard("paragraph", section.key), *rest))
        slides += _later(block, found) if half > 1 else found
        told = _block_notes(block, section, document, also) if half < 2 else _rows(block, document)
        said += _without_rows(block, told) if led and block.meta.id.partition(".half-")[0] == first else told
        also = Notes()
    return slides, said


def _leads(document: Document, section: Section) -> bool:
    """Whether a session says a part's main message above the first row of a wide table, in place of a slide of its own."""
    if _session(document) is None or document.selection is None or section.id not in document.selection.openings:
        return False
    first = section.blocks[0] if section.blocks else None
    wide = isinstance(first, Table) and first.meta.title is not None and len(first.columns) > _WIDEST
    return wide and section.content_note is None


def _without_rows(block: Block, told: Iterable[Item]) -> list[Item]:
    """The notes of a table without its rows in words, for which the page has no room."""
    rows = len(block.rows) if isinstance(block, Table) else 0
    return [*told][:-rows]


def _later(block: Block, found: Iterable[Item]) -> list[Item]:
    """What a later half of a block adds: neither its title nor, of a table, the heads of its columns again."""
    items = [item for item in found if item.role != "title"]
    return items[1 + len(block.columns) :] if isinstance(block, Table) and len(block.columns) <= _WIDEST else items


def _half(block: Block) -> int:
    """Which half of a longer block a session shows here, from 1; 0 where it is whole."""
    number = block.meta.id.rpartition(".half-")[2]
    return int(number) if ".half-" in block.meta.id else 0


def _together(one: Notes, other: Notes) -> Notes:
    return Notes(say=one.say + other.say, ask=one.ask + other.ask, watch=one.watch + other.watch)


def _read(document: Document, label: str = "notes.read") -> Notes:
    return Notes(say=(document.label(label),))


def _farewell(document: Document) -> Iterable[Item]:
    """The last slide's notes: the words of farewell, but in a session, which says them with its last block."""
    own = document.closing.notes if _session(document) is None else Notes()
    return notes(own if own.say else dataclasses.replace(own, say=_read(document).say), document)


def _cited(document: Document) -> Iterator[tuple[Item | None, tuple[Item, ...]]]:
    """All sources in full, which stand in the notes of the slides that rest on them, where the page has room."""
    for block in document.closing.blocks:
        if isinstance(block, Bullets) and block.lists_sources:
            head = heard("note", block.meta.title) if block.meta.title else None
            yield head, tuple(heard("note", item.text) for item in block.items)


def _last_slide(document: Document) -> Iterator[Item]:
    """The last slide: what the whole rests on, its status, and where the sources are listed."""
    closing = document.closing
    yield heard("title", closing.title)
    yield heard("paragraph", closing.key)
    for block in shown(closing, SLIDE):
        if isinstance(block, Bullets) and not block.lists_sources:
            yield from items_of(block.items)
    yield heard("paragraph", document.label("sources.where"))


def _agenda(document: Document) -> Iterator[Item]:
    yield heard("title", document.label("agenda.title"))
    session = _session(document)
    for section in document.sections:
        if session is None:
            yield heard("paragraph", listed(section))
        else:
            minutes = dict(session.parts).get(section.id, 0)
            label = document.counted("notes.part", minutes)
            yield heard("paragraph", fill(label, title=headed(section).text, minutes=str(minutes)))


def _agenda_notes(document: Document) -> Iterator[Item]:
    session = _session(document)
    if session:
        yield _until(document, session.opening, session.opening)
        yield heard("note", session.name)
        titles = {section.id: headed(section).text for section in document.sections}
        for part, minutes in session.parts:
            yield heard("note", fill(document.counted("notes.part", minutes), title=titles[part], minutes=str(minutes)))
        return
    if not document.sessions:
        yield from notes(_read(document), document)
        return
    yield heard("note", document.label("agenda.shows"))
    for session in document.sessions:
        yield heard("note", session.name)


def _until(document: Document, minutes: int, minute: int) -> Item:
    return heard("note", fill(document.label("notes.until"), minutes=str(minutes), minute=str(minute)))


def _timed(document: Document, wanted: str) -> Iterator[Item]:
    """How long a block of a session takes with all its halves, and by which minute to go on; what is optional has no time."""
    session = _session(document)
    if session is None:
        return
    optional = {pick.block for pick in session.picks if pick.optional}
    planned = [pick for pick in session.picks if pick.block not in optional]
    led = {one.blocks[0].meta.id.partition(".half-")[0]: f"{one.id}.key" for one in document.sections if _leads(document, one)}
    own = [at for at, pick in enumerate(planned) if pick.block in (wanted, led.get(wanted))]
    if own:
        last = session.closing if own[-1] == len(planned) - 1 else 0
        minutes = sum(planned[at].minutes for at in own) + last
        clock = session.opening + sum(pick.minutes for pick in planned[: own[-1] + 1]) + last
        yield _until(document, minutes, clock)
    elif wanted in optional:
        yield heard("note", document.label("exercise.optional"))


def _title_slide(document: Document) -> Iterator[Item]:
    yield heard("title", document.title)
    yield heard("paragraph", document.main_message)
    yield heard("paragraph", document.audience)
    for notice in document.notices:
        yield heard("paragraph", notice)
    if document.clinic:
        if document.clinic.logo:
            yield Item(role="figure", lang=document.locale.tag, alt=normal(plain(document.clinic.name)))
        for words in (document.clinic.name, document.clinic.phone):
            yield from verbatim("paragraph", words, document)


def _deck_block(block: Block, document: Document) -> Iterator[Item]:
    """A block's texts on slides: its title is a slide title, and a timeline shows its chart without the table."""
    if block.meta.title:
        yield heard("title", block.meta.title)
    if isinstance(block, Timeline):
        yield heard("paragraph", block.takeaway)
        yield alt(block.alt)
        yield heard("paragraph", block.caption)
        return
    if isinstance(block, Table) and len(block.columns) > _WIDEST:
        yield from _wide_table(block)
        return
    minutes = fill(document.label("exercise.minutes"), minutes=str(block.minutes)) if isinstance(block, Exercise) else None
    coded = scanned(block) if isinstance(block, Contacts) else None
    for item in of_block(block, document):
        if item.role != "heading":
            yield item
        if minutes:
            yield heard("paragraph", minutes)
            minutes = None
            if block.meta.id in _left_out(document):
                yield heard("paragraph", document.label("exercise.optional"))
        if coded and item.role == "link" and item.text == normal(address(coded.url)):
            yield alt(fill(document.label("qr.alt"), address=address(coded.url)))
            coded = None


def _left_out(document: Document) -> frozenset[str]:
    """The exercises that a session may leave out."""
    session = _session(document)
    return frozenset(pick.block for pick in session.picks if pick.optional) if session else frozenset()


_WIDEST = 3
"""Columns that a slide holds."""


def _wide_table(table: Table) -> Iterator[Item]:
    """A table that is too wide for a slide: each row one slide, each cell after its column's head."""
    for row in table.rows:
        yield Item(role="table", text="", lang=table.summary.lang, alt=normal(plain(table.summary.text)))
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            yield heard("header", column)
            yield heard("header" if at == 0 else "cell", cell)


def _section_notes(section: Section, document: Document) -> Iterator[Item]:
    yield from _timed(document, f"{section.id}.key")
    if section.number:
        yield heard("note", fill(document.label("notes.handout"), number=str(section.number)))
    own = section.notes
    yield from notes(own if own.say else dataclasses.replace(own, say=_read(document).say), document)


def _block_notes(block: Block, section: Section, document: Document, also: Notes) -> Iterator[Item]:
    own = block.meta.notes or Notes()
    if block.meta.title:
        yield from _timed(document, block.meta.id.partition(".half-")[0])
        if isinstance(block, Exercise):
            yield heard("note", fill(document.counted("notes.minutes", block.minutes), minutes=str(block.minutes)))
        if section.number:
            yield heard("note", fill(document.label("notes.handout"), number=str(section.number)))
        own = _together(also, own)
        if not own.say:
            label = "notes.talk" if isinstance(block, Exercise) else "notes.read"
            own = dataclasses.replace(own, say=_read(document, label).say)
    yield from notes(own, document)
    if isinstance(block, Timeline):
        yield heard("note", block.alt)
    if isinstance(block, Table):
        yield heard("note", block.summary)
    yield from _rows(block, document)


def _spoken_notes(block: Block, document: Document) -> Iterator[Item]:
    """An exercise that a session may leave out has no slide: the notes before it say what to ask, and how long it takes."""
    if isinstance(block, Exercise):
        yield heard("note", document.label("exercise.optional"))
        yield heard("note", fill(document.counted("notes.minutes", block.minutes), minutes=str(block.minutes)))
        yield from (heard("note", text) for text in (block.meta.title, *(item.text for item in block.items)) if text)


def _rows(block: Block, document: Document) -> Iterator[Item]:
    """The rows of a table or chart in words."""
    table = block if isinstance(block, Table) else None
    if isinstance(block, Timeline) and _session(document) is None:  # a session's page of notes has no room for both
        table = block.table
    for row in table.rows if table else ():
        cells = in_words(row[1:], document.label("notes.joiner"))
        yield heard("note", fill(document.label("notes.row"), head=plain(row[0].text), cells=cells))
