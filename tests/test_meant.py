"""kit.build.meant: near names, offered and never taken unasked."""

from __future__ import annotations

import pytest

from kit.build.meant import Kind, meant, unknown
from kit.cli.arguments import several
from kit.errors import KitError
from kit.locale import tag_of

LANGUAGES = ("en", "es", "ar", "hi", "zh-Hans")
REGIONS = ("CA", "GB", "MX", "US")
FORMATS = ("deck", "handout", "page")


@pytest.mark.parametrize(
    ("kind", "given", "known", "wanted"),
    [
        ("region", "UK", REGIONS, "GB"),
        ("region", "usa", REGIONS, "US"),
        ("region", "mexico", REGIONS, "MX"),
        ("language", "spanish", LANGUAGES, "es"),
        ("language", "Español", LANGUAGES, "es"),
        ("language", "es-MX", LANGUAGES, "es"),
        ("language", "ES", LANGUAGES, "es"),
        ("language", "zh", LANGUAGES, "zh-Hans"),
        ("language", "العربية", LANGUAGES, "ar"),
        ("paper", "Letter", ("letter", "a4"), "letter"),
        ("format", "pdf", FORMATS, "handout"),
        ("format", "handouts", FORMATS, "handout"),
        ("format", "hanndout", FORMATS, "handout"),
    ],
)
def test_near_names_are_offered(kind: Kind, given: str, known: tuple[str, ...], wanted: str) -> None:
    """What people write is led to what the kit calls it."""
    assert meant(kind, given, known)[0] == wanted


@pytest.mark.parametrize("given", ["", "xx", "klingon", "\u202e", "x" * 5000])
def test_far_names_are_not(given: str) -> None:
    """Nothing is guessed where nothing is near."""
    assert meant("region", given, REGIONS) == ()
    assert meant("language", given, LANGUAGES) == ()


@pytest.mark.parametrize(
    ("name", "tag"),
    [("spanish", "es"), ("Español", "es"), ("العربية", "ar"), ("Haitian Creole", "ht"), ("Klingon", "tlh"), ("x", "")],
)
def test_a_language_by_its_name(name: str, tag: str) -> None:
    """In English or in itself; a name that is none gives nothing."""
    assert tag_of(name) == tag


def test_the_command_line_asks_back() -> None:
    """An unknown value is refused with what may have been meant, and with all that is known."""
    with pytest.raises(KitError) as caught:
        several("spanish", LANGUAGES, "--locale")
    assert "Did you mean es?" in caught.value.advice
    assert str(unknown("region", "--region", "UK", REGIONS)).count("GB") == 2
