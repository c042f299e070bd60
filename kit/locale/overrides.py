"""locales/<tag>/locale.toml: what CLDR lacks or says otherwise than a project wants, each value with its reason.

    [office]
    value = "es-US"
    reason = "most readers of the kit's Spanish live in the United States"

Left out on purpose: anything but these values; a file with another name in it is refused.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from babel.dates import parse_pattern
from babel.localedata import exists

from kit.errors import ContentError, Fault
from kit.files import read_toml
from kit.locale import plurals
from kit.locale.model import Locale

FILE = "locale.toml"
FIELDS = ("name", "english_name", "script", "plural", "office", "english", "patterns", "date", "digits", "point")
NEEDED = ("name", "english_name", "script", "plural")
"""What a file must say of a language that CLDR does not know."""

_HELP = 'Write [name], then value = "..." and reason = "...".'


def read(path: Path) -> dict[str, str]:
    """The values of a locale.toml by name. ContentError lists every fault; no file, no values."""
    if not path.is_file():
        return {}
    data = read_toml(path, _HELP)
    faults = tuple(
        Fault(file=str(path), path=name, what=wrong, advice=_HELP)
        for name, entry in data.items()
        if (wrong := _wrong(name, entry))
    )
    if faults:
        raise ContentError(faults)
    return {name: entry["value"] for name, entry in data.items() if isinstance(entry, dict)}


def _wrong(name: str, entry: object) -> str:
    if name not in FIELDS:
        return f"there is no value of this name; there are: {', '.join(FIELDS)}"
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
    if name == "script" and not (len(value) == 4 and value.istitle()):
        return f"'{value}' is no script of ISO 15924, such as Latn"
    if name == "patterns" and not exists(value.replace("-", "_")):
        return f"CLDR has no locale '{value}'"
    if name == "digits" and not (len(value) == 10 and [int(char) for char in value if char.isdecimal()] == list(range(10))):
        return "not the ten digits from nought to nine"
    return ""


def apply(path: Path, tag: str, known: Locale | None) -> Locale | None:
    """The locale with the values of a project's file; None where neither it nor CLDR (`known`) has enough."""
    values = read(path)
    if "patterns" in values:
        values["patterns"] = values["patterns"].replace("-", "_")
    if known is not None:
        return replace(known, **values)
    if not values:
        return None
    missing = [name for name in NEEDED if name not in values]
    if missing:
        what = f"CLDR does not know '{tag}', so the file must say more: {', '.join(missing)}"
        raise ContentError((Fault(file=str(path), what=what, advice=_HELP),))
    return Locale(**{"office": tag, **values, "tag": tag})
