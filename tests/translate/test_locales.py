"""The translations we ship: in step with the English, free of errors, and readable by every gettext tool."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

import pytest

from kit import build, content, review, translate
from kit.checks import translation
from kit.document import Document
from kit.locale import find

ROOT = Path(__file__).parents[2]
TERMS = translation.TermNotes(ROOT)
TAGS = sorted(path.parent.name for path in (ROOT / "locales").glob("*/labels.po"))


@functools.cache
def documents() -> tuple[Document, ...]:
    """Every topic in English."""
    return tuple(content.load(ROOT / "content", topic) for topic in content.topics(ROOT / "content"))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the English of this one, and no other language yet."""
    folder = tmp_path_factory.mktemp("copied")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "locales/en", folder / "locales/en")
    return folder


@pytest.mark.parametrize("tag", TAGS)
def test_sync_has_nothing_to_do(tag: str, copied: Path) -> None:
    """The catalogs were synced after the last change of the English."""
    shutil.copytree(ROOT / "locales" / tag, copied / "locales" / tag)
    shutil.copy(ROOT / "locales" / "lengths.json", copied / "locales" / "lengths.json")
    done = translate.sync(copied, documents(), (tag,), **build.catalog_notes(copied))
    late = [stats.path for stats in done if stats.written]
    assert late == [], "run: python3 run.py translate sync"


def test_notes_tell_what_the_language_calls_each_term() -> None:
    """Spanish words from its list, what the glossary says of a term, in any form of it; a template has no words."""
    told = TERMS("es", "Two doses of naloxone in withdrawal.")
    assert "Term: naloxone = naloxona." in told
    assert "Term: dose = dosis." in told
    assert any(note.startswith("Term: withdrawal = ") and "Not a bank withdrawal" in note for note in told)
    assert "Term: naloxone." in TERMS("", "Give naloxone.")
    assert TERMS("es", "Call now.") == ()


@pytest.mark.parametrize("tag", TAGS)
def test_no_check_finds_an_error(tag: str) -> None:
    """Numbers, placeables, letters, words to avoid: no finding of severity error."""
    found = [f for document in documents() for f in translation.check_locale(ROOT, document, tag) if f.severity == "error"]
    assert found == []
    assert [f for f in translation.check_desk(ROOT, tag) if f.severity == "error"] == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_unreviewed_machine_text_could_be_released(tag: str) -> None:
    """Every locale that is not fully signed has something that stands against a release."""
    for document in documents():
        labels, topic = (translate.load(ROOT, find(tag), name) for name in (translate.LABELS, document.topic))
        translated = translate.translate(document, topic, labels, find(tag))
        applied = review.apply(translated, review.ledger(ROOT / "locales" / tag))
        signed = review.SourceReview(state="clinically_reviewed", reason="supposed")
        found = review.release_blockers(review.status(applied, signed), signed)
        low = translate.coverage(applied).count("missing", "stale", "machine", "human")
        assert bool(found) is bool(low)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext (msgfmt) is not installed")
@pytest.mark.parametrize("tag", TAGS)
def test_gnu_gettext_accepts_the_files(tag: str) -> None:
    """`msgfmt -c` says nothing."""
    for path in sorted((ROOT / "locales" / tag).glob("*.po")):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
