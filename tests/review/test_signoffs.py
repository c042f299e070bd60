"""kit.review.signoffs: a sign-off is a person's, is bound to the exact words, and falls away when they change."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import review
from kit.document import Document, Text, texts
from kit.errors import ContentError, KitError
from kit.review import signing
from tests.review.conftest import document, spanish

DAY = dt.date(2026, 11, 22)
KEY = "t/what.key"


def states(found: Document) -> dict[str, str]:
    """The state of each text."""
    return {text.id: text.state for text in texts(found)}


def sign(folder: Path, doc: Document, handle: str, level: review.Level, *ids: str) -> tuple[review.SignOff, ...]:
    """Sign, with the sign-offs that are there."""
    found = review.ledger(folder)
    return signing.sign(found, (review.apply(doc, found),), handle=handle, level=level, ids=ids or (KEY,), date=DAY)


def test_a_review_raises_exactly_the_text_it_names(folder: Path) -> None:
    """One line, with what the person says of themselves."""
    (line,) = sign(folder, spanish(), "ana", "reviewed")
    assert (line.person, line.qualification, line.date) == ("ana", "certified medical interpreter", "2026-11-22")
    found = states(review.apply(spanish(), review.ledger(folder)))
    assert found[KEY] == "reviewed"
    assert found["t/title"] == "human"


@pytest.mark.parametrize("part", ["text", "source"])
def test_changing_one_character_cancels_the_review(folder: Path, part: str) -> None:
    """Of the translation or of the English, with nobody doing anything about it."""
    sign(folder, spanish(), "ana", "reviewed")
    doc = spanish()
    key = doc.sections[0].key
    changed = dataclasses.replace(key, text=key.text + "!") if part == "text" else dataclasses.replace(key, source="Call 112.")
    edited = dataclasses.replace(doc, sections=(dataclasses.replace(doc.sections[0], key=changed),))
    assert states(review.apply(edited, review.ledger(folder)))[KEY] == "human"


def test_clinical_needs_a_reviewer_and_another_person_who_is_a_clinician(folder: Path) -> None:
    """Language first, then medicine; by two people."""
    with pytest.raises(KitError, match="has not been reviewed by another person"):
        sign(folder, spanish(), "luz", "clinical")
    sign(folder, spanish(), "ana", "reviewed")
    with pytest.raises(KitError, match="does not say that ana is a clinician"):
        sign(folder, spanish(), "ana", "clinical")
    sign(folder, spanish(), "luz", "clinical")
    assert states(review.apply(spanish(), review.ledger(folder)))[KEY] == "clinical"


def test_one_person_cannot_raise_a_text_to_clinical_alone(folder: Path) -> None:
    """Not even with both lines in the ledger."""
    sign(folder, spanish(), "luz", "reviewed")
    with pytest.raises(KitError, match="another person"):
        sign(folder, spanish(), "luz", "clinical")
    digest = review.text_hash(spanish().sections[0].key)
    with (folder / "review.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{KEY}\t{digest}\tclinical\tluz\tphysician\t2026-11-22\t\n")
    assert states(review.apply(spanish(), review.ledger(folder)))[KEY] == "reviewed"


def test_a_translator_does_not_review_their_own_locale(folder: Path) -> None:
    """The two-person rule."""
    with pytest.raises(KitError, match="another person must review it"):
        sign(folder, spanish(), "tom", "reviewed")


@pytest.mark.parametrize("state", ["missing", "stale", "machine"])
def test_what_no_person_translated_cannot_be_signed(folder: Path, state: str) -> None:
    """A machine draft becomes a translation only when a person takes it as theirs; nothing is written."""
    with pytest.raises(KitError, match=f"the translation is {state}"):
        sign(folder, spanish({KEY: state}), "ana", "reviewed", "t/title", KEY)  # type: ignore[dict-item]
    assert not (folder / "review.tsv").exists()


def test_a_sign_off_does_not_raise_what_became_a_draft_again(folder: Path) -> None:
    """Fuzzy words stay what they are even where an old line has their hash."""
    sign(folder, spanish(), "ana", "reviewed")
    assert states(review.apply(spanish({KEY: "machine"}), review.ledger(folder)))[KEY] == "machine"


def test_english_texts_are_not_signed_here(folder: Path) -> None:
    """The source has its own signature."""
    with pytest.raises(KitError, match="the translation is source"):
        sign(folder, document(), "ana", "reviewed")


def test_what_can_be_signed_is_what_is_one_step_below(folder: Path) -> None:
    """A person's words can be reviewed, reviewed ones signed by a clinician; drafts and verbatim texts never."""
    doc = spanish({"t/title": "machine", "t/audience": "missing"})
    assert "t/title" not in review.signable((doc, doc), "reviewed")
    assert "source/who" not in review.signable((doc,), "reviewed")
    assert review.signable((doc,), "clinical") == ()
    sign(folder, doc, "ana", "reviewed")
    assert review.signable((review.apply(doc, review.ledger(folder)),), "clinical") == (KEY,)


