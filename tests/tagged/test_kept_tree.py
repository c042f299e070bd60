"""Files that differ in replacement texts alone share their tree, and what is known of their pages; any other difference makes another tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Name, String

from kit import caches
from kit.errors import Finding
from kit.formats import FORMATS
from kit.tagged import source
from kit.tagged.source import PdfSource, read
from tests.checks.pdf.faults import Fault, good, options, planted_in_place
from tests.sample import sample


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    caches.empty()
    yield
    caches.empty()


def _replaced(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The first element that has a replacement text."""
    found = (pdf.get_object((number, 0)) for number in range(1, len(pdf.objects) + 1))
    return next(one for one in found if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one)


def _file(change: Callable[[pikepdf.Object], object] = lambda _: None) -> bytes:
    """The Arabic sample, of which the first element with a replacement text was changed."""
    fault = Fault(name="a text", plant=lambda pdf: change(_replaced(pdf)), found=())
    return planted_in_place(fault, good("ar", "standard"))


def _says(words: str) -> Callable[[pikepdf.Object], object]:
    return lambda element: element.__setitem__("/ActualText", String(words))


def _pair(change: Callable[[pikepdf.Object], object]) -> tuple[PdfSource, PdfSource]:
    return read(_file()), read(_file(change))


def _judged(data: bytes) -> tuple[Finding, ...]:
    form = FORMATS["handout"]
    return form.judge(sample("ar"), options("standard"), data, form.read(data))


def test_another_replacement_text_is_another_files_on_the_same_tree() -> None:
    """Only the page that the element is at home on stands beside other tags."""
    one, other = _pair(_says("Other"))
    assert one.tree is other.tree
    changed = [element for element in one.replaced if one.replaced[element] != other.replaced[element]]
    assert [other.replaced[element] for element in changed] == ["Other"]
    assert one.replaced.keys() == other.replaced.keys()
    home = changed[0].place
    assert [page.number for page in one.pages if one.tags_of(page.number) is not other.tags_of(page.number)] == [home]
    assert other.tags_of(home).replaced[changed[0]] == "Other"
    assert one.tags_of(home).replaced[changed[0]] == one.replaced[changed[0]] != "Other"
    assert one.tags_of(0) is other.tags_of(0)
    assert one.skeleton is other.skeleton


@pytest.mark.parametrize(
    "change",
    [
        _says(""),
        lambda element: element.__delitem__("/ActualText"),
        lambda element: element.__setitem__("/Lang", String("fr")),
        lambda element: element.__setitem__("/S", Name("/Div")),
        lambda element: (element.__setitem__("/ActualText", String("x")), element.__setitem__("/Alt", String("x"))),
    ],
    ids=["an empty text", "no text", "a language", "a tag", "a text and a description"],
)
def test_anything_else_is_another_tree(change: Callable[[pikepdf.Object], object]) -> None:
    """A text in the place of none, too: what asks only whether there is one has asked for all files of a tree."""
    one, other = _pair(change)
    assert one.tree is not other.tree
    assert one.skeleton is not other.skeleton


def test_a_text_in_the_place_of_an_empty_one_is_another_tree() -> None:
    """The same from the other side."""
    one, other = read(_file(_says(""))), read(_file())
    assert one.tree is not other.tree


def test_a_replacement_text_that_differs_from_the_page_is_found_with_a_tree_that_is_known() -> None:
    """And is not told of the next file, which says what its page says."""
    right, wrong = _file(), _file(_says("Other"))
    assert not [found for found in _judged(right) if found.id == "pdf-actual-text"]
    warm = _judged(wrong)
    assert [found.id for found in warm].count("pdf-actual-text") == 1
    assert not [found for found in _judged(right) if found.id == "pdf-actual-text"]
    caches.empty()
    assert _judged(wrong) == warm


def _speaks(lang: str, words: str) -> Callable[[pikepdf.Object], object]:
    def change(element: pikepdf.Object) -> None:
        element["/Lang"], element["/ActualText"] = String(lang), String(words)

    return change


def test_of_the_files_of_one_form_that_with_the_same_tree_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many of another tree came between; a file that finds its own is not kept again."""
    langs = ("fr", "hi", "zh", "en")
    first = [read(_file(_speaks(lang, "One"))).tree for lang in langs]
    assert len({id(tree) for tree in first}) == len(langs)
    kept: list[object] = []
    monkeypatch.setattr(source, "remember", lambda *given: kept.append(given))
    again = [read(_file(_speaks(lang, "Two"))).tree for lang in langs]
    assert [id(tree) for tree in again] == [id(tree) for tree in first]
    assert kept == []
