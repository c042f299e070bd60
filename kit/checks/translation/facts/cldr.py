"""What CLDR gives for nothing: the names of units in every plural form, and number words; by ICU.

ICU falls back in silence where it has no data (Urdu number words are English, Haitian Creole's units French), and a wrong
word is worse than none: only data of the language itself is taken. Left out on purpose: Babel, whose unit names are codes ("5 duration-day") in the languages that have short forms only, and
abbreviations, which are other words too.
"""

from __future__ import annotations

import functools

import icu

_UNITS = {
    "second": "createSecond",
    "minute": "createMinute",
    "hour": "createHour",
    "day": "createDay",
    "week": "createWeek",
    "month": "createMonth",
    "year": "createYear",
    "mg": "createMilligram",
    "ml": "createMilliliter",
    "liter": "createLiter",
    "percent": "createPercent",
}
_LANGUAGES = 64
"""How many languages are kept; a build meets a few, a test of all CLDR many."""
_COUNTS = (1, 2, 3, 5, 11, 20, 100)
_SPELLED = (*range(1, 32), 36, 40, 45, 48, 50, 60, 70, 72, 80, 90, 100, 1000)
_NOT_ITS_OWN = frozenset(("ht",))
"""Languages whose CLDR data is another language's."""

_FIRST_HAN = 0x2E80


def _language(name: str) -> str:
    return name.replace("-", "_").partition("_")[0]


@functools.lru_cache(maxsize=_LANGUAGES)
def units(tag: str) -> tuple[tuple[str, str], ...]:
    """(fact, form) of each unit, in full and short names. A form with the number in it (Arabic dual) is `#2+day`.

    Empty for a language CLDR does not have.
    """
    language = _language(tag)
    known = {_language(name) for name in icu.Locale.getAvailableLocales()}
    if language not in known or language in _NOT_ITS_OWN:
        return ()
    locale, out = icu.Locale(tag.replace("-", "_")), {}
    for name, make in _UNITS.items():
        unit = getattr(icu.MeasureUnit, make)()
        for width in (icu.UNumberUnitWidth.FULL_NAME, icu.UNumberUnitWidth.SHORT):
            formatter = icu.NumberFormatter.withLocale(locale).unit(unit).unitWidth(width)
            for count in _COUNTS:
                said = formatter.formatInt(count)
                bare = "".join(char for char in said if not char.isdigit()).strip(" \u00a0\u202f\u200f\u200e")
                if bare.endswith((".", "॰")):
                    continue
                numbered = any(char.isdigit() for char in said)
                if bare and (len(bare) > 1 or ord(bare) >= _FIRST_HAN or bare in "%٪"):
                    out[bare] = name if numbered or count == 1 else f"#{count}+{name}"
    return tuple((fact, form) for form, fact in out.items())


@functools.lru_cache(maxsize=_LANGUAGES)
def numbers(tag: str) -> tuple[tuple[int, str], ...]:
    """(value, word) of number words: cardinals in all genders and cases CLDR has. Empty where ICU would fall back."""
    locale = icu.Locale(tag.replace("-", "_"))
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, locale)
    if _language(rules.getLocale(icu.ULocDataLocaleType.VALID_LOCALE).getName()) != _language(tag):
        return ()
    out: dict[str, int] = {}
    for index in range(rules.getNumberOfRuleSetNames()):
        name = rules.getRuleSetName(index)
        if ("cardinal" in name and "financial" not in name) or name.endswith("numbering"):
            spell = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, locale)
            spell.setDefaultRuleSet(name)
            for value in _SPELLED:
                word = spell.format(value).replace("\u200b", "").replace("\u00ad", "")
                if not any(char.isdigit() for char in word):
                    out.setdefault(word, value)
    return tuple((value, word) for word, value in out.items())
