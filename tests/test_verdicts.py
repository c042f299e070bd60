"""Verdicts that outlive a process: found again as they were, and never where anything that they rest on, or a byte of them, has changed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from kit import caches
from kit.build import documents, verdicts
from kit.judging import gate

KEY = "0123456789abcdef01234567"
VALUE = {"judged": [{"id": "translation.facts", "where": "locales/es/x.po:3: a"}], "drafts": []}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache of its own, by each system's own name for it."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "cache")
    return verdicts.folder()


def test_what_is_kept_is_found(home: Path) -> None:
    """As it was, in letters of every script; under another key there is nothing."""
    verdicts.keep(KEY, VALUE | {"letters": "٣ मि"})
    assert verdicts.read(KEY) == VALUE | {"letters": "٣ मि"}
    assert verdicts.read(KEY[::-1]) is None
    assert [path.name for path in home.iterdir()] == [f"{KEY}.json"]


@pytest.mark.parametrize("at", range(0, 160, 7))
def test_a_changed_byte_is_not_trusted(home: Path, at: int) -> None:
    """Wherever it stands: in the seal or in the words."""
    verdicts.keep(KEY, VALUE)
    path = home / f"{KEY}.json"
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(bytes(data))
    assert verdicts.read(KEY) is None


def test_what_is_cut_short_or_renamed_is_not_trusted(home: Path) -> None:
    """Nor is an empty file, or a right one under the name of another key."""
    verdicts.keep(KEY, VALUE)
    path, other = home / f"{KEY}.json", KEY[::-1]
    shutil.copy(path, home / f"{other}.json")
    assert verdicts.read(other) is None
    whole = path.read_bytes()
    for size in (0, 10, 64, 65, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert verdicts.read(KEY) is None
    path.write_bytes(b"\xff" * 70)
    assert verdicts.read(KEY) is None


def test_the_folder_is_bounded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One too many, and what was not asked for the longest goes; what was just asked for stays."""
    monkeypatch.setattr(verdicts, "MOST", 3)
    for number in range(3):
        verdicts.keep(f"{number:024x}", number)
        os.utime(home / f"{number:024x}.json", (number, number))
    assert verdicts.read(f"{0:024x}") == 0
    verdicts.keep(f"{3:024x}", 3)
    assert [verdicts.read(f"{number:024x}") for number in range(4)] == [0, None, 2, 3]


def test_a_folder_that_can_not_be_written_is_no_fault(home: Path) -> None:
    """Nothing is kept, and nothing is said."""
    home.parent.mkdir(parents=True)
    home.write_text("a file where the folder should be", encoding="ascii")
    verdicts.keep(KEY, VALUE)
    assert verdicts.read(KEY) is None


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Path:
    """A copy of the project with two languages."""
    made = tmp_path / "project"
    shutil.copytree(root / "content", made / "content")
    for tag in ("en", "es"):
        shutil.copytree(root / "locales" / tag, made / "locales" / tag)
    return made


def _anew(project: Path) -> gate.Gate:
    caches.empty()
    return documents.gate_of(project, "es")


def test_a_gate_is_found_by_another_process(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same findings at the same places without any check run, also where the project lies elsewhere now."""
    made = _anew(project)
    assert made.judged
    moved = tmp_path / "moved"
    shutil.copytree(project, moved)

    def refuse(*_: object) -> gate.Gate:
        raise AssertionError("the checks ran")

    monkeypatch.setattr(gate, "gate", refuse)
    assert _anew(project) == made
    assert _anew(moved) == made


def test_a_changed_dose_is_found_though_a_verdict_is_kept(project: Path) -> None:
    """One other number in a safety text, in a file that keeps its name: the gate closes."""
    before = _anew(project)
    path = project / "locales" / "es" / "heroin-withdrawal.po"
    words = path.read_text(encoding="utf-8")
    at = words.index('msgctxt "heroin-withdrawal/naloxone.steps.again"')
    said = words.index("msgstr", at)
    number = next(index for index in range(said, len(words)) if words[index].isdigit())
    path.write_text(f"{words[:number]}{(int(words[number]) + 5) % 10}{words[number + 1 :]}", encoding="utf-8")
    after = _anew(project)
    assert set(after.judged) - set(before.judged)


READ: list[str] = []
_listening = False


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _listening and event == "open":
        READ.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else "")


def test_all_that_the_checks_read_is_in_the_key(project: Path) -> None:
    """Each file of the project that the checks open changes the key when it changes, or holds the English, whose texts are in it."""
    global _listening
    sys.addaudithook(_hear)
    caches.empty()
    documents.sources(project)
    READ.clear()
    _listening = True
    try:
        gate.gate(project, documents.sources(project), "es")
    finally:
        _listening = False
    opened = {Path(name) for name in READ if name.startswith(str(project)) and Path(name).is_file()}
    assert any(path.name == "glossary.csv" for path in opened)
    key = documents._gate_key(project, "es")
    for path in sorted(opened):
        data = path.read_bytes()
        path.write_bytes(data + b"\n")
        assert documents._gate_key(project, "es") != key, f"{path} is not in the key"
        path.write_bytes(data)
    assert documents._gate_key(project, "es") == key
