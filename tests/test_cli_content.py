"""`kit content ...`: what the commands print and write, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.checks import source as content_rules
from kit.cli import app
from kit.errors import EXIT_OK


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line on the day the tests live on."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")
    return CliRunner()


def test_check_of_real_content(runner: CliRunner, root: Path) -> None:
    """The repository's content has no error; remarks are counted and printed on demand."""
    short = runner.invoke(app, ["content", "check", "--root", str(root)])
    assert short.exit_code == EXIT_OK
    assert "remarks not shown" in short.output
    long = runner.invoke(app, ["content", "check", "--root", str(root), "--remarks"])
    assert "(claim-secondhand)" in long.output


def test_score_and_form(runner: CliRunner, root: Path, tmp_path: Path) -> None:
    """The sheet is printed as JSON on demand, and the form is written as a PDF and a page."""
    arguments = ["content", "score", "--root", str(root), "--topic", "heroin-withdrawal", "--json", "--form", str(tmp_path)]
    done = runner.invoke(app, arguments)
    assert done.exit_code == EXIT_OK
    assert len(json.loads(done.output)["items"]) == 44
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf", ".html"}


def test_status(runner: CliRunner, root: Path) -> None:
    """The status lists what is known second-hand and who signed."""
    done = runner.invoke(app, ["content", "status", "--root", str(root), "--topic", "heroin-withdrawal"])
    assert done.exit_code == EXIT_OK
    assert "second-hand: " in done.output
    assert "heroin-withdrawal: no clinician has signed" in done.output


def test_rules(runner: CliRunner) -> None:
    """Every rule is listed with its reason and its standard."""
    lines = runner.invoke(app, ["content", "rules"]).output.splitlines()
    assert len(lines) == len(content_rules.CHECKS) + 1
    assert all(len(line.split("\t")) == 4 for line in lines)
