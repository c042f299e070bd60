"""kit.cli.ending: every way in which a command can end, in words and with its exit code, on any stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.cli import ending
from kit.errors import EXIT_BAD_INPUT, EXIT_OK, EXIT_OUR_FAULT, EXIT_STOPPED, KitError

ROOT = Path(__file__).parents[2]


def _ends(command: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A program whose command is this expression, with the kit's ending; `shell` is where its streams go."""
    code = f"import sys\nfrom kit.cli import ending\nfrom kit.cli.messages import say\nsys.exit(ending.run(lambda: {command}))"
    call = ["sh", "-c", f'"$0" -c "$1" {shell}', sys.executable, code]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.run(call, cwd=ROOT, env={**plain, **environment}, capture_output=True, text=True, check=False)


def test_a_crash_is_one_paragraph_and_a_report_file(tmp_path: Path) -> None:
    """Exit 70, one plain line without a traceback, and a private file that has it."""
    done = _ends("1 / 0", TMPDIR=str(tmp_path))
    assert done.returncode == EXIT_OUR_FAULT
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    (report,) = tmp_path.iterdir()
    assert str(report) in done.stderr
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert os.name == "nt" or report.stat().st_mode & 0o077 == 0


def test_a_crash_where_no_report_can_be_written_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a place for the report the paragraph stands alone."""
    monkeypatch.setattr("tempfile.mkstemp", lambda **_: (_ for _ in ()).throw(OSError(28, "full")))
    assert "Tell of it to those" in ending.crash("RuntimeError", "trace")


@pytest.mark.skipif(os.name == "nt", reason="streams of POSIX")
@pytest.mark.parametrize(
    ("shell", "code"),
    [("| true", EXIT_OK), (">&-", EXIT_OK), (">&- 2>&- <&-", EXIT_OK), ("> /dev/full", EXIT_BAD_INPUT)],
    ids=["the reader has gone", "closed", "all closed", "full"],
)
def test_streams_that_take_nothing_end_in_no_traceback(shell: str, code: int) -> None:
    """A closed pipe and closed streams are no fault; a full disk is told in words."""
    done = _ends("[say('x' * 100) for _ in range(3000)] and 0", shell)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert (code == EXIT_OK) == (not done.stderr)


def test_warnings_of_libraries_are_shown_to_nobody() -> None:
    """What a library warns of is no word for the person at the terminal, unless she asked for it."""
    assert _ends("__import__('warnings').warn('odd') or 0").stderr == ""
    assert "odd" in _ends("__import__('warnings').warn('odd') or 0", PYTHONWARNINGS="default").stderr


def test_a_closed_output_does_not_eat_the_exit_code() -> None:
    """What fits into the stream's buffer and finds no reader leaves the command's own exit code."""
    assert _ends("say('few') or 1", ">&-").returncode == 1


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}]
)
def test_output_for_programs_is_utf_8_under_any_locale(locale: dict[str, str]) -> None:
    """JSON with letters of any script is readable whatever the system's locale; half characters of file names are escaped."""
    done = _ends("""say('{"title": "\\u0645\\u0631\\u062d\\u0628\\u0627"}') or say('\\udcff')""", **locale)
    first, second = done.stdout.splitlines()
    assert json.loads(first)["title"] == "مرحبا"
    assert second == "\\udcff"
    assert done.returncode == EXIT_OK


def test_messages_show_what_can_not_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """Controls and turns of direction in a message are named; a message of any length ends."""
    ending.warn("a\u202eb\x1b[31mc\nd")
    assert capsys.readouterr().err == "a<U+202E>b<U+001B>[31mc\nd\n"
    ending.warn("x" * 600_000)
    assert len(capsys.readouterr().err) < ending.LONGEST + 100


def _raise(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KitError("no such thing", "Do it."), EXIT_BAD_INPUT, "no such thing\n  Do it."),
        (KeyboardInterrupt(), EXIT_STOPPED, "Stopped."),
        (PermissionError(13, "Permission denied", "a/b"), EXIT_BAD_INPUT, "a/b: Permission denied"),
        (MemoryError(), EXIT_BAD_INPUT, "not enough memory"),
        (RecursionError(), EXIT_OUR_FAULT, "RecursionError"),
        (OSError("odd"), EXIT_OUR_FAULT, "OSError"),
    ],
)
def test_each_way_to_end_has_its_code(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults of the input, an interrupt, the system's refusals and our own faults are told apart."""
    monkeypatch.setattr(ending, "prepare", lambda: None)
    monkeypatch.setattr(ending, "_report", lambda _: "")
    assert ending.run(lambda: _raise(error)) == code
    assert words in capsys.readouterr().err


def test_signals_that_ask_to_end_stop_a_build_as_ctrl_c_does() -> None:
    """SIGTERM and SIGHUP raise KeyboardInterrupt while files are made, and nothing afterwards."""
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            before = signal.getsignal(getattr(signal, name))
            with pytest.raises(KeyboardInterrupt), ending.stoppable():
                signal.raise_signal(getattr(signal, name))
            assert signal.getsignal(getattr(signal, name)) is before


@pytest.mark.parametrize("epoch", ["-", "1e9", "²", "9" * 40, "99999999999999"])
def test_a_clock_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    """SOURCE_DATE_EPOCH must be seconds that make a day."""
    from kit.cli.arguments import today

    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(KitError, match="SOURCE_DATE_EPOCH"):
        today()


def test_help_loads_no_library_that_a_file_needs() -> None:
    """`kit --help` imports the command line alone: modules are counted, because times differ between machines."""
    code = "import sys\nfrom kit.cli import app\napp(['--help'], standalone_mode=False)\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert {name for name in loaded if name.startswith("kit")} == {
        "kit",
        "kit.cli",
        "kit.cli.ending",
        "kit.cli.lazy",
        "kit.errors",
    }
    assert not {"pydantic", "babel", "lxml", "reportlab", "pptx", "jinja2", "rich", "flask", "icu"} & set(loaded)
    assert len(loaded) < 260
