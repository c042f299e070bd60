"""What the desk's workers do with slides: what is heard, pictures by an office program that may fail or hang, decks of strangers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.build import edited
from kit.desk import decks
from kit.errors import KitError
from kit.outline import Item, Outline
from tests.conftest import ROOT, TODAY


def test_what_is_heard_has_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing with its slide, role and language; a picture by its description; what says nothing is left out."""
    items = (
        Item(role="title", text=" Danger ", lang="en", page=1),
        Item(role="figure", text=" ", alt=" A cup ", lang="es", page=2),
        Item(role="figure", text="", alt="", lang="en", page=2),
    )
    read: list[bytes] = []

    def reader(data: bytes) -> Outline:
        read.append(data)
        return Outline(title="", lang="en", items=items, pages=2)

    monkeypatch.setattr(decks, "FORMATS", {"toy": SimpleNamespace(read=reader)})
    (tmp_path / "a").write_bytes(b"abc")
    assert decks.heard(tmp_path / "a", "toy") == ((1, "title", "en", "Danger"), (2, "figure", "es", "A cup"))
    assert read == [b"abc"]


def test_libreoffice_goes_by_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them that is installed, or nothing."""
    for there, found in (({}, ""), ({"libreoffice": "/b"}, "/b"), ({"soffice": "/a", "libreoffice": "/b"}, "/a")):
        monkeypatch.setattr(decks.shutil, "which", there.get)
        assert decks.office() == found


OFFICE = f"""#!{sys.executable}
import json, os, subprocess, sys, time
folder = sys.argv[sys.argv.index("--outdir") + 1]
with open({{noted!r}}, "w") as told:
    json.dump({{{{"arguments": sys.argv[1:], "group": os.getpgid(0) == os.getpid()}}}}, told)
print("a word of the program's own")
print("and another", file=sys.stderr)
{{does}}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An office program that does as it is told, and notes how it was called in a file."""

    def make(does: str) -> Path:
        program, noted = tmp_path / "office", tmp_path / "noted.json"
        program.write_text(OFFICE.format(noted=str(noted), does=does), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(decks, "office", lambda: str(program))
        return noted

    return make


@pytest.mark.skipif(os.name != "posix", reason="starts a script")
def test_slides_are_drawn_by_a_program_with_a_profile_of_its_own(
    office: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A person's own LibreOffice that runs is not disturbed, nothing is left beside, and what the program says nobody hears."""
    noted = office('open(os.path.join(folder, "a.pdf"), "wb").write(b"drawn")')
    decks.slides_pdf(tmp_path / "a.pptx", tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == b"drawn"
    told = json.loads(noted.read_text(encoding="utf-8"))
    profile, *rest = told["arguments"]
    folder = Path(rest[4])
    assert rest == ["--headless", "--convert-to", "pdf", "--outdir", str(folder), str(tmp_path / "a.pptx")]
    assert profile == f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    assert told["group"]
    assert not folder.exists()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name != "posix", reason="starts a script")
def test_a_program_that_draws_nothing_is_told(office: Any, tmp_path: Path) -> None:
    """Nothing is published, and the words of the slides are there all the same."""
    office("")
    with pytest.raises(KitError, match="could not draw") as caught:
        decks.slides_pdf(tmp_path / "a.pptx", tmp_path / "out.pdf")
    assert "below" in caught.value.advice
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.skipif(os.name != "posix", reason="starts a script")
def test_a_program_that_hangs_is_ended_with_all_that_it_began(
    office: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its minute it is ended by force, and so is what it started, which has the work."""
    waited: list[float] = []

    class Quick(subprocess.Popen[bytes]):
        def wait(self, timeout: float | None = None) -> int:
            if timeout is not None:
                waited.append(timeout)
                while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
                    time.sleep(0.01)
            return super().wait(None if timeout is None else 0.01)

    office(f"child = subprocess.Popen(['sleep', '60']); open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid)); child.wait()")
    monkeypatch.setattr(subprocess, "Popen", Quick)
    with pytest.raises(KitError, match="in time") as caught:
        decks.slides_pdf(tmp_path / "a.pptx", tmp_path / "out.pdf")
    assert "below" in caught.value.advice
    assert waited == [60]
    grandchild, end = int((tmp_path / "pid").read_text()), time.monotonic() + 10
    while _runs(grandchild) and time.monotonic() < end:
        time.sleep(0.01)
    assert not _runs(grandchild)


def _runs(process: int) -> bool:
    """Whether it is there and not only waiting to be taken note of."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


CHANGE = SimpleNamespace(kind="yours", slide="s1", message="You changed a word.")


def test_an_edited_deck_is_carried_to_the_words_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new deck is put in place, and each change is told as kind, slide and words."""
    asked: list[tuple[bytes, edited.Origins]] = []

    def renew(data: bytes, origins: edited.Origins) -> tuple[bytes, tuple[Any, ...]]:
        asked.append((data, origins))
        return b"new", (CHANGE,)

    monkeypatch.setattr(edited, "renew", renew)
    assert decks.renewed(b"old", ROOT, TODAY, tmp_path / "new.pptx") == (("yours", "s1", "You changed a word."),)
    assert (tmp_path / "new.pptx").read_bytes() == b"new"
    assert asked == [(b"old", edited.Origins(root=ROOT, today=TODAY))]


def test_a_template_gets_the_deck_that_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Topic, language and length of session are those of the form."""
    asked: list[tuple[bytes, edited.Origins]] = []

    def branded(data: bytes, origins: edited.Origins) -> tuple[bytes, tuple[str, ...]]:
        asked.append((data, origins))
        return b"new", ("a line",)

    monkeypatch.setattr(edited, "branded", branded)
    assert decks.branded(b"potx", ROOT, TODAY, "tea", "ar", 45, tmp_path / "new.pptx") == ("a line",)
    assert (tmp_path / "new.pptx").read_bytes() == b"new"
    assert asked == [(b"potx", edited.Origins(root=ROOT, today=TODAY, topic="tea", locale="ar", session=45))]


@pytest.mark.parametrize(
    ("name", "arguments", "said", "advice"),
    [
        ("renew", (), "can't be read as a deck of this kit (ZeroDivisionError)", "Choose a .pptx file."),
        ("branded", ("tea", "ar", 0), "can't be used as a template (ZeroDivisionError)", "Choose a .potx or .pptx file."),
    ],
)
def test_what_breaks_the_reader_ends_as_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: tuple[object, ...], said: str, advice: str
) -> None:
    """A fault that we have words for keeps them; any other is told by its kind, and nothing is put in place."""
    work = {"renew": decks.renewed, "branded": decks.branded}[name]
    target = tmp_path / "new.pptx"
    for error, message, hint in (
        (KitError("no deck", "Choose one."), "no deck", "Choose one."),
        (ZeroDivisionError(), f"the file {said}", advice),
    ):

        def broken(_data: bytes, _origins: edited.Origins, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(edited, name, broken)
        with pytest.raises(KitError) as caught:
            work(b"x", ROOT, TODAY, *arguments, target)  # type: ignore[operator]
        assert (caught.value.message, caught.value.advice) == (message, hint)
        assert not target.exists()
