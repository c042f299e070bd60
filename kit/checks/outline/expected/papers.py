"""What a handout, a page, a sheet, a card or a poster must say: one reading order, each with its own choice of parts.

Left out on purpose: page furniture.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from kit.caches import KeptValues
from kit.checks.outline.expected.blocks import alt, contact_of, heard, inside, of_block, verbatim
from kit.document import HANDOUT, Bullets, Contact, Document, Section, Surface, Text, address, bare, brief, fill, plain, shown
from kit.document.reading import Twin, once
from kit.outline import Item, Outline, Role, normal

_sections: KeptValues[tuple[str, str, Surface], tuple[Twin[Section, tuple[Item, ...]], ...]] = KeptValues(256)
_TWINS = 4


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
    items = [heard("title", document.title, level=1), *_numbers(document), *_clinic(document)]
    items += [heard("paragraph", notice) for notice in document.notices]
    items.append(heard("heading", document.label("packet.contents"), level=2))
    items += [heard("link", sheet.title, prefix=f"{number} ") for number, sheet in enumerate(document.bound, start=1)]
    items += [item for sheet in document.bound for item in _below(_leaf(sheet))]
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(items))


def _below(items: Iterable[Item]) -> Iterator[Item]:
    """The items of a document that is bound into a file after another: its title is a heading there, and all else lies below it."""
    for item in items:
        role: Role = "heading" if item.role == "title" else item.role
        yield dataclasses.replace(item, role=role, level=item.level + 1 if item.level else 0)


def _numbers(document: Document) -> Iterator[Item]:
    if document.selection and document.selection.call:
        yield heard("paragraph", document.selection.call.text)
    for contact in brief(document.help):
        yield from contact_of(contact, document)


def _leaf(document: Document) -> Iterator[Item]:
    yield heard("title", document.title, level=1)
    yield heard("paragraph", document.main_message)
    yield from _numbers(document)
    for section in document.sections:
        for block in section.blocks:
            yield from of_block(block, document, level=2, charts_alone=True)
    yield from _strip(document)
    if document.selection and document.selection.site:
        said = address(document.selection.site)
        yield alt(fill(document.label("qr.alt"), address=said))
        yield from verbatim("link", said, document)
    yield from _clinic_and_status(document)


def _clinic_and_status(document: Document) -> Iterator[Item]:
    if document.clinic:
        for words in (document.clinic.address, document.clinic.hours):
            yield from verbatim("paragraph", words, document)
        yield from verbatim("link", address(document.clinic.web), document)
    for notice in document.notices:
        yield heard("paragraph", notice)


def leaflet(document: Document) -> Outline:
    """What a leaflet must say: what a sheet says, and before the clinic the label of its box for notes."""
    after = len(tuple(_clinic_and_status(document)))
    said = tuple(_leaf(document))
    items = (*said[: len(said) - after], heard("paragraph", document.label("notes.blank")), *said[len(said) - after :])
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=items)


def placard(document: Document) -> Outline:
    """What a poster must say: title, message, the numbers that save a life, its blocks, and the review status."""
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(_placard(document)))


def _placard(document: Document) -> Iterator[Item]:
    yield heard("title", document.title, level=1)
    yield heard("paragraph", document.main_message)
    for contact in brief(document.help):
        if contact.kind in ("emergency", "crisis"):
            yield from contact_of(contact, document)
    yield from _blocks(document)
    yield from _notices(document)


def pocket(document: Document, *, folded: bool) -> Outline:
    """What a pocket card must say: as a poster, with the clinic before the review status.

    A folded one has all numbers first and also says where the clinic is; a flat one has the crisis line after its blocks. In two
    languages each has its numbers and the clinic's first, then its blocks.
    """
    if document.bound:
        items = [*_half_card(document), *(item for other in document.bound for item in _below(_half_card(other)))]
    else:
        items = [*_pocket(document, folded=folded)]
    return Outline(title=normal(plain(document.title.text)), lang=document.locale.tag, items=tuple(items))


def _pocket(document: Document, *, folded: bool) -> Iterator[Item]:
    yield from _calls(document, *(("emergency", "crisis") if folded else ("emergency",)))
    yield from _blocks(document)
    for contact in () if folded else _of_kind(document, "crisis"):
        yield from contact_of(contact, document)
    if document.clinic:
        clinic = document.clinic
        for words in (clinic.name, clinic.phone, *((clinic.address, clinic.hours) if folded else ())):
            yield from verbatim("paragraph", words, document)
    yield from _notices(document)


def _half_card(document: Document) -> Iterator[Item]:
    yield from _calls(document, "emergency", "crisis")
    if document.clinic:
        for words in (document.clinic.name, document.clinic.phone):
            yield from verbatim("paragraph", words, document)
    yield from _blocks(document)
    yield from _notices(document)


def _calls(document: Document, *kinds: str) -> Iterator[Item]:
    """Title and message, and whom to call of these kinds."""
    yield heard("title", document.title, level=1)
    yield heard("paragraph", document.main_message)
    for kind in kinds:
        for contact in _of_kind(document, kind):
            yield from contact_of(contact, document)


def _of_kind(document: Document, kind: str) -> list[Contact]:
    return [contact for contact in brief(document.help) if contact.kind == kind]


def _blocks(document: Document) -> Iterator[Item]:
    for section in document.sections:
        for block in section.blocks:
            yield from of_block(block, document, level=2)


def _notices(document: Document) -> Iterator[Item]:
    for notice in document.notices:
        yield heard("paragraph", notice)


def _strip(document: Document) -> Iterator[Item]:
    """The short lines for safety facts that nothing else in a selection carries."""
    chosen = document.selection
    if chosen and chosen.strip:
        if chosen.strip_title:
            yield heard("heading", chosen.strip_title, level=2)
        for block in chosen.strip:
            yield from inside(block, document)


def _body(document: Document, surface: Surface) -> Iterator[Item]:
    yield heard("title", document.title, level=1)
    yield heard("paragraph", document.audience)
    yield heard("paragraph", document.main_message)
    yield from of_block(document.help, document, level=2)
    yield from _clinic(document)
    for notice in document.notices:
        yield heard("paragraph", notice)
    if surface == HANDOUT:
        yield from _strip(document)
    yield heard("heading", document.label("contents"), level=2)
    for section in document.sections:
        yield heard("link", section.title, prefix=f"{section.number} " if section.number else "")
    for section in (*document.sections, document.closing):
        yield from _kept_section(section, document, surface)


def _kept_section(section: Section, document: Document, surface: Surface) -> tuple[Item, ...]:
    """The items of a section, made now, or before for another document of which the same would be read."""
    key = (document.locale.tag, section.id, surface)
    return once(_sections, key, document, section, lambda seen: tuple(_section(section, seen, surface)), twins=_TWINS)


def _clinic(document: Document) -> Iterator[Item]:
    if document.clinic:
        clinic = document.clinic
        for words in (clinic.name, clinic.phone, clinic.address, clinic.hours):
            yield from verbatim("paragraph", words, document)
        yield from verbatim("link", address(clinic.web), document)


def _card(document: Document) -> Iterator[Item]:
    """What a card to point to must say: no contents, one sentence at the end, and each text perhaps in two languages."""
    yield from _both("title", document.title, level=1)
    if document.clinic:
        for words in (document.clinic.name, document.clinic.phone):
            yield from verbatim("paragraph", words, document)
    yield from _both("paragraph", document.main_message)
    for contact in document.help.entries:
        yield from contact_of(bare(contact), document)
    for section in document.sections:
        yield from _both("heading", section.title, level=2)
        yield from _both("paragraph", section.key)
        for block in shown(section, HANDOUT):
            for item in block.items if isinstance(block, Bullets) else ():
                yield from _both("item", item.text)
    yield from _both("paragraph", document.closing.key)
    for notice in document.notices:
        yield from _both("paragraph", notice)


def _both(role: Role, text: Text, *, level: int = 0) -> Iterator[Item]:
    yield heard(role, text, level=level)
    if text.beside:
        yield heard("item" if role == "item" else "paragraph", text.beside)


def _section(section: Section, document: Document, surface: Surface) -> Iterator[Item]:
    yield heard("heading", section.title, level=2, prefix=f"{section.number} " if section.number else "")
    if section.content_note:
        yield heard("paragraph", section.content_note)
    yield heard("paragraph", section.key)
    for block in shown(section, surface):
        yield from of_block(block, document)
