"""kit.checks.source.readability: formulas checked against counts made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.checks.source.plain_words import BLOCK
from kit.checks.source.readability import measure, sentences, syllables, syllables_es, words

ENGLISH = {
    1: "the call heart breath stopped used cramps chills nurse clothes strength walked eyes nose touched washed months gives hour",
    2: "water yawning runny doctor number nothing table sleepless detox clinic craving worried restless nurses asleep pages boxes "
    "doses voices simple trouble benzos breathing quiet science client patient special social useful safely homeless rhythm",
    3: "medicine withdrawal tolerance methadone overdose hospital watery heroin stimulant remember area services alcohol nausea",
    4: "emergency opioid diarrhea information anxiety recovery dehydration usually variety",
    5: "university immediately",
}
SPANISH = {
    1: "quien hoy ley",
    2: "agua día guía leer",
    3: "médico ayuda cuidado pingüino construcción",
    4: "heroína abstinencia aéreo",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, group in ENGLISH.items() for word in group.split()])
def test_english_syllables(count: int, word: str) -> None:
    """English words have the syllables a dictionary gives them."""
    assert syllables(word) == count


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, group in SPANISH.items() for word in group.split()])
def test_spanish_syllables(count: int, word: str) -> None:
    """Spanish words have the syllables of their vowels."""
    assert syllables_es(word) == count


def test_flesch_kincaid_by_hand() -> None:
    """Ten words of one syllable in two sentences: 0.39 x 5 + 11.8 x 1 - 15.59 = -1.84, so grade 0."""
    ease = measure(["The cat sat on it. It is a big cat."], "en")
    assert ease.formula == "Flesch-Kincaid"
    assert (ease.score, ease.words, ease.sentences, ease.longest) == (0.0, 10, 2, 5)


def test_flesch_kincaid_of_longer_words() -> None:
    """Ten words with 13 syllables in one sentence: 0.39 x 10 + 11.8 x 1.3 - 15.59 = 3.65."""
    ease = measure(["Water and tea can help you after a long evening."], "en")
    assert ease.score == pytest.approx(0.39 * 10 + 11.8 * 1.3 - 15.59)


def test_szigriszt_by_hand() -> None:
    """Ten words with 17 syllables in two sentences: 206.835 - 62.3 x 1.7 - 5 = 95.925."""
    ease = measure(["El gato come pan ahora. La nube blanca ya llega."], "es")
    assert (ease.formula, ease.words, ease.sentences) == ("Szigriszt-Pazos", 10, 2)
    assert ease.score == pytest.approx(206.835 - 62.3 * 1.7 - 5)
    assert not ease.harder_than(BLOCK)


def test_lix_by_hand() -> None:
    """Ten words, two longer than 6 letters, in one sentence: 10 + 20 = 30."""
    ease = measure(["Das Wasser ist heute sehr gut und schmeckt wirklich fein."], "de")
    assert (ease.formula, ease.score, ease.harder_than(BLOCK)) == ("LIX", 30.0, False)


def test_hard_text_is_hard() -> None:
    """Long words in long sentences are called hard in each language that has a formula."""
    english = (
        "Individuals experiencing unsatisfactory nocturnal recuperation should immediately reconsider habitual overconsumption."
    )
    spanish = "La administración inmediata de medicamentos antagonistas posibilita la recuperación respiratoria satisfactoria."
    german = "Wiederholte Verabreichung opioidhaltiger Medikamente beeintraechtigt unweigerlich saemtliche Koerperfunktionen nachhaltig bedenklich."
    assert measure([english], "en").harder_than(BLOCK)
    assert measure([spanish], "es").harder_than(BLOCK)
    assert measure([german, german], "de").harder_than(BLOCK)


def test_names_of_medicines_count_as_easy() -> None:
    """A word that can't be replaced does not make a text look hard."""
    text = "You can ask for buprenorphine at the clinic on most days."
    assert measure([text], "en", {"buprenorphine"}).score < measure([text], "en").score


@pytest.mark.parametrize("lang", ["ar", "hi", "zh-Hans", "th", "am"])
def test_no_formula_where_none_is_valid(lang: str) -> None:
    """Outside Latin letters nothing is claimed but the length of sentences."""
    ease = measure(["one two three four five six seven eight nine ten eleven."], lang)
    assert (ease.formula, ease.harder_than(BLOCK)) == ("", False)
    assert ease.longest == 11


def test_short_passages_are_not_measured() -> None:
    """Fewer than 10 words say nothing about ease."""
    assert measure(["Immediately reconsider."], "en").formula == ""
    assert measure([], "en").words == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [("One. Two! Three?", 3), ("No end", 1), ('He said: "Go." Then he went.', 2), ("你好。再见！", 2), ("هل أنت بخير؟ نعم.", 2), ("ठीक है। चलो।", 2), ("", 0)],
)  # fmt: skip
def test_sentences(text: str, count: int) -> None:
    """Sentences end with the marks of their script."""
    assert len(sentences(text)) == count


def test_words_without_spaces() -> None:
    """Scripts that write no spaces are parted by dictionary."""
    assert words("我们喝水。", "zh-Hans") == ("我们", "喝水")
    assert len(words("ดื่มน้ำบ่อยๆ", "th")) >= 2


@given(st.text(max_size=80), st.sampled_from(["en", "es", "fr", "ar", "zh-Hans", "th"]))
def test_any_text_is_measured(text: str, lang: str) -> None:
    """Whatever the text, measuring it gives numbers and never an error."""
    ease = measure([text], lang)
    assert ease.words >= ease.longest >= 0


def test_vowel_signs_do_not_part_words() -> None:
    """A Hindi sentence has as many words as it has between its spaces."""
    assert len(words("मेथाडोन या बुप्रेनॉर्फिन बंद करने के बाद", "hi")) == 7
