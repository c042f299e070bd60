"""The sheet in two languages: one a side, the same blocks on both, each heard in its own language; or a leaf each."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from kit import build
from kit.document import Document, Options, Section, without
from kit.errors import KitError
from kit.formats import FORMATS
from kit.formats.print import turned as turned_sheets
from kit.outline import Outline
from tests import stands
from tests.conftest import ROOT, TODAY

SHEET = FORMATS["sheet"]
Tight = Callable[..., list[list[str]]]


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


def _names(document: Document) -> list[str]:
    return [block.meta.id for section in document.sections for block in section.blocks]


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Tight:
    """What a sheet in two languages becomes where a side in Arabic has no room for some blocks of its first face, given by number."""

    def fit(gone: tuple[int, ...], *, edition: str = "standard", faces: int = 2) -> list[list[str]]:
        made = stands.turned(lambda tag: _with_faces(stands.sheet(tag), faces))

        def fit_sheet(side: Document, _options: Options) -> Document:
            if len(side.sections) == 1 and side.locale.tag == "ar":
                for block in [side.sections[0].blocks[number] for number in gone]:
                    side = without(side, block)
            return side

        monkeypatch.setattr(turned_sheets, "fit_sheet", fit_sheet)
        first = turned_sheets.fit_turned(made, Options(edition=edition))  # type: ignore[arg-type]  # names of the tests below
        return [_names(side) for side in (first, *first.bound)]

    return fit


def _with_faces(document: Document, count: int) -> Document:
    """The sheet with so many faces; a first one of three blocks."""
    first, second = document.sections
    more: tuple[Section, ...] = tuple(dataclasses.replace(second, id=f"more{number}") for number in range(count - 2))
    return dataclasses.replace(document, sections=(first, second, *more))


def test_what_one_language_has_no_room_for_goes_from_both_sides(tight: Tight) -> None:
    """One block but the first may go; where two would, or the first, each language has all of it on a leaf of its own."""
    first, second, third = face = _names(stands.sheet("en"))[:3]
    leaf = _names(stands.sheet("en"))
    assert len(leaf) > len(face)
    assert tight(()) == [face, face]
    assert tight((1,)) == [[first, third]] * 2
    assert tight((2,)) == [[first, second]] * 2
    assert tight((1, 2)) == [leaf, leaf]
    assert tight((0,)) == [leaf, leaf]


def test_large_print_and_more_than_one_leaf_are_never_told_on_one_side(tight: Tight) -> None:
    """A sheet of two faces is a leaf; one of three is more."""
    leaf = _names(stands.sheet("en"))
    assert tight((), edition="large-print") == [leaf, leaf]
    three = tight((), faces=3)
    assert len(three[0]) > len(leaf)
    assert three[0] == three[1]


def test_a_side_that_can_not_be_set_has_a_leaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that fit no side at all fit two; where they don't fit these either, that is told."""

    def fit_sheet(side: Document, _options: Options) -> Document:
        if len(side.sections) == 1:
            raise KitError("too long for a side")
        return side

    monkeypatch.setattr(turned_sheets, "fit_sheet", fit_sheet)
    made = stands.turned(stands.sheet)
    assert _names(turned_sheets.fit_turned(made, Options())) == _names(stands.sheet("en"))
    with pytest.raises(KitError, match="too long for a side"):
        turned_sheets.fit_turned(_with_faces_of(made, 1), Options())


def _with_faces_of(document: Document, count: int) -> Document:
    return dataclasses.replace(
        document, sections=document.sections[:count], bound=tuple(_with_faces_of(one, count) for one in document.bound)
    )
