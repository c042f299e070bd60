"""tests.shared: what is dear is made once in a test run, by whichever process asks first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared import once


class _Factory:
    """Stands for pytest's own, in a place of its own."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def getbasetemp(self) -> Path:
        """Where this process keeps its folders."""
        self.base.mkdir(parents=True, exist_ok=True)
        return self.base


def test_two_processes_of_a_run_share_what_one_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second gets the first one's folder and answer, and makes nothing; without others a process uses its own folder."""
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    made: list[Path] = []

    def make(folder: Path) -> int:
        made.append(folder)
        return len(made)

    first = once(_Factory(tmp_path / "gw0"), "kit", make)  # type: ignore[arg-type]
    second = once(_Factory(tmp_path / "gw1"), "kit", make)  # type: ignore[arg-type]
    assert first == second == (tmp_path / "shared-kit", 1)
    monkeypatch.delenv("PYTEST_XDIST_WORKER")
    assert once(_Factory(tmp_path / "alone"), "kit", make) == (tmp_path / "alone" / "shared-kit", 2)  # type: ignore[arg-type]


def test_what_could_not_be_made_is_tried_again(tmp_path: Path) -> None:
    """An error reaches whoever asked, and nothing half-made is taken for whole."""

    def fail(folder: Path) -> int:
        raise OSError(folder.name)

    factory = _Factory(tmp_path)
    with pytest.raises(OSError, match="shared-kit"):
        once(factory, "kit", fail)  # type: ignore[arg-type]
    assert once(factory, "kit", lambda _: 7)[1] == 7  # type: ignore[arg-type]
