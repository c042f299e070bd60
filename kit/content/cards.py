"""A clinic's own card: from one TOML file, from a row of a list (`lists`), or as somebody types it into a form.

What a clinic writes is printed as it stands on every sheet, so it is checked as input from outside: plain characters, no
markup, no way to turn the text round. It never holds anything about a patient.
"""

from __future__ import annotations

import collections
import difflib
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit import colour
from kit.content import lists, logo, phones
from kit.content.characters import refused
from kit.content.validate import raise_faults
from kit.document import ClinicCard
from kit.errors import ContentError, Fault, KitError
from kit.files import read_text, resolved, toml_of
from kit.locale import isolate_first_strong, known, tag_of

_PHONES = {
    f"{name}{part}": limit
    for name in phones.NAMES
    for part, limit in (("", 40), ("_label", 40), ("_extension", 6), ("_words", 60))
}
LIMITS = {
    "id": 40,
    "name": 80,
    "name_lang": 20,
    **_PHONES,
    "phone_lang": 20,
    "address": 160,
    "address_lang": 20,
    "hours": 120,
    "hours_lang": 20,
    "languages": 200,
    "web": 200,
    "logo": 400,
    "accent": 7,
}
"""The fields a clinic may have, and how many characters each may hold. Only the name must be there.

`<field>_lang` is the tag of the language that a field is written in, where it can't be told from its letters.
"""

COMMON = ("name", "phone", "address", "hours", "web", "logo", "languages")
MANY_FAULTS = 20
_WEB = re.compile(r"https://[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/[!-~]*)?")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True, kw_only=True)
class _Card:
    """One clinic as it was typed. `place` gives line and column (from 1, or 0, 0) of a field; `logos` are those read already."""

    file: Path
    values: Mapping[str, object]
    place: Callable[[str], tuple[int, int]]
    logos: dict[str, logo.Logo] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, what: str, advice: str) -> None:
        line, column = self.place(name)
        self.faults.append(Fault(file=self.file.as_posix(), line=line, column=column, path=name, what=what, advice=advice))


def clinic(path: Path) -> ClinicCard:
    """The clinic of a TOML file; ContentError holds every fault, each with its line and field."""
    text = read_text(path)
    try:
        values = toml_of(text)
    except ValueError as error:
        raise ContentError((_broken(path, text, str(error)),)) from None
    card = _Card(file=path, values=values, place=lambda name: _toml_place(text, name))
    found = _read(card, _named(path.stem))
    raise_faults(card.faults)
    return found


