"""kit.translate.trial: the test languages are long, right-to-left, unspaced and tall, and change nothing that must stay."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kit import translate
from kit.checks.outline import expected
from kit.document import Text, texts
from kit.errors import KitError
from kit.text.faces import missing
from kit.translate.words import bold_difference, bold_fault, placeable_fault
from tests.sample import sample
from tests.translate.conftest import small

ROOT = Path(__file__).parents[2]

TAGS = sorted(translate.PSEUDO)


def changed(tag: str) -> list[Text]:
    """The texts of the sample in a test language, verbatim ones left out."""
    return [text for text in texts(translate.pseudo(sample(region=False, clinic=False), tag)) if not text.verbatim]


@pytest.mark.parametrize("tag", TAGS)
def test_placeables_numbers_and_marks_stay(tag: str) -> None:
    """A test language is measured as a translation is."""
    for text in changed(tag):
        assert placeable_fault(text.source, text.text) == ""
        assert bold_fault(text.text) == ""
        assert bold_difference(text.source, text.text) == ""
        digits = "".join(char for char in text.text if char.isdigit())
        assert digits == "".join(char for char in text.source if char.isdigit())


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_has_the_language_and_can_be_drawn(tag: str) -> None:
    """Language and state are set, and no character lacks a font."""
    locale = translate.PSEUDO[tag]
    for text in changed(tag):
        assert (text.lang, text.state) == (tag, "machine")
        assert missing(text.text, locale.script) == ()


def test_accents_make_texts_two_fifths_longer_and_short_titles_twice_as_long() -> None:
    """And brackets show where a text begins and ends."""
    found = {text.id: text for text in texts(translate.pseudo(small(), "en-XA"))}
    title, wait = found["small/title"], found["small/what.list.wait"]
    assert len(title.text) >= 2 * len(title.source)
    assert len(wait.text) >= 1.4 * len(wait.source)
    assert title.text[0] + title.text[-1] == "[]"


def test_the_arabic_one_runs_right_to_left() -> None:
    """Every letter is a right-to-left letter."""
    assert translate.PSEUDO["ar-XB"].rtl
    for text in changed("ar-XB"):
        letters = [char for char in text.text.replace("{n}", "") if char.isalpha() and "{" not in text.text]
        assert {unicodedata.bidirectional(char) for char in letters} <= {"AL"}


def test_the_tall_one_has_two_marks_on_a_letter() -> None:
    """A vowel sign and a tone mark over one consonant, or one below and one above."""
    assert any(
        unicodedata.category(a) == unicodedata.category(b) == "Mn"
        for text in changed("th-XT")
        for a, b in zip(text.text, text.text[1:], strict=False)
    )


def test_names_of_sources_stay() -> None:
    """A verbatim text keeps words and language."""
    (text,) = [text for text in texts(translate.pseudo(small(), "ar-XB")) if text.verbatim]
    assert (text.text, text.lang) == ("WHO 2009", "en")


@pytest.mark.parametrize("tag", TAGS)
def test_a_document_in_a_test_language_can_be_asked_for_its_outline(tag: str) -> None:
    """The checks take it as any other document."""
    document = translate.pseudo(sample(), tag)
    assert expected.body(document, "handout").lang == tag
    assert expected.deck(document).items


def test_test_languages_are_no_locales_and_others_are_refused() -> None:
    """Nothing is published in them by accident."""
    assert not any((ROOT / "locales" / tag).exists() for tag in translate.PSEUDO)
    with pytest.raises(KitError, match="no test language"):
        translate.pseudo(small(), "es")


def test_stretched_words_keep_their_letters_and_short_ones_grow_more() -> None:
    """By the share asked for: three times that up to 10 letters, twice up to 30; nothing at 0, and verbatim texts stay."""
    before = {text.id: text for text in texts(small()) if text.id}
    longer = {text.id: text for text in texts(translate.stretched(small(), 0.5)) if text.id}
    for ident, text in longer.items():
        most = translate.longest(before[ident].text, 0.5)
        if text.verbatim:
            assert text == before[ident]
        else:
            assert most - 2 <= len(text.text) <= most
            assert text.text.startswith(before[ident].text)
    assert [translate.longest("x" * letters, 0.5) for letters in (10, 11, 30, 31)] == [25, 22, 60, 46]
    assert translate.stretched(small(), 0) == small()
