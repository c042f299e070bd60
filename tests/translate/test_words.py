"""kit.translate.words: what a translation must share with its English."""

from __future__ import annotations

from kit.translate.words import bold_difference, bold_fault, placeable_fault, unprintable


def test_placeables_are_compared_as_a_multiset() -> None:
    """Order is free; name and number are not."""
    assert placeable_fault("{a} and {b}", "{b} y {a}") == ""
    assert placeable_fault("{a} {a}", "{a}") == "missing: {a}"
    assert placeable_fault("{a}", "{a} {") == "a brace without its partner"


def test_bold_marks_come_in_pairs_around_words_as_often_as_in_english() -> None:
    """Odd, empty and lost marks are told apart."""
    assert bold_fault("**a** b") == ""
    assert bold_fault("**a b") == "an odd number of ** marks"
    assert bold_fault("**** b") == "** marks with nothing between them"
    assert bold_difference("**a**", "a") == "the English has 1 bold run, the translation 0"
    assert bold_difference("**a**", "**b**") == ""


def test_joiners_and_direction_marks_can_be_printed_but_overrides_cannot() -> None:
    """ZWJ and ZWNJ are letters' business; RLO, private use and control characters are refused."""
    assert unprintable("می\u200cرود \u200f") == ""
    assert "U+202E" in unprintable("a\u202eb")
    assert "U+E000" in unprintable("\ue000")
    assert "U+0007" in unprintable("\x07")
