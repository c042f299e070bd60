"""The folded card in two languages: a cover and a face in each, each language on its own half of the card, opened from its own side."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kit import build
from kit.document import Document, Options
from kit.formats import FORMATS
from kit.outline import Outline
from kit.tagged.source import read as read_pdf
from tests.conftest import ROOT, TODAY
from tests.formats.print.folding import Area, box

CARD = FORMATS["pocket-card"]
FOLDED = Options(edition="folded", paper="a4")
LEFT, TOP = (210 - 171.2) / 2, (297 - 216) / 2


def ready(tag: str) -> Document:
    """The card in a language, with English from its back, as a build makes it."""
    asked = build.Request(
        root=ROOT, out=Path("unused"), locales=(tag,), formats=("pocket-card",), editions=("folded",), today=TODAY, beside="en",
        region="US",
    )  # fmt: skip
    (job,) = build.plan(asked)
    return build.ready(job)


@pytest.fixture(scope="module", params=["es", "ar"])
def turned(request: pytest.FixtureRequest) -> tuple[Document, Outline, bytes]:
    """A card left to right and one right to left: its document, what is heard, and its bytes."""
    document = CARD.fit(ready(request.param), FOLDED)
    data = CARD.write(document, FOLDED)
    return document, CARD.read(data), data


def test_each_language_is_whole_and_heard_in_its_own(turned: tuple[Document, Outline, bytes]) -> None:
    """It passes every check; one language ends before the other begins, and both say the number to call on paper of 2 pages."""
    document, heard, data = turned
    assert [finding.message for finding in CARD.judge(document, FOLDED, data, heard)] == []
    assert heard.pages == 2
    own = [item for item in heard.items if item.text != "988 Suicide & Crisis Lifeline"]  # a name in English in any language
    langs = [item.lang for item in own]
    first_english = langs.index("en")
    assert set(langs[:first_english]) == {document.locale.tag}
    assert set(langs[first_english:]) == {"en"}
    assert [item.text for item in own].count("911") == 2


def test_what_stands_on_neither_half_is_named(turned: tuple[Document, Outline, bytes]) -> None:
    """The steps have no room beside two languages: they are left out of both, and the build can say so."""
    document, _, _ = turned
    for half in (document, *document.bound):
        assert half.selection
        assert [block.meta.id for block in half.selection.left_out] == ["short.card-steps"]
        assert [block.meta.id for section in half.sections for block in section.blocks] == [
            "short.card-signs",
            "short.card-call",
            "short.card-crisis",
        ]


def test_the_second_language_opens_from_the_back(turned: tuple[Document, Outline, bytes]) -> None:
    """The first one's cover is the outer half at the fold's end side, the second one's the other; inside they lie behind their covers."""
    document, _, data = turned
    source = read_pdf(data)
    height = source.pages[0].box[3]

    def place(words: str, page: int) -> Area:
        found = next(mark for mark in source.marks() if mark.page == page and mark.text.strip() == words)
        return box([found], page, height)

    found, signs = place("Overdose", 1), place("Signs", 2)
    second_is_left = document.locale.direction == "ltr"
    middle = LEFT + 85.6
    cover = Area(1, LEFT, TOP, middle, TOP + 54) if second_is_left else Area(1, middle, TOP, middle + 85.6, TOP + 54)
    assert cover.left <= found.left
    assert found.right <= cover.right
    assert cover.top <= found.top <= cover.bottom
    assert (signs.left > middle) == second_is_left


def test_a_half_in_the_wrong_language_is_found(turned: tuple[Document, Outline, bytes]) -> None:
    """The planted fault: what is heard of the second half is marked as the first language."""
    document, heard, data = turned
    wrong = dataclasses.replace(heard, items=tuple(dataclasses.replace(item, lang=document.locale.tag) for item in heard.items))
    assert any(finding.id == "roundtrip-item-lang" for finding in CARD.judge(document, FOLDED, data, wrong))
