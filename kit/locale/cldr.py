"""A Locale from what CLDR knows of a tag, through Babel.

CLDR's inheritance never crosses a language here: Haitian Creole takes French month names from `fr-HT` there, Navajo has "M11" for
November, and neither may be printed. Left out on purpose: what a project says otherwise (`kit.locale.overrides`).
"""

from __future__ import annotations

import functools
import re

from babel import Locale as Cldr
from babel import UnknownLocaleError
from babel.core import get_global
from babel.localedata import exists

from kit.locale import plurals
from kit.locale.model import ISO_DATE, Locale

_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|\d{3}))?")
_DIGITS = {
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "khmr": 0x17E0,
    "mymr": 0x1040,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}

_WORLD = {"en": "en_001"}
"""English of no country is the world's ("24 November 2026"); CLDR would take it for that of the United States."""


@functools.lru_cache(maxsize=512)
def from_cldr(tag: str) -> Locale | None:
    """The locale of a BCP 47 tag (language, perhaps script, perhaps region); None where CLDR has nothing on the language."""
    language, script, region = canonical(tag)
    whole = "_".join(part for part in (language, script, region) if part)
    data = _data(_WORLD.get(whole, whole), language, script)
    likely_script, likely_region = _likely(language, script, region)
    if data is None or not likely_script:
        return None
    own = _has_own_words(data)
    return Locale(
        tag=tag,
        name=_headed(_own_name(data, whole)),
        english_name=_english_name(whole, data),
        script=likely_script,
        plural=plurals.header(data.plural_form),
        office=_office(language, script, region or likely_region, likely_script),
        english=str(data.languages.get("en", "English")) if own else "English",
        patterns=str(data) if own else "",
        date=str(data.date_formats["long"].pattern) if own else ISO_DATE,
        native=_native(data),
        point=str(data.number_symbols.get("latn", {}).get("decimal", ".")) if own else ".",
    )


@functools.lru_cache(maxsize=512)
def canonical(tag: str) -> tuple[str, str, str]:
    """Language, script and region by which CLDR knows a tag: `tl` is `fil`, `prs` Persian of Afghanistan. Of what is no such tag its first part."""
    found = _TAG.fullmatch(tag)
    if not found:
        return tag.partition("-")[0].lower(), "", ""
    language, script, region = found["language"].lower(), (found["script"] or "").title(), (found["region"] or "").upper()
    alias = "" if exists(language) else str(get_global("language_aliases").get(language, ""))
    for part in alias.split("_")[1:]:
        script, region = (part, region) if len(part) == 4 else (script, region or part)
    return alias.split("_")[0] or language, script, region


def _data(whole: str, language: str, script: str) -> Cldr | None:
    """Babel's locale of the tag, or of the tag without its region; never of another script, which its parser would drop."""
    for name in (whole, f"{language}_{script}" if script else language):
        if exists(name):
            return Cldr.parse(name)
    if not script or _likely(language, "", "")[0] == script:
        try:
            return Cldr.parse(language) if exists(language) else None
        except UnknownLocaleError:
            return None
    return None


def _likely(language: str, script: str, region: str) -> tuple[str, str]:
    """Script and region by UTS 35, "likely subtags"."""
    table = get_global("likely_subtags")
    for parts in ((language, script, region), (language, region), (language, script), (language,)):
        full = table.get("_".join(part for part in parts if part))
        if full and all(parts):
            _, found, place = full.split("_")
            return script or found, region or place
    full = table.get(language)
    return (script or full.split("_")[1], region or full.split("_")[2]) if full else (script, region)


def _has_own_words(data: Cldr) -> bool:
    """Whether the months are named in the language itself."""
    parent = get_global("parent_exceptions").get(str(data), "")
    borrowed = bool(parent) and parent.split("_")[0] not in (data.language, "root")
    return not borrowed and not re.fullmatch(r"M\d\d", str(data.months["format"]["wide"][11]))


def _own_name(data: Cldr, whole: str) -> str:
    return str(data.languages.get(whole) or data.get_display_name() or data.languages.get(data.language) or whole)


def _english_name(whole: str, data: Cldr) -> str:
    return str(Cldr("en").languages.get(whole) or data.english_name or whole)


def _headed(name: str) -> str:
    """A name as it begins a line; letters without a capital of their own stay (Georgian has capitals for whole words only)."""
    return name[:1].title() + name[1:]


def _office(language: str, script: str, region: str, likely: str) -> str:
    """The tag Office knows: language and region; the script between them where another one is more likely there.

    A regional language with a code of its own in ISO 639-3 goes by that code: Dari is `prs-AF`.
    """
    aliases = get_global("language_aliases")
    code = next((own for own in ("prs", "swc") if aliases.get(own) == f"{language}_{region}"), language)
    usual = _likely(language, "", region)[0]
    parts = (code, script if script and script not in ("Hans", "Hant") and script != usual else "", region)
    return "-".join(part for part in parts if part) if likely else code


def _native(data: Cldr) -> str:
    first = _DIGITS.get(str(data.default_numbering_system), ord("0"))
    return "".join(chr(first + value) for value in range(10))
