"""What somebody meant who wrote "UK", "spanish" or "Letter": near names, to offer and never to take unasked.

Shared by the command line and the desk. Left out on purpose: what is done with a value that is known.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from typing import Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from kit.errors import KitError
from kit.formats import FORMATS

Kind = Literal["language", "region", "paper", "format", "topic", "edition", "sheet"]

_REGIONS = {"uk": "GB", "england": "GB", "scotland": "GB", "britain": "GB", "usa": "US", "america": "US", "u.s.": "US"}
_PAPERS = {
    "us letter": "letter",
    "us": "letter",
    "legal": "letter",
    "din a4": "a4",
    "a5": "a4",
    "11x17": "tabloid",
    "ledger": "tabloid",
}
_EDITIONS = {"large": "large-print", "big": "large-print", "normal": "standard"}
_LANGUAGES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "mandarin": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
}


def meant(kind: Kind, given: str, known: Collection[str]) -> tuple[str, ...]:
    """The known values that somebody may have meant, best first, at most three; () if none is near."""
    wanted = given.strip().casefold().replace("_", "-")[:60]
    found: dict[str, None] = {}
    for name in (*(name for name in known if name.casefold() == wanted), *_named(kind, wanted, known)):
        found.setdefault(name)
    if kind == "language" and not found:
        primary = wanted.partition("-")[0]
        found.update(dict.fromkeys(tag for tag in known if tag.partition("-")[0].casefold() == primary))
    if not found:
        folded = {name.casefold(): name for name in known}
        near = (wanted.removesuffix("s"), *difflib.get_close_matches(wanted, folded, n=2, cutoff=0.75))
        found.update(dict.fromkeys(folded[name] for name in near if name in folded))
    return tuple(found)[:3]


def _named(kind: Kind, wanted: str, known: Collection[str]) -> Iterator[str]:
    """Values whose other names are what was written."""
    other = {"region": _REGIONS, "format": _formats(), "paper": _PAPERS, "edition": _EDITIONS, "language": _LANGUAGES}.get(
        kind, {}
    )
    if other.get(wanted) in known:
        yield other[wanted]
    if kind == "region":
        names = BabelLocale("en").territories
        yield from (code for code in known if str(names.get(code, "")).casefold() == wanted)
    if kind == "language":
        yield from (tag for tag in known if wanted in _names(tag))


def _formats() -> dict[str, str]:
    """The formats by the other names that people give them."""
    return {name: row.name for row in FORMATS.values() for name in row.called}


def _names(tag: str) -> set[str]:
    """A language's name in English and in itself, with and without what stands in brackets."""
    try:
        locale = BabelLocale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return set()
    names = {str(locale.get_display_name(form) or "").casefold() for form in ("en", locale)}
    names |= {str(locale.get_language_name(form) or "").casefold() for form in ("en", locale)}
    return names - {""}


def unknown(kind: Kind, option: str, given: str, known: Collection[str]) -> KitError:
    """The fault of a value that is not known, with what may have been meant."""
    near = meant(kind, given, known)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return KitError(f"{option}: unknown value '{given[:60]}'", f"{hint}Known are: {', '.join(known)}.")
