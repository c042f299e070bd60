"""A placeable in its clause: only where the English tells by clauses what it is for."""

from __future__ import annotations

from tests.checks.translation.facts.differing import differences


def test_a_number_to_call_in_another_clause_is_a_finding() -> None:
    """It then stands with another danger than in the English."""
    english = "Call {emergency_number} if there is no breath, or see {clinic_name} for a dose."
    right = "Llame al {emergency_number} si no respira, o vaya a {clinic_name} por una dosis."
    assert "placeables" not in differences(english, right, "es")
    wrong = "Llame si no respira el {emergency_number}, o vaya por una dosis a {clinic_name}."
    assert "placeables" in differences(english, wrong, "es")


def test_a_sentence_of_one_clause_may_be_said_in_two() -> None:
    """There is no other danger that its placeable could belong to."""
    assert "placeables" not in differences(
        "The first column has words in {language}.", "打电话时可以用{language}说的话，写在第一列。", "zh-Hans"
    )
