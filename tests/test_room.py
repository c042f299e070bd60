"""Clinics with a long name: 80 letters are printed, or the build says at once which name, where it is written and what to do."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit import build, content
from kit.build import room
from kit.build.room import refuse_long_names
from kit.cli.build import _other_editions
from kit.digest import fingerprint
from kit.document import ClinicCard, Options
from kit.errors import ContentError, Fault, KitError
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
    """The French flat card has no line for it: file, place, field, way out; and no folder of files is begun."""
    out = tmp_path / "out"
    with pytest.raises(ContentError) as caught:
        build.build(_cards(clinic(tmp_path, NAME.ljust(80, "x")), "fr", out))
    said = str(caught.value)
    assert "harbor.toml:1:8: name: the name has 80 letters and no room: the pocket card 'overdose'" in said
    assert "--edition folded" in said
    assert not out.exists()


def test_a_name_that_has_room_is_not_told(tmp_path: Path) -> None:
    """The way out that the error names holds, and so does the flat card in English."""
    long = clinic(tmp_path, NAME.ljust(80, "x"))
    for tag, edition in (("fr", "folded"), ("en", "standard")):
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


class Paper:
    """A paper that has room for names of so many letters, in the standard edition; what was tried on it, in order."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.tried: list[tuple[str, int]] = []

    def tries(self, job: build.Job, options: Options) -> None:
        """KitError: there is no room."""
        assert options is job.options
        assert job.clinic is not None
        self.tried.append((job.locale, len(job.clinic.name)))
        if len(job.clinic.name) > self.most:
            raise KitError("the card is 1 line too long", "Take the folded card.")


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Paper]:
    """A format of its own whose only fault is too long a name; one that tries nothing stands beside it."""

    def make(most: int) -> Paper:
        made = Paper(most)
        monkeypatch.setattr(room, "FORMATS", {"card": made, "page": SimpleNamespace(tries=None)})
        monkeypatch.setattr(room, "ready", lambda job: job)
        return made

    return make


def for_clinics(lengths: Iterable[int], **more: Any) -> list[build.Job]:
    """A job for each of these lengths of names."""
    asked = build.Job(
        root=ROOT, topic="tea", locale="en", format="card", options=Options(), edition="", region="", clinic=None, today=TODAY,
        release=False, out=Path("output"),
    )  # fmt: skip
    cards = (ClinicCard(id=f"c{length}", name="x" * length, phone="1", place=f"c{length}.toml:1:8") for length in lengths)
    return [dataclasses.replace(asked, clinic=card, **more) for card in cards]


def told(jobs: Sequence[build.Job]) -> list[Fault]:
    """What is said of these jobs."""
    try:
        refuse_long_names(jobs)
    except ContentError as error:
        return list(error.faults)
    return []


def test_short_names_are_not_tried(paper: Callable[[int], Paper]) -> None:
    """A name of 40 letters has room wherever words have; and who has no clinic, or makes a page, is not asked."""
    card = paper(1)
    bare = dataclasses.replace(for_clinics([50])[0], clinic=None)
    assert told([*for_clinics([40]), bare, *for_clinics([50], format="page")]) == []
    assert card.tried == []
    assert len(told(for_clinics([41]))) == 1


def test_the_longest_names_are_tried_until_one_has_room(paper: Callable[[int], Paper]) -> None:
    """What has room for one has room for every shorter one; each that has none is told with its place and the way out."""
    card = paper(60)
    faults = told(for_clinics([45, 62, 55, 70, 50]))
    assert [fault.file for fault in faults] == ["c70.toml:1:8", "c62.toml:1:8"]
    assert {(fault.path, fault.advice) for fault in faults} == {("name", "Take the folded card.")}
    assert faults[0].what == "the name has 70 letters and no room: the card is 1 line too long"
    assert [length for _, length in card.tried if length > 1] == [70, 62, 55]


def test_a_clinic_without_a_file_is_named_by_its_id(paper: Callable[[int], Paper]) -> None:
    """Nobody wrote it where a place could be given."""
    paper(60)
    (job,) = for_clinics([61])
    assert job.clinic is not None
    assert told([dataclasses.replace(job, clinic=dataclasses.replace(job.clinic, place=""))])[0].file == "c61"


def test_words_that_are_too_long_by_themselves_are_no_fault_of_a_name(paper: Callable[[int], Paper]) -> None:
    """Where a name of one letter has no room either, the sheet itself says so later."""
    card = paper(0)
    assert told(for_clinics([50, 49])) == []
    assert card.tried == [("en", 50), ("en", 1)]


@pytest.mark.parametrize("field", ["topic", "locale", "format", "edition", "sheet", "beside", "options"])
def test_each_kind_of_file_is_tried_and_sessions_are_one(paper: Callable[[int], Paper], field: str) -> None:
    """Whatever changes the paper is tried by itself, also where the jobs come mixed; the sessions of a deck open with the same slide."""
    card = paper(60)
    monkeypatched = card if field == "format" else None
    other: Any = {"options": Options(paper="letter"), "format": "card2"}.get(field, "other")
    if monkeypatched:
        room.FORMATS["card2"] = card  # type: ignore[index]  # the table of this test
    jobs = [*for_clinics([50]), *for_clinics([50], **{field: other}), *for_clinics([50], session=20)]
    told(jobs)
    assert len(card.tried) == 2


def test_the_first_of_many_faults_are_told(paper: Callable[[int], Paper]) -> None:
    """After 20 nothing more is tried; the same name in two languages is one fault."""
    card = paper(40)
    assert len(told([*for_clinics(range(41, 80)), *for_clinics(range(41, 80), locale="ar")])) == 20
    assert len([tried for tried in card.tried if tried[1] > 1]) == 20
    assert len(told([*for_clinics([50, 51]), *for_clinics([50, 51], locale="es")])) == 2


def test_marks_of_direction_are_no_letters(paper: Callable[[int], Paper]) -> None:
    """What nobody sees takes no room: 40 letters between two marks are 40."""
    card = paper(1)
    (job,) = for_clinics([40])
    assert job.clinic is not None
    marked = dataclasses.replace(job, clinic=dataclasses.replace(job.clinic, name=f"\u2068{job.clinic.name}\u2069"))
    assert told([marked]) == []
    assert card.tried == []
