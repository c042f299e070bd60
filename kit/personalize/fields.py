"""The languages of what a clinic says of itself: each field is marked with its own, so that every format tags it and reads it right.

The file may name a field's language, which its words in that language's script have; else letters tell it by their script, as far as
that is not the document's own. Digits, signs and the like of "º" belong to no language. Left out on purpose: phone numbers, which every language has.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import replace

from babel.core import get_global

from kit.document import ClinicCard, Phone, in_language
from kit.locale import Locale, known
from kit.text.itemise import script_of

_COMMON = frozenset(("Zyyy", "Zinh", "Zzzz"))
_SIGNS = frozenset("ºª")
"""Letters by their category that stand in addresses as signs."""
_HAN = {"Hani": "Hans", "Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}
_OF_LATIN = "en"


def in_own_languages(clinic: ClinicCard, locale: Locale) -> ClinicCard:
    """The clinic for a document in this locale: fields in another language carry the mark of it (`in_language`)."""
    langs = dict(clinic.langs)

    def said(field: str, words: str) -> str:
        return marked(words, locale, langs.get(field, ""))

    phones = tuple(_phone(phone, said("phone", phone.label), said("phone", phone.words)) for phone in clinic.phones)
    return replace(
        clinic,
        name=said("name", clinic.name),
        address=said("address", clinic.address),
        hours=said("hours", clinic.hours),
        phones=phones,
    )


def _phone(phone: Phone, label: str, words: str) -> Phone:
    return replace(phone, label=label, words=words)


def marked(words: str, locale: Locale, named: str = "") -> str:
    """The words with their runs of other scripts marked by the likely language of each; one script, one run.

    `named` is the tag that the file names for them, or "": theirs are the runs in its own script.
    """
    given = known(named) if named else None
    if named and given is None:
        return in_language(words, named) if words else words
    return "".join(_mark(run, script, locale, given or locale) for script, run in _runs(words))


def _mark(words: str, script: str, locale: Locale, named: Locale) -> str:
    """A run with the mark of its language, if that is not the document's."""
    if not script or script in _scripts(named.script):
        return words if named.language == locale.language else in_language(words, named.tag)
    return words if script in _scripts(locale.script) else in_language(words, likely(script))


def _runs(words: str) -> Iterator[tuple[str, str]]:
    """The words in runs of one script; what belongs to none goes with what stands before it, or with the first letters."""
    scripts = [_script(character) for character in words]
    first = next((found for found in scripts if found), "")
    filled = itertools.accumulate(scripts, lambda before, found: found or before, initial=first)
    pairs = list(zip(itertools.islice(filled, 1, None), words, strict=True))
    for script, run in itertools.groupby(pairs, key=lambda pair: pair[0]):
        yield script, "".join(character for _, character in run)


def _script(character: str) -> str:
    if character in _SIGNS or not character.isalpha():
        return ""
    found = script_of(character)
    return "" if found in _COMMON else found


@functools.lru_cache(maxsize=64)
def likely(script: str) -> str:
    """The tag of the language that is most likely written in a script (UTS 35, likely subtags); English for Latin letters."""
    if script == "Latn":
        return _OF_LATIN
    found = get_global("likely_subtags").get(f"und_{_HAN.get(script, script)}", _OF_LATIN)
    return str(found).split("_")[0]


def _scripts(script: str) -> frozenset[str]:
    """The scripts of letters that a language in this script is written with."""
    wide = {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Hani", "Hira", "Kana"), "Kore": ("Hang", "Hani")}
    return frozenset((script, *wide.get(script, ())))
