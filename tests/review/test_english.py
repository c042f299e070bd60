"""kit.review.english: a clinician's signature holds for exactly the words they read, until the day they named."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from kit import review
from kit.content import load
from kit.document import Document, map_texts, select_session, select_sheet, sheets_for
from kit.errors import ContentError, KitError
from kit.review import signing
from tests.review.conftest import document, spanish
from tests.sample import sample

TODAY = dt.date(2026, 11, 22)


def statement(doc: Document, **changes: str) -> review.Signature:
    """What a clinician states."""
    signature = review.Signature(
        state="clinically_reviewed",
        who='Dr. Rosa "Ro" Díaz',
        role="addiction physician",
        credentials="MD",
        conflicts="none",
        hash=review.source_hash(doc),
        date="2026-11-20",
        until="2027-11-20",
    )
    return dataclasses.replace(signature, **changes)  # type: ignore[arg-type]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with the topic's folder."""
    (tmp_path / "t").mkdir()
    return tmp_path


def test_without_a_signature_the_source_is_a_draft(content: Path) -> None:
    """And says why."""
    found = review.source(content, document(), TODAY)
    assert (found.state, found.reason) == ("draft", "no clinician has signed the English text")


def test_a_signature_is_read_back_as_it_was_stated(content: Path) -> None:
    """Quotes and accents included."""
    signing.sign_source(content, document(), statement(document()))
    found = review.source(content, document(), TODAY)
    assert found.state == "clinically_reviewed"
    assert found.signature == statement(document())


def test_it_holds_for_the_translation_too(content: Path) -> None:
    """The hash is of the English, which a translated document carries."""
    signing.sign_source(content, document(), statement(document()))
    assert review.source(content, spanish(), TODAY).state == "clinically_reviewed"


def test_changing_a_word_cancels_it(content: Path) -> None:
    """One character of one text."""
    signing.sign_source(content, document(), statement(document()))
    doc = dataclasses.replace(document(), title=dataclasses.replace(document().title, source="Titel"))
    found = review.source(content, doc, TODAY)
    assert found.state == "draft"
    assert "has changed since" in found.reason


def test_a_label_is_part_of_it_but_not_those_beside_the_files(content: Path) -> None:
    """A new word on a sheet is a word that nobody signed; the download page says nothing medical."""
    doc = document()
    signing.sign_source(content, doc, statement(doc))
    (label,) = doc.labels[:1]
    other = dataclasses.replace(doc, labels=(dataclasses.replace(label, source="Otherwise"), *doc.labels[1:]))
    assert review.source(content, other, TODAY).state == "draft"
    index = dataclasses.replace(label, id="labels/index.new", source="New")
    assert review.source(content, dataclasses.replace(doc, labels=(*doc.labels, index)), TODAY).state == "clinically_reviewed"


def test_changing_a_block_cancels_it_for_that_block_alone(content: Path) -> None:
    """A selection without the changed block is still signed."""
    doc = sample()
    (content / doc.topic).mkdir()
    signing.sign_source(content, doc, statement(doc))
    first, *rest = doc.sections
    block = dataclasses.replace(first.blocks[0], meta=first.blocks[0].meta)
    changed = map_texts(block, lambda text: dataclasses.replace(text, source=text.source + "!"))
    edited = dataclasses.replace(doc, sections=(dataclasses.replace(first, blocks=(changed, *first.blocks[1:])), *rest))
    kept = dataclasses.replace(edited, sections=(dataclasses.replace(first, blocks=first.blocks[1:]), *rest))
    assert review.source(content, edited, TODAY).reason.endswith(f": {block.meta.id}")
    assert review.source(content, edited, TODAY, shown=kept).state == "clinically_reviewed"
    assert review.source(content, edited, TODAY, shown=edited).state == "draft"


def test_a_part_is_signed_alone(content: Path) -> None:
    """What a clinician signs of a topic holds for that part, whatever the state of the rest."""
    doc = sample()
    (content / doc.topic).mkdir()
    first = doc.sections[0]
    part = dataclasses.replace(doc, sections=(dataclasses.replace(first, blocks=first.blocks[:2]),))
    signature = statement(doc, hash=review.source_hash(doc, part))
    signing.sign_source(content, doc, signature, shown=part)
    assert review.source(content, doc, TODAY, shown=part).state == "clinically_reviewed"
    assert review.source(content, doc, TODAY).state == "draft"
    whole = review.source(content, doc, TODAY, shown=doc)
    assert whole.reason.startswith("no clinician has signed: ")


