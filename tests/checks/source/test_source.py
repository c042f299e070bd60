"""kit.checks.source: every rule fires on its planted fault, at its place, and is silent on clean content."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from kit import content
from kit.checks import source as content_rules
from kit.checks.source.rules import Subject
from kit.content import Claim
from kit.document import Text, map_texts
from kit.errors import Finding
from kit.locale import find
from tests.checks.source.test_plan_rules import PLANTED as PLANS
from tests.told import Told

Spoil = Callable[[str, str, str], Path]
Run = Callable[..., tuple[Finding, ...]]

TOPIC = "tea/topic.yaml"
SLEEP = "tea/sections/01-sleep.yaml"
WHY = "Drink tea early, and you sleep well."
TIP = '"Drink tea 4 hours before bed."'
BOX = '  - type: bullets\n    id: sleep.tips\n    title: "What helps you"'
ORPHAN = """\
- id: A09
  statement: "Tea is hot."
  verdict: added
  why: "It is."
  sources: [{ref: tea-board, accessed: "2026-11-22"}]
"""
HARD = "Individuals experiencing unsatisfactory nocturnal recuperation should immediately reconsider habitual overconsumption."
LONG = "You can drink tea in the morning and at noon and then in the evening you can drink water or milk or some juice."
ITEMS = "".join(f"\n      - {{id: sleep.tips.more-{letter}, text: 'Drink water.'}}" for letter in "abcde")

PLANTED: dict[str, tuple[str, str, str, str]] = {
    "claim-missing": (SLEEP, "    art: cup", "    art: cup", "18:"),
    "claim-orphan": ("claims.yaml", "- id: A01", f"{ORPHAN}- id: A01", "claims.yaml:1:7"),
    "claim-secondhand": ("claims.yaml", "verdict: keep", "verdict: keep\n  secondhand: true", "claims.yaml:1:7"),
    "claim-conflict": ("claims.yaml", "verdict: keep", 'verdict: keep\n  conflicts: "Some say 2."', "claims.yaml:1:7"),
    "safety-fact": (TOPIC, "suicide_help]", "methadone_buprenorphine]", "help"),
    "number-source": (SLEEP, "tea 4 hours", "tea 6 hours", f"{SLEEP}:19:38"),
    "phone-in-text": (SLEEP, '"Say it slowly."', '"Call 911 or {crisis_line}."', f"{SLEEP}:6:31"),
    "overlap": (SLEEP, WHY, WHY, f"{SLEEP}:11:11"),
    "term-avoid": (SLEEP, '"Say it slowly."', '"Do not say Tea Addict."', f"{SLEEP}:6:31"),
    "reading-ease": (SLEEP, WHY, HARD, f"{SLEEP}:9:9"),
    "sentence-length": (SLEEP, WHY, LONG, f"{SLEEP}:11:11"),
    "paragraph-length": (SLEEP, WHY, "Drink your tea early and sleep well at night. " * 4, f"{SLEEP}:11:11"),
    "passive": (SLEEP, WHY, "Tea is often mixed with milk.", f"{SLEEP}:11:11"),
    "sums": (SLEEP, WHY, "Divide the cup into parts.", f"{SLEEP}:11:11"),
    "number-words": (SLEEP, WHY, "Drink two cups.", f"{SLEEP}:11:11"),
    "acronym": (SLEEP, WHY, "Ask the WHO.", f"{SLEEP}:11:11"),
    "first-use": (SLEEP, "Tannin makes tea bitter and dry.", "Tea has tannin.", f"{SLEEP}:11:11"),
    "one-message": (SLEEP, "Tea can keep you awake.", "Tea wakes. You stay up. You are tired.", f"{SLEEP}:4:13"),
    "list-length": (SLEEP, TIP + "}", TIP + "}" + ITEMS, f"{SLEEP}:14:9"),
    "heading-missing": (SLEEP, '    title: "Why tea keeps you up"\n', "", f"{SLEEP}:9:9"),
    "alt-quality": (SLEEP, '"A cup of tea beside a bed"', '"Image of a cup of tea"', f"{SLEEP}:26:10"),
    "risk-benefit": (SLEEP, "Too much tea harms.", "Tea is good.", f"{SLEEP}:1:5"),
    "unknowns": (SLEEP, "No one knows the right cup for you.", "A cup for you.", "tea/title"),
    "personal-data": (SLEEP, '"When I drink tea"', '"My name"', f"{SLEEP}:35:42"),
    "box-label": (SLEEP, BOX, BOX.replace("bullets", "callout\n    level: calm").replace("What helps you", "If you use tea"), f"{SLEEP}:15:9"),
    "notes-missing": (SLEEP, '  say: [{id: sleep.say, text: "Say it slowly."}]', "  say: []", f"{SLEEP}:1:5"),
    "teach-back-missing": (SLEEP, "kind: teach_back", "kind: questions", f"{SLEEP}:1:5"),
}  # fmt: skip

APART = {"claim-unknown", "claim-dropped", "safety-locale", "line-expiry", "claim-expiry", "action-missing", "audience-voice"}
APART |= {"date-future", *PLANS}
"""Rules whose faults are planted in tests of their own."""


def ids(findings: tuple[Finding, ...]) -> set[str]:
    """The rules that found something."""
    return {finding.id for finding in findings}


def test_clean_content_has_no_finding(run: Run) -> None:
    """The small topic keeps every rule."""
    assert run() == ()


@pytest.mark.parametrize("rule", sorted(set(PLANTED) - {"claim-missing", "overlap", "heading-missing"}))
def test_planted_fault_fires(rule: str, run: Run, spoil: Spoil, told: Told) -> None:
    """A planted fault is found by its rule, at its place, with the rule's standard, and told in a sentence."""
    file, old, new, place = PLANTED[rule]
    spoil(file, old, new)
    judged = run()
    found = [finding for finding in judged if finding.id == rule]
    assert found
    assert place in found[0].where
    assert found[0].clause
    assert " " in found[0].message
    assert found[0].message.endswith((".", "?"))
    told("source", rule, judged)