def test_signing_twice_writes_once(folder: Path) -> None:
    """The ledger holds one line a person, level and wording."""
    sign(folder, spanish(), "ana", "reviewed")
    before = (folder / "review.tsv").read_bytes()
    assert sign(folder, spanish(), "ana", "reviewed") == ()
    assert (folder / "review.tsv").read_bytes() == before


def test_a_last_line_without_line_feed_is_not_run_into(folder: Path) -> None:
    """Appending to a file that an editor left without its last line feed keeps both lines whole."""
    sign(folder, spanish(), "ana", "reviewed")
    path = folder / "review.tsv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    sign(folder, spanish(), "ana", "reviewed", "t/title")
    assert [line.id for line in review.ledger(folder).lines] == [KEY, "t/title"]


@pytest.mark.parametrize(
    ("handle", "ids", "note", "said"),
    [
        ("eva", (KEY,), "", "knows no person 'eva'"),
        ("ana", ("t/nothing",), "", "there is no such text"),
        ("ana", ("source/who",), "", "there is no such text"),
        ("ana", (), "", "no text was named"),
        ("ana", (KEY,), "a\tb", "the note has a tab"),
    ],
)
def test_what_cannot_be_signed_is_refused(folder: Path, handle: str, ids: tuple[str, ...], note: str, said: str) -> None:
    """An unknown person, an unknown or verbatim text, no text, a note that would break the file."""
    with pytest.raises(KitError, match=said):
        signing.sign(review.ledger(folder), (spanish(),), handle=handle, level="reviewed", ids=ids, date=DAY, note=note)
    assert not (folder / "review.tsv").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("t/a\t0123456789ab\treviewed\tana\tq\t2026-11-22", "6 columns"),
        ("t/a\txyz\treviewed\tana\tq\t2026-11-22\t", "not a hash"),
        ("t/a\t0123456789ab\tperfect\tana\tq\t2026-11-22\t", "neither reviewed nor clinical"),
        ("t/a\t0123456789ab\treviewed\teva\tq\t2026-11-22\t", "no person 'eva'"),
        ("t/a\t0123456789ab\treviewed\tana\tq\t22.11.2026\t", "date"),
    ],
)
def test_a_broken_ledger_is_refused_with_its_line(folder: Path, line: str, said: str) -> None:
    """Nobody edits it by hand; what does not fit is named."""
    (folder / "review.tsv").write_text(f"# head\n{line}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        review.ledger(folder)
    assert "review.tsv:2:1: " in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "people",
    [
        "[[person]]\nhandle = 1",
        '[[person]]\nhandle = "a"\nname = "A"',
        '[[person]]\nhandle = "a"\nname = "A"\nqualification = "q"\nclinician = "yes"',
        '[[person]]\nhandle = "a"\nname = "A"\nqualification = "q"\nphone = "1"',
        '[[person]]\nhandle = "a"\nname = "A"\nqualification = "q"\n' * 2,
        "[[person]\n",
    ],
)
def test_broken_people_are_refused(folder: Path, people: str) -> None:
    """Wrong kind, missing field, unknown field, twice the same handle, not TOML."""
    (folder / "people.toml").write_text(people, encoding="utf-8")
    with pytest.raises(ContentError, match=r"people\.toml"):
        review.ledger(folder)


def test_a_locale_without_files_has_an_empty_ledger(tmp_path: Path) -> None:
    """Nobody vouched for anything."""
    assert review.ledger(tmp_path).lines == ()


def test_composed_and_decomposed_words_have_one_hash() -> None:
    """An editor that saves e and an accent apart does not cancel a review."""
    one = Text(id="a", source="x", text="caf\u00e9", lang="es")
    assert review.text_hash(one) == review.text_hash(dataclasses.replace(one, text="cafe\u0301"))


@settings(max_examples=1000)
@given(st.text(min_size=1), st.text(min_size=1))
def test_moving_a_border_between_english_and_translation_changes_the_hash(one: str, other: str) -> None:
    """The two are not merely glued together."""
    a = Text(id="a", source=one + other, text=one, lang="es")
    b = Text(id="a", source=one, text=other + one, lang="es")
    assert (review.text_hash(a) == review.text_hash(b)) is False
