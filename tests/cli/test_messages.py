"""kit.cli.messages: progress where nobody watches a bar."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest

from kit.cli import messages


def _steps(total: int, seconds: float) -> None:
    """A build of so many files, each of which takes so many seconds by the clock."""
    clock = itertools.count(0.0, seconds)
    with messages.progress(total, quiet=False, clock=lambda: next(clock)) as step:
        for _ in range(total):
            step(SimpleNamespace(path="a"))


def test_a_long_build_tells_a_log_its_rate_and_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    """Every 30 seconds a line with the files a second and what is left; none at the end, which is told by itself."""
    _steps(7, 20.0)
    assert capsys.readouterr().err.splitlines() == [
        "2 of 7 files, 0.1 a second, about 2 minutes left",
        "4 of 7 files, 0.1 a second, about 60 seconds left",
        "6 of 7 files, 0.1 a second, about 20 seconds left",
    ]


def test_a_short_build_tells_a_log_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A build of a few seconds prints no line on its way."""
    _steps(20, 0.5)
    assert capsys.readouterr().err == ""


def test_hours_are_told_as_hours(capsys: pytest.CaptureFixture[str]) -> None:
    """600,000 files are a matter of hours."""
    clock = iter((0.0, 40.0))
    with messages.progress(600_000, quiet=False, clock=lambda: next(clock)) as step:
        step(SimpleNamespace(path="a"))
    assert "1 of 600,000 files" in (said := capsys.readouterr().err)
    assert said.endswith("hours left\n")
