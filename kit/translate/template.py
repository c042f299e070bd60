"""What there is to translate: the texts of a document, each with what a translator must know about it.

Left out on purpose: files. `kit.translate.update` writes them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kit.document import SURFACES, Document, Meta, Section, Surface, Text, parts, placeables
from kit.translate.trial import room

LABELS = "labels"
"""The domain of the interface texts: `labels/*` ids, shared by all topics, in locales/<tag>/labels.po."""

DESK = "desk"
"""The domain of the desk's own words: `desk/*` ids, in no document, in locales/<tag>/desk.po."""

_PLACES = {
    "Document.title": "the title of the kit",
    "Document.audience": "says who the kit is for",
    "Document.main_message": "the main message of the kit",
    "Section.title": "the title of a section",
    "Section.content_note": "warns of what a section speaks about",
    "Section.key": "the one main message of a section",
    "Meta.title": "the title of a part, and of a slide",
    "Notes.say": "speaker notes: what the facilitator says",
    "Notes.ask": "speaker notes: what the facilitator asks",
    "Notes.watch": "speaker notes: what the facilitator watches for",
    "SheetPlan.title": "the title of a sheet, card or poster",
    "SheetPlan.audience": "says who a sheet, card or poster is for",
    "SheetPlan.handed_out": "says when a sheet is given to a person; for the people who hand it out",
    "SheetPlan.key": "the one main message of a sheet, card or poster",
    "Session.name": "the name of a plan for a group session",
    "Document.labels": "words of the kit itself, used in every topic",
    "Desk.words": "words of the desk, the program in which staff print and translate",
    **parts.places(),
}

_PLACEABLES = {
    "emergency_number": "the emergency number of the reader's country",
    "crisis_line": "the number of a crisis line",
    "drug_line": "the number of a help line about drugs",
    "clinic_name": "the name of the clinic that hands out the kit",
    "clinic_phone": "the phone number of that clinic",
    "region": "the name of the reader's country",
    "page": "the number of this page or slide",
    "pages": "a number of pages",
    "slides": "a number of slides",
    "minutes": "a number of minutes",
    "number": "a number",
    "limit": "a number of letters, such as 80",
    "names": "names of columns, parted by commas",
    "part": "a number",
    "parts": "a number",
    "version": "a number such as 2.0",
    "date": "a date, as the reader's language writes it",
    "code": "a short code of letters and numbers",
    "status": "draft, or who checked the text",
    "title": "the title of a part",
    "session": "the name of a plan for a group session",
    "address": "a web address",
    "head": "the first cell of a table row",
    "cells": "the other cells of a table row",
    "language": "the name of the reader's language, in the language of the sentence",
    "law": "a sentence on the law where the reader lives, from a label",
    "clinic": "the name of a clinic",
    "minute": "a number: which minute of the session",
    "key": "a digit, the key to press on a phone",
    "word": "the word to send as a text message, which stays as it is",
    "words": "another sentence of the desk",
    "value": "what a person chose or typed",
    **dict.fromkeys(
        (
            *(
                "all",
                "copied",
                "count",
                "done",
                "every",
                "facts",
                "flagged",
                "good",
                "human",
                "machine",
                "missing",
                "new",
                "reviewed",
            ),
            *("rows", "safety", "seeded", "slips", "there", "total"),
        ),
        "a number",
    ),
}


LENGTH = "Length: "
"""How the notes begin that say how many letters have room."""

_TIGHT = {
    "Document.title": True,
    "Section.title": True,
    "Meta.title": True,
    "SheetPlan.title": True,
    "SheetPlan.key": False,
    "Session.name": True,
    "Document.labels": False,
    "Desk.words": False,
}
"""Where the room for a text is fixed, and whether it is a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text to translate: `ctx` is Text.id, `english` its source; `notes` are the `#.` lines, one fact each.

    Of a text that goes with a number `english` is the singular and `plural` the source.
    """

    ctx: str
    english: str
    plural: str = ""
    notes: tuple[str, ...] = ()
    safety: bool = False

    @property
    def msgid(self) -> tuple[str, str]:
        """Singular and plural, or the text and ""."""
        return self.english, self.plural


def messages(document: Document) -> tuple[Message, ...]:
    """The topic's own texts in document order, once each: all but verbatim ones and labels. Meant for the English document."""
    found: dict[str, Message] = {}
    for text, place, section, shows, picture in _walk(document, "", "", None):
        if text.id and not text.verbatim and not text.id.startswith(f"{LABELS}/"):
            found.setdefault(text.id, _message(text, place, section, shows, picture))
    return tuple(found.values())


def label_messages(document: Document) -> tuple[Message, ...]:
    """The labels the document carries, in order."""
    return tuple(_message(text, "Document.labels", "", None) for text in document.labels if not text.verbatim)


def word_messages(words: Sequence[Text]) -> tuple[Message, ...]:
    """Words that stand in no document, such as the desk's own."""
    return tuple(_message(text, "Desk.words", "", None) for text in words)


def _message(text: Text, place: str, section: str, shows: frozenset[Surface] | None, picture: str = "") -> Message:
    english, plural = text.msgid
    notes = _notes(text, place, section, shows, picture)
    return Message(ctx=text.id, english=english, plural=plural, notes=notes, safety=text.safety)


def _walk(
    value: object, place: str, section: str, shows: frozenset[Surface] | None, picture: str = ""
) -> Iterator[tuple[Text, str, str, frozenset[Surface] | None, str]]:
    """Every Text with its place ("Section.title"), its section's title, the surfaces its block shows on, and the picture beside it."""
    if isinstance(value, Text):
        yield value, place, section, shows, picture
    elif isinstance(value, tuple):
        for part in value:
            yield from _walk(part, place, section, shows)
    elif dataclasses.is_dataclass(value):
        if isinstance(value, Section):
            section = value.title.source
        meta = getattr(value, "meta", None)
        if isinstance(meta, Meta):
            shows = meta.shows
        art = getattr(value, "art", "")
        for field in dataclasses.fields(value):
            beside = art if isinstance(art, str) else ""
            yield from _walk(getattr(value, field.name), f"{type(value).__name__}.{field.name}", section, shows, beside)


def _notes(text: Text, place: str, section: str, shows: frozenset[Surface] | None, picture: str) -> tuple[str, ...]:
    where = _PLACES.get(place, "part of the kit")
    lines = [f"Where: {where}{f', in “{section}”' if section and place != 'Section.title' else ''}."]
    if shows is not None and not place.startswith("Notes."):
        on = [surface for surface in SURFACES if surface in shows]
        lines.append(f"Shows on: {', '.join(on) or 'speaker notes only'}.")
    if text.safety:
        lines.append("SAFETY: a life can depend on this text. A clinician must approve its translation.")
    if picture:
        lines.append(f"Picture: {picture}.svg.")
    lines += [f"Note: {line.strip()}" for line in text.note.splitlines() if line.strip()]
    if place in _TIGHT and text.source:
        most = room(text.source, title=_TIGHT[place])
        lines.append(f"{LENGTH}layouts are tried with up to {most} letters here; the English has {len(text.source)}.")
    for name in dict.fromkeys(placeables(text.source)):
        lines.append(f"Keep {{{name}}} as it is: {_PLACEABLES.get(name, 'the kit puts something here')}.")
    if "**" in text.source:
        lines.append("Keep the ** marks around the words that must stand out.")
    return tuple(lines)
