"""kit.review.standing: no document claims more than the people who vouched for it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kit import review
from kit.document import Document, State, Text, texts
from kit.review import signing
from tests.review.conftest import document, spanish

_IN_BOTH = ("untranslated", "untranslated.en")
SIGNED = review.SourceReview(state="clinically_reviewed", reason="signed")
UNSIGNED = review.SourceReview(state="draft", reason="no clinician has signed the English text")
KEY = "t/what.key"


def everywhere(state: State, **others: State) -> dict[str, State]:
    """Every text in one state, but the key message in another."""
    found: dict[str, State] = {text.id: state for text in texts(document())}
    return {**found, **({KEY: others["key"]} if others else {})}


def notices(found: Document) -> list[str]:
    """The names of the notices."""
    return [text.id.removeprefix("labels/notice.") for text in found.notices]


@pytest.mark.parametrize(
    ("doc", "source", "status", "said"),
    [
        (document(), UNSIGNED, "draft", ["not_reviewed"]),
        (document(), SIGNED, "clinical", []),
        (spanish(), SIGNED, "draft", ["not_reviewed"]),
        (spanish(everywhere("reviewed")), SIGNED, "draft", ["not_reviewed"]),
        (spanish(everywhere("reviewed", key="clinical")), SIGNED, "reviewed", []),
        (spanish(everywhere("reviewed", key="clinical")), UNSIGNED, "draft", ["not_reviewed"]),
        (spanish(everywhere("clinical")), SIGNED, "clinical", []),
        (spanish(everywhere("clinical", key="machine")), SIGNED, "draft", ["not_reviewed", "machine"]),
        (spanish(everywhere("clinical", key="stale")), SIGNED, "draft", ["not_reviewed", "stale"]),
        (spanish(everywhere("clinical", key="missing")), SIGNED, "draft", ["not_reviewed", *_IN_BOTH]),
        (spanish({KEY: "machine", "t/title": "missing"}), UNSIGNED, "draft", ["not_reviewed", "machine", *_IN_BOTH]),
        (document(), review.SourceReview(state="retired", reason="old"), "draft", ["not_reviewed"]),
    ],
)
def test_status_and_notices(doc: Document, source: review.SourceReview, status: str, said: list[str]) -> None:
    """The status is that of the weakest link, safety texts measured more strictly; the notices say why."""
    found = review.status(doc, source)
    assert (found.status, notices(found)) == (status, said)


def test_only_what_a_file_shows_decides() -> None:
    """A text without words bars the file that shows it, by name, and no file that doesn't."""
    doc = spanish({**everywhere("clinical"), KEY: "missing"})
    without = tuple(text for text in texts(doc) if text.id != KEY)
    for shown, status, said, barred in ((without, "clinical", [], []), (None, "draft", ["not_reviewed", *_IN_BOTH], [KEY])):
        found = review.status(doc, SIGNED, shown)
        assert (found.status, notices(found)) == (status, said)
        messages = [finding.message for finding in review.release_blockers(found, SIGNED, shown)]
        assert len(messages) == len(barred)
        assert all(ident in message for ident, message in zip(barred, messages, strict=True))


def test_words_of_the_pages_beside_a_kit_do_not_speak_for_it() -> None:
    """A sheet that is all Spanish does not say it is partly English because the download page has a new word."""
    doc = spanish(everywhere("clinical"))
    word = Text(id="labels/index.new", source="New", text="New", lang="en", state="missing")
    found = review.status(dataclasses.replace(doc, labels=(*doc.labels, word)), SIGNED)
    assert (found.status, notices(found)) == ("clinical", [])


def test_notices_are_in_the_language_of_the_document() -> None:
    """They are labels like any other."""
    (notice,) = review.status(spanish(), SIGNED).notices
    assert notice.lang == "es"


def test_what_is_reviewed_may_be_released() -> None:
    """Nothing stands against it."""
    assert review.release_blockers(review.status(spanish(everywhere("reviewed", key="clinical")), SIGNED)) == ()
    assert review.release_blockers(review.status(document(), SIGNED)) == ()


def test_an_unsigned_source_blocks_every_language() -> None:
    """With the reason, where it is known."""
    for doc in (document(), spanish(everywhere("clinical"))):
        (found,) = review.release_blockers(review.status(doc, UNSIGNED), UNSIGNED)
        assert (found.id, found.severity) == ("release.source", "error")
        assert "no clinician has signed" in found.message
        (without,) = review.release_blockers(review.status(doc, UNSIGNED))
        assert without.id == "release.source"


@pytest.mark.parametrize("state", ["missing", "stale", "machine", "human"])
def test_each_low_state_blocks_and_names_its_texts_safety_first(state: State) -> None:
    """Machine drafts above all never pass."""
    doc = review.status(spanish(everywhere("clinical") | {KEY: state, "t/title": state}), SIGNED)
    (found,) = review.release_blockers(doc, SIGNED)
    assert found.id == f"release.{state}"
    assert found.message.startswith("2 texts (1 on which a life can depend)")
    assert found.message.endswith("t/what.key, t/title")


def test_a_safety_text_needs_a_clinician_where_others_need_a_reviewer() -> None:
    """Reviewed is enough for the title, not for the safety text."""
    (found,) = review.release_blockers(review.status(spanish(everywhere("reviewed")), SIGNED), SIGNED)
    assert (found.id, found.message) == (
        "release.reviewed",
        "1 text (1 on which a life can depend) not checked by a clinician: t/what.key",
    )


def test_signing_everything_makes_a_release_possible(folder: Path) -> None:
    """The whole road: two people sign, the status follows."""
    import datetime as dt

    ids = [text.id for text in texts(spanish()) if not text.verbatim]
    for handle, level in (("ana", "reviewed"), ("luz", "clinical")):
        found = review.ledger(folder)
        doc = review.apply(spanish(), found)
        signing.sign(found, (doc,), handle=handle, level=level, ids=ids, date=dt.date(2026, 11, 22))  # type: ignore[arg-type]
    final = review.status(review.apply(spanish(), review.ledger(folder)), SIGNED)
    assert final.status == "clinical"
    assert review.release_blockers(final, SIGNED) == ()
