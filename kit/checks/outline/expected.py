"""The Outline a Document asks of each surface: what a reader must hear, once, in order, in its language.

Written apart from the writers, so that a writer can't mark its own homework; `checks.roundtrip` compares it with what a
reader found. Handout and page are one reading order ("body"); the deck is its own: slides, each followed by its notes.
Left out on purpose: page furniture, and the titles that a split slide repeats (`roundtrip` knows those).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from kit.document import (
    HANDOUT,
    SLIDE,
    Block,
    Bullets,
    Callout,
    Contact,
    Contacts,
    Document,
    Exercise,
    ListItem,
    Notes,
    Section,
    Session,
    Surface,
    Table,
    Text,
    Timeline,
    address,
    brief,
    fill,
    headed,
    in_words,
    listed,
    parts,
    plain,
    scanned,
    shown,
    spans,
)
from kit.document.says import Part
from kit.outline import Item, Outline, Role, normal


def body(document: Document, surface: Surface) -> Outline:
    """What a handout or page must say."""
    return Outline(
        title=normal(plain(document.title.text)),
        lang=document.locale.tag,
        items=tuple(_card(document) if (document.sheet, surface) == ("card", HANDOUT) else _body(document, surface)),
    )


def leaf(document: Document) -> Outline:
    """What a sheet of paper with a selection of blocks must say: title, message, numbers, blocks, strip, clinic and status.

    With a second language the same follows in that.
    """
    items = [*_leaf(document), *(item for other in document.bound for item in _below(_leaf(other)))]
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(items))


def packet(document: Document) -> Outline:
    """What a packet must say: its front with whom to call and a list of the sheets, then each sheet below its own heading."""
    items = [_item("title", document.title, level=1), *_numbers(document), *_clinic(document)]
    items += [_item("paragraph", notice) for notice in document.notices]
    items.append(_item("heading", document.label("packet.contents"), level=2))
    items += [_item("link", sheet.title, prefix=f"{number} ") for number, sheet in enumerate(document.bound, start=1)]
    items += [item for sheet in document.bound for item in _below(_leaf(sheet))]
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(items))


def _below(items: Iterable[Item]) -> Iterator[Item]:
    """The items of a document that is bound into a file after another: its title is a heading there, and all else lies below it."""
    for item in items:
        role: Role = "heading" if item.role == "title" else item.role
        yield dataclasses.replace(item, role=role, level=item.level + 1 if item.level else 0)


def _numbers(document: Document) -> Iterator[Item]:
    if document.selection and document.selection.call:
        yield _item("paragraph", document.selection.call.text)
    for contact in brief(document.help):
        yield from _contact(contact, document)


def _leaf(document: Document) -> Iterator[Item]:
    yield _item("title", document.title, level=1)
    yield _item("paragraph", document.main_message)
    yield from _numbers(document)
    for section in document.sections:
        for block in section.blocks:
            yield from of_block(block, document, level=2, charts_alone=True)
    yield from _strip(document)
    yield from _clinic_and_status(document)


def _clinic_and_status(document: Document) -> Iterator[Item]:
    if document.clinic:
        for words in (document.clinic.address, document.clinic.hours):
            yield from _verbatim("paragraph", words, document)
        yield from _verbatim("link", address(document.clinic.web), document)
    for notice in document.notices:
        yield _item("paragraph", notice)


def leaflet(document: Document) -> Outline:
    """What a leaflet must say: what a sheet says, and before the clinic the label of its box for notes."""
    after = len(tuple(_clinic_and_status(document)))
    said = tuple(_leaf(document))
    items = (*said[: len(said) - after], _item("paragraph", document.label("notes.blank")), *said[len(said) - after :])
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=items)


def placard(document: Document) -> Outline:
    """What a poster must say: title, message, the numbers that save a life, its blocks, and the review status."""
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(_placard(document)))


def _placard(document: Document) -> Iterator[Item]:
    yield _item("title", document.title, level=1)
    yield _item("paragraph", document.main_message)
    for contact in brief(document.help):
        if contact.kind in ("emergency", "crisis"):
            yield from _contact(contact, document)
    for section in document.sections:
        for block in section.blocks:
            yield from of_block(block, document, level=2)
    for notice in document.notices:
        yield _item("paragraph", notice)


def pocket(document: Document, *, folded: bool) -> Outline:
    """What a pocket card must say: as a poster, with the clinic before the review status.

    A folded one has all numbers first and also says where the clinic is; a flat one has the crisis line after its blocks.
    """
    calls = {kind: [contact for contact in brief(document.help) if contact.kind == kind] for kind in ("emergency", "crisis")}
    first = [*calls["emergency"], *(calls["crisis"] if folded else ())]
    items = [_item("title", document.title, level=1), _item("paragraph", document.main_message)]
    items += [item for contact in first for item in _contact(contact, document)]
    items += [item for section in document.sections for block in section.blocks for item in of_block(block, document, level=2)]
    items += [item for contact in (() if folded else calls["crisis"]) for item in _contact(contact, document)]
    if document.clinic:
        clinic = document.clinic
        for words in (clinic.name, clinic.phone, *((clinic.address, clinic.hours) if folded else ())):
            items += _verbatim("paragraph", words, document)
    items += [_item("paragraph", notice) for notice in document.notices]
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(items))


def _strip(document: Document) -> Iterator[Item]:
    """The short lines for safety facts that nothing else in a selection carries."""
    chosen = document.selection
    if chosen and chosen.strip:
        if chosen.strip_title:
            yield _item("heading", chosen.strip_title, level=2)
        for block in chosen.strip:
            yield from _inside(block, document)


def _item(role: Role, text: Text, *, level: int = 0, alt: str = "", prefix: str = "") -> Item:
    words = normal(prefix + plain(text.text))
    foreign = tuple((span.lang, normal(span.text)) for span in spans(text.text, text.lang) if span.lang != text.lang)
    return Item(role=role, text=words, lang=text.lang, level=level, alt=alt, foreign=foreign)


def _alt(text: Text) -> Item:
    return Item(role="figure", lang=text.lang, alt=normal(plain(text.text)))


def _verbatim(role: Role, words: str, document: Document) -> Iterator[Item]:
    """A clinic's own words, which carry the document's language."""
    if words:
        text = Text(id="", source=words, text=words, lang=document.locale.tag)
        yield _item(role, text)


def _body(document: Document, surface: Surface) -> Iterator[Item]:
    yield _item("title", document.title, level=1)
    yield _item("paragraph", document.audience)
    yield _item("paragraph", document.main_message)
    yield from of_block(document.help, document, level=2)
    yield from _clinic(document)
    for notice in document.notices:
        yield _item("paragraph", notice)
    if surface == HANDOUT:
        yield from _strip(document)
    yield _item("heading", document.label("contents"), level=2)
    for section in document.sections:
        yield _item("link", section.title, prefix=f"{section.number} " if section.number else "")
    for section in (*document.sections, document.closing):
        yield from _section(section, document, surface)


def _clinic(document: Document) -> Iterator[Item]:
    if document.clinic:
        clinic = document.clinic
        for words in (clinic.name, clinic.phone, clinic.address, clinic.hours):
            yield from _verbatim("paragraph", words, document)
        yield from _verbatim("link", address(clinic.web), document)


def _card(document: Document) -> Iterator[Item]:
    """What a card to point to must say: no contents, one sentence at the end, and each text perhaps in two languages."""
    yield from _both("title", document.title, level=1)
    for notice in document.notices:
        yield from _both("paragraph", notice)
    if document.clinic:
        for words in (document.clinic.name, document.clinic.phone):
            yield from _verbatim("paragraph", words, document)
    yield from _both("paragraph", document.main_message)
    for contact in document.help.entries:
        yield from _contact(dataclasses.replace(contact, details=()), document)
    for section in document.sections:
        yield from _both("heading", section.title, level=2)
        yield from _both("paragraph", section.key)
        for block in shown(section, HANDOUT):
            for item in block.items if isinstance(block, Bullets) else ():
                yield from _both("item", item.text)
    yield from _both("paragraph", document.closing.key)


def _both(role: Role, text: Text, *, level: int = 0) -> Iterator[Item]:
    yield _item(role, text, level=level)
    if text.beside:
        yield _item("item" if role == "item" else "paragraph", text.beside)


def _section(section: Section, document: Document, surface: Surface) -> Iterator[Item]:
    yield _item("heading", section.title, level=2, prefix=f"{section.number} " if section.number else "")
    if section.content_note:
        yield _item("paragraph", section.content_note)
    yield _item("paragraph", section.key)
    for block in shown(section, surface):
        yield from of_block(block, document)


def _items(items: Sequence[ListItem]) -> Iterator[Item]:
    for item in items:
        yield _item("item", item.text)


def _table(table: Table) -> Iterator[Item]:
    summary = normal(plain(table.summary.text))
    yield Item(role="table", text="", lang=table.summary.lang, alt=summary)
    for column in table.columns:
        yield _item("header", column)
    for row in table.rows:
        yield _item("header", row[0])
        for cell in row[1:]:
            yield _item("cell", cell)


def _contact(contact: Contact, document: Document) -> Iterator[Item]:
    yield _item("item", contact.label)
    yield from _verbatim("item", contact.value, document)
    if contact.label.beside:
        yield _item("item", contact.label.beside)
    if contact.name:
        yield _item("item", contact.name)
    for detail in contact.details:
        yield _item("item", detail)
    if contact.url:
        yield from _verbatim("link", address(contact.url), document)


def of_block(block: Block, document: Document, *, level: int = 3, charts_alone: bool = False) -> Iterator[Item]:
    """A block's texts; its title is a heading of `level` (the help box stands under the title itself, so no level is skipped).

    With `charts_alone` a timeline has no table of the same facts.
    """
    if isinstance(block, Callout):
        yield _item("paragraph", document.label(f"callout.{block.level}"))
    if isinstance(block, Exercise):
        yield _item("paragraph", document.label(f"exercise.{block.kind}"))
    if block.meta.title:
        yield _item("heading", block.meta.title, level=level)
    lead = getattr(block, "lead", None)
    if isinstance(lead, Text):
        yield _item("paragraph", lead)
    yield from _inside(block, document, charts_alone=charts_alone)


def _inside(block: Block, document: Document, *, charts_alone: bool = False) -> Iterator[Item]:
    """What a block holds below its label, title and lead: as it declares it, but for kinds whose texts stand in another order."""
    match block:
        case Table():
            yield from _table(block)
        case Timeline():
            yield _item("paragraph", block.takeaway)
            yield _alt(block.alt)
            yield _item("caption", block.caption)
            if not charts_alone:
                yield from _table(block.table)
        case Contacts():
            for contact in block.entries:
                yield from _contact(contact, document)
        case _:
            lead = getattr(block, "lead", None)
            yield from (_declared(text, found.part) for text, found in parts.said(block, aside=False) if text is not lead)


def _declared(text: Text, part: Part) -> Item:
    """A text as the part of a block that it says it is."""
    match part:
        case "item" | "caption" | "field" | "cell":
            return _item(part, text)
        case "prose":
            return _item("paragraph", text)
        case "heading":
            return _item("header", text)
        case "alt":
            return _alt(text)
        case "title" | "key" | "notice" | "axis" | "note" | "given":
            raise ValueError(f"no kind of block says what a text is by {part!r} without a rule of its own")


def notes(found: Notes | None, document: Document) -> Iterator[Item]:
    """The paragraphs of speaker notes: each group under its label, in the order say, ask, watch for."""
    if found is None:
        return
    for name, group in (("say", found.say), ("ask", found.ask), ("watch", found.watch)):
        if group:
            yield _item("note", document.label(f"notes.{name}"))
            for text in group:
                yield _item("note", text)


def deck(document: Document) -> Outline:
    """What a deck must say: first the slides' own texts in order, then the speaker notes' paragraphs in order.

    A slide starts with the deck's title, the help numbers, the agenda, each section, and each block that has a title. Each has
    notes that stand alone: one without words to say of its own asks to read it aloud. A document that is one session opens a
    section with a slide of its own only where its plan says so, and ends on one slide of status and sources.
    """
    slides = [*_title_slide(document), *_deck_block(document.help, document)]
    said = [_item("note", document.label("notes.how_to_use"))]
    said += notes(document.help.meta.notes, document) if document.help.meta.notes else notes(_read(document), document)
    if document.selection and document.selection.strip and document.selection.strip_title:
        slides.append(_item("title", document.selection.strip_title))
        slides += (item for block in document.selection.strip for item in _inside(block, document))
        said += notes(_read(document), document)
    if len(document.sections) > 1:
        slides += _agenda(document)
        said += _agenda_notes(document)
    session = _session(document)
    for section in document.sections if session else (*document.sections, document.closing):
        shows, tells = _deck_section(section, document)
        slides += shows
        said += tells
    if session:
        slides += _last_slide(document)
        said += notes(_read(document), document)
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=(*slides, *said))


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
        slides.append(_item("title", section.title))
        if section.number:
            slides.append(Item(role="paragraph", text=str(section.number), lang=document.locale.tag))
        if section.content_note:
            slides.append(_item("paragraph", section.content_note))
        slides.append(_item("paragraph", section.key))
        said += _section_notes(section, document)
        also = Notes()
    elif not section.blocks or section.blocks[0].meta.title is None:
        slides.append(_item("title", section.title))
    blocks = shown(section, SLIDE)
    first = blocks[0].meta.id.partition(".half-")[0] if blocks else ""
    for at, block in enumerate(blocks):
        if _session(document) and section is document.sections[-1] and at == len(blocks) - 1:
            also = _together(also, document.closing.notes)
        half = _half(block)
        found = _deck_block(block, document)
        if led and at == 0:
            title, *rest = found
            found = iter((title, _item("paragraph", section.key), *rest))
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


def _last_slide(document: Document) -> Iterator[Item]:
    """A session's last slide: what the whole rests on, its status, and where the sources are listed."""
    closing = document.closing
    yield _item("title", closing.title)
    yield _item("paragraph", closing.key)
    for block in shown(closing, SLIDE):
        if isinstance(block, Bullets) and not all(item.text.verbatim for item in block.items):
            yield from _items(block.items)
    yield _item("paragraph", document.label("sources.where"))


