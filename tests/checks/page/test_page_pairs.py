"""Each rule on strangers' pages finds its breach by its clause and is silent on the twin."""

from __future__ import annotations

import pytest

from kit.checks import page
from tests.checks.page.page_pairs import PAGE, PAIRS


@pytest.mark.parametrize(("found", "clause", "bad", "good"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_a_breach_is_found_and_its_twin_is_silent(found: str, clause: str, bad: str, good: str) -> None:
    """The finding names the clause; in the twin nothing but advice is found."""
    told = [finding for finding in page.check(PAGE.format(bad).encode(), strangers=True) if finding.id == found]
    assert any(clause in finding.clause for finding in told), told
    assert [finding for finding in page.check(PAGE.format(good).encode(), strangers=True) if finding.severity != "info"] == []


def test_the_pairs_are_wide_enough() -> None:
    """At least 40 breaches, each with a name of its own."""
    assert len({row[0] for row in PAIRS}) == len(PAIRS) >= 40
