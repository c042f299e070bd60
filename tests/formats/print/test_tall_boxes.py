"""A box too tall to stay on one page is parted where a reader does not lose the thread."""

from __future__ import annotations

import dataclasses

import pytest

from kit.checks import pdf
from kit.document import Callout, Document, ListItem, Meta, Options, Paragraph, Text
from kit.formats.print import writer
from tests.sample import sample


def _text(words: str) -> Text:
    return Text(id="t", source=words, text=words, lang="en")


def _tall(filler: int) -> Document:
    """A tall callout after `filler` lines, so that it starts at any height of a page."""
    lines = tuple(Paragraph(meta=Meta(id=f"p{number}"), text=_text("A line.")) for number in range(filler))
    box = Callout(
        meta=Meta(id="tall", title=_text("See someone today, or go with someone to a nurse or a doctor")),
        level="urgent",
        lead=_text("Get care the same day for any of these signs. Do not wait until the person gets weaker than this."),
        items=tuple(ListItem(text=_text("A sign that takes more than one line, so that the box grows tall.")) for _ in range(9)),
    )
    section = dataclasses.replace(sample("en").sections[0], blocks=(*lines, box))
    return dataclasses.replace(sample("en"), sections=(section,))


@pytest.mark.parametrize("filler", range(1, 14))
def test_its_heading_never_stands_alone(filler: int) -> None:
    """At whatever height the box starts, its label and its title stay with the words below them."""
    data = writer.write(_tall(filler), Options(edition="large-print", profile="acb"))
    assert [finding.message for finding in pdf.check(data, profile="acb")] == []
