"""A locale: its names, script, direction, digits, plural rule and patterns, and the tag PowerPoint knows it by.

Made from CLDR for any tag that it knows; what it lacks, or a project wants otherwise, stands in locales/<tag>/locale.toml, each
value with its reason. So a new language needs no change here. Left out on purpose: words of the kit, which translators write,
and fonts, which belong to the script (`kit.text`).
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale as BabelLocale

from kit.errors import KitError
from kit.locale import overrides
from kit.locale.bidi import FSI, LRI, PDI, isolate, isolate_first_strong
from kit.locale.cldr import canonical, from_cldr
from kit.locale.model import Direction, Locale, ascii_digits

__all__ = [
    "FSI",
    "LRI",
    "PDI",
    "SOURCE",
    "Direction",
    "Locale",
    "ascii_digits",
    "find",
    "isolate",
    "isolate_first_strong",
    "known",
    "language_of",
    "runs_right_to_left",
    "tag_of",
]


def language_of(tag: str) -> str:
    """The language of a tag as CLDR names it: "es" of "es-US", and "fa" of "prs-AF"; "" of ""."""
    return canonical(tag)[0]


def runs_right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    found = known(tag) or known(language_of(tag))
    return found is not None and found.rtl


def known(tag: str, folder: Path | None = None) -> Locale | None:
    """The locale of a BCP 47 tag, or None: from CLDR and, with a project's `locales` folder, from its locale.toml."""
    found = from_cldr(tag)
    return overrides.apply(folder / tag / overrides.FILE, tag, found) if folder else found


def find(tag: str, folder: Path | None = None) -> Locale:
    """The locale of a tag as `known` gives it. KitError says what a language that CLDR does not know needs."""
    found = known(tag, folder)
    if found:
        return found
    fields = ", ".join(overrides.NEEDED)
    raise KitError(
        f"unknown locale '{tag}'",
        "A tag is a language, perhaps a script, perhaps a region, such as sw, fa-AF or pa-Guru. For a language that CLDR does "
        f"not know write locales/{tag}/{overrides.FILE} with {fields}, each with value and reason.",
    )


def tag_of(name: str) -> str:
    """The tag of a language by its name in English or, where many speak it, in itself ("spanish", "Español"); "" if it is none."""
    wanted = name.strip().casefold()
    english = ((str(words).casefold(), tag) for tag, words in BabelLocale("en").languages.items())
    own = ((BabelLocale(tag).get_language_name() or "", tag) for tag in _SPOKEN)
    found = next((tag for words, tag in (*english, *own) if words.casefold() == wanted), "")
    return found.replace("_", "-")


_SPOKEN = ("es", "fr", "pt", "ar", "hi", "zh", "ru", "vi", "ko", "fa", "ur", "bn", "uk", "pl", "de", "it", "tr", "so", "sw")

SOURCE = find("en")
"""English, which the content is written in."""
