"""Urdu in Nastaliq, asked for by a locale's script, and in Naskh where a format has no room for it.

Each is drawn by one face, with lines far enough apart, and found again as text.
"""

from __future__ import annotations

import dataclasses

import icu
import pytest

from kit.document import Document, Options, map_texts, spans
from kit.formats.print.writer import write
from kit.locale import find
from kit.text.lines import Line, layout
from kit.text.metrics import EXTENTS, ink
from kit.text.span import Span
from tests.extraction import find as found_in
from tests.extraction import pdfium, words
from tests.specimens import document

URDU = (
    "ہیروئن چھوڑنے کے بعد قے اور دست ہو سکتے ہیں۔ بار بار تھوڑا تھوڑا پانی پئیں۔ سانس بہت سست ہو جائے، ہونٹ نیلے پڑ جائیں "
    "تو فوراً مدد بلائیں۔ گھبراہٹ، پیچیدہ جھگڑا، ٹھنڈے پسینے اور تکلیف ٹھیک ہو جاتی ہے۔"
)
UP, DOWN = EXTENTS["Aran"]


def _lines(width: float, *, bold: bool = False, script: str = "Aran") -> tuple[Line, ...]:
    return tuple(layout((Span(text=URDU, lang="ur", bold=bold),), script=script, lang="ur", rtl=True, size=10, width=width))


@pytest.mark.parametrize("bold", [False, True])
def test_naskh_has_every_letter_of_urdu_within_its_lines(bold: bool) -> None:
    """Words, each letter that CLDR lists, and noon ghunna, which it forgets: from one face.

    Letters stay within a line as high as Arabic's; what a bold mark reaches above it fits what the line before leaves below.
    """
    up, down = EXTENTS["Arab"]
    letters = ["ں", *(str(letter) for letter in icu.LocaleData("ur").getExemplarSet())]
    assert {"ٹ", "ڈ", "ڑ", "ہ", "ھ", "ے", "گ"} <= set(letters)
    spans = (Span(text=" ".join(letters), lang="ur", bold=bold),)
    runs = [run for line in _lines(200, bold=bold, script="Arab") for run in line.runs]
    runs += [run for line in layout(spans, script="Arab", lang="ur", rtl=True, size=10, width=200) for run in line.runs]
    assert {run.face.family for run in runs} == {"NotoSansArabic"}
    reach = [max(ink(run.face, run.clusters)[side] for run in runs) for side in (0, 1)]
    assert reach[1] <= down
    assert (sum(reach) <= up + down) if bold else (reach[0] <= up)


@pytest.mark.parametrize("bold", [False, True])
def test_every_letter_is_drawn_by_the_nastaliq_face(bold: bool) -> None:
    """No letter falls back to another face, and none is missing."""
    assert {run.face.family for line in _lines(200, bold=bold) for run in line.runs} == {"NotoNastaliqUrdu"}


def test_lines_stand_clear_of_each_other() -> None:
    """Regular letters stay within their line; what a bold word reaches above it fits what the line before leaves below."""
    for line in _lines(200):
        assert all(ink(run.face, run.clusters)[0] <= UP for run in line.runs)
        assert all(ink(run.face, run.clusters)[1] <= DOWN for run in line.runs)
    reach = [max(ink(run.face, run.clusters)[side] for line in _lines(200, bold=True) for run in line.runs) for side in (0, 1)]
    assert sum(reach) <= UP + DOWN


def test_lines_break_between_words_and_lose_nothing() -> None:
    """Each line ends where a word ends, and the lines together are the text."""
    lines = _lines(120)
    assert len(lines) > 3
    assert "".join(line.text for line in lines) == URDU
    assert all(line.text.endswith(" ") for line in lines[:-1])


def test_its_words_are_found_again_in_a_file() -> None:
    """Chrome's engine reads the words of a handout in Nastaliq."""

    def urdu(made: Document) -> Document:
        return map_texts(
            made, lambda text: dataclasses.replace(text, text=URDU, lang="ur") if text.id.startswith("specimen/") else text
        )

    locale = dataclasses.replace(find("ur"), script="Aran")
    made = urdu(dataclasses.replace(document("fa"), locale=locale))
    assert spans(made.title.text, "ur")[0].lang == "ur"
    data = write(made, Options())
    assert found_in((word for word in words([URDU]) if word.isalpha()), pdfium(data)).share >= 0.97