def _agenda(document: Document) -> Iterator[Item]:
    yield _item("title", document.label("agenda.title"))
    session = _session(document)
    for section in document.sections:
        if session is None:
            yield _item("paragraph", listed(section))
        else:
            minutes = dict(session.parts).get(section.id, 0)
            label = document.counted("notes.part", minutes)
            yield _item("paragraph", fill(label, title=listed(section).text, minutes=str(minutes)))


def _agenda_notes(document: Document) -> Iterator[Item]:
    session = _session(document)
    if session:
        yield _until(document, session.opening, session.opening)
        yield _item("note", session.name)
        titles = {section.id: headed(section).text for section in document.sections}
        for part, minutes in session.parts:
            yield _item("note", fill(document.counted("notes.part", minutes), title=titles[part], minutes=str(minutes)))
        return
    if not document.sessions:
        yield from notes(_read(document), document)
        return
    yield _item("note", document.label("agenda.shows"))
    for session in document.sessions:
        yield _item("note", session.name)


def _until(document: Document, minutes: int, minute: int) -> Item:
    return _item("note", fill(document.label("notes.until"), minutes=str(minutes), minute=str(minute)))


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
        yield _item("note", document.label("exercise.optional"))


def _title_slide(document: Document) -> Iterator[Item]:
    yield _item("title", document.title)
    yield _item("paragraph", document.main_message)
    yield _item("paragraph", document.audience)
    for notice in document.notices:
        yield _item("paragraph", notice)
    if document.clinic:
        if document.clinic.logo:
            yield Item(role="figure", lang=document.locale.tag, alt=normal(plain(document.clinic.name)))
        for words in (document.clinic.name, document.clinic.phone):
            yield from _verbatim("paragraph", words, document)


