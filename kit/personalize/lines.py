"""Help lines: which of a region's may be printed today, what each says to a reader in her language, and which need a check.

A wrong number is harm. Left out on purpose: numbers inside sentences, which are placeables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from kit.document import (
    ClinicCard,
    Contact,
    ContactKind,
    Contacts,
    Document,
    HelpLine,
    Phone,
    Region,
    Text,
    address,
    fill,
)
from kit.errors import Finding, KitError
from kit.locale import isolate, isolate_first_strong
from kit.personalize.spoken import base, language_name, languages

SOON = dt.timedelta(days=60)
"""A print run lives for weeks; a number that ends within them is told of in time to check it."""


def printable(region: Region | None, today: dt.date) -> tuple[HelpLine, ...]:
    """The region's lines that may be printed on this day."""
    return tuple(line for line in region.lines if _valid(line, today)) if region else ()


def unprinted(region: Region, today: dt.date) -> tuple[HelpLine, ...]:
    """The region's lines that are not printed on this day, because nobody confirmed them or they expired."""
    return tuple(line for line in region.lines if not _valid(line, today))


def _valid(line: HelpLine, today: dt.date) -> bool:
    return line.confirmed and line.checked_on <= today.isoformat() < line.expires_on


def oldest_check(lines: tuple[HelpLine, ...]) -> str:
    """The day on which the oldest of these numbers was checked, or ""."""
    return min((line.checked_on for line in lines if line.value or line.url), default="")


def refuse_future(region: Region, today: dt.date) -> None:
    """KitError if a line says that it was checked on a day that has not come."""
    late = [line for line in region.lines if line.checked_on > today.isoformat()]
    if late:
        said = ", ".join(f"{_named(line)} on {line.checked_on}" for line in late)
        advice = f"Mend `checked_on` in content/regions/{region.code}.yaml: it is the day on which a person checked the number."
        raise KitError(f"numbers of {region.code} were checked on a day that has not come: {said}", advice)


def line_findings(region: Region, today: dt.date) -> Iterator[Finding]:
    """What a person who prints should know: confirmed lines that have expired, or will within 60 days."""
    for line in region.lines:
        left = (dt.date.fromisoformat(line.expires_on) - today).days
        where = f"content/regions/{region.code}.yaml"
        if line.confirmed and left <= 0:
            message = f"{_named(line)} expired on {line.expires_on}, so a line to write on stands in its place. Check the number."
            yield Finding(id="line-expired", severity="warning", where=where, message=message)
        elif line.confirmed and left <= SOON.days:
            message = f"{_named(line)} expires in {left} days, on {line.expires_on}. Check it before you print many sheets."
            yield Finding(id="line-expires", severity="warning", where=where, message=message)


def _named(line: HelpLine) -> str:
    return " ".join(part for part in (line.name, line.value or line.url) if part) or line.kind


def contacts(
    block: Contacts, document: Document, region: Region | None, lines: tuple[HelpLine, ...], clinic: ClinicCard | None
) -> Contacts:
    """The block with an entry for each line of the kinds it asks for, or one to write on."""
    entries: list[Contact] = []
    for kind in block.kinds:
        found = [_contact(kind, line, document, region) for line in lines if line.kind == kind]
        if kind == "clinic" and clinic:
            found = list(_of_clinic(clinic, document))
        entries += found or [_to_write_on(kind, document)]
    return replace(block, entries=tuple(entries))


def _to_write_on(kind: ContactKind, document: Document) -> Contact:
    """A line to write on, with a word on what it is for where the label alone does not say it."""
    hints = (text for text in document.labels if text.id == f"labels/hint.{kind}")
    return Contact(kind=kind, label=document.label(f"contact.{kind}"), details=tuple(hints))


def _contact(kind: ContactKind, line: HelpLine, document: Document, region: Region | None) -> Contact:
    own = base(document.locale.tag)
    names = {base(tag): (tag, name) for tag, name in line.names}
    lang, said = names.get(own, (line.name_lang, line.name))
    again = bool(line.url) and said.casefold() == address(line.url).casefold()  # a service called by its address says that once
    name = Text(id=f"region/{said}", source=said, text=said, lang=lang, verbatim=True) if said and not again else None
    labels = (*line.ways, line.hours, line.cost, line.choose)
    return Contact(
        kind=kind,
        label=document.label(f"contact.{line.kind}"),
        value=isolate(line.value) if line.value else "",
        name=name,
        details=(*_in_language(line, document, region), *(document.label(label) for label in labels if label)),
        url=line.url,
        checked_on=line.checked_on,
    )


def _in_language(line: HelpLine, document: Document, region: Region | None) -> tuple[Text, ...]:
    """How the line answers in the reader's language, where that is not the language of the place."""
    own, place = base(document.locale.tag), languages(region)
    if own in map(base, place):
        return ()
    answers = {base(tag) for tag in line.languages or place}
    if own in answers:
        press = {base(tag): key for tag, key in line.choices}.get(own)
        word = {base(tag): keyword for tag, keyword in line.keywords}.get(own)
        label = document.label("line.press" if press else "line.speaks")
        language = isolate_first_strong(language_name(document.locale.tag, label.lang))
        texts = [fill(label, key=isolate(press or ""), language=language)]
        texts += [fill(document.label("line.keyword"), word=isolate(word))] if word else []
        return tuple(texts)
    if line.interpreters:
        language = isolate(language_name(document.locale.tag, place[0]))
        return (fill(document.label("line.interpreter"), language=language),)
    return ()


def _of_clinic(clinic: ClinicCard, document: Document) -> Iterator[Contact]:
    """The clinic's entry, and one more for each further number; what its numbers are for stands below them."""
    for phone in clinic.phones or (Phone(number=clinic.phone),):
        first = phone is clinic.phones[0] if clinic.phones else True
        own = [_said("phone", words, document) for words in (phone.label, phone.words) if words]
        if phone.extension:
            own.insert(0, fill(document.label("phone.extension"), number=phone.extension))
        yield Contact(
            kind="clinic",
            label=document.label("contact.clinic"),
            value=phone.number,
            name=_said("name", clinic.name, document) if first else None,
            details=tuple(own),
            whole=phone.whole if phone.extension else "",
        )


def _said(name: str, words: str, document: Document) -> Text:
    """The clinic's own words, which nobody translates."""
    return Text(id=f"clinic/{name}", source=words, text=words, lang=document.locale.tag, verbatim=True)
