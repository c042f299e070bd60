"""kit.translate.words: what a translation must share with its English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.translate.words import bold_difference, bold_fault, number_fault, placeable_fault, unprintable


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("Take 5 mg every 12 hours.", "Tome 5 mg cada 12 horas.", "es"),
        ("It starts 6 to 12 hours after.", "يبدأ بعد ٦ إلى ١٢ ساعة.", "ar"),
        ("It starts 6 to 12 hours after.", "يبدأ بعد 6 إلى 12 ساعة.", "ar"),
        ("Call 988 now.", "अभी ९८८ पर कॉल करें।", "hi"),
        ("Dose: 2.5 mg", "Dosis: 2,5 mg", "es"),
        ("Dose: 2.5 mg", "Dosis: 2.5 mg", "es-US"),
        ("1,500 ml", "1.500 ml", "es"),
        ("1,500 ml", "1 500 ml", "fr"),
        ("1,500 ml", "1500毫升", "zh-Hans"),
        ("1,500 ml", "۱٬۵۰۰ میلی‌لیتر", "fa"),
        ("2.5 mg", "۲٫۵ میلی‌گرم", "fa"),
        ("Days 4-10, 24/7", "第4–10天，全天24/7", "zh-Hans"),
        ("Give two doses, 3 minutes apart.", "Dé 2 dosis, con 3 minutos entre ellas.", "es"),
        ("Section {number}, 50%", "Sección {number}, 50 %", "es"),
        ("Call 1-800-662-4357.", "اتصل على \u20661-800-662-4357\u2069.", "ar"),
        ("Sheet {code2}", "Hoja {code2}", "es"),
    ],
)
def test_the_same_numbers_in_another_writing_are_the_same(english: str, words: str, tag: str) -> None:
    """Digits of any script, marks of any country, number words of the English as digits, placeables left out."""
    assert number_fault(english, words, tag) == ""


@pytest.mark.parametrize(
    ("english", "words", "tag", "said"),
    [
        ("Take 5 mg every 12 hours.", "Tome 15 mg cada 12 horas.", "es", "missing: 5; not in the English: 15"),
        ("It starts 6 to 12 hours after.", "يبدأ بعد ٦ إلى ١٣ ساعة.", "ar", "missing: 12; not in the English: 13"),
        ("Dose: 2.5 mg", "Dosis: 25 mg", "es", "missing: 2.5; not in the English: 25"),
        ("Dose: 2.5 mg", "剂量：2,5毫克", "zh-Hans", "missing: 2.5; not in the English: 2,5"),
        ("1,500 ml", "1.500毫升", "zh-Hans", "missing: 1500; not in the English: 1.500"),
        ("Call 1-800-662-4357.", "Llame al 1-800-662-4375.", "es", "missing: 4357; not in the English: 4375"),
        ("Wait 3 minutes.", "Espere tres minutos.", "es", "missing: 3"),
        ("Give two doses.", "Dé 3 dosis.", "es", "not in the English: 3"),
        ("Wait 3 minutes, then 3 more.", "Espere 3 minutos.", "es", "missing: 3"),
        ("Wait.", "Espere 10 minutos.", "es", "not in the English: 10"),
    ],
)
def test_another_number_is_found(english: str, words: str, tag: str, said: str) -> None:
    """Changed, swapped, lost, added, spelled out: each is reported with both sides."""
    assert number_fault(english, words, tag) == said


@given(st.lists(st.integers(0, 10**6), max_size=5), st.sampled_from(["ar", "hi", "es", "zh-Hans", "fr"]))
def test_numbers_in_native_digits_and_any_order_match(numbers: list[int], tag: str) -> None:
    """Word order differs between languages; the numbers of a sentence are a multiset."""
    native = {"ar": "٠١٢٣٤٥٦٧٨٩", "hi": "०१२३४५६७८९"}.get(tag, "0123456789")
    table = str.maketrans("0123456789", native)
    english = " a ".join(f"{number:,}" for number in numbers)
    assert number_fault(english, " a ".join(str(n).translate(table) for n in reversed(numbers)), tag) == ""


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_different_numbers_never_match(one: int, other: int) -> None:
    """Whatever the separators."""
    assert (number_fault(f"x {one} y", f"x {other} y", "es") == "") is (one == other)


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