def test_the_numbers_of_a_chart_are_part_of_it() -> None:
    """Moving a point of the timeline is a change of content, though no word changes."""
    doc = sample()
    section = doc.sections[0]
    blocks = tuple(dataclasses.replace(b, top=b.top + 1) if hasattr(b, "top") else b for b in section.blocks)
    moved = dataclasses.replace(doc, sections=(dataclasses.replace(section, blocks=blocks),))
    assert review.source_hash(moved) != review.source_hash(doc)
    assert review.source_hash(map_texts(doc, lambda text: dataclasses.replace(text, text="x"))) == review.source_hash(doc)


def test_it_ends_after_its_last_day(content: Path) -> None:
    """On the last day it holds, on the next it does not."""
    signing.sign_source(content, document(), statement(document()))
    assert review.source(content, document(), dt.date(2027, 11, 20)).state == "clinically_reviewed"
    late = review.source(content, document(), dt.date(2027, 11, 21))
    assert (late.state, late.reason) == ("draft", 'the signature of Dr. Rosa "Ro" Díaz ended on 2027-11-20')


def test_retiring_comes_last_and_wins(content: Path) -> None:
    """A topic taken out of use stays so until somebody signs it anew."""
    signing.sign_source(content, document(), statement(document()))
    signing.sign_source(content, document(), statement(document(), state="retired", note="new evidence"))
    found = review.source(content, document(), TODAY)
    assert found.state == "retired"
    assert "new evidence" in found.reason
    signing.sign_source(content, document(), statement(document()))
    assert review.source(content, document(), TODAY).state == "clinically_reviewed"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"who": " "}, "who is not stated"),
        ({"conflicts": ""}, "conflicts is not stated"),
        ({"role": "a\nb"}, "line break"),
        ({"hash": "0"}, "has changed since it was read"),
        ({"until": "2026-11-20"}, "to a later day"),
        ({"until": "2036-11-20"}, "three years at most"),
        ({"date": "yesterday"}, "not written as"),
        ({"state": "retired"}, "note is not stated"),
    ],
)
def test_an_incomplete_statement_is_refused(content: Path, changes: dict[str, str], said: str) -> None:
    """Nothing is filled in for anybody, and nothing is written."""
    with pytest.raises(KitError, match=said):
        signing.sign_source(content, document(), statement(document(), **changes))
    assert not (content / "t" / "review.toml").exists()


@pytest.mark.parametrize("text", ["[[signature]]\nwho = 'x'\n", "[[signature]\n", "who = 'x'\n", "signature = 1\n"])
def test_a_broken_file_is_refused_and_not_appended_to(content: Path, text: str) -> None:
    """Missing fields, not TOML, other things in it."""
    path = content / "t" / "review.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError):
        review.source(content, document(), TODAY)
    with pytest.raises(ContentError):
        signing.sign_source(content, document(), statement(document()))
    assert path.read_text(encoding="utf-8") == text


def test_every_selection_of_the_kit_can_be_signed_alone(tmp_path: Path) -> None:
    """A sheet with its strip, or a session: its own blocks and the labels are signed, and the topic is not."""
    root = Path(__file__).parents[2]
    doc = load(root / "content", "heroin-withdrawal")
    sheets = (select_sheet(doc, plan) for plan in sheets_for(doc, "sheet"))
    sessions = (select_session(doc, session) for session in doc.sessions)
    for at, shown in enumerate((*sheets, *sessions)):
        folder = tmp_path / str(at)
        (folder / doc.topic).mkdir(parents=True)
        signing.sign_source(folder, doc, statement(doc, hash=review.source_hash(doc, shown)), shown=shown)
        assert review.source(folder, doc, TODAY, shown=shown).state == "clinically_reviewed"
        assert review.source(folder, doc, TODAY).state == "draft"