def _deck_block(block: Block, document: Document) -> Iterator[Item]:
    """A block's texts on slides: its title is a slide title, and a timeline shows its chart without the table."""
    if block.meta.title:
        yield _item("title", block.meta.title)
    if isinstance(block, Timeline):
        yield _item("paragraph", block.takeaway)
        yield _alt(block.alt)
        yield _item("paragraph", block.caption)
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
            yield _item("paragraph", minutes)
            minutes = None
            if block.meta.id in _left_out(document):
                yield _item("paragraph", document.label("exercise.optional"))
        if coded and item.role == "link" and item.text == normal(address(coded.url)):
            yield _alt(fill(document.label("qr.alt"), address=address(coded.url)))
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
            yield _item("header", column)
            yield _item("header" if at == 0 else "cell", cell)


def _section_notes(section: Section, document: Document) -> Iterator[Item]:
    yield from _timed(document, f"{section.id}.key")
    if section.number:
        yield _item("note", fill(document.label("notes.handout"), number=str(section.number)))
    own = section.notes
    yield from notes(own if own.say else dataclasses.replace(own, say=_read(document).say), document)


def _block_notes(block: Block, section: Section, document: Document, also: Notes) -> Iterator[Item]:
    own = block.meta.notes or Notes()
    if block.meta.title:
        yield from _timed(document, block.meta.id.partition(".half-")[0])
        if isinstance(block, Exercise):
            yield _item("note", fill(document.counted("notes.minutes", block.minutes), minutes=str(block.minutes)))
        if section.number:
            yield _item("note", fill(document.label("notes.handout"), number=str(section.number)))
        own = _together(also, own)
        if not own.say:
            label = "notes.talk" if isinstance(block, Exercise) else "notes.read"
            own = dataclasses.replace(own, say=_read(document, label).say)
    yield from notes(own, document)
    if isinstance(block, Timeline):
        yield _item("note", block.alt)
    if isinstance(block, Table):
        yield _item("note", block.summary)
    yield from _rows(block, document)


def _rows(block: Block, document: Document) -> Iterator[Item]:
    """The rows of a table or chart in words."""
    table = block if isinstance(block, Table) else None
    if isinstance(block, Timeline) and _session(document) is None:  # a session's page of notes has no room for both
        table = block.table
    for row in table.rows if table else ():
        cells = in_words(row[1:], document.label("notes.joiner"))
        yield _item("note", fill(document.label("notes.row"), head=plain(row[0].text), cells=cells))
