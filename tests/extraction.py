"""Text as other programs find it in a PDF: by pdfium (Chrome, Edge, Android), by poppler (Linux desktops), by pdfium's structure API.

A word counts as found if its letters stand together in what a program extracts, white space and invisible characters left out.
Punctuation at a word's ends is not part of the word: each program moves it to its own side of right-to-left lines.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


class Found(NamedTuple):
    """How many of the words were found, and which were not."""

    count: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part found, from 0 to 1."""
        return self.count / max(1, self.count + len(self.missed))


def letters(text: str) -> str:
    """A text as compared: NFC, without white space and invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def words(texts: Iterable[str]) -> list[str]:
    """The words of texts, without punctuation at their ends."""
    parts = (letters(part) for text in texts for part in re.split(r"[\s·]+", text))
    stripped = (_strip(part) for part in parts)
    return [part for part in stripped if part]


def _strip(word: str) -> str:
    start, end = 0, len(word)
    while start < end and unicodedata.category(word[start])[0] in "PS":
        start += 1
    while end > start and unicodedata.category(word[end - 1])[0] in "PS":
        end -= 1
    return word[start:end]


def find(wanted: Iterable[str], text: str) -> Found:
    """Which words stand in an extracted text."""
    assert not _PRIVATE.search(text), "private-use or replacement characters in the extracted text"
    place = letters(text)
    all_words = list(wanted)
    missed = tuple(word for word in all_words if word not in place)
    return Found(len(all_words) - len(missed), missed)


def pdfium(data: bytes) -> str:
    """The text of all pages as pdfium gives it."""
    with pypdfium2.PdfDocument(data) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def need_poppler() -> None:
    """Skip the calling test where pdftotext is absent."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")


def poppler(data: bytes) -> str:
    """The text of all pages as poppler's pdftotext gives it."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def structure(data: bytes) -> str:
    """The text of the structure tree as pdfium's API gives it: an element's ActualText, or its marked content in order."""
    with pypdfium2.PdfDocument(data) as pdf:
        return "\n".join("".join(_page(page)) for page in pdf)


def _page(page: pypdfium2.PdfPage) -> Iterator[str]:
    textpage = page.get_textpage()
    marked: dict[int, str] = {}
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
        number = pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw)
        size = pdfium_c.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium_c.FPDFTextObj_GetText(item.raw, textpage.raw, buffer, size)
        marked[number] = marked.get(number, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
    try:
        for index in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
            yield from _element(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, index), marked)
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)


def _element(element: object, marked: dict[int, str]) -> Iterator[str]:
    size = pdfium_c.FPDF_StructElement_GetActualText(element, None, 0)
    if size > 2:
        buffer = ctypes.create_string_buffer(size)
        pdfium_c.FPDF_StructElement_GetActualText(element, buffer, size)
        yield buffer.raw.decode("utf-16-le").rstrip("\0") + "\n"
        return
    for index in range(pdfium_c.FPDF_StructElement_CountChildren(element)):
        number = pdfium_c.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if number >= 0:
            yield marked.get(number, "")
        child = pdfium_c.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _element(child, marked)
