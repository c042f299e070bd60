"""Slides and template parts that are put into a deck as they were written before: as if they were written now."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from kit import caches
from kit.document import Document, Options
from kit.formats.deck import finished, writer
from kit.formats.deck.packing import packed_part
from kit.formats.deck.renew import renew
from kit.formats.deck.sheet import Sheet
from kit.formats.deck.writer import write
from kit.locale import isolate_first_strong
from tests.sample import sample


def _of(name: str, document: Document) -> Document:
    assert document.clinic
    return dataclasses.replace(document, clinic=dataclasses.replace(document.clinic, name=isolate_first_strong(name)))


def _cold(document: Document) -> bytes:
    caches.empty()
    return write(document, Options())


def test_a_further_clinics_deck_writes_only_the_slides_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cover is written; every other slide was, for the clinic before, and the file is as if they were again."""
    written: list[str] = []
    element = Sheet.element

    def counted(self: Sheet) -> Any:
        written.append(self.slide.key)
        return element(self)

    monkeypatch.setattr(Sheet, "element", counted)
    first, second = _of("First Clinic", sample()), _of("Second Clinic", sample())
    caches.empty()
    write(first, Options())
    whole = len(written)
    written.clear()
    made = write(second, Options())
    assert set(written) == {"title", "s.line"}  # the second has a chart, whose parts are its own
    assert whole == len(_deck(made).slides)
    assert made == _cold(second)


def test_a_slide_that_leads_elsewhere_is_written_anew() -> None:
    """A deck of fewer parts, whose slides have other numbers and lead to other parts, takes nothing of the whole one that differs."""
    whole = sample()
    fewer = dataclasses.replace(whole, sections=whole.sections[1:])
    other = dataclasses.replace(whole, code="XX-1")
    apart = [_cold(document) for document in (whole, fewer, other)]
    caches.empty()
    assert [write(document, Options()) for document in (whole, fewer, other)] == apart
    assert [write(document, Options()) for document in (other, fewer, whole)] == apart[::-1]


def test_nothing_changes_a_shared_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """After decks, and a deck renewed with a person's own slide and shape, the template's parts are as they were opened."""
    templates: list[bytes] = []
    deck_on = finished.deck_on
    monkeypatch.setattr(writer, "deck_on", lambda template: templates.append(template) or deck_on(template))
    caches.empty()
    made = write(sample(), Options())
    deck = _deck(made)
    deck.slides.add_slide(deck.slide_layouts[2]).shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "Mine"
    deck.slides[3].shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "A shape of mine"
    out = io.BytesIO()
    deck.save(out)
    assert renew(out.getvalue(), sample())[0] != made
    assert len(set(templates)) == 1
    opened = finished._opened(templates[0])
    assert opened.packed
    assert {part: packed_part(part) for part in opened.packed} == opened.packed
    assert write(sample(), Options()) == made


def _deck(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))
