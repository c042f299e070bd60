"""Text found again: what other programs extract from our handouts, and where numbers stand on the page."""

from __future__ import annotations

import ctypes
import datetime
import functools
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from kit import build, content, personalize
from kit.checks.outline import expected
from kit.document import Document, Options
from kit.formats.print.writer import write
from kit.locale import runs_right_to_left
from tests.extraction import find, letters, need_poppler, pdfium, poppler, structure, words
from tests.specimens import DOSE, PHONE, SPECIMENS
from tests.specimens import document as specimen

REAL = ("en", "es", "ar", "hi", "zh-Hans")
_RTL_SHARE = 0.97


def _document(tag: str, root: Path, today: datetime.date) -> Document:
    made = build.translated(root, "heroin-withdrawal", tag, today)
    return personalize.personalize(made, region=content.region(root / "content", "US"), clinic=None, today=today)


@functools.cache
def _real(tag: str, root: Path, today: datetime.date) -> tuple[bytes, tuple[str, ...]]:
    """The finished handout of a locale, and every text it must hold."""
    made = _document(tag, root, today)
    return write(made, Options()), tuple(item.text for item in expected.body(made, "handout").items)


@functools.cache
def _specimen(tag: str) -> bytes:
    return write(specimen(tag), Options())


def _enough(texts: Iterable[str], text: str, tag: str) -> None:
    """Every word; in right-to-left scripts nearly every, and numbers are judged by their place on the page instead.

    Extractors put marks, brackets and the dash of a range where their own guess at the reading order wants them.
    """
    wanted = words(texts)
    if runs_right_to_left(tag):
        found = find((word for word in wanted if any(map(str.isalpha, word))), text)
        assert found.share >= _RTL_SHARE, found.missed
    else:
        assert find(wanted, text).missed == ()


@pytest.mark.parametrize("tag", REAL)
def test_pdfium_finds_every_word_of_the_handout(tag: str, root: Path, today: datetime.date) -> None:
    """Chrome's engine finds every word of every text; in Arabic at least 97 of 100."""
    data, texts = _real(tag, root, today)
    _enough(texts, pdfium(data), tag)


@pytest.mark.parametrize("tag", REAL)
def test_poppler_finds_every_word_of_the_handout(tag: str, root: Path, today: datetime.date) -> None:
    """Poppler finds every word of every text; in Arabic at least 97 of 100."""
    need_poppler()
    data, texts = _real(tag, root, today)
    _enough(texts, poppler(data), tag)


@pytest.mark.parametrize("tag", REAL)
def test_the_structure_says_every_text_exactly(tag: str, root: Path, today: datetime.date) -> None:
    """Pdfium's structure API gives each text whole, in logical order, in every script."""
    data, texts = _real(tag, root, today)
    said = letters(structure(data))
    assert [text for text in texts if letters(text) not in said] == []


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_pdfium_finds_the_specimens(tag: str) -> None:
    """Every word of the specimen in each left-to-right script, 97 of 100 in the others."""
    _enough([SPECIMENS[tag]], pdfium(_specimen(tag)), tag)


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_poppler_finds_the_specimens(tag: str) -> None:
    """Every word of the specimen in each left-to-right script, 97 of 100 in the others."""
    need_poppler()
    _enough([SPECIMENS[tag]], poppler(_specimen(tag)), tag)


@pytest.mark.parametrize("tag", sorted(SPECIMENS))
def test_the_structure_says_the_specimens_exactly(tag: str) -> None:
    """Pdfium's structure API gives the whole specimen in logical order."""
    assert letters(SPECIMENS[tag]) in letters(structure(_specimen(tag)))


@pytest.mark.parametrize("tag", ["ar", "fa", "he"])
@pytest.mark.parametrize("number", [PHONE, DOSE])
def test_numbers_stand_left_to_right_in_rtl_text(tag: str, number: str) -> None:
    """By their places on the page, the characters of a phone number and of a dose run from left to right on one line."""
    with pypdfium2.PdfDocument(_specimen(tag)) as pdf:
        lines = [line for page in pdf for line in _lines_by_place(page)]
    assert any(letters(number) in line for line in lines)


def _lines_by_place(page: pypdfium2.PdfPage) -> list[str]:
    """The characters of each line of a page from left to right, whatever order they were written in."""
    textpage = page.get_textpage()
    placed: dict[int, list[tuple[float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        char = textpage.get_text_range(index, 1)
        if char.strip() and pdfium_c.FPDFText_GetCharOrigin(textpage.raw, index, x, y):
            placed.setdefault(round(y.value), []).append((x.value, char))
    return ["".join(char for _, char in sorted(line)) for line in placed.values()]
