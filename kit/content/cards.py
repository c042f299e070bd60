"""A clinic's own card: one TOML file, or a CSV with a clinic on each line.

What a clinic writes is printed as it stands on every sheet, so it is checked as input from outside: plain characters, no
markup, no way to turn the text round. It never holds anything about a patient.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.content import logo
from kit.content.characters import refused
from kit.content.positions import read_text
from kit.content.validate import raise_faults
from kit.document import ClinicCard
from kit.errors import ContentError, Fault, KitError
from kit.locale import isolate, isolate_first_strong, known

LIMITS = {"id": 40, "name": 80, "phone": 40, "address": 160, "hours": 120, "web": 200, "logo": 400, "accent": 7}
"""The fields a clinic may have, and how many characters each may hold. Only the name must be there."""

_PHONE = re.compile(r"\+?[0-9(][0-9 ().-]*(?: ?(?:ext\.?|x) ?[0-9]{1,6})?")
_WEB = re.compile(r"https://[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:/[!-~]*)?")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True, kw_only=True)
class _Card:
    """One clinic as it was typed. `place` gives line and column (from 1, or 0, 0) of a field."""

    file: Path
    values: Mapping[str, object]
    place: Callable[[str], tuple[int, int]]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, name: str, what: str, advice: str) -> None:
        line, column = self.place(name)
        self.faults.append(Fault(file=self.file.as_posix(), line=line, column=column, path=name, what=what, advice=advice))


def clinic(path: Path) -> ClinicCard:
    """The clinic of a TOML file; ContentError holds every fault, each with its line and field."""
    text = read_text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError((_broken(path, text, str(error)),)) from None
    except RecursionError:
        raise ContentError((_broken(path, text, "nested too deeply"),)) from None
    card = _Card(file=path, values=values, place=lambda name: _toml_place(text, name))
    found = _read(card, _slug(path.stem) or "clinic")
    raise_faults(card.faults)
    return found


def clinics(path: Path) -> tuple[ClinicCard, ...]:
    """The clinics of a CSV (UTF-8, comma, a head line with the fields' names), in order; ContentError holds every fault."""
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    cards: list[ClinicCard] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    try:
        for row in rows:
            line = rows.line_num
            if None in row or None in row.values():
                advice = 'Put a text that holds a comma in quotes: "1 Main Street, Springfield".'
                what = "the line has more or fewer cells than the head line"
                faults.append(Fault(file=path.as_posix(), line=line, column=1, what=what, advice=advice))
                continue
            values = {name.strip(): cell.strip() for name, cell in row.items() if cell.strip() or name.strip() not in LIMITS}
            card = _Card(file=path, values=values, place=lambda _, line=line: (line, 1))  # type: ignore[misc]
            found = _read(card, _slug(values.get("name", "")) or f"clinic-{line}")
            if found.id in seen:
                advice = "Add a column `id` with another word for each of them."
                card.fault("id", f"the clinic in line {seen[found.id]} is also called `{found.id}`", advice)
            seen.setdefault(found.id, line)
            faults += card.faults
            cards.append(found)
    except csv.Error as error:
        what = f"broken CSV: {error}"
        faults.append(Fault(file=path.as_posix(), line=rows.line_num + 1, column=1, what=what, advice="Save it as CSV (UTF-8)."))
    raise_faults(faults)
    if not cards:
        raise KitError(f"{path.as_posix()}: there is no clinic in the file", f"Its head line names: {', '.join(LIMITS)}.")
    return tuple(cards)


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


def _read(card: _Card, name: str) -> ClinicCard:
    for field_name in card.values:
        if field_name not in LIMITS:
            card.fault(field_name, f"unknown field `{field_name}`", f"The fields are: {', '.join(LIMITS)}.")
    texts = {field_name: _text(card, field_name) for field_name in LIMITS}
    if not texts["name"] and not card.faults:
        card.fault("name", "`name` is missing", 'Add the clinic\'s name: name = "Hill Street Clinic".')
    elif texts["name"] and not any(character.isalnum() for character in texts["name"]):
        card.fault("name", "the name holds no letter", "Write the clinic's name as people know it.")
    _check_phone(card, texts["phone"])
    _check_web(card, texts["web"])
    _check_accent(card, texts["accent"])
    if texts["id"] and not _ID.fullmatch(texts["id"]):
        card.fault("id", f"`{texts['id']}` can't be an id", "It names a folder: lower-case words joined by hyphens.")
    elif texts["id"] and _slug(texts["id"]) != texts["id"]:
        card.fault("id", f"`{texts['id']}` is the name of another folder", "Take another word, such as the clinic's street.")
    mark = _logo(card, texts["logo"])
    return ClinicCard(
        id=texts["id"] or name,
        name=_isolated(texts["name"]),
        phone=isolate(texts["phone"]) if texts["phone"] else "",
        address=_isolated(texts["address"]),
        hours=_isolated(texts["hours"]),
        web=texts["web"],
        logo=mark.image if mark else None,
        logo_size=mark.size if mark else (0.0, 0.0),
        accent=texts["accent"].lower(),
    )


def _text(card: _Card, name: str) -> str:
    """A field's text, or "" when it is absent or faulty."""
    value = card.values.get(name, "")
    if not isinstance(value, str):
        card.fault(name, "this is not a text", f'Put it in quotes: {name} = "{value}".')
        return ""
    value = unicodedata.normalize("NFC", value.strip())
    before = len(card.faults)
    for _, character in refused(value, marks=True):
        card.fault(name, f"a character that is not allowed: {character}", "Delete it, and write the text in one line.")
    for mark in ("<", ">", "{", "}", "**"):
        if mark in value:
            card.fault(name, f"{mark} is not allowed", "Write plain words without markup.")
    if len(value) > LIMITS[name]:
        card.fault(name, f"the text has {len(value)} characters; {LIMITS[name]} fit", "Shorten it.")
    return value if len(card.faults) == before else ""


def _isolated(text: str) -> str:
    return isolate_first_strong(text) if text else ""


def _check_phone(card: _Card, phone: str) -> None:
    digits = len(re.sub(r"[^0-9]", "", re.split("ext|x", phone)[0]))
    if phone and not (_PHONE.fullmatch(phone) and 3 <= digits <= 15 and phone.count("(") == phone.count(")")):
        advice = "Use 3 to 15 digits with spaces, + - ( ) and, if need be, ext. and a number: +1 202-555-0143 ext. 2."
        card.fault("phone", f"`{phone}` is not a phone number", advice)


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
    parts = [int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    if contrast < 4.5:
        card.fault(
            "accent",
            f"the colour is too pale: its contrast with white is {contrast:.1f}:1",
            "Take a darker one, with at least 4.5:1.",
        )


def _logo(card: _Card, name: str) -> logo.Logo | None:
    if not name:
        return None
    try:
        return logo.read(card.file.parent / name)
    except KitError as error:
        card.fault("logo", error.message, error.advice)
        return None


def _slug(name: str) -> str:
    """A name as a folder: ASCII letters and digits joined by hyphens, at most 40; no language's folder and none of Windows' own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    taken = known(slug) or re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", slug)
    return f"clinic-{slug}" if taken else slug
