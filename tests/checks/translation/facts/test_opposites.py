"""What says the same with a "not" and its opposite, in one sentence or two, is no finding; what only looks like it is one."""

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
        ("Keep shouting.", "No deje de gritar.", "es"),
        ("Keep shouting.", "不要停下，大声喊。", "zh-Hans"),
        ("It is not safe to stop.", "Dejarlo es peligroso.", "es"),
        ("It is dangerous.", "यह सुरक्षित नहीं है।", "hi"),
        ("Do not leave them alone.", "Acompáñela.", "es"),
        ("Do not eat until it is gone.", "没化完之前别吃。", "zh-Hans"),
        ("Do not drive until you feel well.", "لا تقُد قبل أن تتحسن.", "ar"),
        ("Do not swallow it, and do not eat or drink.", "لا تبتلعه، ولا تأكل ولا تشرب.", "ar"),
        ("Move pills out of reach.", "把药片放到够不着的地方。", "zh-Hans"),
        ("Never take more opioids. It can kill.", "Jamás tome más opioides: podría morir.", "es"),
        ("Call now, and do not drive.", "Llame ya. No maneje.", "es"),
        ("Slow breath, no breath", "Respiración lenta o ausente", "es"),
        ("Throwing up that does not stop", "No deja de vomitar", "es"),
    ],
)
def test_the_same_in_other_words_is_no_finding(english: str, words: str, tag: str) -> None:
    """A 'not' with the opposite, "not before" for "not until", sentences joined or split with each fact in its place."""
    assert differences(english, words, tag) - {"wording"} == set()


@pytest.mark.parametrize(
    ("english", "words", "tag", "kind"),
    [
        ("Keep shouting.", "Deje de gritar.", "es", "facts"),
        ("Keep shouting.", "पुकारना बंद करें।", "hi", "facts"),
        ("It is safe.", "Es peligroso.", "es", "facts"),
        ("It is not safe.", "No es peligroso.", "es", "facts"),
        ("It is not safe.", "Es seguro.", "es", "negation"),
        ("Stay near people.", "Aléjese de la gente.", "es", "facts"),
        ("Eat until it is gone.", "没化完之前吃。", "zh-Hans", "facts"),
        ("Do not swallow it, and do not eat or drink.", "ابتلعه، ولا تأكل ولا تشرب.", "ar", "negation"),
        ("Do not swallow it, and do not eat or drink.", "No se la trague; coma o beba.", "es", "negation"),
        ("It works only once.", "Funciona solo dos veces.", "es", "facts"),
        ("It works only once.", "वह केवल दो बार काम करता है।", "hi", "facts"),
        ("Start with a small dose.", "从大剂量开始。", "zh-Hans", "facts"),
        ("They breathe slowly.", "La persona respira bien.", "es", "facts"),
        ("Move pills out of reach.", "把药片放到拿得到的地方。", "zh-Hans", "facts"),
        ("You are dizzy when you stand.", "Se marea al acostarse.", "es", "facts"),
        ("Never take more opioids. It can kill.", "Jamás tome más opioides.", "es", "sentences"),
        ("Call now, and do not drive.", "Llame ya. Todo irá bien.", "es", "split"),
        ("Do not stop. No breath?", "Deje de hacerlo. ¿Respiración ausente?", "es", "negation"),
    ],
)
def test_what_only_looks_like_it_is_a_finding(english: str, words: str, tag: str, kind: str) -> None:
    """An opposite without its 'not', a lost 'not', a lost sentence, an added one."""
    assert kind in differences(english, words, tag)


def test_a_fact_said_twice_is_not_added() -> None:
    """Where the English says it once; a fact that it does not say is."""
    assert differences("Throwing up blood or coffee grounds", "吐血或吐出咖啡渣样的东西", "zh-Hans") == set()
    assert differences("The black part of the eye is small.", "眼睛和嘴唇的黑色部分很小。", "zh-Hans") == {"facts"}


@pytest.mark.parametrize("pair", ["[safe, unknown]", "[safe]", "[safe, danger, harm]", "safe"])
def test_opposites_are_two_facts_that_there_are(tmp_path: Path, pair: str) -> None:
    """Else the file is refused with the place."""
    held = (ROOT / "content" / "facts.yaml").read_text("utf-8").replace("[safe, danger]", pair)
    (tmp_path / "facts.yaml").write_text(held, "utf-8")
    with pytest.raises(ContentError, match=r"facts\.yaml:\d+"):
        fact_groups(tmp_path)
