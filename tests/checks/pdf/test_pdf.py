"""Our verifier and the round trip find what is planted, and are silent on what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.checks import pdf
from kit.errors import KitError
from tests import handmade, validators
from tests.checks.pdf.faults import FAULTS, Fault, good, judge, planted
from tests.told import Told

_CLEAN = [(locale, edition) for locale in ("en", "ar") for edition in ("standard", "large-print")]


@pytest.mark.parametrize(("locale", "edition"), _CLEAN)
def test_a_good_handout_is_passed_in_silence(locale: str, edition: str) -> None:
    """Nothing at all is found in the clean files that the faults are planted into."""
    assert judge(good(locale, edition), locale, edition) == ()


def test_a_good_file_by_another_hand_is_passed_in_silence() -> None:
    """The verifier finds nothing in a right file that our writer had no part in."""
    assert pdf.check(handmade.sheet()) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_planted_fault_is_found(fault: Fault, told: Told) -> None:
    """Each fault gives the findings its row of the table names, each with a clause and a sentence."""
    found = judge(planted(fault), fault.locale, fault.edition)
    ids = {finding.id for finding in found}
    assert set(fault.found) <= ids, sorted(ids)
    assert all(finding.clause and finding.message.endswith((".", "?")) for finding in found)
    told("pdf", fault.name, found)


def test_the_table_is_wide_enough() -> None:
    """At least 25 kinds of faults, each with a name of its own."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 25


def test_an_unknown_profile_is_refused() -> None:
    """A profile that does not exist is an error, not a check that passes."""
    with pytest.raises(KitError, match="unknown print profile"):
        pdf.check(handmade.sheet(), profile="tiny")


def test_a_floor_alone_judges_sizes() -> None:
    """`floor` works on any file without a profile: 14 points pass 14 and fail 16."""
    assert pdf.check(handmade.sheet(), floor=14) == ()
    assert {finding.id for finding in pdf.check(handmade.sheet(), floor=16)} == {"pdf-small-type"}


@pytest.mark.validator
@pytest.mark.slow
def test_the_table_says_what_verapdf_misses(tmp_path: Path) -> None:
    """The PDF/UA-1 profile of veraPDF passes the clean files, and fails exactly the faults the table says it does."""
    paths = {}
    for number, fault in enumerate(FAULTS):
        paths[tmp_path / f"{number:02}.pdf"] = fault.name
        (tmp_path / f"{number:02}.pdf").write_bytes(planted(fault))
    for locale, edition in _CLEAN:
        paths[tmp_path / f"clean-{locale}-{edition}.pdf"] = ""
        (tmp_path / f"clean-{locale}-{edition}.pdf").write_bytes(good(locale, edition))
    (tmp_path / "handmade.pdf").write_bytes(handmade.sheet())
    paths[tmp_path / "handmade.pdf"] = ""
    failed = {paths[path] for path, failures in validators.verapdf(list(paths), "ua1").items() if failures}
    assert failed == {fault.name for fault in FAULTS if fault.verapdf}
