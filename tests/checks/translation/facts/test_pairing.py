"""Sentences that a translation joins or parts are compared with those they say; one that is lost or added is seen."""

from __future__ import annotations

import pytest

from kit.checks.translation import facts
from kit.checks.translation.facts.pairing import SentenceRun, pairs
from kit.locale import find
from tests.checks.translation.facts.differing import differences
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("english", "words", "tag"),
    [
        ("Slow breath? Call {emergency_number}.", "Si la respiración es lenta, llame al {emergency_number}.", "es"),
        ("It is dangerous. Tell us what it was. Call now.", "Es peligroso, díganos qué fue. Llame ahora.", "es"),
        ("Stay with them, and call now.", "Quédese con la persona. Llame ahora.", "es"),
        ("It can kill. Wait 2 days. Ask a nurse.", "قد يقتل، فانتظر يومين. اسأل ممرضًا.", "ar"),
        ("Do not wait. Go to a clinic today.", "不要等，今天就去诊所。", "zh-Hans"),
    ],
)
def test_joined_and_parted_sentences_are_no_finding(english: str, words: str, tag: str) -> None:
    """Each fact is in the sentence that says it, whatever the sentences are."""
    assert differences(english, words, tag) == set()


@pytest.mark.parametrize(
    ("english", "words", "tag", "kind"),
    [
        ("Slow breath? Call {emergency_number}.", "Llame al {emergency_number}.", "es", "sentences"),
        ("It is dangerous. Tell us what it was. Call now.", "Es peligroso. Llame ahora.", "es", "sentences"),
        ("Stay with them, and call now.", "Quédese con la persona. Llame ahora. Espere 2 días.", "es", "split"),
        ("It can kill. Wait 2 days. Ask a nurse.", "قد يقتل. اسأل ممرضًا.", "ar", "sentences"),
        ("Do not wait. Go to a clinic today.", "等，今天就去诊所。", "zh-Hans", "negation"),
        ("It can kill. Wait 2 days. Ask a nurse.", "Puede matar, pregunte a una enfermera. Espere 2 días.", "es", "sentences"),
    ],
)
def test_a_lost_an_added_and_a_moved_sentence_are_seen(english: str, words: str, tag: str, kind: str) -> None:
    """A lost one, also where it states nothing that the lexicon knows, an added one, a lost "not" in a joined one."""
    assert kind in differences(english, words, tag)


def test_the_least_difference_decides() -> None:
    """Of two ways to join three sentences into two the one whose parts agree; none where a side has no sentence."""
    near = {(SentenceRun(0, 1), SentenceRun(0, 1)): 0, (SentenceRun(1, 3), SentenceRun(1, 2)): 0}
    found = pairs(3, 2, lambda ours, other: near.get((ours, other), 5))
    assert [(pair.ours, pair.other) for pair in found] == list(near)
    assert pairs(0, 2, lambda _ours, _other: 0) == ()
    assert pairs(13, 2, lambda _ours, _other: 0) == ()


@pytest.mark.parametrize(("english", "words"), [("", "Espere."), ("Wait.", ""), ("", ""), ("—", "Espere 2 días.")])
def test_a_text_without_a_sentence_is_compared_too(english: str, words: str) -> None:
    """Nothing is measured against a length of nothing."""
    assert facts.compare(english, words, facts.english(ROOT), facts.lexicon(ROOT, find("es"))).english is not None
