"""Spellings that mean one are folded into one, and what was found can be shown where it stands."""

from __future__ import annotations

import unicodedata

import pytest

from kit.checks.translation.facts.fold import Folding, fold

ARABIC = Folding(["arabic"])


def test_arabic_vowel_signs_are_folded_away_and_the_letters_beside_them_are_not() -> None:
    """U+064B to U+0655 and the small alef U+0670; the letter before them and the next mark are no vowel signs of common words."""
    gone = {
        code for code in range(0x0600, 0x0700) if unicodedata.category(chr(code)) == "Mn" and not fold(chr(code), ARABIC).text
    }
    assert gone == {*range(0x064B, 0x0656), 0x0670}
    assert fold("\u064a\u0656", ARABIC).text == "\u064a\u0656"


@pytest.mark.parametrize(
    ("one", "other"), [("إ", "إ"), ("أب", "اب"), ("رؤية", "رؤيه"), ("على", "علي"), ("شـاي", "شاي"), ("جدّاً", "جد")]
)
def test_arabic_spellings_of_a_word_are_one(one: str, other: str) -> None:
    """Alef with a hamza above, the ending that is written in two ways, a stretched word, the indefinite ending."""
    assert fold(one, ARABIC).text == fold(other, ARABIC).text


def test_what_is_found_is_shown_as_it_stands() -> None:
    """The place of folded letters in the text takes in the marks that were folded away."""
    folded = fold("كلَّ 5", ARABIC)
    assert folded.text == "كل 5"
    assert folded.span(0, 2) == (0, 4)
    assert folded.span(3, 4) == (5, 6)