def clinic_of(values: Mapping[str, str], folder: Path, name: str = "clinic") -> tuple[ClinicCard | None, tuple[Fault, ...]]:
    """The clinic of typed values, or None and every fault, each with its field in `path`. A logo counts from `folder`."""
    card = _Card(file=folder / name, values=values, place=lambda _: (0, 0))
    found = _read(card, _named(values.get("name", "")))
    return (None, tuple(card.faults)) if card.faults else (found, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A row of a list of clinics: its line (from 1), the name as typed, its id, and the clinic or what is wrong with it."""

    line: int
    name: str
    id: str
    values: Mapping[str, str]
    card: ClinicCard | None
    faults: tuple[Fault, ...]


def listed(rows: Iterable[lists.ListRow], file: Path) -> tuple[Listed, ...]:
    """Each row of a table as a clinic, or with its faults. Two clinics of one id are a fault of the later one."""
    return tuple(_each(rows, file))


def _each(rows: Iterable[lists.ListRow], file: Path) -> Iterator[Listed]:
    seen: dict[str, int] = {}
    logos: dict[str, logo.Logo] = {}
    for row in rows:
        card = _Card(file=file, values=row.values, place=lambda _, line=row.line: (line, 1), logos=logos)  # type: ignore[misc]  # mypy types no default of a lambda
        found = None
        if row.fault:
            card.faults.append(row.fault)
        else:
            found = _read(card, _named(row.values.get("name", "")))
            if found.id in seen and not card.faults:
                card.fault("id", f"the clinic in line {seen[found.id]} is also called `{found.id}`", _OWN_ID)
            seen.setdefault(found.id, row.line)
        yield Listed(
            line=row.line,
            name=row.values.get("name", ""),
            id=found.id if found else "",
            values=row.values,
            card=found if not card.faults else None,
            faults=tuple(card.faults),
        )


_OWN_ID = "Add a column `id` with another word for each of them."


def clinics(path: Path, encoding: str = "") -> tuple[ClinicCard, ...]:
    """The clinics of a list (CSV or .xlsx with a head line), in order; ContentError holds every fault of every row."""
    cards, faults = good_clinics(path, encoding)
    raise_faults(list(faults))
    return cards


def good_clinics(path: Path, encoding: str = "") -> tuple[tuple[ClinicCard, ...], tuple[Fault, ...]]:
    """The clinics of a list whose rows are right, and every fault of the others. KitError if it is no list, or no row is right.

    Of rows with one id none counts, so that which files are made does not hang on the order of the rows.
    """
    faults: list[Fault] = []
    called: collections.Counter[str] = collections.Counter()
    right: list[tuple[int, ClinicCard]] = []
    for row in _each(lists.read(path, encoding), path):  # of a row nothing else is kept: there may be 100,000
        faults += row.faults
        called[row.id] += 1
        if row.card:
            right.append((row.line, row.card))
    cards = []
    for line, card in right:
        if called[card.id] > 1:
            what = f"another clinic of the list is also called `{card.id}`"
            faults.append(Fault(file=path.as_posix(), line=line, column=1, path="id", what=what, advice=_OWN_ID))
        else:
            cards.append(card)
    if not called:
        raise KitError(f"{path.as_posix()}: there is no clinic in the file", f"Its head line names: {', '.join(COMMON)}.")
    if not cards:
        raise_faults(faults)
    return tuple(cards), tuple(sorted(faults, key=lambda fault: fault.line))


def toml(values: Mapping[str, str]) -> str:
    """Typed values as the text of a clinic's file, in the order of the fields; empty ones are left out."""
    rows = [f"{name} = {json.dumps(values[name], ensure_ascii=False)}" for name in LIMITS if values.get(name)]
    return "\n".join(("# Written by the desk. Never put anything about a patient in here.", *rows, ""))


def typed(path: Path) -> dict[str, str]:
    """The values of a clinic's file as they were typed, unchecked; texts only. ContentError if it is not TOML."""
    text = read_text(path)
    try:
        values = toml_of(text)
    except ValueError as error:
        raise ContentError((_broken(path, text, str(error)),)) from None
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _broken(path: Path, text: str, problem: str) -> Fault:
    found = re.search(r"\(at line (\d+), column (\d+)\)", problem)
    lines = text.split("\n")
    line, column = (int(found.group(1)), int(found.group(2))) if found else (len(lines), len(lines[-1]) + 1)
    what = f"broken TOML: {re.sub(r' *[(]at [^()]*[)]', '', problem)}"
    advice = 'Each line is a name, = and a text in double quotes: name = "Hill Street Clinic".'
    return Fault(file=path.as_posix(), line=line, column=column, what=what, advice=advice)


def _toml_place(text: str, name: str) -> tuple[int, int]:
    """Where a field's value starts; tomllib does not say, and the fields of a clinic stand one on a line."""
    key = rf"(?:{re.escape(name)}|\"{re.escape(name)}\"|'{re.escape(name)}')"
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.match(rf"[ \t]*(?:{key}[ \t]*=[ \t]*|\[+{key}\]+)", line):
            return number, min(found.end(), len(line)) + 1
    return 0, 0


def meant(name: str) -> str:
    """The field whose name is closest to one that is none, or ""."""
    return next(iter(difflib.get_close_matches(name[:40], LIMITS, n=1)), "")


def _unknown(card: _Card) -> None:
    strange = [name for name in card.values if name not in LIMITS]
    for name in strange[:MANY_FAULTS]:
        close = meant(name)
        hint = f"Did you mean `{close}`? " if close else ""
        card.fault(name, f"unknown field `{name[:60]}`", f"{hint}The fields are: {', '.join(COMMON)}.")
    if len(strange) > MANY_FAULTS:
        card.fault("", f"and {len(strange) - MANY_FAULTS} unknown fields more", "Is this the file of a clinic?")


def _read(card: _Card, name: str) -> ClinicCard:
    _unknown(card)
    texts = {field_name: _text(card, field_name) for field_name in LIMITS}
    if not texts["name"] and not card.faults:
        card.fault("name", "`name` is missing", 'Add the clinic\'s name: name = "Hill Street Clinic".')
    elif texts["name"] and not any(
        unicodedata.category(character)[0] in "LN" for character in texts["name"].replace("\u3164", "")
    ):
        card.fault("name", "the name holds no letter", "Write the clinic's name as people know it.")
    _check_phones(card, texts)
    _check_web(card, texts["web"])
    _check_accent(card, texts["accent"])
    _check_languages(card, texts)
    if texts["id"] and not _ID.fullmatch(texts["id"]):
        card.fault("id", f"`{texts['id']}` can't be an id", "It names a folder: lower-case words joined by hyphens.")
    elif texts["id"] and _slug(texts["id"]) != texts["id"]:
        card.fault("id", f"`{texts['id']}` is the name of another folder", "Take another word, such as the clinic's street.")
    mark = _logo(card, texts["logo"])
    numbers = phones.of(texts)
    line, column = card.place("name")
    return ClinicCard(
        id=texts["id"] or name,
        name=_isolated(texts["name"]),
        phone=numbers[0].whole if numbers else "",
        address=_isolated(texts["address"]),
        hours=_isolated(texts["hours"]),
        web=texts["web"],
        logo=mark.image if mark else None,
        logo_size=mark.size if mark else (0.0, 0.0),
        accent=texts["accent"].lower(),
        phones=numbers,
        languages=_tags(texts["languages"]),
        langs=tuple(
            (field_name, tag) for field_name in ("name", "phone", "address", "hours") if (tag := texts[f"{field_name}_lang"])
        ),
        place=f"{card.file.as_posix()}:{line}:{column}" if line else card.file.as_posix(),
    )


def _tags(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in re.split(r"[,; ]+", words) if part))


