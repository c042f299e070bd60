"""A new format is a folder and one row: a toy format is planned, built, checked, listed and given a receipt without more."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from kit import build, cli
from kit.desk.printing import media_of
from kit.errors import EXIT_CHECKS_FAILED, EXIT_OK
from kit.formats import FORMATS
from kit.formats.record import Takes
from tests.formats import toy

NAMED_BY_PLANS = (
    "kit/content/schema/topic.py",  # how a topic's handout is laid out, pages or a card, as its file says it
    "kit/checks/source/plans.py",  # which plans of sheets are for cards: their words, as in the content files
    "kit/checks/pdf/print.py",  # the names of print measures, which records ask for
    "kit/checks/page/parts.py",  # an attribute of HTML
    "kit/translate/template.py",  # the names of placeables
)
NAMED_BY_COMMANDS = (
    "kit/cli/",
    "kit/formats/",
    "kit/document/blocks.py",
    "kit/document/model.py",
    "kit/document/plans.py",
    "kit/document/selections.py",
    "kit/outline.py",
    "kit/checks/families.py",
)
"""Where names of formats may stand as strings: commands, formats, and where surfaces, units and families of checks are named like them."""


@pytest.fixture(autouse=True)
def _row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one row."""
    monkeypatch.setitem(FORMATS, "toy", toy.FORMAT)


def _request(root: Path, out: Path, today: datetime.date) -> build.Request:
    topics, locales = ("heroin-withdrawal",), ("en", "ar")
    return build.Request(root=root, out=out, topics=topics, locales=locales, formats=("toy",), today=today)


def test_a_toy_format_is_built_checked_listed_and_receipted(root: Path, tmp_path: Path, today: datetime.date) -> None:
    """Each locale gets its file, the download page leads to it, and its receipt lists common checks and its own."""
    results = build.build(_request(root, tmp_path, today))
    assert [result.path for result in results] == [
        "en/heroin-withdrawal-toy.draft.txt",
        "ar/heroin-withdrawal-toy.draft.txt",
    ]
    assert all(result.published for result in results), [result.findings for result in results]
    listed = (tmp_path / "index.html").read_text(encoding="utf-8")
    receipt = (tmp_path / "receipts" / "en-heroin-withdrawal-toy.draft.txt.html").read_text(encoding="utf-8")
    for result in results:
        assert result.path in listed
    assert all(check.question in receipt for check in toy.FORMAT.checks())


def test_the_desk_gives_its_files_as_what_they_are() -> None:
    """By the ending of their names, as the row says it; pictures stand beside files of every format."""
    assert media_of("heroin-withdrawal-toy.draft.txt") == "text/plain"
    assert {media_of(f"kit.{form.suffix}") for form in FORMATS.values()} == {form.media for form in FORMATS.values()}
    assert media_of("en/heroin.webp") == "image/webp"


def test_its_own_check_withholds_it(root: Path, tmp_path: Path, today: datetime.date, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that only the toy format's check knows keeps the file from being published."""
    shouting = dataclasses.replace(toy.FORMAT, write=lambda document, options: toy.write(document, options) + b"!")
    monkeypatch.setitem(FORMATS, "toy", shouting)
    results = build.build(_request(root, tmp_path, today))
    assert not any(result.published for result in results)
    assert {finding.id for result in results for finding in result.findings} >= {"toy-shouts"}


def test_a_text_that_it_loses_is_found(root: Path, tmp_path: Path, today: datetime.date, monkeypatch: pytest.MonkeyPatch) -> None:
    """The round trip is every format's, the toy one's too."""
    losing = dataclasses.replace(toy.FORMAT, write=lambda document, options: toy.write(document, options).rpartition(b"\n")[0])
    monkeypatch.setitem(FORMATS, "toy", losing)
    assert {finding.id for finding in build.build(_request(root, tmp_path, today))[0].findings} == {"roundtrip-lost"}


def test_a_file_of_it_is_judged_by_its_rules(tmp_path: Path) -> None:
    """`kit check` knows the new ending."""
    for words, code in (("hello", EXIT_OK), ("hello!", EXIT_CHECKS_FAILED)):
        (tmp_path / "a.txt").write_text(words)
        assert CliRunner().invoke(cli.app, ["check", str(tmp_path / "a.txt")]).exit_code == code


def test_no_code_outside_formats_names_a_format(root: Path) -> None:
    """What depends on a format asks its record, so that a new row needs no change elsewhere."""
    kinds = get_args(Takes)  # "sheet" is a kind of selection, too, and says nothing of a format there
    names = "|".join(name for name in FORMATS if name not in ("toy", *kinds))
    said = {
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in (root / "kit").rglob("*.py")
        if not path.relative_to(root).as_posix().startswith((*NAMED_BY_COMMANDS, *NAMED_BY_PLANS))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(rf"""(?<![\w.-])["']({names})["']""", line)
    }
    assert said == set()
