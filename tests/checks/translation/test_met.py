"""Right rewordings that were met and settled stay silent, and slips that were met stay seen: `met.tsv`, a line each.

Who meets another adds a line. The first were written by one who had not read the words for facts, and then taught the lexicons;
others by those who mended them. So this is no measure of what is unseen (`kit translate score` is), only a ratchet.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kit.checks.translation import facts, rules
from kit.checks.translation.pair import Pair
from kit.locale import find

ROOT = Path(__file__).parents[3]
LINES = (Path(__file__).parent / "met.tsv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))
TAGS = sorted({row["tag"] for row in ROWS})


def found(row: dict[str, str]) -> list[str]:
    """The checks of one text that find something."""
    source, target = facts.english(ROOT), facts.lexicon(ROOT, find(row["tag"]))
    pair = Pair(ctx="", english=row["english"], words=row["words"], locale=find(row["tag"]), source=source, target=target)
    return [finding.id for check in rules.CHECKS for finding in check.find(pair)]


@pytest.mark.parametrize("tag", TAGS)
def test_right_rewordings_stay_silent(tag: str) -> None:
    """Forty and more of each language."""
    rows = [row for row in ROWS if (row["tag"], row["kind"]) == (tag, "right")]
    assert len(rows) > 40
    assert [row["words"] for row in rows if found(row)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_slips_stay_seen(tag: str) -> None:
    """Doses, times, a lost "not", exchanged numbers to call, opposites, lost sentences."""
    rows = [row for row in ROWS if (row["tag"], row["kind"]) == (tag, "slip")]
    assert len(rows) > 40
    assert [row["words"] for row in rows if not found(row)] == []
