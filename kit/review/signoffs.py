"""Who vouches for which translation: an append-only list, one line a text, bound to the exact words by a hash.

locales/<tag>/review.tsv holds the lines and people.toml what the people say of themselves. Change the English or the
translation by one character and its lines stop matching: the sign-off is gone by itself. Nothing here is ever inferred;
the kit writes only what a person states. Left out on purpose: who may see what, which is the repository's business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from kit.digest import digest
from kit.document import Document, Text, texts
from kit.errors import ContentError, Fault, KitError
from kit.files import read_text, read_toml

Level = Literal["reviewed", "clinical"]
"""`reviewed`: the language is right, says a qualified second person. `clinical`: the medicine is right, says a clinician."""

_HEAD = "# id\thash\tlevel\tperson\tqualification\tdate\tnote"
_COLUMNS = 7
_PEOPLE = "[[person]] with handle, name and qualification; and credit, translator, clinician = true or false"


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
    advice = f"Write {_PEOPLE}; each handle once."
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


def sign(
    found: Ledger,
    documents: Iterable[Document],
    *,
    handle: str,
    level: Level,
    ids: Collection[str],
    date: dt.date,
    note: str = "",
) -> tuple[SignOff, ...]:
    """Write that a person vouches for these texts of translated documents, as they stand now; the lines that are new.

    The documents have passed `apply` and are not personalized yet. KitError, and nothing written, unless every text is a
    person's translation, the signer is not one of the translators, and a clinical signer is a clinician and another person
    than the one who reviewed the language.
    """
    person = found.people.get(handle)
    if person is None:
        known = ", ".join(sorted(found.people)) or "nobody yet"
        raise KitError(f"people.toml knows no person '{handle}'", f"Known: {known}. Add yourself as {_PEOPLE}.")
    if "\t" in note or not (note + " ").isprintable():
        raise KitError("the note has a tab, a line break or a control character", "Write it as one plain line.")
    by_id = {text.id: text for text in texts(tuple(documents)) if text.id and not text.verbatim}
    problems = [problem for ident in ids for problem in _problems(by_id.get(ident), ident, person, level, found)]
    if problems or not ids:
        shown = "\n".join(problems[:20]) or "no text was named"
        raise KitError(f"not signed:\n{shown}", "Nothing was written. Sign what can be signed, or mend the translation first.")
    lines = tuple(
        SignOff(
            id=ident,
            hash=text_hash(by_id[ident]),
            level=level,
            person=handle,
            qualification=person.qualification,
            date=date.isoformat(),
            note=note,
        )
        for ident in dict.fromkeys(ids)
        if handle not in found.signers(by_id[ident])[level]
    )
    _append(found.folder / "review.tsv", lines)
    return lines


def signable(documents: Iterable[Document], level: Level) -> tuple[str, ...]:
    """The ids of the texts that are far enough to be signed at this level and are not there yet."""
    before: dict[Level, str] = {"reviewed": "human", "clinical": "reviewed"}
    found = (text.id for text in texts(tuple(documents)) if not text.verbatim and text.state == before[level])
    return tuple(dict.fromkeys(found))


def _problems(text: Text | None, ident: str, person: Person, level: Level, found: Ledger) -> Iterator[str]:
    if text is None:
        yield f"{ident}: there is no such text"
    elif text.state in ("missing", "stale", "machine", "source"):
        yield f"{ident}: the translation is {text.state}; a person must translate it first"
    elif level == "reviewed" and person.translator:
        yield f"{ident}: {person.handle} translated this locale; another person must review it"
    elif level == "clinical":
        if not person.clinician:
            yield f"{ident}: people.toml does not say that {person.handle} is a clinician"
        if not found.signers(text)["reviewed"] - {person.handle}:
            yield f"{ident}: its language has not been reviewed by another person yet"


def _append(path: Path, lines: tuple[SignOff, ...]) -> None:
    if not lines:
        return
    before = _text(path)
    head = "" if before else f"{_HEAD}\n"
    gap = "\n" if before and not before.endswith("\n") else ""
    rows = "".join("\t".join((x.id, x.hash, x.level, x.person, x.qualification, x.date, x.note)) + "\n" for x in lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(gap + head + rows)
