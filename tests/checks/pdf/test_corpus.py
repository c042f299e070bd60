"""The corpus that makes itself: each failure condition is found by its clause, each twin is silent, and veraPDF agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.checks import pdf
from tests import validators
from tests.checks.pdf.corpus import Pair
from tests.checks.pdf.corpus.all_pairs import PAIRS
from tests.told import Told


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.part} {pair.name}")
def test_a_condition_is_found_and_its_twin_is_silent(pair: Pair, told: Told) -> None:
    """The finding names the clause; in the twin nothing but advice is found."""
    judged = pdf.check(pair.bad(), strangers=True)
    found = [finding for finding in judged if finding.id == pair.found]
    assert any(pair.clause in finding.clause for finding in found), found
    assert all(" " in finding.message for finding in found)
    twin = [finding for finding in pdf.check(pair.good(), strangers=True) if finding.severity != "info"]
    assert [finding for finding in twin if finding.id not in pair.also] == []
    told(f"pdf-corpus-{pair.part}", pair.name, judged)


def test_the_corpus_is_wide_enough() -> None:
    """At least 150 conditions, each with a name of its own."""
    assert len({(pair.part, pair.name) for pair in PAIRS}) == len(PAIRS) >= 150


@pytest.mark.validator
@pytest.mark.slow
@pytest.mark.parametrize("part", ["1", "2"])
def test_verapdf_finds_the_same(part: str, tmp_path: Path) -> None:
    """VeraPDF passes every twin, and tells by its own rule each condition that it knows."""
    rows = [pair for pair in PAIRS if pair.part == part]
    files = {tmp_path / f"{at:03}-{side}.pdf": getattr(pair, side)() for at, pair in enumerate(rows) for side in ("bad", "good")}
    for path, data in files.items():
        path.write_bytes(data)
    judged = {
        path.name: {f"{one.clause}-{one.test}" for one in found}
        for path, found in validators.verapdf(list(files), f"ua{part}").items()
    }
    wrong = [f"{pair.name}: good {judged[f'{at:03}-good.pdf']}" for at, pair in enumerate(rows) if judged[f"{at:03}-good.pdf"]]
    wrong += [
        f"{pair.name}: bad {sorted(judged[f'{at:03}-bad.pdf'])}, not {pair.vera}"
        for at, pair in enumerate(rows)
        if (pair.vera not in judged[f"{at:03}-bad.pdf"] if pair.vera else judged[f"{at:03}-bad.pdf"])
    ]
    assert wrong == [], "\n".join(wrong)
