"""The slips that could kill, put into the shipped texts of each language: each is an error that shows both texts, marked."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kit.checks import translation
from kit.checks.translation import facts
from kit.document import Text
from kit.errors import Finding
from kit.locale import find
from kit.translate import Catalog, Entry
from tests.sample import sample
from tests.told import Told

ROOT = Path(__file__).parents[3]
STEPS = "Still not breathing well after 2 to 3 minutes? Give a second dose of naloxone."
CALLS = "Call {emergency_number} if someone cannot wake up. Call {crisis_line} if you feel you want to die."
STAY = "Stay with them. Do not leave them alone."
RIGHT = {
    "es": (
        "¿Todavía no respira bien después de 2 a 3 minutos? Dé una segunda dosis de naloxona.",
        "Llame al {emergency_number} si alguien no puede despertar. Llame al {crisis_line} si siente que quiere morir.",
        "Quédese con la persona. No la deje a solas.",
    ),
    "ar": (
        "ما زال لا يتنفس جيدًا بعد 2 إلى 3 دقائق؟ أعطِ جرعة ثانية من النالوكسون.",
        "اتصل على {emergency_number} إذا كان شخص لا يستيقظ. اتصل على {crisis_line} إذا شعرت أنك تريد أن تموت.",
        "ابقَ معه. لا تتركه وحده.",
    ),
    "hi": (
        "2 से 3 मिनट बाद भी साँस ठीक से नहीं चल रही? नालोक्सोन की दूसरी खुराक दें।",
        "अगर कोई जगाने पर भी न उठे, तो {emergency_number} पर कॉल करें। अगर आपका मर जाने का मन करे, तो {crisis_line} पर कॉल करें।",
        "उनके साथ रहें। उन्हें अकेला न छोड़ें।",
    ),
    "zh-Hans": (
        "过了 2 到 3 分钟，呼吸还是不正常？给第二剂纳洛酮。",
        "如果有人叫不醒，请拨打{emergency_number}。如果您有想死的念头，请拨打{crisis_line}。",
        "陪着对方。不要让对方独处。",
    ),
}
WRONG = [
    ("dose", "es", 0, "2 a 3", "8 a 3"),
    ("dose", "ar", 0, "2 إلى 3", "8 إلى 3"),
    ("dose", "hi", 0, "2 से 3", "8 से 3"),
    ("dose", "zh-Hans", 0, "2 到 3", "8 到 3"),
    ("unit", "es", 0, "minutos", "horas"),
    ("unit", "ar", 0, "دقائق", "ساعات"),
    ("unit", "hi", 0, "मिनट", "घंटे"),
    ("unit", "zh-Hans", 0, "分钟", "小时"),
    ("negation", "es", 2, "No la deje", "Déjela"),
    ("negation", "ar", 2, "لا تتركه", "اتركه"),
    ("negation", "hi", 2, "न छोड़ें", "छोड़ें"),
    ("negation", "zh-Hans", 2, "不要让", "让"),
    ("last sentence", "es", 2, " No la deje a solas.", ""),
    ("last sentence", "ar", 2, " لا تتركه وحده.", ""),
    ("last sentence", "hi", 2, " उन्हें अकेला न छोड़ें।", ""),
    ("last sentence", "zh-Hans", 2, "不要让对方独处。", ""),
]


def judged(tag: str, *pairs: tuple[str, str]) -> tuple[Finding, ...]:
    """All findings on these (English, translation) texts of a language."""
    named = [(f"small/{at}", english, words) for at, (english, words) in enumerate(pairs)]
    labels = tuple(Text(id=ctx, source=english, text=english, lang="en") for ctx, english, _ in named)
    entries = tuple(Entry(ctx=ctx, english=english, words=words) for ctx, english, words in named)
    return translation.check(
        dataclasses.replace(sample(), labels=labels),
        (Catalog(path="small.po", locale=find(tag), entries=entries),),
        source=facts.english(ROOT),
        target=facts.lexicon(ROOT, find(tag)),
    )


def errors(tag: str, *pairs: tuple[str, str]) -> list[str]:
    """The messages of all errors on these texts."""
    return [finding.message for finding in judged(tag, *pairs) if finding.severity == "error"]


@pytest.mark.parametrize("tag", RIGHT)
def test_the_right_texts_have_no_error(tag: str) -> None:
    """What the faults below are put into."""
    assert errors(tag, *zip((STEPS, CALLS, STAY), RIGHT[tag], strict=True)) == []


@pytest.mark.parametrize(("what", "tag", "at", "old", "new"), WRONG, ids=[f"{tag}-{what}" for what, tag, *_ in WRONG])
def test_a_deadly_slip_is_an_error_that_shows_both_texts(what: str, tag: str, at: int, old: str, new: str, told: Told) -> None:
    """A wrong number or unit, a lost "not", a lost last sentence."""
    assert old in RIGHT[tag][at]
    pair = (STEPS, CALLS, STAY)[at], RIGHT[tag][at].replace(old, new)
    (said, *_) = errors(tag, pair)
    told("translation-dangers", f"{tag} {what}: {new or 'without ' + old}", judged(tag, pair))
    assert "English: “" in said
    assert "Translation: “" in said
    assert "⟦" in said


@pytest.mark.parametrize("tag", RIGHT)
def test_exchanged_numbers_to_call_are_an_error(tag: str) -> None:
    """The emergency number stands where the crisis line belongs."""
    words = (
        RIGHT[tag][1]
        .replace("{crisis_line}", "#")
        .replace("{emergency_number}", "{crisis_line}")
        .replace("#", "{emergency_number}")
    )
    assert any("⟦{crisis_line}⟧" in said for said in errors(tag, (CALLS, words)))


@pytest.mark.parametrize("tag", RIGHT)
def test_a_neighbours_words_are_an_error(tag: str) -> None:
    """Where they are that neighbour's too, and where both were exchanged."""
    steps, _, stay = RIGHT[tag]
    assert errors(tag, (STEPS, steps), (STAY, steps))
    assert errors(tag, (STEPS, stay), (STAY, steps))


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("No la deje a solas. Llame ahora.", "⟦Stay with them.⟧ Do not leave them alone. Call now."),
        ("Quédese con la persona. Llame ahora.", "Stay with them. ⟦Do not leave them alone.⟧ Call now."),
        ("Quédese con la persona. No la deje a solas.", "Stay with them. Do not leave them alone. ⟦Call now.⟧"),
    ],
)
def test_the_lost_sentence_is_marked(words: str, marked: str) -> None:
    """Of three sentences the one that the translation lacks stands in brackets, wherever it was."""
    assert any(marked in message for message in errors("es", (f"{STAY} Call now.", words)))
