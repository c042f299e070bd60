"""locales/<tag>/locale.toml: what CLDR lacks or says otherwise than a project wants, each value with its reason.

    [office]
    value = "es-US"
    reason = "most readers of the kit's Spanish live in the United States"

`[months]` has the twelve names, parted by commas, for a language that CLDR has no dates for; `[date]` is then a pattern with MMMM.
`[scripts.<format>]` sets the files of one format in another script, such as a card in Naskh (Arab) where a page is in Nastaliq (Aran).
Left out on purpose: anything but these values; a file with another name in it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from babel.dates import parse_pattern
from babel.localedata import exists

from kit.errors import ContentError, Fault
from kit.files import read_toml
from kit.locale import plurals
from kit.locale.model import MONTH_NAME, Locale

FILE = "locale.toml"
FIELDS = ("name", "english_name", "script", "plural", "office", "english", "patterns", "date", "months", "digits", "point")
SCRIPTS = "scripts"
"""The table whose entries are named after formats."""
NEEDED = ("name", "english_name", "script", "plural")
"""What a file must say of a language that CLDR does not know."""

_YEAR = 12
_QUOTED = re.compile("'[^']*'")
_RUN = re.compile(r"([A-Za-z])\1*")
_IN_FIGURES = frozenset(("d", "dd", "M", "MM", "y", "yyyy"))
"""What of a date CLDR writes in figures."""
_HELP = 'Write [name], then value = "..." and reason = "...".'


def read(path: Path) -> dict[str, str]:
    """The values of a locale.toml by name, that of a format as "scripts.poster". ContentError lists every fault; no file, no values."""
    if not path.is_file():
        return {}
    data = dict(_entries(read_toml(path, _HELP)))
    faults = tuple(
        Fault(file=str(path), path=name, what=wrong, advice=_HELP)
        for name, entry in data.items()
        if (wrong := _wrong(name, entry))
    )
    if faults:
        raise ContentError(faults)
    return {name: entry["value"] for name, entry in data.items() if isinstance(entry, dict)}


def _entries(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, entry in data.items():
        if name == SCRIPTS and isinstance(entry, dict):
            yield from ((f"{SCRIPTS}.{form}", own) for form, own in entry.items())
        else:
            yield name, entry


def _wrong(name: str, entry: object) -> str:
    if name not in FIELDS and not name.startswith(f"{SCRIPTS}."):
        return f"there is no value of this name; there are: {', '.join(FIELDS)}, {SCRIPTS}.<format>"
    texts = entry if isinstance(entry, dict) else {}
    if set(texts) != {"value", "reason"} or not all(isinstance(text, str) and text.strip() for text in texts.values()):
        return "not a value with its reason"
    return _wrong_value(name, texts["value"])


def _wrong_value(name: str, value: str) -> str:
    try:
        if name == "plural":
            plurals.read(value)
        elif name == "date":
            parse_pattern(value)
    except ValueError as error:
        return str(error)
    if name.partition(".")[0] in ("script", SCRIPTS) and not (len(value) == 4 and value.istitle()):
        return f"'{value}' is no script of ISO 15924, such as Latn"
    if name == "patterns" and not exists(value.replace("-", "_")):
        return f"CLDR has no locale '{value}'"
    if name == "digits" and not (len(value) == 10 and [int(char) for char in value if char.isdecimal()] == list(range(10))):
        return "not the ten digits from nought to nine"
    if name == "months" and len(set(_months(value))) != _YEAR:
        return "not the names of twelve months, parted by commas"
    return ""


def _months(value: str) -> tuple[str, ...]:
    return tuple(month.strip() for month in value.split(",") if month.strip())


def apply(path: Path, tag: str, known: Locale | None) -> Locale | None:
    """The locale with the values of a project's file; None where neither it nor CLDR (`known`) has enough."""
    values = read(path)
    if known is None and not values:
        return None
    if known is None and (missing := [name for name in NEEDED if name not in values]):
        what = f"CLDR does not know '{tag}', so the file must say more: {', '.join(missing)}"
        raise ContentError((Fault(file=str(path), what=what, advice=_HELP),))
    made = _with(known or Locale(tag=tag, name=tag, english_name=tag, script="", office=tag), values)
    if wrong := _together(made):
        raise ContentError((Fault(file=str(path), what=wrong, advice=_HELP),))
    return made


def _with(locale: Locale, values: Mapping[str, str]) -> Locale:
    """The locale with values by their names in the file."""
    plain = {name: value for name, value in values.items() if name in FIELDS and name != "months"}
    if "patterns" in plain:
        plain["patterns"] = plain["patterns"].replace("-", "_")
    months = _months(values["months"]) if "months" in values else locale.months
    scripts = tuple((name.partition(".")[2], value) for name, value in values.items() if name.startswith(f"{SCRIPTS}."))
    return replace(locale, **plain, months=months, scripts=scripts)


def _together(locale: Locale) -> str:
    """What is wrong with the values beside each other, or ""."""
    for form, script in locale.scripts:
        if locale.set_for(form).rtl != locale.rtl:
            return f"'{script}' of {SCRIPTS}.{form} does not run the way of '{locale.script}'"
    if locale.patterns and not locale.months:
        return ""
    runs = {found.group() for found in _RUN.finditer(_QUOTED.sub("", locale.date))}
    if unnamed := sorted(runs - _IN_FIGURES - ({MONTH_NAME} if locale.months else set())):
        return (
            f"'{unnamed[0]}' in [date] is a word that CLDR does not have in this language; write d, M, y, or MMMM with [months]"
        )
    return f"[months] are named, but [date] has no {MONTH_NAME}" if locale.months and MONTH_NAME not in runs else ""