def test_missing_claim_fires(run: Run, folder: Path) -> None:
    """A block with facts and a key message must each name a claim."""
    path = folder / SLEEP
    path.write_text(path.read_text(encoding="utf-8").replace("claims: [A01]", "claims: []"), encoding="utf-8")
    found = [finding.where.rpartition(" ")[2] for finding in run() if finding.id == "claim-missing"]
    assert found == ["sleep", "sleep.why", "sleep.tips", "sleep.picture"]


def test_missing_heading_fires(run: Run, spoil: Spoil) -> None:
    """A long block without a heading is found."""
    spoil(SLEEP, '    title: "Why tea keeps you up"\n', "")
    spoil(SLEEP, WHY, "Drink your tea early and sleep well at night. " * 8)
    assert any(finding.id == "heading-missing" and f"{SLEEP}:9:9" in finding.where for finding in run())


def test_missing_action_and_voice_fire(run: Run, folder: Path) -> None:
    """A section that tells nothing to do and speaks to nobody is found."""
    section = """\
id: sleep
number: 1
title: "Tea"
key: {text: "Tea is hot.", claims: [A01]}
notes: {say: [{id: sleep.say, text: "Slowly."}]}
blocks: []
"""
    (folder / SLEEP).write_text(section, encoding="utf-8")
    assert {"action-missing", "audience-voice"} <= ids(run())


