"""Each language as a value, kept as readable text: a change of CLDR or of ours shows in the language that it touches."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.locale import Locale, ascii_digits, find, known, language_of, runs_right_to_left, tag_of
from tests.conftest import ROOT, Golden

TAGS = ("en", "ar", "bn", "cs", "fa", "fa-AF", "hi", "hmn", "ht", "ja", "ko", "my", "ne", "pa", "pl", "prs", "pt-BR", "ru", "so", "sw",
        "th", "uk", "ur", "vi", "yi", "zh-Hans", "zh-Hant", "zh-HK", "en-GB", "es-US", "xx", "tlh")  # fmt: skip
NUMBERS = (*range(13), 20, 21, 22, 25, 100, 101, 102, 111, 1000)


def _told(locale: Locale) -> str:
    values = [f"{field.name}={getattr(locale, field.name)!r}" for field in fields(locale)]
    values += [f"{name}={getattr(locale, name)}" for name in ("language", "direction", "spaced", "forms")]
    values.append("form " + " ".join(f"{number}:{locale.form(number)}" for number in NUMBERS))
    values.append("days " + "; ".join(locale.day(day) for day in ("2026-11-24", "2026-01-02", "2026-05-31", "soon")))
    values.append("sizes " + "; ".join(map(locale.size, (0, 499, 1_500, 999_499, 999_999, 1_000_000, 12_340_000))))
    values.append("lists " + "; ".join((locale.listed("a"), locale.listed("a", "b"), locale.listed("a", "b", "c"))))
    values.append("places " + "; ".join(locale.territory(code, "?") for code in ("US", "AF", "ZZ")))
    return "".join(f"  {value}\n" for value in values)


def test_each_language_is_what_it_was(golden: Golden) -> None:
    """Names, script, direction, digits, plural forms, dates, sizes, lists and places, with and without what we say ourselves."""
    lines = []
    for folder in (None, ROOT / "locales"):
        for tag in TAGS:
            locale = known(tag, folder)
            if folder is None or locale != known(tag):
                lines.append(f"{tag}{' of ours' if folder else ''}:\n{_told(locale) if locale else '  unknown'}\n")
    golden(Path("locales.txt"), "".join(lines))


def test_a_language_that_nobody_knows_is_told_what_it_needs() -> None:
    """The fields that its file must hold."""
    with pytest.raises(KitError, match="tlh") as caught:
        find("tlh")
    assert all(name in caught.value.advice for name in ("name", "script", "plural"))


def test_parts_of_a_tag() -> None:
    """Its language, whichever way it is written, and the way it runs."""
    assert [language_of(tag) for tag in ("es-US", "prs-AF", "zh-Hant", "")] == ["es", "fa", "zh", ""]
    assert [runs_right_to_left(tag) for tag in ("ar", "fa-AF", "az-Arab", "pa-Arab", "pa", "en", "xx", "")] == [
        True, True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_names_become_tags() -> None:
    """In English or in the language itself; "" for what is none."""
    assert [tag_of(name) for name in ("Spanish", "español", "Haitian Creole", "Nobodyish")] == ["es", "es", "ht", ""]


def test_digits_of_any_script_are_read() -> None:
    """As the ten of ASCII; letters stay."""
    assert ascii_digits("٣ मि ४, ۵x") == "3 मि 4, 5x"