def _check_languages(card: _Card, texts: Mapping[str, str]) -> None:
    """Tags as BCP 47 writes them; which of them the kit is made in does not matter here."""
    for name in ("languages", *(name for name in LIMITS if name.endswith("_lang"))):
        for tag in _tags(texts[name]):
            if not _TAG.fullmatch(tag):
                meant = tag_of(tag)
                hint = f"Did you mean {meant}? " if meant else ""
                card.fault(
                    name,
                    f"`{tag}` is not the tag of a language",
                    f"{hint}Write tags such as en, es or zh-Hans, parted by commas.",
                )


def _text(card: _Card, name: str) -> str:
    """A field's text, or "" when it is absent or faulty."""
    value = card.values.get(name, "")
    if not isinstance(value, str):
        shown = value if isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 10**40) else "..."
        card.fault(name, "this is not a text", f'Put it in quotes: {name} = "{shown}".')
        return ""
    value = unicodedata.normalize("NFC", value.strip())
    before = len(card.faults)
    for _, character in refused(value, marks=True):
        card.fault(name, f"a character that is not allowed: {character}", "Delete it, and write the text in one line.")
    for mark in _MARKUP:
        if mark in value:
            card.fault(name, f"{mark} is not allowed", "Write plain words without markup.")
    if len(value) > LIMITS[name]:
        card.fault(name, f"the text has {len(value)} characters; {LIMITS[name]} fit", "Shorten it.")
    return value if len(card.faults) == before else ""


