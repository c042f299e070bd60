"""Every check of every family is told whole, has an id of its own, a planted fault for all it can find, and a clean input."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import cli
from kit.budget import SpentError
from kit.checks import families, outline
from kit.checks.record import AnyCheck, Check, judge
from kit.errors import EXIT_BAD_INPUT, EXIT_OK, Finding, KitError
from kit.formats import FORMATS
from tests.checks.deck.deck_faults import FAULTS as DECK
from tests.checks.deck.deck_pairs import PAIRS as DECK_PAIRS
from tests.checks.outline import planted
from tests.checks.page.page_pairs import PAIRS as PAGE_PAIRS
from tests.checks.page.test_page import FAULTS as PAGE
from tests.checks.pdf.corpus.all_pairs import PAIRS as CORPUS
from tests.checks.pdf.faults import FAULTS as PDF
from tests.checks.pdf.test_small import SMALL
from tests.checks.source.test_source import APART
from tests.checks.source.test_source import PLANTED as SOURCE
from tests.checks.translation.test_across import TOGETHER
from tests.checks.translation.test_translation import PLANTED as TRANSLATION
from tests.conftest import Golden
from tests.told import Told

ALL = list(families.all_checks())
FIRED = {
    "outline": set(planted.PLANTED),
    "deck": {name for fault in DECK for name in fault.found} | {pair.found for pair in DECK_PAIRS},
    "pdf": {name for fault in PDF for name in fault.found}
    | {found for found, _, _ in SMALL.values()}
    | {pair.found for pair in CORPUS},
    "page": {name for name, *_ in PAGE} | {pair[1] for pair in PAGE_PAIRS},
    "source": {*SOURCE, *APART},
    "translation": {f"translation.{name}" for name, *_ in TRANSLATION} | TOGETHER,
}
"""The findings that each family's tests plant; each of them also judges clean inputs and finds nothing."""


@pytest.mark.parametrize(("family", "check"), ALL, ids=[check.id for _, check in ALL])
def test_a_check_is_told_whole(family: str, check: AnyCheck) -> None:
    """It asks a question, has a reason, a clause and advice, each in a sentence."""
    assert check.clause
    for said in (check.question, check.why, check.advice):
        assert said[0].isupper()
        assert said.rstrip(")").endswith((".", "..."))


def test_checks_ask_and_allow_what_they_did(golden: Golden) -> None:
    """What each check asks, by which clause, what it finds, and how bad that can be on a file of ours and on one of somebody else's."""
    lines = []
    for family, check in ALL:
        worst = (f"{kind} {check.worst(kind, strangers=False)}/{check.worst(kind, strangers=True)}" for kind in check.kinds)
        asked = f"{check.question} | {check.why} | {check.clause} | {check.advice}"
        lines.append(f"{family} {check.id} | {asked} | {check.severity}/{check.strangers} | {', '.join(worst)}\n")
    golden(Path("checks.txt"), "".join(lines))


@pytest.mark.parametrize("family", families.FAMILIES)
def test_every_kind_of_finding_is_planted(family: str) -> None:
    """What a check says it finds is what the planted faults show that it finds, no more and no less."""
    kinds = {name for check in families.of(family) for name in check.kinds}
    assert kinds == FIRED[family] & kinds, sorted(kinds - FIRED[family])


@pytest.mark.parametrize("name", planted.PLANTED)
def test_an_outline_fault_is_found_and_a_clean_outline_passes(name: str, told: Told) -> None:
    """Each planted fault gives its finding; without it there is none."""
    assert judge(outline.CHECKS, planted.asked(planted.clean())) == ()
    found = judge(outline.CHECKS, planted.asked(planted.PLANTED[name](planted.clean())))
    assert name in {finding.id for finding in found}
    told("outline", name, found)


@pytest.mark.parametrize("name", list(FORMATS))
def test_each_check_of_a_format_is_one_of_a_family(name: str) -> None:
    """So that `kit checks` explains it, and the tests here ask for its planted fault."""
    known = {check.id for _, check in families.all_checks()}
    assert {check.id for check in FORMATS[name].checks()} <= known


def test_no_two_checks_share_an_id_or_a_finding() -> None:
    """An id leads to one check."""
    ids = [check.id for _, check in ALL]
    kinds = [(family, name) for family, check in ALL for name in check.kinds]
    assert len(set(ids)) == len(ids)
    assert len(set(kinds)) == len(kinds)


def _says(severity: str) -> Check[str]:
    found = (Finding(id="a", severity=severity, where="", message="Wrong."),)  # type: ignore[arg-type]
    return Check(id="a", question="", why="", clause="", advice="", find=lambda _: found, severity="error", strangers="warning")


@pytest.mark.parametrize(
    ("said", "ours", "theirs"), [("error", "error", "warning"), ("warning", "warning", "warning"), ("info", "info", "info")]
)
def test_a_finding_is_no_worse_than_its_check_allows(said: str, ours: str, theirs: str) -> None:
    """On strangers' files a check may be milder, and it never makes a finding worse."""
    assert [finding.severity for finding in judge([_says(said)], "x")] == [ours]
    assert [finding.severity for finding in judge([_says(said)], "x", strangers=True)] == [theirs]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (SpentError("nodes"), "Not looked at to the end: “Is it right?” (more elements than may be walked)."),
        (KitError("it has no parts"), "It has no parts; what needs it was not looked at."),
        (ZeroDivisionError("by 0"), "This part of the file can't be read: “Is it right?” (ZeroDivisionError)."),
    ],
)
def test_what_a_check_stumbles_over_is_told_on_strangers_files(fault: Exception, told: str) -> None:
    """The finding names the question, what was found before stays, and the checks after it go on; on a file of ours it is our fault."""

    def stumbling(_: str) -> Iterator[Finding]:
        yield Finding(id="b", severity="error", where="there", message="Wrong.")
        raise fault

    checks = [dataclasses.replace(_says("error"), question="Is it right?", find=stumbling), _says("info")]
    assert judge(checks, "x", strangers=True) == (
        Finding(id="b", severity="warning", where="there", message="Wrong."),
        Finding(id="unread", severity="warning", where="file", message=told, clause="kit: nothing passes unseen"),
        Finding(id="a", severity="info", where="", message="Wrong."),
    )
    with pytest.raises(type(fault)):
        judge(checks, "x")


def test_checks_are_listed_and_explained() -> None:
    """`kit checks` lists all; with the id of a check or of a finding it says all about one."""
    runner = CliRunner()
    listed = runner.invoke(cli.app, ["checks"]).output.splitlines()
    assert len(listed) == len(ALL) + 1
    assert len(json.loads(runner.invoke(cli.app, ["checks", "--json"]).output)) == len(ALL)
    for name in ("pdf-tables", "pdf-scope"):
        done = runner.invoke(cli.app, ["checks", name])
        assert done.exit_code == EXIT_OK
        assert done.output.startswith("pdf-tables looks at")
        assert "to mend it: Mark the head cells" in done.output


def test_a_mistyped_check_is_corrected() -> None:
    """The message offers the nearest ids."""
    done = CliRunner().invoke(cli.app, ["checks", "pdf-tabels"])
    assert isinstance(done.exception, KitError)
    assert done.exception.exit_code == EXIT_BAD_INPUT
    assert "pdf-tables" in done.exception.advice
