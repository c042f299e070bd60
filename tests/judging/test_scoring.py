"""kit.judging.scoring: each item is met, not met or left to a person; a machine never decides for a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.checks.source.rules import Subject
from kit.judging import scoring

Spoil = Callable[[str, str, str], Path]
SLEEP = "tea/sections/01-sleep.yaml"


def verdict(sheet: scoring.ScoreSheet, instrument: str, number: str) -> str:
    """The verdict of an item."""
    return next(item.verdict for item in sheet.items if (item.instrument, item.number) == (instrument, number))


def test_sheet_is_whole(gather: Callable[[], Subject]) -> None:
    """All 20 items of the CDC Index and the 24 of PEMAT-P for print are there, each with its reason."""
    sheet = scoring.score(gather())
    numbers = {name: [item.number for item in sheet.items if item.instrument == name] for name in ("CDC Index", "PEMAT-P")}
    assert numbers["CDC Index"] == [str(number) for number in range(1, 21)]
    assert numbers["PEMAT-P"] == [str(number) for number in (*range(1, 13), *range(15, 27))]
    assert all(item.question.endswith("?") and item.reason for item in sheet.items)
    assert sheet.count("met") + sheet.count("not met") + sheet.count("needs a person") == len(sheet.items)
    assert sheet.count("met", "CDC Index") < 20


@pytest.mark.parametrize(
    ("old", "new", "instrument", "number"),
    [
        ("Tea can keep you awake.", "Tea wakes. You stay up. You are tired.", "CDC Index", "1"),
        ("Drink tea early, and you sleep well.", "Divide the cup into parts.", "CDC Index", "17"),
        ("Drink tea early, and you sleep well.", "Divide the cup into parts.", "PEMAT-P", "7"),
        ("No one knows the right cup for you.", "A cup for you.", "CDC Index", "11"),
        ('"A cup of tea beside a bed"', '"cup.png is here"', "PEMAT-P", "17"),
        ("Tannin makes tea bitter and dry.", "Tea has tannin.", "PEMAT-P", "4"),
        ("tea 4 hours", "tea 6 hours", "CDC Index", "16"),
    ],
)
def test_items_follow_the_rules(
    gather: Callable[[], Subject], spoil: Spoil, old: str, new: str, instrument: str, number: str
) -> None:
    """An item that rests on a rule is not met once the rule is broken, and was not unmet before."""
    assert verdict(scoring.score(gather()), instrument, number) != "not met"
    spoil(SLEEP, old, new)
    sheet = scoring.score(gather())
    assert verdict(sheet, instrument, number) == "not met"


def test_what_is_not_there_is_not_met(gather: Callable[[], Subject]) -> None:
    """Steps, a summary and boxes are counted; the small topic has none."""
    sheet = scoring.score(gather())
    for number in ("12", "22"):
        assert verdict(sheet, "PEMAT-P", number) == "not met"
    assert verdict(sheet, "PEMAT-P", "23") == "met"
    assert verdict(sheet, "CDC Index", "4") == "needs a person"


@pytest.mark.parametrize("number", ["6", "10", "13", "20"])
def test_judgement_is_left_to_people(gather: Callable[[], Subject], number: str) -> None:
    """Tone, order and fairness are never called met by a machine."""
    assert verdict(scoring.score(gather()), "CDC Index", number) == "needs a person"
