"""kit.document: walking, mapping and splitting a Document."""

from dataclasses import replace

import pytest

from kit.checks.outline import expected
from kit.document import map_texts, spans, texts
from tests.sample import sample


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_text_is_walked_once(tag: str) -> None:
    """Walking yields each text of the tree once, by its id."""
    ids = [text.id for text in texts(sample(tag)) if text.id.startswith("sample/")]
    assert len(ids) == len(set(ids))
    assert len(ids) > 30


def test_mapping_nothing_keeps_the_same_tree() -> None:
    """A pass that changes no text gives back the very same document."""
    document = sample()
    assert map_texts(document, lambda text: text) is document


def test_mapping_reaches_every_text() -> None:
    """A pass that changes every text leaves none behind."""
    changed = map_texts(sample(), lambda text: replace(text, text="x"))
    assert {text.text for text in texts(changed)} == {"x"}


def test_spans_split_weight_and_language() -> None:
    """Bold markup and Latin runs inside Arabic become spans of their own, and the markup is gone."""
    found = spans("قل **SAMHSA** الآن", "ar")
    assert [(span.text, span.lang, span.bold) for span in found] == [
        ("قل ", "ar", False),
        ("SAMHSA", "en", True),
        (" الآن", "ar", False),
    ]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_expected_outlines_differ_only_where_blocks_do(tag: str) -> None:
    """The handout and the page of the sample say the same, and the deck adds the exercise and the notes."""
    document = sample(tag)
    assert expected.body(document, "handout") == expected.body(document, "page")
    deck = [item for item in expected.deck(document).items if item.role == "note"]
    assert deck
