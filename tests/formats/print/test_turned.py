"""The sheet in two languages: one a side, the same blocks on both, each heard in its own language; or a leaf each."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from kit import build
from kit.document import Document, Options
from kit.errors import KitError
from kit.formats import FORMATS
from kit.outline import Outline
from tests.conftest import ROOT, TODAY

SHEET = FORMATS["sheet"]


def ready(name: str, edition: str = "standard") -> Document:
    """A sheet in Spanish, with English on the other side, as a build makes it."""
    asked = build.Request(
        root=ROOT, out=Path("unused"), locales=("es",), formats=("sheet",), editions=(edition,), sheets=(name,), today=TODAY,
        beside="en", region="US",
    )  # fmt: skip
    (job,) = build.plan(asked)
    return build.ready(job)


def short(document: Document) -> Document:
    """The sheet with two blocks of its first face and one of its second, so that a side holds a face in any language."""
    first, second = document.sections
    faces = (dataclasses.replace(first, blocks=first.blocks[-2:]), dataclasses.replace(second, blocks=second.blocks[:1]))
    return dataclasses.replace(document, sections=faces, bound=tuple(map(short, document.bound)))


@pytest.fixture(scope="module")
def turned() -> tuple[Document, Outline, bytes]:
    """A sheet of one leaf: its document, what is heard, and its bytes."""
    document = SHEET.fit(short(ready("first-call")), Options())
    data = SHEET.write(document, Options())
    return document, SHEET.read(data), data


def test_each_language_has_a_side(turned: tuple[Document, Outline, bytes]) -> None:
    """Two pages that pass every check; what is heard of the second is in the second language, with the number to call."""
    document, heard, data = turned
    assert [finding.message for finding in SHEET.judge(document, Options(), data, heard)] == []
    assert heard.pages == 2
    assert heard.lang == "es"
    said = {
        page: {item.lang for item in heard.items if item.page == page and item.text != "988 Suicide & Crisis Lifeline"}
        for page in (1, 2)
    }
    assert said[2] == {"en"}
    assert "es" in said[1]
    assert all("911" in [item.text for item in heard.items if item.page == page] for page in (1, 2))


def test_both_sides_say_the_same(turned: tuple[Document, Outline, bytes]) -> None:
    """The blocks of one side are those of the other, and what was left out is named for each."""
    document, _, _ = turned
    (other,) = document.bound
    assert [block.meta.id for block in document.sections[0].blocks] == [block.meta.id for block in other.sections[0].blocks]
    assert document.selection
    assert other.selection
    assert (
        {block.meta.id for block in document.selection.left_out} == {block.meta.id for block in other.selection.left_out} != set()
    )


def test_a_side_in_the_wrong_language_is_found(turned: tuple[Document, Outline, bytes]) -> None:
    """A file whose second side is marked as the first language is withheld."""
    document, heard, data = turned
    wrong = dataclasses.replace(heard, items=tuple(dataclasses.replace(item, lang="es") for item in heard.items))
    assert any(finding.id == "roundtrip-item-lang" for finding in SHEET.judge(document, Options(), data, wrong))


def test_what_one_side_can_not_hold_has_a_leaf_for_each_language() -> None:
    """The overdose steps with all safety facts need both sides: Spanish on the first leaf, English from page 3 on."""
    document = SHEET.fit(ready("overdose"), Options())
    data = SHEET.write(document, Options())
    heard = SHEET.read(data)
    assert [finding.message for finding in SHEET.judge(document, Options(), data, heard)] == []
    assert heard.pages == 4
    assert {item.page for item in heard.items if item.role == "heading" and item.level == 2 and item.lang == "en"} >= {3}


def test_with_without_anything_to_pair_is_refused_at_once(tmp_path: Path) -> None:
    """A second language on files that can't hold one is an error before any work."""
    asked = build.Request(root=ROOT, out=tmp_path, locales=("es",), formats=("page",), beside="en", today=TODAY)
    with pytest.raises(KitError, match="second language"):
        build.build(asked)
