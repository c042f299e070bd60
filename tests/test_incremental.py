"""kit.build.incremental: nothing is made twice for the same input, and whatever has changed is made again."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import build, cli
from kit.build import Request, documents, incremental, program
from kit.document import ClinicCard
from tests.small_topic import ARABIC, Spoil, make_whole

CLINICS = (ClinicCard(id="harbor", name="Harbor"), ClinicCard(id="mill", name="Mill", phone="555-0100"))
MakeKit = Callable[..., dict[str, str]]
"""Builds, and says of each file why it was made, "" where it was kept."""


@pytest.fixture
def project(folder: Path, root: Path) -> Path:
    """A project with the small topic in English and, one sentence of it, in Arabic."""
    return make_whole(folder, root)


@pytest.fixture
def make_kit(project: Path, tmp_path: Path, today: datetime.date, monkeypatch: pytest.MonkeyPatch) -> MakeKit:
    """A build of pages for two clinics, which reads every file anew; without the review form, which is no kit's file."""
    monkeypatch.setattr("kit.build.run.write_review_form", lambda *_: ())

    def run(**changes: object) -> dict[str, str]:
        documents.forget()
        asked = Request(
            root=project,
            out=tmp_path / "out",
            topics=("tea",),
            locales=("en", "ar"),
            formats=("page",),
            region="US",
            clinics=CLINICS,
            partial=True,
            today=today,
        )
        results = build.build(dataclasses.replace(asked, **changes))  # type: ignore[arg-type]  # fields by name
        assert all(result.published for result in results), [result.findings for result in results]
        return {result.path.replace("/tea-page.draft.html", ""): "" if result.kept else result.why for result in results}

    return run


def test_nothing_is_made_again_where_nothing_has_changed(make_kit: MakeKit, tmp_path: Path) -> None:
    """A second build keeps every file, and its manifest is the same."""
    assert set(make_kit().values()) == {incremental.NEW}
    before = (tmp_path / "out/manifest.jsonl").read_bytes()
    assert make_kit() == {"harbor/en": "", "mill/en": "", "harbor/ar": "", "mill/ar": ""}
    assert (tmp_path / "out/manifest.jsonl").read_bytes() == before


def test_a_changed_phone_touches_the_files_of_that_clinic_alone(make_kit: MakeKit) -> None:
    """A clinic's new number makes its files again, in each language, and says so."""
    make_kit()
    moved = (CLINICS[0], dataclasses.replace(CLINICS[1], phone="555-0199"))
    why = incremental.CHANGED["clinic"]
    assert make_kit(clinics=moved) == {"harbor/en": "", "mill/en": why, "harbor/ar": "", "mill/ar": why}


def test_one_arabic_text_touches_the_arabic_files_alone(make_kit: MakeKit, project: Path) -> None:
    """A sentence that is put in other words makes the files of its language again; a comment in the same file makes none."""
    make_kit()
    catalog = project / "locales/ar/tea.po"
    catalog.write_text(f"# A comment.\n{ARABIC}", encoding="utf-8")
    assert set(make_kit().values()) == {""}
    catalog.write_text(ARABIC.replace("الماء يساعد", "الماء مفيد"), encoding="utf-8")
    why = incremental.CHANGED["words"]
    assert make_kit() == {"harbor/en": "", "mill/en": "", "harbor/ar": why, "mill/ar": why}


def test_a_changed_english_text_touches_every_language(make_kit: MakeKit, spoil: Spoil) -> None:
    """What the source says is in every file."""
    make_kit()
    spoil("tea/sections/01-sleep.yaml", "Water helps.", "Water helps you.")
    assert set(make_kit().values()) == {incremental.CHANGED["words"]}


def test_a_number_that_expires_makes_the_files_again(make_kit: MakeKit, today: datetime.date) -> None:
    """Tomorrow nothing is made, the day after a number's last day all is: a line to write on must stand there."""
    make_kit()
    assert set(make_kit(today=today + datetime.timedelta(days=1)).values()) == {""}
    assert set(make_kit(today=today + datetime.timedelta(days=400)).values()) == {incremental.CHANGED["numbers"]}


