"""kit.content.helplines: the numbers of a region, and the real region files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import phonenumbers
import pytest

from kit import content
from kit.errors import ContentError, KitError

Spoil = Callable[[str, str, str], Path]
US = "regions/US.yaml"
CODES = (
    "AE",
    "AU",
    "BR",
    "CA",
    "DE",
    "ES",
    "FR",
    "GB",
    "HT",
    "IE",
    "IN",
    "KW",
    "MX",
    "NZ",
    "PH",
    "PK",
    "PL",
    "PT",
    "QA",
    "SA",
    "UA",
    "US",
    "VN",
)


def test_reads_a_region(folder: Path) -> None:
    """A region file becomes a Region whose lines keep their order, dates and status."""
    region = content.region(folder, "US")
    assert [line.kind for line in region.lines] == ["emergency", "crisis", "drug_help"]
    assert [line.confirmed for line in region.lines] == [True, True, False]
    assert region.lines[1].source == "https://example.org"
    assert content.regions(folder) == {"US": region}


def test_region_in_small_letters(folder: Path) -> None:
    """A code is found however it is typed."""
    assert content.region(folder, "us").code == "US"


@pytest.mark.parametrize("code", ["XX", "../US", "", "U\0S"])
def test_unknown_region(folder: Path, code: str) -> None:
    """A region that is not there is refused with those that are; it is never replaced by another."""
    with pytest.raises(KitError, match="unknown region") as caught:
        content.region(folder, code)
    assert "US" in caught.value.advice


BAD = {
    "number without quotes": ('"911"', "911", "5:12: lines[0].value: a number or a yes/no stands where a text is needed: 911"),
    "zeros without quotes": ('"911"', "000", "5:12: lines[0].value: a number or a yes/no stands where a text is needed: 000"),
    "letters in a number": ('"988"', '"9-8-TALK"', "12:12: lines[1].value: `9-8-TALK` is not written"),
    "unknown field": ("ways:", "way:", "14:5: lines[1].way: unknown field"),
    "unknown kind": ("kind: crisis", "kind: police", "11:11: lines[1].kind: `police` is not known"),
    "no source": ('    source: {text: "A test"}\n    checked_on: "2026-11-22"\n    expires_on: "2027-11-22"', '    checked_on: "2026-11-22"\n    expires_on: "2027-11-22"', "4:5: lines[0]: `source` is missing"),
    "empty source": ('{url: "https://example.org"}', "{}", "15:13: lines[1].source: the source is empty"),
    "source that is no address": ("https://example.org", "example", "15:19: lines[1].source.url: a web address"),
    "neither number nor address": ('    value: "988"\n', "", "11:5: lines[1]: the line has neither"),
    "no name": ('    name: "988 Lifeline"\n', "", "11:5: lines[1]: the service has no name"),
    "unknown label": ("hours.always", "hours.sometimes", "6:12: lines[0].hours: there is no label"),
    "unknown way": ("way.text", "way.fax", "14:22: lines[1].ways[1]: there is no label"),
    "emergency too long": ('"2027-11-22"', '"2028-01-01"', "9:17: lines[0].expires_on: a line of this kind is good for at most 12 months"),
    "no doubt": ('    doubt: "Nobody called it."\n', "", "25:13: lines[2].status: an unconfirmed line says nothing"),
    "code against the file name": ("code: US", "code: GB", "1:7: code: the code is GB and the file name says US"),
    "bidi in a name": ("988 Lifeline", "988\u202e Lifeline", "13:15: a character that can't be seen: U+202E"),
    "a day that is not": ('"2027-11-22"', '"22.11.2027"', "9:17: lines[0].expires_on: a date is written as"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_region(name: str, folder: Path, spoil: Spoil) -> None:
    """A spoilt region file gives a fault at its place."""
    old, new, wanted = BAD[name]
    spoil(US, old, new)
    with pytest.raises(ContentError) as caught:
        content.region(folder, "US")
    assert f"{US}:{wanted}" in str(caught.value)


def test_helpline_is_good_for_six_months_only(folder: Path) -> None:
    """A help line other than the emergency number may not be good for longer than 6 months."""
    path = folder / US
    path.write_text(path.read_text(encoding="utf-8").replace("2027-05-22", "2027-06-22"), encoding="utf-8")
    with pytest.raises(ContentError, match="at most 6 months"):
        content.region(folder, "US")


def test_region_needs_an_emergency_number(folder: Path) -> None:
    """A region without an emergency number is refused."""
    path = folder / US
    path.write_text(path.read_text(encoding="utf-8").replace("kind: emergency", "kind: crisis"), encoding="utf-8")
    with pytest.raises(ContentError, match="no emergency number"):
        content.region(folder, "US")


def test_all_territories_are_there(root: Path) -> None:
    """The kit knows these territories, and each but one has a confirmed emergency number; nobody could confirm Haiti's."""
    regions = content.regions(root / "content")
    assert set(CODES) <= set(regions)
    without = [code for code in CODES if not any(line.kind == "emergency" and line.confirmed for line in regions[code].lines)]
    assert without == ["HT"]


def test_emergency_numbers_against_libphonenumber(root: Path) -> None:
    """Every emergency number is one in the metadata of libphonenumber."""
    for region in content.regions(root / "content").values():
        for line in region.lines:
            if line.kind == "emergency":
                assert phonenumbers.is_emergency_number(line.value, region.code), (region.code, line.value)


def test_us_numbers(root: Path) -> None:
    """The United States have 911, 988 and the national helpline, confirmed."""
    lines = {(line.kind, line.value) for line in content.region(root / "content", "US").lines if line.confirmed}
    assert {("emergency", "911"), ("crisis", "988"), ("drug_help", "1-800-662-4357")} <= lines


def test_reporting_line_is_never_listed(root: Path) -> None:
    """Lines of police or narcotics control, or that have stopped, are not given to patients, not even as unconfirmed ones."""
    never = {"1933", "1955", "1884141", "09628"}
    for region in content.regions(root / "content").values():
        assert not never & {re.sub(r"\D", "", line.value) for line in region.lines}
