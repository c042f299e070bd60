"""A region and a clinic put into a Document: placeables become numbers and names, and each list of numbers gets its lines.

Only confirmed and unexpired help lines are ever printed (`lines`). What is not known becomes a line to write on, and in a
sentence the words of a label (`fallback.<placeable>`): never another region's number. Words to say on the phone get the language
of the place beside them (`spoken`). Left out on purpose: reading files and the clock; region, clinic and date come in as values.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Mapping
from dataclasses import replace

from kit.document import (
    Block,
    ClinicCard,
    ContactKind,
    Contacts,
    Document,
    Region,
    Section,
    Steps,
    Text,
    fill,
    in_language,
    map_texts,
    placeables,
)
from kit.locale import SOURCE, isolate, isolate_first_strong
from kit.personalize import spoken
from kit.personalize.fields import in_own_languages
from kit.personalize.lines import contacts, line_findings, oldest_check, printable, refuse_future, unprinted
from kit.personalize.prepared import as_source, mark, prepared
from kit.personalize.spoken import language_name, spoken_languages

__all__ = ["line_findings", "personalize", "refuse_future", "spoken_languages", "unprinted"]

_LINES: Mapping[str, ContactKind] = {"emergency_number": "emergency", "crisis_line": "crisis", "drug_line": "drug_help"}


def personalize(
    document: Document, *, region: Region | None, clinic: ClinicCard | None, today: dt.date, there: Document | None = None
) -> Document:
    """The Document for one region and one clinic, or with lines to write on where there is none.

    Values stand in bidi isolates (UAX 9). Labels keep the placeables that a writer fills ({page}, {title} ...); no other
    text keeps any. `document` carries its status and code already; an empty code leaves `{code}` to whoever sets it. `there` is
    the same topic in the region's own language (`spoken_languages`), for the words to say on the phone; English needs none.
    """
    clinic = in_own_languages(clinic, document.locale) if clinic else None
    own = _values(document, region, clinic, today)
    same = prepared(document)
    english = _values(same.english, region, clinic, today, reader=document.locale.tag)
    tag = document.locale.tag
    filled = map_texts(
        same.marked, lambda text: mark(_fill(text, own if text.lang == tag else english), document.locale), same.ways
    )
    beside = spoken.Beside(document=filled, region=region, words=_words_there(document, region, english, clinic, today, there))
    lines = printable(region, today)

    def section(part: Section) -> Section:
        blocks = tuple(map(laid, part.blocks))
        return part if all(map(operator.is_, blocks, part.blocks)) else replace(part, blocks=blocks)

    def laid(block: Block) -> Block:
        if isinstance(block, Contacts):
            return contacts(block, filled, region, lines, clinic)
        return beside.lay(block) if isinstance(block, Steps) else block

    return replace(
        filled,
        region=region.code if region else "",
        clinic=clinic,
        numbers_checked=oldest_check(lines),
        help=contacts(filled.help, filled, region, lines, clinic),
        sections=tuple(section(part) for part in filled.sections),
        closing=section(filled.closing),
        reserve=tuple(section(part) for part in filled.reserve),
    )


def _words_there(
    document: Document,
    region: Region | None,
    english: Mapping[str, str],
    clinic: ClinicCard | None,
    today: dt.date,
    there: Document | None,
) -> Mapping[str, Text]:
    """The texts of the document in the language of the place, filled in, by id; none where it has no such language."""
    if spoken.languages(region)[0] == SOURCE.tag:
        values = english
        sources = {text.id: as_source(text) for text in _spoken_texts(document)}
    elif there is not None:
        tag = there.locale.tag
        values = _values(there, region, clinic, today, reader=document.locale.tag)
        sources = {text.id: text for text in _spoken_texts(there) if text.lang == tag}
    else:
        return {}
    return {name: _fill(text, values) for name, text in sources.items()}


def _spoken_texts(document: Document) -> list[Text]:
    blocks = [block for section in document.all_sections() for block in section.blocks]
    return [item.text for block in blocks if isinstance(block, Steps) and block.spoken for item in block.items]


def _values(
    document: Document, region: Region | None, clinic: ClinicCard | None, today: dt.date, *, reader: str = ""
) -> dict[str, str]:
    """What each placeable becomes; a placeable that is not here stays. `reader` is the tag of her language, if not the document's."""
    values = {"version": isolate(document.version), "date": isolate_first_strong(document.locale.day(document.date))}
    values |= {"facts": isolate(str(document.facts)), "copied": isolate(str(document.copied))}
    values["status"] = _word(document.label(f"status.{document.status}"), document)
    if document.code:
        values["code"] = isolate(document.code)
    lines = printable(region, today)
    for name, kind in _LINES.items():
        numbers = [line.value for line in lines if line.kind == kind and line.value]
        values[name] = isolate(numbers[0]) if numbers else _word(document.label(f"fallback.{name}"), document)
    law = next((line.label for line in lines if line.kind == "law"), "fallback.law")
    values["law"] = _word(document.label(law), document)
    values["language"] = language_name(reader or document.locale.tag, document.locale.tag)
    values["region"] = (
        isolate_first_strong(_country(region, document)) if region else _word(document.label("fallback.region"), document)
    )
    values["clinic_name"] = clinic.name if clinic else _word(document.label("fallback.clinic_name"), document)
    values["clinic_phone"] = clinic.phone if clinic and clinic.phone else _word(document.label("fallback.clinic_phone"), document)
    return values


def _word(label: Text, document: Document) -> str:
    """A label's words for a place inside a sentence; English ones, where it has no translation, say so and are tagged."""
    if label.lang == document.locale.tag:
        return label.text
    return f"({document.locale.english}: {in_language(label.text, label.lang)})"


def _country(region: Region, document: Document) -> str:
    """The region's name in the document's language (CLDR), or as its file says."""
    return document.locale.territory(region.code, region.name)


def _fill(text: Text, values: Mapping[str, str]) -> Text:
    names = placeables(text.text)
    if text.verbatim or not names:
        return text
    if text.id.startswith("labels/"):
        # {version}, {date}, {code}, {status} and {language} in a label are its writer's, which says them in its own way.
        values = {name: value for name, value in values.items() if name not in _LEFT_IN_LABELS}
    return fill(text, **values)


_LEFT_IN_LABELS = frozenset(("version", "date", "code", "status", "language"))