def unplain(words: str) -> bool:
    """Whether a text holds what may not be printed as a clinic's own: characters that are not seen, or markup."""
    return any(refused(unicodedata.normalize("NFC", words), marks=True)) or any(mark in words for mark in _MARKUP)


_MARKUP = ("<", ">", "{", "}", "**")


def _isolated(text: str) -> str:
    return isolate_first_strong(text) if text else ""


def _check_phones(card: _Card, texts: Mapping[str, str]) -> None:
    for name in phones.NAMES:
        number, _ = phones.parted(texts[name])
        if texts[name] and not phones.good(number):
            card.fault(name, f"`{texts[name]}` is not a phone number", phones.ADVICE)
        if texts[f"{name}_extension"] and not texts[f"{name}_extension"].isdecimal():
            card.fault(f"{name}_extension", f"`{texts[f'{name}_extension']}` is not an extension", "Write its digits only: 12.")
        for part in ("label", "extension", "words"):
            if texts[f"{name}_{part}"] and not texts[name] and name not in card.values:
                card.fault(f"{name}_{part}", f"`{name}` itself is missing", "Write the number, or delete this.")


def _check_web(card: _Card, web: str) -> None:
    if web and not _WEB.fullmatch(web):
        card.fault("web", f"`{web}` is not a safe web address", "Write it out, from https:// on, without spaces.")


def _check_accent(card: _Card, accent: str) -> None:
    """WCAG 2.2, 1.4.3: text in this colour on white needs a contrast of 4.5:1."""
    if not accent:
        return
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", accent):
        card.fault("accent", f"`{accent}` is not a colour", "Write it as # and six digits 0-9 a-f: #1a5276.")
        return
    contrast = colour.contrast(accent, colour.LIGHT["paper"])
    if contrast < 4.5:
        card.fault(
            "accent",
            f"the colour is too pale: its contrast with white is {contrast:.1f}:1",
            "Take a darker one, with at least 4.5:1.",
        )


def _logo(card: _Card, name: str) -> logo.Logo | None:
    if not name:
        return None
    if name in card.logos:
        return card.logos[name]
    try:
        folder = resolved(card.file.parent)
        if not resolved(folder / name).is_relative_to(folder):
            raise KitError(
                f"`{name}` is outside the folder of the clinic's file", "Put the logo beside the file, and name it only."
            )
        card.logos[name] = logo.read(card.file.parent / name)
        return card.logos[name]
    except (KitError, OSError, ValueError) as error:
        advice = error.advice if isinstance(error, KitError) else "Check the name of the file."
        card.fault("logo", error.message if isinstance(error, KitError) else f"the logo can't be read ({error})", advice)
        return None


_TAKEN = re.compile(r"con|prn|aux|nul|com\d|lpt\d|review|receipts|preview|changes|templates")
"""Names that Windows keeps for devices, and folders that a build makes itself."""


def _named(name: str) -> str:
    """A clinic's id from its name: the same in any order of a list, and its own for each name in any script.

    Where the ASCII letters don't say the whole name, ten hex digits (2^40) tell 50,000 names apart.
    """
    slug = _slug(name)
    plain = unicodedata.normalize("NFC", name.strip())
    lost = sum(character.isalpha() for character in plain) - sum(character.isalpha() for character in slug)
    if slug and lost <= len(plain) // 4 and len(slug) < LIMITS["id"]:
        return slug
    digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug[: LIMITS['id'] - 11].strip('-') or 'clinic'}-{digest}"


def _slug(name: str) -> str:
    """A name as a folder: ASCII letters and digits joined by hyphens, at most 40; no language's folder and none of Windows' own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    taken = _TAKEN.fullmatch(slug) or (_TAG.fullmatch(slug) and known(slug))  # asking CLDR takes longer than all else here
    return f"clinic-{slug}" if taken else slug
