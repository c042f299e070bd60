"""Wording that every format shares: headings, addresses, a table row as a sentence, what a surface shows.

Left out on purpose: the words themselves; they come from content and catalogs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from kit.document.blocks import Block, Contact, Contacts, Surface
from kit.document.model import Document, Section
from kit.document.text import State, Text, fill, others, plain, without_bold
from kit.locale import isolate, isolate_first_strong


def address(url: str) -> str:
    """A web address as it is printed: without scheme and final slash."""
    return url.removeprefix("https://").removeprefix("http://").removesuffix("/")


def site_of(site: str, tag: str) -> str:
    """The address at which a language's texts can be read: `Options.site` with the language's tag where it asks for that."""
    return site.replace("{locale}", tag)


def scanned(contacts: Contacts) -> Contact | None:
    """The entry whose address a QR code carries: where to find treatment, else the clinic, else the first with an address."""
    for kind in ("treatment_finder", "clinic"):
        for entry in contacts.entries:
            if entry.kind == kind and entry.url:
                return entry
    return next((entry for entry in contacts.entries if entry.url), None)


def brief(contacts: Contacts) -> tuple[Contact, ...]:
    """One line of each kind, the emergency number first, without hours: what a sheet of paper has room for."""
    found: dict[str, Contact] = {}
    for entry in sorted(contacts.entries, key=lambda entry: entry.kind != "emergency"):
        found.setdefault(entry.kind, bare(entry))
    return tuple(found.values())


_ANSWERS = ("labels/line.press", "labels/line.speaks")


def bare(entry: Contact) -> Contact:
    """The entry without details, but for what a caller needs: an extension stands behind the number, since that alone reaches somebody else.

    That the line answers in the reader's language, and the key to press for it, takes the place of the service's name.
    """
    answers = next((detail for detail in entry.details if detail.id in _ANSWERS), entry.name)
    return dataclasses.replace(entry, details=(), name=answers, value=entry.whole or entry.value)


def shown(section: Section, surface: Surface) -> tuple[Block, ...]:
    """The section's blocks that this surface shows, in order."""
    return tuple(block for block in section.blocks if surface in block.meta.shows)


def versioned(document: Document) -> Text:
    """The foot's line of version and date, the date as the line's language writes it."""
    line = document.label("footer.version")
    date = document.locale_of(line).day(document.date)
    return fill(line, version=isolate(document.version), date=isolate_first_strong(date))


LEFT_ENGLISH: tuple[State, ...] = ("missing", "stale", "refused")
"""States of texts whose English may stand in a sheet of another language."""

_STOPS = ".。।"


def in_words(cells: Iterable[Text], joiner: Text) -> str:
    """A table row's cells after its head as one line of text; a full stop before the joiner is left out."""
    words = [plain(cell.text) for cell in cells]
    return joiner.text.join([*(said.rstrip(_STOPS) for said in words[:-1]), *words[-1:]])


def headed(section: Section) -> Text:
    """The section's title as every format heads it: its number, if it has one, and the title."""
    words = without_bold(section.title.text)
    return dataclasses.replace(section.title, text=f"{section.number} {words}" if section.number else words)


def listed(section: Section) -> Text:
    """The same for a list whose lines can be in one language each, as a slide's links are: a title left in English is English."""
    title = headed(section)
    inner = others(title.text)
    words = f"{section.number} {inner[0][1]}" if inner and section.number else inner[0][1] if inner else ""
    return dataclasses.replace(title, text=words, lang=inner[0][0]) if inner and title.state in LEFT_ENGLISH else title


def heading(section: Section) -> str:
    """The same as plain words."""
    return plain(headed(section).text)
