"""A region and a clinic put into a Document: placeables become numbers and names, and each list of numbers gets its lines.

Only confirmed and unexpired help lines are ever printed. What is not known becomes a line to write on, and in a sentence the
words of a label (`fallback.<placeable>`): never another region's number. Left out on purpose: reading files and the clock;
region, clinic and date come in as values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
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
    Section,
    Text,
    fill,
    map_texts,
    placeables,
)
from kit.locale import SOURCE, isolate, isolate_first_strong

_LINES: Mapping[str, ContactKind] = {"emergency_number": "emergency", "crisis_line": "crisis", "drug_line": "drug_help"}


def personalize(document: Document, *, region: Region | None, clinic: ClinicCard | None, today: dt.date) -> Document:
    """The Document for one region and one clinic, or with lines to write on where there is none.

    Values stand in bidi isolates (UAX 9). Labels keep the placeables that a writer fills ({page}, {title} ...); no other
    text keeps any. `document` carries its status and code already; an empty code leaves `{code}` to whoever sets it.
    """
    own = _values(document, region, clinic, today)
    english = _values(replace(map_texts(document, _as_source), locale=SOURCE), region, clinic, today)
    tag = document.locale.tag
    filled = map_texts(document, lambda text: _fill(text, own if text.lang == tag else english))
    lines = _printable(region, today)
    return replace(
        filled,
        region=region.code if region else "",
        clinic=clinic,
        help=_contacts(filled.help, filled, lines, clinic),
        sections=tuple(_section(section, filled, lines, clinic) for section in filled.sections),
        closing=_section(filled.closing, filled, lines, clinic),
        reserve=tuple(_section(section, filled, lines, clinic) for section in filled.reserve),
    )


def unprinted(region: Region, today: dt.date) -> tuple[HelpLine, ...]:
    """The region's lines that are not printed on this day, because nobody confirmed them or they expired."""
    return tuple(line for line in region.lines if not _valid(line, today))


def _valid(line: HelpLine, today: dt.date) -> bool:
    return line.confirmed and today < dt.date.fromisoformat(line.expires_on)


def _printable(region: Region | None, today: dt.date) -> tuple[HelpLine, ...]:
    return tuple(line for line in region.lines if _valid(line, today)) if region else ()


def _values(document: Document, region: Region | None, clinic: ClinicCard | None, today: dt.date) -> dict[str, str]:
    """What each placeable becomes; a placeable that is not here stays."""
    values = {"version": isolate(document.version), "date": isolate_first_strong(document.locale.day(document.date))}
    values |= {"facts": isolate(str(document.facts)), "copied": isolate(str(document.copied))}
    values["status"] = document.label(f"status.{document.status}").text
    if document.code:
        values["code"] = isolate(document.code)
    lines = _printable(region, today)
    for name, kind in _LINES.items():
        numbers = [line.value for line in lines if line.kind == kind and line.value]
        values[name] = isolate(numbers[0]) if numbers else document.label(f"fallback.{name}").text
    values["region"] = isolate_first_strong(_country(region, document)) if region else document.label("fallback.region").text
    values["clinic_name"] = clinic.name if clinic else document.label("fallback.clinic_name").text
    values["clinic_phone"] = clinic.phone if clinic and clinic.phone else document.label("fallback.clinic_phone").text
    return values


def _as_source(text: Text) -> Text:
    """The text in English again: a sentence that is still in English must not get words of another language put into it."""
    return replace(text, text=text.source, lang=SOURCE.tag)


def _country(region: Region, document: Document) -> str:
    """The region's name in the document's language (CLDR), or as its file says."""
    return document.locale.territory(region.code, region.name)


def _fill(text: Text, values: Mapping[str, str]) -> Text:
    names = placeables(text.text)
    if text.verbatim or not names:
        return text
    if text.id.startswith("labels/"):
        # {version}, {date}, {code} and {status} in a label are its writer's, which says them in its own way.
        values = {name: value for name, value in values.items() if name not in {"version", "date", "code", "status"}}
    return fill(text, **values)


def _section(section: Section, document: Document, lines: tuple[HelpLine, ...], clinic: ClinicCard | None) -> Section:
    blocks = tuple(
        _contacts(block, document, lines, clinic) if isinstance(block, Contacts) else block for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _contacts(block: Contacts, document: Document, lines: tuple[HelpLine, ...], clinic: ClinicCard | None) -> Contacts:
    entries: list[Contact] = []
    for kind in block.kinds:
        found = [_contact(line, document) for line in lines if line.kind == kind]
        if kind == "clinic" and clinic:
            found = list(_of_clinic(clinic, document))
        entries += found or [Contact(kind=kind, label=document.label(f"contact.{kind}"))]
    return replace(block, entries=tuple(entries))


def _contact(line: HelpLine, document: Document) -> Contact:
    name = None
    if line.name:
        name = Text(id=f"region/{line.name}", source=line.name, text=line.name, lang=line.name_lang, verbatim=True)
    return Contact(
        kind=line.kind,
        label=document.label(f"contact.{line.kind}"),
        value=isolate(line.value) if line.value else "",
        name=name,
        details=tuple(document.label(label) for label in (*line.ways, line.hours, line.cost) if label),
        url=line.url,
    )


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
        )


def _said(name: str, words: str, document: Document) -> Text:
    """The clinic's own words, which nobody translates."""
    return Text(id=f"clinic/{name}", source=words, text=words, lang=document.locale.tag, verbatim=True)
