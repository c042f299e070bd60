"""`kit deck`: the commands say in words what changed in a deck, and write it anew."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation
from typer.testing import CliRunner

from kit import build, content
from kit.cli import app
from kit.document import Options
from kit.document.selections import select_session, session_of
from kit.formats.deck.renew import language_of
from kit.formats.deck.writer import write
from kit.personalize import personalize
from tests.conftest import ROOT, TODAY
from tests.formats.deck.brands import BRANDS


def _edited(folder: Path) -> Path:
    """The 20 minutes in English, with one word that a person changed."""
    whole = content.load(ROOT / "content", "heroin-withdrawal")
    known = personalize(whole, region=content.region(ROOT / "content", "US"), clinic=None, today=TODAY)
    deck = Presentation(io.BytesIO(write(select_session(known, session_of(known, 20)), Options())))
    slide = next(one for one in deck.slides if one.shapes.title.text_frame.text == "How we look after each other")
    slide.placeholders[1].text_frame.paragraphs[0].runs[0].text = "You can always pass."
    path = folder / "mine.pptx"
    deck.save(str(path))
    return path


def test_compare_says_what_was_changed(tmp_path: Path) -> None:
    """The change is told with its slide, from and to."""
    done = CliRunner().invoke(app, ["deck", "compare", str(_edited(tmp_path)), "--root", str(ROOT)])
    assert done.exit_code == 0, done.output
    assert "You can always pass." in done.output


@pytest.mark.slow
def test_a_deck_that_lost_its_base_is_compared_with_what_it_is_most_like(tmp_path: Path) -> None:
    """Saved by LibreOffice it says neither session nor ids: titles tell the session, its properties the language."""
    common = {"topic": "heroin-withdrawal", "format": "deck", "edition": "", "options": Options(), "today": TODAY}
    job = build.Job(root=ROOT, locale="ar", region="", clinic=None, out=ROOT / "output", release=False, **common)
    known = build.ready(job)
    deck = Presentation(io.BytesIO(write(select_session(known, session_of(known, 20)), Options())))
    for ident, rel in list(deck.part.rels.items()):
        if rel.reltype.endswith("/customXml"):
            deck.part.rels.pop(ident)
    for at, one in enumerate(deck.slides._sldIdLst):
        one.set("id", str(900 + at))
    path = tmp_path / "lost.pptx"
    deck.save(str(path))
    done = CliRunner().invoke(app, ["deck", "compare", str(path), "--root", str(ROOT)])
    assert done.exit_code == 0, done.output
    assert "titles and texts were compared" in done.output
    assert "What you changed" not in done.output
    assert language_of(path.read_bytes()) == "ar"


def test_a_deck_of_no_language_is_taken_for_english(tmp_path: Path) -> None:
    """So is one in a language that the kit does not have: its words then count as changes, and nothing breaks."""
    for said in ("", "tlh"):
        deck = Presentation()
        deck.core_properties.language = said
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "Of my own"
        path = tmp_path / "own.pptx"
        deck.save(str(path))
        assert language_of(path.read_bytes()) == said
        done = CliRunner().invoke(app, ["deck", "compare", str(path), "--root", str(ROOT)])
        assert done.exit_code == 0, done.output
        assert "“Of my own”: You added this slide." in done.output


def test_renew_writes_a_deck_with_the_change(tmp_path: Path) -> None:
    """The new deck stands where --out says, with the person's words."""
    out = tmp_path / "new.pptx"
    done = CliRunner().invoke(app, ["deck", "renew", str(_edited(tmp_path)), "--out", str(out), "--root", str(ROOT)])
    assert done.exit_code == 0, done.output
    words = [shape.text_frame.text for slide in Presentation(str(out)).slides for shape in slide.shapes if shape.has_text_frame]
    assert any("You can always pass." in text for text in words)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """No traceback: what is wrong, and what to name."""
    done = CliRunner().invoke(app, ["deck", "compare", str(tmp_path / "none.pptx")])
    assert done.exit_code != 0
    assert "none.pptx" in str(done.exception)


def test_template_says_what_serves_what(tmp_path: Path) -> None:
    """Each layout that the deck uses is named with the template's own that serves it, and the deck is written."""
    path, out = tmp_path / "brand.potx", tmp_path / "deck.pptx"
    path.write_bytes(BRANDS["a_potx"]())
    done = CliRunner().invoke(app, ["deck", "template", str(path), "--out", str(out), "--root", str(ROOT)])
    assert done.exit_code == 0, done.output
    assert "Title and text: your layout “Title and Content”." in done.output
    assert len(Presentation(str(out)).slides) > 50
