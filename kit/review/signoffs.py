"""Who vouches for which translation: an append-only list, one line a text, bound to the exact words by a hash.

locales/<tag>/review.tsv holds the lines and people.toml what the people say of themselves. Change the English or the
translation by one character and its lines stop matching: the sign-off is gone by itself. Nothing here is ever inferred;
the kit writes only what a person states. Left out on purpose: who may see what, which is the repository's business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from kit.digest import digest
from kit.document import Document, Text, texts
from kit.errors import ContentError, Fault
from kit.files import read_text, read_toml

Level = Literal["reviewed", "clinical"]
"""`reviewed`: the language is right, says a qualified second person. `clinical`: the medicine is right, says a clinician."""

_COLUMNS = 7
PEOPLE = "[[person]] with handle, name and qualification; and credit, translator, clinician = true or false"
"""How a person writes about themselves in people.toml, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What somebody says of themselves. `credit`: may be named in print; `translator`: translated this locale."""

    handle: str
    name: str
    qualification: str
    credit: bool = False
    translator: bool = False
    clinician: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One sign-off: a person, on a day (ISO 8601), for these very words (`hash`) of the text `id`."""

    id: str
    hash: str
    level: Level
    person: str
    qualification: str
    date: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The sign-offs of one locale, and its people by handle."""

    folder: Path
    lines: tuple[SignOff, ...] = ()
    people: dict[str, Person] = field(default_factory=dict)

    def signers(self, text: Text) -> dict[Level, set[str]]:
        """Who vouches for these very words, by level."""
        found: dict[Level, set[str]] = {"reviewed": set(), "clinical": set()}
        digest = text_hash(text)
        for line in self.lines:
            if line.id == text.id and line.hash == digest:
                found[line.level].add(line.person)
        return found


def text_hash(text: Text) -> str:
    """12 hex digits of the SHA-256 of the English and the translation, in every plural form, all in NFC."""
    forms = (text.one, *text.forms) if text.one else ()
    return digest(text.source, text.text, *forms).hex()[:12]


def ledger(folder: Path) -> Ledger:
    """Read locales/<tag>/review.tsv and people.toml; files that are not there are empty. ContentError lists every fault."""
    people = _people(folder / "people.toml")
    path = folder / "review.tsv"
    faults: list[Fault] = []
    lines: list[SignOff] = []
    for number, row in enumerate(_text(path).split("\n"), start=1):
        if row.strip() and not row.startswith("#"):
            cells = row.removesuffix("\r").split("\t")
            wrong = _wrong(cells, people)
            if wrong:
                advice = "Only 'python3 run.py translate sign' writes this file; restore the line from the repository's history."
                faults.append(Fault(file=str(path), line=number, column=1, what=wrong, advice=advice))
            else:
                ident, digest, level, person, qualification, date, note = cells
                lines.append(
                    SignOff(
                        id=ident,
                        hash=digest,
                        level="clinical" if level == "clinical" else "reviewed",
                        person=person,
                        qualification=qualification,
                        date=date,
                        note=note,
                    )
                )
    if faults:
        raise ContentError(tuple(faults))
    return Ledger(folder=folder, lines=tuple(lines), people=people)


def _text(path: Path) -> str:
    return read_text(path) if path.exists() else ""


def _wrong(cells: list[str], people: Collection[str]) -> str:
    if len(cells) != _COLUMNS:
        return f"{len(cells)} columns where there must be {_COLUMNS}, parted by tabs"
    ident, digest, level, person, _, date, _ = cells
    if len(digest) != 12 or set(digest) - set("0123456789abcdef"):
        return f"'{digest}' is not a hash of 12 hex digits"
    if level not in get_args(Level):
        return f"the level '{level}' is neither reviewed nor clinical"
    if person not in people:
        return f"people.toml knows no person '{person}'"
    return "" if _is_date(date) and ident else "the id or the date is missing or not like 2026-11-22"


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _people(path: Path) -> dict[str, Person]:
    advice = f"Write {PEOPLE}; each handle once."
    entries = read_toml(path, advice).get("person", []) if path.exists() else []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ContentError((Fault(file=str(path), what="something other than [[person]]", advice=advice),))
    people: dict[str, Person] = {}
    for entry in entries:
        flags = {name: entry.pop(name, False) for name in ("credit", "translator", "clinician")}
        words = {name: entry.pop(name, "") for name in ("handle", "name", "qualification")}
        plain = all(isinstance(value, str) and value.strip() and value.isprintable() for value in words.values())
        if entry or not plain or not all(isinstance(value, bool) for value in flags.values()) or words["handle"] in people:
            what = f"the person '{words['handle']}' is named twice, or has a field missing, unknown or of the wrong kind"
            raise ContentError((Fault(file=str(path), what=what, advice=advice),))
        people[words["handle"]] = Person(**words, **flags)
    return people


def signable(documents: Iterable[Document], level: Level) -> tuple[str, ...]:
    """The ids of the texts that are far enough to be signed at this level and are not there yet."""
    before: dict[Level, str] = {"reviewed": "human", "clinical": "reviewed"}
    found = (text.id for text in texts(tuple(documents)) if not text.verbatim and text.state == before[level])
    return tuple(dict.fromkeys(found))