@pytest.mark.parametrize(
    "words", ["Drink tea early.", "Do not drink it late.", "You can ask a nurse.", "It is late. Please rest.", "If you can, sit."]
)
def test_actions_are_known(words: str, run: Run, spoil: Spoil) -> None:
    """Orders, warnings and choices all count as something to do."""
    from kit.checks.source.make_up import starts_with_action

    assert starts_with_action(words)
    assert not starts_with_action("Tea is hot.")


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("When I drink", False),
        ("Name", True),
        ("Date of birth", True),
        ("Your address", True),
        ("Name 3 teas", True),
        ("Who is with me", False),
    ],
)
def test_personal_data(words: str, fires: bool, run: Run, spoil: Spoil) -> None:
    """A worksheet that asks who the reader is, is found; one that asks about a plan is not."""
    spoil(SLEEP, '"When I drink tea"', f'"{words}"')
    assert ("personal-data" in ids(run())) is fires


def claim(subject: Subject, **changes: object) -> Subject:
    """The subject with one claim changed."""
    changed: Claim = dataclasses.replace(subject.claims["A01"], **changes)  # type: ignore[arg-type]
    return dataclasses.replace(subject, claims={"A01": changed})


def test_dropped_and_unknown_claims_fire(gather: Callable[[], Subject]) -> None:
    """A claim that was dropped, or that is not in the ledger, is found wherever a Document came from."""
    subject = gather()
    assert "claim-dropped" in ids(content_rules.run(claim(subject, verdict="drop")))
    assert "claim-unknown" in ids(content_rules.run(dataclasses.replace(subject, claims={})))


def test_overlap_fires(run: Run, folder: Path, tmp_path: Path) -> None:
    """Six words in a row of another's text are found, whatever their case and punctuation; five are not."""
    other = tmp_path / "other.txt"
    other.write_text("They said: DRINK tea early - and you sleep better!", encoding="utf-8")
    found = [finding for finding in run(other) if finding.id == "overlap"]
    assert len(found) == 1
    assert "drink tea early and you sleep" in found[0].message
    assert found[0].severity == "error"
    other.write_text("Drink tea early and you rest.", encoding="utf-8")
    assert run(other) == ()


def test_help_lines_expire(run: Run) -> None:
    """A line that soon expires is a warning, an expired one an error, and both name their region."""
    soon = run(day=datetime.date(2027, 5, 1))
    assert {(finding.severity, finding.where) for finding in soon if finding.id == "line-expiry"} == {
        ("warning", "regions/US.yaml: crisis 988"),
        ("warning", "regions/US.yaml: drug_help 1-800-555-0143"),
    }
    late = [finding for finding in run(day=datetime.date(2027, 5, 22)) if finding.id == "line-expiry"]
    assert {finding.severity for finding in late} == {"error"}


def test_a_day_that_has_not_come_is_refused(run: Run, spoil: Spoil) -> None:
    """A number can't have been checked, nor a source read, tomorrow."""
    assert [f for f in run() if f.id == "date-future"] == []
    spoil(
        "regions/US.yaml",
        '"988 Lifeline"\n    ways: [way.call, way.text]\n    source: {url: "https://example.org"}\n    checked_on: "2026-11-22"',
        '"988 Lifeline"\n    source: {url: "https://example.org"}\n    checked_on: "2026-11-29"',
    )
    spoil("claims.yaml", 'accessed: "2026-11-22"', 'accessed: "2026-12-01"')
    found = [f for f in run() if f.id == "date-future"]
    assert [f.severity for f in found] == ["error", "error"]
    assert found[0].where == "regions/US.yaml: crisis 988"
    assert "claims.yaml:1:7" in found[1].where


def test_unconfirmed_line_is_told(run: Run, spoil: Spoil) -> None:
    """A line that nobody confirmed is a remark."""
    spoil("regions/US.yaml", '"A line"', '"A line"\n    doubt: "Call it."')
    path = spoil("regions/US.yaml", "911", "112")
    text = path.read_text(encoding="utf-8")
    head, _, tail = text.rpartition("status: confirmed")
    path.write_text(f"{head}status: unconfirmed{tail}", encoding="utf-8")
    assert [finding.severity for finding in run() if finding.id == "line-expiry"] == ["info"]


