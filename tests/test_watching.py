"""`kit translate preview --watch`: what a save changes is made again, and can be opened at its place."""

from __future__ import annotations

import contextlib
import datetime
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit import build, personalize, translate
from kit.cli import app, preview
from kit.document import Options
from kit.errors import EXIT_OK
from kit.formats import FORMATS, proofs

DAY = datetime.date(2026, 11, 28)
TOPIC = "heroin-withdrawal-family"
SAID = f"{TOPIC}/overdose.title"


@pytest.fixture(scope="module")
def started(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one topic and a Spanish locale in which one text has words."""
    folder = tmp_path_factory.mktemp("watched")
    others = {path.parent.name for path in (root / "content").glob("*/topic.yaml")} - {TOPIC}
    shutil.copytree(root / "content", folder / "content", ignore=shutil.ignore_patterns(*others, "review.toml"))
    shutil.copytree(root / "locales" / "es", folder / "locales" / "es", ignore=shutil.ignore_patterns("heroin-withdrawal.po"))
    return folder


def watched(root: Path, out: Path, edits: Iterable[Callable[[], object]]) -> list[build.Resaved]:
    """What watching says while these edits are made, one before each look."""
    coming = iter(edits)

    def wait() -> None:
        edit = next(coming, None)
        if edit is None:
            raise KeyboardInterrupt
        edit()

    found: list[build.Resaved] = []
    saves = iter(build.watch(root, "es", out, DAY, wait))
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            found.append(next(saves))
    return found


def put(path: Path, old: str, new: str) -> Callable[[], object]:
    """An editor's save in which these words become those."""
    return lambda: path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def words_of(root: Path, ident: str) -> str:
    """What the catalog says for a text."""
    catalog = translate.load(root, translate.locale_of(root, "es"), TOPIC)
    return next(entry.words for entry in catalog.entries if entry.ctx == ident)


def test_a_save_is_told_and_made_anew_at_its_place(started: Path, tmp_path: Path) -> None:
    """Only the changed text is named; the page and the handout show it, each with the fragment that leads to it."""
    po = started / "locales" / "es" / f"{TOPIC}.po"
    said = words_of(started, SAID)
    (saved,) = watched(started, tmp_path, [lambda: None, put(po, f'"{said}"', '"Sobredosis: qué hacer hoy"'), lambda: None])
    assert saved.changed == (SAID,)
    assert not saved.faults
    by_suffix = {proof.path.suffix: proof for proof in saved.proofs}
    assert set(by_suffix) == {f".{form.suffix}" for form in proofs()}
    assert "Sobredosis: qué hacer hoy" in by_suffix[".html"].path.read_text(encoding="utf-8")
    assert by_suffix[".html"].fragment.startswith("s-overdose:~:text=%5B~%5D%20Sobredosis")
    assert by_suffix[".pdf"].fragment.startswith("page=")
    assert by_suffix[".pdf"].address.startswith("file://")


def test_a_broken_catalog_is_told_and_the_next_save_is_looked_at(started: Path, tmp_path: Path) -> None:
    """A fault, as in a file that is just being written, ends nothing."""
    po = started / "locales" / "es" / f"{TOPIC}.po"
    whole = po.read_text(encoding="utf-8")
    said = words_of(started, SAID)
    broken = lambda: po.write_text(whole[: whole.index(f'"{said}"') + 3], encoding="utf-8")  # noqa: E731 - one edit among others
    mended = lambda: po.write_text(whole.replace(f'"{said}"', '"Sobredosis"'), encoding="utf-8")  # noqa: E731
    first, second = watched(started, tmp_path, [broken, mended])
    assert first.faults
    assert not first.proofs
    assert second.changed == (SAID,)


def test_a_text_of_a_sheet_brings_its_sheet(root: Path, tmp_path: Path) -> None:
    """Where a sheet shows the text, the first such sheet is made too."""
    found = build.proofs_of(root, "heroin-withdrawal", "es", tmp_path, DAY, text="heroin-withdrawal/naloxone.steps.call")
    names = [proof.path.name for proof in found]
    assert len(names) == len(proofs()) + 1
    assert names[-1].startswith("heroin-withdrawal-sheet-")


def test_a_text_that_nothing_shows_has_no_place(root: Path) -> None:
    """A fragment is given only where it leads somewhere."""
    translated = build.translated(root, "heroin-withdrawal", "en", DAY)
    document = personalize.personalize(translated, region=None, clinic=None, today=DAY)
    for form in FORMATS.values():
        if form.fragment:
            assert form.fragment(document, Options(), "labels/nothing") == ""


def test_the_command_stays_until_it_is_stopped(started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens the page at the text of the save, and ends in peace with Ctrl+C."""
    opened: list[str] = []
    page = build.Proof(path=tmp_path / "a.html", fragment="s-x")
    monkeypatch.setattr(preview.webbrowser, "open", opened.append)
    monkeypatch.setattr(preview.shell, "watch", lambda *_: _stopped(build.Resaved(changed=(SAID,), proofs=(page,))))
    done = CliRunner().invoke(app, ["translate", "preview", "es", "--watch", "--out", str(tmp_path), "--root", str(started)])
    assert done.exit_code == EXIT_OK, done.exception
    assert opened == [page.address]
    assert SAID in done.output


def _stopped(saved: build.Resaved) -> Iterable[build.Resaved]:
    yield saved
    raise KeyboardInterrupt
