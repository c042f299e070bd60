"""Clinics with a long name: 80 letters are printed, or the build says at once which name, where it is written and what to do."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from kit import build, content
from kit.build.room import refuse_long_names
from kit.cli.build import _other_editions
from kit.digest import fingerprint
from kit.document import ClinicCard
from kit.errors import ContentError
from kit.formats.deck.plan import plan as slides
from tests.conftest import ROOT, TODAY
from tests.sample import sample

NAME = "Harbor Street Community Health Center for Families and Recovery, Example Townsh"


def clinic(tmp_path: Path, name: str) -> ClinicCard:
    """A clinic read from a file of its own."""
    path = tmp_path / "harbor.toml"
    path.write_text(f'name = "{name}"\nphone = "+1 202-555-0143"\n', encoding="utf-8")
    return content.clinic(path)


def _cards(clinic: ClinicCard, tag: str, out: Path, edition: str = "standard") -> build.Request:
    request = build.Request(root=ROOT, out=out, locales=(tag,), formats=("pocket-card",), editions=(edition,), today=TODAY)
    return dataclasses.replace(request, region="US", clinics=(clinic,), partial=True)


def test_a_name_of_80_letters_is_read_and_one_of_81_is_told(tmp_path: Path) -> None:
    """With its line, its field and how many letters fit."""
    assert clinic(tmp_path, NAME.ljust(80, "x")).name
    with pytest.raises(ContentError, match=r"harbor\.toml:1:8: name: the text has 81 characters; 80 fit"):
        clinic(tmp_path, NAME.ljust(81, "x"))


@pytest.mark.slow
def test_a_name_without_room_is_told_before_anything_is_made(tmp_path: Path) -> None:
    """The Spanish flat card has no line for it: file, place, field, way out; and no folder of files is begun."""
    out = tmp_path / "out"
    with pytest.raises(ContentError) as caught:
        build.build(_cards(clinic(tmp_path, NAME.ljust(80, "x")), "es", out))
    said = str(caught.value)
    assert "harbor.toml:1:8: name: the name has 80 letters and no room: the pocket card 'overdose'" in said
    assert "--edition folded" in said
    assert not out.exists()


def test_a_name_that_has_room_is_not_told(tmp_path: Path) -> None:
    """The way out that the error names holds, and so does the flat card in English."""
    long = clinic(tmp_path, NAME.ljust(80, "x"))
    for tag, edition in (("es", "folded"), ("en", "standard")):
        refuse_long_names(build.plan(_cards(long, tag, tmp_path, edition)))


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_name_of_80_wide_letters_stands_on_the_first_slide(tag: str) -> None:
    """Its place grows upwards by a line."""
    document = sample(tag)
    assert document.clinic is not None
    wide = dataclasses.replace(document.clinic, name=("Westminster Methadone & Wellness Community Women " * 2)[:80])
    assert slides(dataclasses.replace(document, clinic=wide))


def test_where_a_name_was_read_makes_no_other_clinic(tmp_path: Path) -> None:
    """A file that is moved makes nothing anew."""
    one = clinic(tmp_path, "Harbor")
    other = dataclasses.replace(one, place="elsewhere.toml:9:9")
    assert one.place.endswith("harbor.toml:1:8")
    assert (one, fingerprint(one)) == (other, fingerprint(other))


def test_a_booklet_asked_for_in_large_print_says_why_there_is_none() -> None:
    """And what is made so; where the edition is there, nothing is said."""
    request = build.Request(root=ROOT, out=Path("output"), formats=("booklet", "handout"), editions=("large-print",), today=TODAY)
    (line,) = _other_editions(request)
    assert line.startswith("The booklet is not made as large-print: its pages are too small")
    assert "handout, sheet, packet" in line
    assert _other_editions(dataclasses.replace(request, formats=("handout",))) == []
    assert _other_editions(dataclasses.replace(request, editions=())) == []
    assert _other_editions(dataclasses.replace(request, editions=("standard",))) == []


def test_pictures_of_the_readme_are_small() -> None:
    """All that the README shows is there, and weighs less than 150 kB together."""
    shown = re.findall(r"!\[[^\]]+\]\((docs/[^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) == 3
    assert sum((ROOT / path).stat().st_size for path in shown) < 150_000
