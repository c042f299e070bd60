"""kit.checks.translation.across: what shows only across texts, each with a planted fault and a clean twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.checks.translation import across, facts
from kit.checks.translation.across import Said
from kit.locale import find

ROOT = Path(__file__).parents[3]
EN = facts.english(ROOT)
ES = facts.lexicon(ROOT, find("es"))
ZH = facts.lexicon(ROOT, find("zh-Hans"))


TOGETHER = {f"translation.{name}" for name in ("twins", "neighbour", "doubled", "length", "inconsistent", "same-title", "digits")}
"""The findings that this file plants."""


def said(ctx: str, english: str, words: str) -> Said:
    """A text in its place."""
    return Said(ctx=ctx, where=f"es.po:1: {ctx}", english=english, words=words)


def test_one_translation_of_two_texts_that_say_different_things_is_a_twin() -> None:
    """But not of two that say the same."""
    wake, cold = said("a", "They cannot wake up.", "No puede despertar."), said("b", "A cold shower", "No puede despertar.")
    assert [(text.ctx, "They cannot wake up" in why) for text, why in across.twins((wake, cold), EN)] == [("b", True)]
    same = said("c", "Someone cannot wake up.", "No puede despertar.")
    assert list(across.twins((wake, same), EN)) == []


def test_vowel_signs_part_words() -> None:
    """Two Hindi words that differ in a vowel sign alone, such as a plural, are no twins; the same word twice is one."""
    one, many = said("a", "File", "फ़ाइल"), said("b", "A list of sheets", "फ़ाइलें।")
    assert list(across.twins((one, many), EN)) == []
    assert [text.ctx for text, _ in across.twins((one, said("c", "A list of sheets", "फ़ाइल।")), EN)] == ["c"]


def test_nearly_the_words_of_another_text_are_found() -> None:
    """A neighbour's words with one of them changed; not where the English is nearly the same too."""
    one = said(
        "a", "Keep naloxone near, and show others how to use it.", "Tenga naloxona cerca, y muestre a otras personas cómo usarla."
    )
    pasted = said("b", "Write 5 things for the hard days.", "Tenga naloxona cerca, y muestre a otras personas cómo darla.")
    assert [text.ctx for text, _ in across.neighbours((one, pasted), EN, ES)] == ["a", "b"]
    alike = said(
        "c", "Keep naloxone near, and show others how to give it.", "Tenga naloxona cerca, y muestre a otras personas cómo darla."
    )
    assert list(across.neighbours((one, alike), EN, ES)) == []


@pytest.mark.parametrize(
    ("english", "words", "found"),
    [
        ("Stay. Call.", "Quédese. Llame. Llame.", True),
        ("Stay. Call.", "Quédese. Llame.", False),
        ("Stay here", "Quédese aquí Quédese aquí", True),
        ("Call. Call.", "Llame. Llame.", False),
    ],
)
def test_what_stands_twice_is_found(english: str, words: str, found: bool) -> None:
    """A sentence or the whole text; not if the English repeats it."""
    assert bool(list(across.doubled(said("a", english, words), EN, ES))) is found


def test_a_text_of_unusual_length_is_found_by_the_languages_own_measure() -> None:
    """Too few texts give no measure."""
    usual = [said(str(n), "A text of the usual length for us", "Un texto de largo más o menos igual") for n in range(60)]
    short = said("short", "A text of the usual length for us", "Un texto")
    assert [text.ctx for text, _ in across.lengths([*usual, short])] == ["short"]
    assert list(across.lengths([*usual[:10], short])) == []


def test_the_same_english_with_other_words_in_another_topic_is_found() -> None:
    """Across topics, which one topic's catalog cannot show."""
    one, other = said("one/a", "Loose stools", "Diarrea"), said("two/b", "Loose stools", "Heces sueltas")
    assert [text.ctx for text, _ in across.inconsistent((one, other))] == ["two/b"]
    assert list(across.inconsistent((one, one))) == []


def test_titles_that_become_one_are_found_inside_a_topic() -> None:
    """A list of headings could not tell them apart."""
    titles = (
        said("t/a.title", "Wait", "Espere"),
        said("t/b.title", "Hold on", "**espere**"),
        said("u/c.title", "Stay", "Espere"),
    )
    assert [text.ctx for text, _ in across.same_titles(titles)] == ["t/b.title"]


def test_digits_that_the_language_did_not_choose_are_found() -> None:
    """Placeables, phones and addresses are left out."""
    texts = (said("a", "2", "٢"), said("b", "2", "2"), said("c", "{n}", "{n}"))
    assert [text.ctx for text, _ in across.digits(texts, "0")] == ["a"]
    assert [text.ctx for text, _ in across.digits(texts, "٠")] == ["b"]


def test_languages_without_spaces_are_compared_by_pairs_of_characters() -> None:
    """A neighbour's words in Chinese."""
    one = said("a", "Keep naloxone near, and tell others.", "把纳洛酮放在身边，并告诉别人在哪里。")
    pasted = said("b", "Write 5 things for the hard days.", "把纳洛酮放在身边，并告诉别人放在哪里。")
    assert [text.ctx for text, _ in across.neighbours((one, pasted), EN, ZH)] == ["a", "b"]
