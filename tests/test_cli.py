"""`kit build` and `kit check`: exit codes, what they say on a terminal and in a pipe, and plain words for every bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import cli
from kit.build.making import LEFT_OUT
from kit.cli import build, ending, project
from kit.errors import EXIT_BAD_INPUT, EXIT_CHECKS_FAILED, EXIT_OK, Finding, KitError

DAY = "1795824000"


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line on the day the tests live on."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return CliRunner()


def _page(root: Path, out: Path, *more: str) -> list[str]:
    topic = ["--topic", "heroin-withdrawal", "--locale", "en", "--format", "page"]
    return ["build", "--root", str(root), "--out", str(out), "--jobs", "1", *topic, *more]


def _kit(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "kit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def _ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of the same command in this process, and what it says on the error stream."""
    code = ending.run(lambda: cli.app(list(arguments), standalone_mode=False))
    return code, capsys.readouterr().err


def test_a_build_says_what_it_made_and_where_to_look(runner: CliRunner, root: Path, tmp_path: Path) -> None:
    """The summary counts files, says that they are drafts, and ends with the page to open."""
    done = runner.invoke(cli.app, _page(root, tmp_path))
    assert done.exit_code == EXIT_OK
    assert "Made 1 file in 1 language in" in done.output
    assert "drafts" in done.output
    assert done.output.rstrip().endswith(f"{tmp_path.resolve() / 'index.html'}")


@pytest.mark.parametrize(("count", "more"), [(0, ""), (10, ""), (11, "On 1 file more something had no room")])
def test_a_build_names_what_had_no_room(capsys: pytest.CaptureFixture[str], count: int, more: str) -> None:
    """Ten sheets by name, and how many more there are; nothing of other findings."""
    lost = [Finding(id=LEFT_OUT, severity="warning", where=f"es/{at}.pdf", message="no room for a.b") for at in range(count)]
    build.tell_what_had_no_room([*lost, Finding(id="size", severity="warning", where="es/x.pdf", message="large")])
    told = capsys.readouterr().out.splitlines()
    assert told[:10] == [f"es/{at}.pdf: no room for a.b" for at in range(min(count, 10))]
    assert [line.startswith(more) for line in told[10:]] == ([True] if more else [])


def test_a_build_in_a_pipe_is_quiet(root: Path, tmp_path: Path) -> None:
    """Without a terminal there is no progress bar and nothing on standard error, and the words hold no control codes."""
    done = _kit(*_page(root, tmp_path))
    assert done.returncode == EXIT_OK
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


def test_json_is_one_object_a_file(runner: CliRunner, root: Path, tmp_path: Path) -> None:
    """With --json every line is a manifest line."""
    done = runner.invoke(cli.app, _page(root, tmp_path, "--json"))
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert [(line["format"], line["status"]) for line in lines] == [("page", "draft")]