def test_claims_expire(run: Run, folder: Path, spoil: Spoil) -> None:
    """Sources of safety facts are read again each year, of other facts every second year."""
    assert [f.severity for f in run(day=datetime.date(2027, 10, 30)) if f.id == "claim-expiry"] == ["warning"]
    assert [f.severity for f in run(day=datetime.date(2027, 11, 22)) if f.id == "claim-expiry"] == ["error"]
    spoil(SLEEP, ", safety: [emergency]}", "}")
    spoil(SLEEP, "    safety: [precipitated_withdrawal]\n", "")
    assert [f for f in run(day=datetime.date(2027, 11, 22)) if f.id == "claim-expiry"] == []
    assert [f.severity for f in run(day=datetime.date(2028, 11, 22)) if f.id == "claim-expiry"] == ["warning"]


def test_a_reasoned_ignore_becomes_a_remark(run: Run, spoil: Spoil) -> None:
    """A finding that a person has judged in its block is a remark with the reason."""
    reason = 'id: sleep.why\n    ignore: [{rule: number-words, reason: "A quotation."}]'
    spoil(SLEEP, WHY, "Drink two cups.")
    spoil(SLEEP, "id: sleep.why", reason)
    found = run()
    assert [(finding.id, finding.severity) for finding in found] == [("number-words", "info")]
    assert "A quotation." in found[0].message


def test_a_topic_may_ignore_a_rule(run: Run, spoil: Spoil) -> None:
    """A rule that does not fit a topic is ignored there as a whole, with a reason."""
    spoil(SLEEP, "Tea can keep you awake.", "Tea wakes. You stay up. You are tired.")
    spoil(TOPIC, "help:", 'ignore: [{rule: one-message, reason: "For staff."}]\nhelp:')
    found = run()
    assert [(finding.id, finding.severity) for finding in found] == [("one-message", "info")]
    assert "For staff." in found[0].message


def test_errors_come_first(run: Run, spoil: Spoil) -> None:
    """Findings are ordered by how bad they are."""
    spoil(SLEEP, WHY, "Drink two cups. Call 911.")
    severities = [finding.severity for finding in run()]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert severities[0] == "error"


def test_every_rule_is_complete_and_planted() -> None:
    """Each rule has a reason and a standard, an id of its own, and a planted fault here."""
    named = [rule.id for rule in content_rules.CHECKS]
    assert len(named) == len(set(named))
    assert all(rule.why and rule.clause for rule in content_rules.CHECKS)
    assert set(named) == {*PLANTED, *APART}


def test_translation_is_judged_in_its_language(folder: Path, gather: Callable[[], Subject], today: datetime.date) -> None:
    """A translation is held to short sentences, and lacks no safety text."""

    def arabic(text: Text) -> Text:
        if text.id == "tea/help.lead":
            return dataclasses.replace(text, state="missing")
        words = "شاي " * 21 if text.id == "tea/sleep.why.text" else "شاي"
        return dataclasses.replace(text, lang="ar", text=words, state="machine")

    document = dataclasses.replace(map_texts(gather().document, arabic), locale=find("ar"))
    found = content_rules.in_locale(folder, document, today=today)
    assert [(finding.id, finding.where) for finding in found] == [
        ("safety-locale", "ar: tea/help.lead"),
        ("sentence-length", "ar: tea/sleep.why.text"),
    ]


def test_rules_stay_silent_in_other_languages(gather: Callable[[], Subject]) -> None:
    """Rules that know English only say nothing about other languages."""
    subject = gather()
    document = dataclasses.replace(subject.document, locale=find("hi"))
    found = ids(content_rules.run(dataclasses.replace(subject, document=document, terms=())))
    assert not found & {"passive", "number-words", "acronym", "first-use", "risk-benefit", "unknowns", "audience-voice"}


def test_real_content_keeps_the_rules(root: Path, today: datetime.date) -> None:
    """The topics in the repository break no rule that is an error."""
    for topic in content.topics(root / "content"):
        found = content_rules.check(root / "content", topic, today=today)
        assert [finding for finding in found if finding.severity == "error"] == []
