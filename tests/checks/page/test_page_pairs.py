"""Each rule on strangers' pages finds its breach by its clause and is silent on the twin."""

from __future__ import annotations

import pytest

from kit.checks import page
from tests.checks.page.page_pairs import PAGE, PAIRS
from tests.told import Told


@pytest.mark.parametrize(("name", "found", "clause", "bad", "good"), PAIRS, ids=[row[0] for row in PAIRS])
def test_a_breach_is_found_and_its_twin_is_silent(name: str, found: str, clause: str, bad: str, good: str, told: Told) -> None:
    """The finding names the clause; in the twin nothing but advice is found."""
    judged = page.check(PAGE.format(bad).encode(), strangers=True)
    own = [finding for finding in judged if finding.id == found]
    assert any(clause in finding.clause for finding in own), own
    assert [finding for finding in page.check(PAGE.format(good).encode(), strangers=True) if finding.severity != "info"] == []
    told("page-strangers", name, judged)


def test_the_pairs_are_wide_enough() -> None:
    """At least 40 breaches, each with a name of its own."""
    assert len({row[0] for row in PAIRS}) == len(PAIRS) >= 40


@pytest.mark.parametrize(("head", "severity"), [("<!DOCTYPE html>", "error"), ("", "warning")], ids=["page", "piece"])
def test_a_piece_of_a_page_may_have_its_language_and_title_around_it(head: str, severity: str) -> None:
    """What templates put into a page is no page: a person looks at the whole."""
    found = page.check(f"{head}<p>Tea</p>".encode(), strangers=True)
    assert {one.severity for one in found if one.id in ("html-lang", "html-title")} == {severity}


def test_a_link_that_is_not_closed_holds_no_other() -> None:
    """A browser ends it where the next begins; a button in a link stays in it."""
    broken, nested = '<a href="#a">One <a href="#b">Two</a>', '<a href="#a">One <button>Two</button></a>'
    told = [{one.id for one in page.check(PAGE.format(body).encode(), strangers=True)} for body in (broken, nested)]
    assert ["html-nested" in ids for ids in told] == [False, True]