@pytest.mark.parametrize("harm", ["damaged", "deleted"])
def test_a_file_that_is_not_what_it_was_is_made_again(make_kit: MakeKit, tmp_path: Path, harm: str) -> None:
    """A file changed by one letter, or deleted, is made again to the same bytes, with a word; the others are left alone."""
    make_kit()
    path = tmp_path / "out/mill/ar/tea-page.draft.html"
    whole = path.read_bytes()
    others = {one: one.stat().st_mtime_ns for one in (tmp_path / "out").rglob("tea-page*") if one != path}
    if harm == "damaged":
        path.write_bytes(whole.replace(b"555-0100", b"555-0109", 1))
    else:
        path.unlink()
    why = incremental.DAMAGED if harm == "damaged" else incremental.MISSING
    assert make_kit() == {"harbor/en": "", "mill/en": "", "harbor/ar": "", "mill/ar": why}
    assert path.read_bytes() == whole
    assert others == {one: one.stat().st_mtime_ns for one in others}


def test_a_changed_kit_makes_every_file_again(make_kit: MakeKit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a library is another kit; so is an other file of its own."""
    make_kit()
    monkeypatch.setattr(program, "_libraries", lambda: [("lxml", "0.1")])
    assert set(make_kit().values()) == {incremental.CHANGED["kit"]}


def test_force_makes_every_file(make_kit: MakeKit) -> None:
    """With force, what still holds is made all the same."""
    make_kit()
    assert set(make_kit(force=True).values()) == {incremental.FORCED}


def test_a_line_of_an_older_kit_makes_its_file_again(make_kit: MakeKit, tmp_path: Path) -> None:
    """A manifest whose lines do not say what their files were made from, and have no seal, vouches for none."""
    make_kit()
    manifest = tmp_path / "out/manifest.jsonl"
    manifest.write_text(
        re.sub(r'"made_from": \{.*?\}, |, "seal": "\w*"', "", manifest.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert set(make_kit().values()) == {incremental.CHANGED["kit"]}


def test_every_option_has_its_own_key(project: Path, tmp_path: Path, today: datetime.date) -> None:
    """Two jobs that differ in anything that a file shows never have one key."""
    asked = Request(root=project, out=tmp_path, topics=("tea",), locales=("en",), formats=("page",), today=today)
    (job,) = build.plan(asked)
    changes: tuple[dict[str, object], ...] = (
        {},
        {"locale": "ar"},
        {"format": "handout"},
        {"edition": "large-print"},
        {"options": dataclasses.replace(job.options, paper="letter")},
        {"options": dataclasses.replace(job.options, template=b"theirs")},
        {"options": dataclasses.replace(job.options, site="https://kits.example.org")},
        {"region": "US"},
        {"clinic": CLINICS[0]},
        {"clinic": CLINICS[1]},
        {"parts": ("1",)},
    )
    keys = [incremental.made_from(dataclasses.replace(job, **change)) for change in changes]  # type: ignore[arg-type]  # fields by name
    assert len(set(keys)) == len(keys)
    assert incremental.made_from(dataclasses.replace(job, out=tmp_path / "other", before="{}")) == keys[0]


def test_the_command_says_why_a_file_is_made(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --explain each file's reason is said; that one was damaged on the disk is said in any case, and nothing of those kept."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")
    monkeypatch.setattr("kit.build.run.write_review_form", lambda *_: ())
    asked = [
        "build",
        "--root",
        str(project),
        "--out",
        str(tmp_path / "out"),
        "--topic",
        "tea",
        "--locale",
        "en",
        "--format",
        "page",
    ]

    def said(*more: str) -> list[str]:
        done = CliRunner().invoke(cli.app, [*asked, "--plain", *more])
        assert done.exit_code == 0, done.output
        return [line for line in done.output.splitlines() if line.startswith(("en/", "Kept"))]

    path = "en/tea-page.draft.html"
    assert said("--explain") == [f"{path} is new: {incremental.NEW}."]
    assert said("--force") == []
    assert said("--force", "--explain") == [f"{path} was made again: {incremental.FORCED}."]
    (tmp_path / "out" / path).write_bytes(b"")
    assert said() == [f"{path} was made again: {incremental.DAMAGED}."]
    assert said("--explain") == ["Kept 1 file of an earlier build: nothing that they are made from has changed."]
