"""What one language says by a near word, by a "not" or by a question, and what only seems to."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.content import fact_groups
from kit.errors import ContentError
from tests.checks.translation.facts.differing import differences
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("Get help before you stop.", "先找人帮忙，再停用。", "zh-Hans"),
        ("Less withdrawal.", "Baja la abstinencia.", "es"),
        ("Show a nurse early.", "Que la vea una enfermera cuanto antes.", "es"),
        ("At least 3 signs", "Más de 3 señales", "es"),
        ("After methadone they need a hospital.", "Si tomó metadona, necesita un hospital.", "es"),
        ("Drinks and rest help.", "Líquidos y descanso ayudan.", "es"),
        ("Stand slowly.", "Póngase de pie poco a poco.", "es"),
    ],
)
def test_a_near_fact_may_stand_for_one(english: str, words: str, tag: str) -> None:
    """Where nothing else of the group differs."""
    assert differences(english, words, tag) - {"wording"} == set()


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("Get help before you stop.", "Primero busque ayuda hasta dejarlo.", "es"),
        ("Less withdrawal.", "Sube la abstinencia.", "es"),
        ("Call now.", "Llame pronto.", "es"),
        ("Wait after 2 days.", "Espere antes de 2 días.", "es"),
        ("Losing too much fluid can kill.", "喝太多水可能致命。", "zh-Hans"),
        ("Do not stop all at once.", "No lo deje ahora.", "es"),
    ],
)
def test_no_near_fact_stands_for_another_one(english: str, words: str, tag: str) -> None:
    """Nor for one of two that differ, nor the other way round where only one way is right."""
    assert "facts" in differences(english, words, tag)


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("Sources differ.", "Las fuentes no coinciden entre sí, no dicen todas eso.", "es"),
        ("Are you alone?", "¿No tiene a nadie?", "es"),
        ("No breath, or only gasps?", "साँस बंद है, या सिर्फ़ हाँफ रहे हैं?", "hi"),
        ("Please keep what others say private.", "Por favor, no cuenten a nadie lo que dicen los demás.", "es"),
        ("Keep pills away from you.", "Que no haya pastillas cerca de usted.", "es"),
        ("Free advice on drugs", "Orientación sin dinero sobre drogas", "es"),
    ],
)
def test_a_not_may_be_said_by_another_fact(english: str, words: str, tag: str) -> None:
    """Where the English word holds a "not" in itself, or its "no" is a fact of the translation."""
    assert "negation" not in differences(english, words, tag)


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("Do not leave them alone.", "La deja a solas."),
        ("Do not wait.", "Deje de hacerlo y espere."),
        ("Sources differ.", "Las fuentes no dicen lo mismo y no lo dicen todas."),
        ("No breath, no pulse?", "¿Deja de respirar y tiene pulso?"),
        ("Please keep what others say private.", "Por favor, no mantengan en privado lo que dicen los demás."),
        ("Keep pills away from you.", "Que no haya pastillas lejos de usted."),
        ("Good advice on drugs", "Orientación sin dinero sobre drogas"),
        ("Call now.", "Llame si no mejora."),
        ("Do not leave them alone.", "La deja sola y a salvo."),
        ("You breathe fast or cannot think clearly?", "¿Respira rápido y no puede pensar con claridad?"),
    ],
)
def test_a_lost_or_added_not_is_still_seen(english: str, words: str) -> None:
    """A fact that holds a "not" makes up for no other one, and for one only."""
    assert differences(english, words, "es") & {"negation", "facts"}


def test_a_question_is_an_if() -> None:
    """On either side; an "if" that no question says is missed or added."""
    assert "wording" not in differences("No one comes? Shout.", "अगर कोई न आए, तो चिल्लाएँ।", "hi")
    assert "wording" in differences("No one comes. Shout.", "अगर कोई न आए। चिल्लाएँ।", "hi")
    assert "wording" not in differences("If you faint, call.", "¿Se desmaya? Llame.", "es")
    assert "wording" in differences("If you faint, call.", "Se desmaya, llame.", "es")
    assert "wording" not in differences("No breath, or only gasps?", "没有呼吸，或只有喘息？", "zh-Hans")
    assert "wording" in differences("No breath, or only gasps?", "没有呼吸，或如果喘息？", "zh-Hans")


def test_the_first_day_is_day_1() -> None:
    """Where "first" stands beside the day; elsewhere the 1 is lost."""
    assert "numbers" not in differences("It starts on day 1.", "Empieza el primer día.", "es")
    assert "numbers" in differences("It starts on day 1.", "Primero: empieza ese día.", "es")
    assert "numbers" in differences("It starts on day 2.", "Empieza el primer día.", "es")


@pytest.mark.parametrize(("words", "kinds"), [("Empieza el primer, día.", set()), ("Empieza el primer - día.", {"numbers"})])
def test_first_and_its_day_are_two_signs_apart_at_most(words: str, kinds: set[str]) -> None:
    """Farther apart it may count something else."""
    assert differences("It starts on day 1.", words, "es") & {"numbers"} == kinds


def test_what_is_said_twice_may_be_said_once() -> None:
    """But not left out, where the language was never seen to leave it out."""
    assert differences("Ask a nurse or tell a nurse.", "Pregunte o avise a una enfermera.", "es") == set()
    assert "facts" in differences("Ask a nurse or tell a nurse.", "Pregunte o avise.", "es")


@pytest.mark.parametrize("held", ["near: [[less, unknown]", "near: [[less]", "negative: [unknown"])
def test_near_and_negative_facts_are_facts_that_there_are(tmp_path: Path, held: str) -> None:
    """Else the file is refused with the place."""
    text = (ROOT / "content" / "facts.yaml").read_text("utf-8")
    old = "near: [[less, lower]" if held.startswith("near") else "negative: [stop"
    (tmp_path / "facts.yaml").write_text(text.replace(old, held), "utf-8")
    with pytest.raises(ContentError, match=r"facts\.yaml:\d+"):
        fact_groups(tmp_path)
