"""kit.checks.source.plans: each rule about sheets and sessions fires on its planted fault and is silent on clean plans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kit.checks.source.plans import CARD_WORDS, CHECKS
from kit.errors import Finding
from tests.small_topic import FACTS
from tests.told import Told

Spoil = Callable[[str, str, str], Path]
Run = Callable[..., tuple[Finding, ...]]

PLANS = {
    "tea/sections/02-strip.yaml": f"""\
id: strip
number: 0
title: "Always remember"
blocks:
  - type: paragraph
    id: strip.all
    claims: [A01]
    safety: {FACTS}
    text: "Call {{emergency_number}} now. Drink tea early."
""",
    "tea/sheets/night.yaml": """\
id: night
formats: [sheet]
title: "At night"
audience: "For people who lie awake"
handed_out: "Give it in the evening."
key: {text: "No tea now.", claims: [A01]}
front: [sleep.tips]
back: [sleep.why]
""",
    "tea/sheets/card.yaml": """\
id: card
formats: [pocket-card]
title: "Tea"
audience: "For people who lie awake"
handed_out: "Give it in the evening."
key: {text: "No tea now.", claims: [A01]}
front: [strip.all]
back: [sleep.why]
""",
    "tea/sessions/20.yaml": """\
minutes: 20
name: "Short session"
opening: 4
closing: 4
plan:
  - {block: sleep.key, minutes: 2}
  - {block: sleep.why, minutes: 8}
  - {block: sleep.tell, minutes: 2}
""",
}

STRIP, SHEET, CARD, SESSION = PLANS
FEWER = FACTS.replace("naloxone, ", "")

PLANTED: dict[str, tuple[str, str, str, str]] = {
    "session-sum": (SESSION, "minutes: 8", "minutes: 9", "20.yaml:2:7: tea/session-20.name"),
    "session-exercise": (SESSION, "sleep.tell, minutes: 2", "sleep.tell, minutes: 1", "20.yaml:2:7: tea/session-20.name"),
    "session-facts": ("tea/topic.yaml", FACTS, FEWER, "20.yaml:2:7: tea/session-20.name"),
    "sheet-facts": (STRIP, FACTS, FEWER, "card.yaml:3:8: tea/sheet-card.title"),
    "card-words": (CARD, "Tea", "Tea " * CARD_WORDS, "card.yaml:3:8: tea/sheet-card.title"),
}


@pytest.fixture
def plans(folder: Path) -> None:
    """A sheet, a card, a session and a strip for the small topic."""
    for name, text in PLANS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    topic = folder / "tea/topic.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("sections: [sleep]\n", "sections: [sleep]\nreserve: [strip]\n"))


@pytest.mark.usefixtures("plans")
def test_clean_plans_have_no_finding(run: Run) -> None:
    """Sheets and sessions that keep the rules are not spoken of."""
    assert [finding for finding in run() if finding.severity != "info"] == []


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("rule", [rule.id for rule in CHECKS])
def test_planted_fault_fires(rule: str, run: Run, spoil: Spoil, told: Told) -> None:
    """A planted fault is found by its rule, at its place, with the rule's standard."""
    file, old, new, place = PLANTED[rule]
    spoil(file, old, new)
    judged = run()
    found = [finding for finding in judged if finding.id == rule]
    assert found
    assert place in found[0].where
    assert found[0].severity == "error"
    assert found[0].clause
    told("source-plans", rule, judged)


@pytest.mark.usefixtures("plans")
def test_an_optional_exercise_counts_in_no_sum(run: Run, spoil: Spoil) -> None:
    """What is only done if there is time can't make a session too long."""
    spoil(SESSION, "sleep.why, minutes: 8", "sleep.why, minutes: 10")
    spoil(SESSION, "sleep.tell, minutes: 2", "sleep.tell, minutes: 2, optional: true")
    assert [finding for finding in run() if finding.id == "session-sum"] == []


@pytest.mark.usefixtures("plans")
def test_a_strip_that_lacks_a_line_fails_every_sheet(run: Run, spoil: Spoil) -> None:
    """The strip holds the facts that blocks lack: without its line the sheet says nothing of them, and the card neither."""
    spoil(STRIP, FACTS, "[emergency]")
    found = [finding for finding in run() if finding.id == "sheet-facts"]
    night = [finding.message for finding in found if "night.yaml" in finding.where]
    card = [finding.message for finding in found if "card.yaml" in finding.where]
    assert len(night) == 7, "the tips carry one fact, the strip another"
    assert len(card) == 2, "a card need not say more than emergency, naloxone and the crisis line"
