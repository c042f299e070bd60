"""From blocks to pieces: what each block puts on slides, in which words and sizes, before anything is placed.

One piece is one kind of content that a layout can hold. Left out on purpose: places, splitting (`panes`) and slides (`slides`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kit.document import (
    Block,
    Bullets,
    Callout,
    Contact,
    Contacts,
    Diagram,
    Document,
    Exercise,
    Figure,
    Level,
    ListItem,
    Paragraph,
    Section,
    Steps,
    Table,
    Text,
    Timeline,
    Worksheet,
    address,
    fill,
    scanned,
)
from kit.formats.deck import theme, timing
from kit.formats.deck.shapes import Mark, Para
from kit.locale import isolate


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A part's number, its content note, its main message and its picture."""

    number: Para | None
    note: Para | None
    key: Para
    art: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An exercise: what kind, how long (and whether it may be left out), what to do.

    `arts` are pictures for it; the first that the topic has is taken.
    """

    label: Para
    minutes: tuple[Para, ...]
    items: tuple[Para, ...]
    arts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Paragraphs one under the other, beside a large pictogram where there is room.

    A callout has a `level`, a `label` word and perhaps a `lead`, which says what to do. `fine` print (the list of sources)
    stands at the floor size where it does not fit one slide. A `fresh` one starts a slide of its own; a `parted` one goes over two
    slides where its words can then be larger.
    """

    paras: tuple[Para, ...]
    level: Level | None = None
    label: Para | None = None
    lead: Para | None = None
    fine: bool = False
    fresh: bool = False
    parted: bool = False
    art: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Items with a pictogram each; `branch` is the pictogram beside the lead from which they branch off, or "".

    Of `steps`, which are numbered, at most four stand on a slide. `parted` ones go over two slides where their words can then be
    larger; `near` ones stand close under one another, beside small pictograms, for the same reason.
    """

    lead: Para | None
    items: tuple[tuple[Para, str], ...]
    branch: str = ""
    steps: bool = False
    parted: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One line of help as paragraphs; `qr` is the address its code carries, or "". `blank` leaves a line for the number."""

    paras: tuple[Para, ...]
    qr: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Lines of help."""

    lead: Para | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A wide table with its part's main message above its first row."""

    lead: Para
    table: Table


Piece = Headed | Opening | Talk | Flow | Pictures | Cards | Table | Timeline | Figure | Diagram


def pieces(block: Block, document: Document) -> list[Piece]:
    """What a block shows on slides; texts come in the order of `checks.expected.deck`."""
    match block:
        case Paragraph():
            return [Flow(paras=(Para(text=block.text),))]
        case Bullets():
            found = _list(block.lead, block.items, "box" if block.checklist else "bullet")
            return [dataclasses.replace(found, branch=block.branch) if isinstance(found, Pictures) else found]
        case Steps():
            found = _list(block.lead, block.items, "number")
            if isinstance(found, Pictures):
                found = dataclasses.replace(found, steps=True)
            return [found]
        case Table() | Timeline() | Figure() | Diagram():
            return [block]
        case Callout():
            return [_callout(block, document)]
        case Contacts():
            return [_contacts(block, document)]
        case Worksheet():
            fields = tuple(Para(text=f.label, mark="bullet" if f.lines else "box") for f in block.fields)
            return [Flow(paras=(*_leads(block.lead), *fields))]
        case Exercise():
            return [_talk(block, document)]


def _leads(lead: Text | None) -> tuple[Para, ...]:
    return (Para(text=lead, keep=True),) if lead else ()


def _list(lead: Text | None, items: tuple[ListItem, ...], mark: Mark) -> Piece:
    paras = tuple(Para(text=item.text, mark=mark, number=n) for n, item in enumerate(items, start=1))
    if all(item.art for item in items):
        pictured = tuple(
            (dataclasses.replace(para, mark="number" if mark == "number" else "none"), item.art)
            for para, item in zip(paras, items, strict=True)
        )
        return Pictures(lead=Para(text=lead) if lead else None, items=pictured)
    return Flow(paras=(*_leads(lead), *paras))


_TALK_ARTS = {
    "questions": ("question", "support-group"),
    "activity": ("practise", "checklist"),
    "teach_back": ("talk-to-someone",),
}
"""Pictures of exercises by their kind, the best first."""


def _talk(block: Exercise, document: Document) -> Talk:
    mark: Mark = "bullet" if len(block.items) > 1 else "none"
    return Talk(
        label=Para(text=document.label(f"exercise.{block.kind}")),
        minutes=tuple(Para(text=text) for text in _how_long(block, document)),
        items=tuple(Para(text=item.text, mark=mark) for item in block.items),
        arts=_TALK_ARTS[block.kind],
    )


def _how_long(block: Exercise, document: Document) -> Iterator[Text]:
    """The minutes of an exercise, and that it may be left out, where the session's plan says so."""
    yield fill(document.label("exercise.minutes"), minutes=str(block.minutes))
    if block.meta.id in timing.optional(document):
        yield document.label("exercise.optional")


def _callout(block: Callout, document: Document) -> Flow:
    mark: Mark = "bullet" if len(block.items) > 1 else "none"
    return Flow(
        paras=tuple(Para(text=item.text, mark=mark) for item in block.items),
        level=block.level,
        label=Para(text=document.label(f"callout.{block.level}")),
        lead=Para(text=block.lead) if block.lead else None,
    )


def opening(section: Section, document: Document) -> Opening:
    """What opens a part."""
    number = Text(id=f"{section.id}/number", source="", text=str(section.number), lang=document.locale.tag, verbatim=True)
    return Opening(
        number=Para(text=number) if section.number else None,
        note=Para(text=section.content_note) if section.content_note else None,
        key=Para(text=section.key),
        art=section.art,
    )


def _contacts(block: Contacts, document: Document) -> Cards:
    coded = scanned(block)
    cards = tuple(
        Card(paras=_contact(entry, document), qr=entry.url if entry is coded else "", blank=not (entry.value or entry.url))
        for entry in block.entries
    )
    return Cards(lead=Para(text=block.lead) if block.lead else None, cards=cards)


def _contact(contact: Contact, document: Document) -> tuple[Para, ...]:
    """Label, number, name, hours and address; the link is on the service's name, its address stands beside it.

    Sizes are those of the smallest card; `grids` sets labels and numbers larger where there is room.
    """
    small = theme.SMALL_SIZE
    out = [Para(text=contact.label, size=theme.BODY_SIZE, bold=True, color="tx2", before=0)]
    if contact.value:
        out.append(Para(text=verbatim(contact.value, document), size=theme.ITEM_SIZE, bold=True, before=0))
    if contact.name:
        link = contact.url if not document.locale.rtl or contact.name.lang != document.locale.tag else ""
        out.append(Para(text=contact.name, size=small, link=link, before=0))
    out += [Para(text=detail, size=small, before=0) for detail in contact.details]
    if contact.url:
        plain = verbatim(isolate(address(contact.url)), document)
        out.append(Para(text=plain, size=small, before=0, link="" if contact.name else contact.url))
    return tuple(out)


def verbatim(words: str, document: Document) -> Text:
    """A clinic's or region's own words, which carry the document's language."""
    return Text(id=f"verbatim/{words}", source=words, text=words, lang=document.locale.tag, verbatim=True)