def test_a_release_of_drafts_fails_and_says_why(runner: CliRunner, root: Path, tmp_path: Path) -> None:
    """--release exits with 1, names what is missing and writes no page."""
    done = runner.invoke(cli.app, _page(root, tmp_path, "--release"))
    assert done.exit_code == EXIT_CHECKS_FAILED
    assert "no clinician has signed the English text" in done.output
    assert not list(tmp_path.rglob("*-page*.html"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--locale", "xx"], "--locale: unknown value 'xx'"),
        (["--format", "scroll"], "--format: unknown value 'scroll'"),
        (["--edition", "tiny"], "--edition: unknown value 'tiny'"),
        (["--topic", "tea"], "--topic: unknown value 'tea'"),
        (["--paper", "a5"], "--paper: unknown value 'a5'"),
        (["--profile", "xyz"], "--profile: unknown value 'xyz'"),
        (["--shard", "3/2"], "--shard: '3/2' is not i/n"),
        (["--region", "ZZ"], "ZZ"),
        (["--clinic", "no-such-file.toml"], "no-such-file.toml"),
        (["--clinic", "a.toml", "--clinics", "b.csv"], "exclude each other"),
    ],
)
def test_bad_arguments_are_told_in_one_sentence(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """A wrong option exits with 2, names it, says what to do, prints no traceback and writes nothing."""
    out = tmp_path / "out"
    code, told = _ended(capsys, *_page(root, out, *arguments))
    assert code == EXIT_BAD_INPUT
    assert said in told
    assert "Traceback" not in told
    assert not out.exists()


def test_a_bad_argument_ends_the_program(root: Path, tmp_path: Path) -> None:
    """A program that starts the kit sees the exit code, and the sentence on standard error alone."""
    done = _kit(*_page(root, tmp_path / "out", "--locale", "xx"))
    assert (done.returncode, done.stdout) == (EXIT_BAD_INPUT, "")
    assert "--locale: unknown value 'xx'" in done.stderr


def test_an_unknown_command_is_corrected(runner: CliRunner) -> None:
    """A mistyped command exits with 2 and is given the right one."""
    done = runner.invoke(cli.app, ["biuld"])
    assert done.exit_code == EXIT_BAD_INPUT
    assert "build" in done.output


def test_a_folder_without_content_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a project the message says so."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(project, "CHECKOUT", tmp_path)
    with pytest.raises(KitError, match="no content/ folder here"):
        project.project(None)


def test_check_audits_a_file_and_exits_by_what_it_finds(runner: CliRunner, root: Path, tmp_path: Path) -> None:
    """Our own page has no fault (0); one with its language taken out has (1); JSON carries id, place and clause."""
    runner.invoke(cli.app, _page(root, tmp_path))
    page = next(tmp_path.glob("en/*.html"))
    assert runner.invoke(cli.app, ["check", str(page)]).exit_code == EXIT_OK
    broken = tmp_path / "broken.html"
    broken.write_bytes(page.read_bytes().replace(b'lang="en"', b"", 1))
    done = runner.invoke(cli.app, ["check", str(broken), "--json"])
    assert done.exit_code == EXIT_CHECKS_FAILED
    assert {"id", "severity", "where", "message", "clause"} == set(json.loads(done.output)["findings"][0])


@pytest.mark.parametrize("name", ["notes.txt", "missing.pdf", "empty.pdf", "empty.pptx", "cut.pptx"])
def test_check_of_what_is_no_file_of_ours_is_told_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A text file, a missing file, an empty one and a cut one each give exit 2, the name and no traceback."""
    path = tmp_path / name
    if not name.startswith("missing"):
        path.write_bytes(b"PK\x03\x04" if name.startswith("cut") else b"")
    code, told = _ended(capsys, "check", str(path))
    assert code == EXIT_BAD_INPUT
    assert "Traceback" not in told
    assert told.strip()


def test_help_is_plain(runner: CliRunner) -> None:
    """Help has no box characters, which screen readers read aloud, and names every command."""
    said = runner.invoke(cli.app, ["--help"]).output
    assert not set("│╭╰─") & set(said)
    for command in ("build", "check", "content", "translate", "doctor", "index"):
        assert command in said


def test_check_writes_a_report_that_our_own_rules_find_right(runner: CliRunner, tmp_path: Path) -> None:
    """The page names the file, what is wrong and how to mend it in each program, and has no barrier itself."""
    broken, report = tmp_path / "broken.html", tmp_path / "report.html"
    broken.write_text("<!DOCTYPE html><html><head><title>Tea</title></head><body><main><h1>Tea</h1></main></body></html>")
    done = runner.invoke(cli.app, ["check", str(broken), "--report", str(report)])
    assert done.exit_code == EXIT_CHECKS_FAILED
    assert "To mend it: " in done.output
    assert "broken.html" in report.read_text(encoding="utf-8")
    assert runner.invoke(cli.app, ["check", str(report)]).exit_code == EXIT_OK
