"""kit.checks.translation.facts: numbers with their units, in the digits, words and marks of each language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.checks.translation import facts
from kit.locale import find

ROOT = Path(__file__).parents[4]


def differs(english: str, words: str, tag: str) -> str:
    """How the numbers of a translation differ, or ""."""
    compared = facts.compare(english, words, facts.english(ROOT), facts.lexicon(ROOT, find(tag, ROOT / "locales")))
    return "; ".join(difference.key for difference in compared.differences if difference.kind == "numbers")


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
    assert differs(english, words, tag) == ""


@pytest.mark.parametrize(
    ("english", "words", "tag", "said"),
    [
        ("Take 5 mg every 12 hours.", "Tome 15 mg cada 12 horas.", "es", "numbers -5 +15"),
        ("It starts 6 to 12 hours after.", "يبدأ بعد ٦ إلى ١٣ ساعة.", "ar", "numbers -12 +13"),
        ("Dose: 2.5 mg", "Dosis: 25 mg", "es", "numbers -2.5 +25"),
        ("Dose: 2.5 mg", "剂量：2,5毫克", "zh-Hans", "numbers -2.5 +2,5"),
        ("1,500 ml", "1.500毫升", "zh-Hans", "numbers -1500 +1.5"),
        ("Call 1-800-662-4357.", "Llame al 1-800-662-4375.", "es", "numbers -4357 +4375"),
        ("Give two doses.", "Dé 3 dosis.", "es", "numbers +3"),
        ("Wait 3 minutes, then 3 more.", "Espere 3 minutos.", "es", "numbers -3"),
        ("Wait.", "Espere 10 minutos.", "es", "numbers +10"),
    ],
)
def test_another_number_is_found(english: str, words: str, tag: str, said: str) -> None:
    """Changed, swapped, lost, added: each is named."""
    assert differs(english, words, tag) == said


@given(st.lists(st.integers(0, 10**6), max_size=5), st.sampled_from(["ar", "hi", "es", "zh-Hans", "fr"]))
def test_numbers_in_native_digits_match(numbers: list[int], tag: str) -> None:
    """In the digits of each script."""
    native = {"ar": "٠١٢٣٤٥٦٧٨٩", "hi": "०१२३४५६७८९"}.get(tag, "0123456789")
    table = str.maketrans("0123456789", native)
    english = " a ".join(f"{number:,}" for number in numbers)
    assert differs(english, " a ".join(str(n).translate(table) for n in numbers), tag) == ""


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_different_numbers_never_match(one: int, other: int) -> None:
    """Whatever the separators."""
    assert (differs(f"x {one} y", f"x {other} y", "es") == "") is (one == other)


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("After 1 week", "بعد أسبوع", "ar"),
        ("After 2 weeks", "بعد أسبوعين", "ar"),
        ("After 2 to 3 minutes", "بعد دقيقتين إلى ثلاث دقائق", "ar"),
        ("For 2 days", "मात्र दो दिन", "hi"),
        ("In 2 to 3 minutes", "दो-तीन मिनट में", "hi"),
        ("In 2 to 3 minutes", "两三分钟内", "zh-Hans"),
        ("Days 1 to 3", "Los primeros tres días", "es"),
        ("The first 3 days", "Los días 1 a 3", "es"),
        ("Give 1 breath every 5 seconds.", "每 5 秒吹 1 口气。", "zh-Hans"),
    ],
)
def test_words_duals_and_the_first_days_answer_a_number(english: str, words: str, tag: str) -> None:
    """No "(1)" beside a dual, no "day 1 to 3" where a language says "the first 3 days"."""
    assert differs(english, words, tag) == ""


@pytest.mark.parametrize(
    ("english", "words", "tag", "said"),
    [
        ("After 1 week", "بعد شهر", "ar", "numbers -1"),
        ("After 2 weeks", "بعد شهرين", "ar", "quantity 2 week>month"),
        ("After 2 weeks", "بعد 3 أسابيع", "ar", "numbers -2 +3"),
        ("Days 1 to 3", "Los últimos 3 días", "es", "numbers -1"),
        ("After 12 to 48 hours", "Después de 48 a 12 horas", "es", "order hour 12 48>48 12"),
        ("In 2 to 3 minutes", "两三小时内", "zh-Hans", "quantity 2 minute>hour, 3 minute>hour"),
    ],
)
def test_another_unit_or_order_is_found(english: str, words: str, tag: str, said: str) -> None:
    """In words as in digits."""
    assert differs(english, words, tag) == said
