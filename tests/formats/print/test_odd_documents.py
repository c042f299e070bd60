"""Documents of odd shapes: whatever a clinic or an author writes, nothing is lost, covered or off the page."""

from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image

from kit.checks import pdf as verifier
from kit.checks.outline import expected
from kit.document import Block, ClinicCard, Contact, Document, Field, Meta, Options, Series, Table, Text, Timeline, Worksheet
from kit.formats.print import reader, writer
from kit.formats.print.pages import lay_out
from kit.formats.print.sheet import Raster
from kit.locale import isolate
from tests.sample import sample

EDITIONS = {
    "standard": Options(),
    "aph": Options(edition="large-print", profile="aph"),
    "acb": Options(edition="large-print", profile="acb", paper="letter"),
}


def _text(words: str) -> Text:
    return Text(id="odd", source=words, text=words, lang="en")


def _logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (600, 100), (10, 20, 30, 200)).save(out, "PNG")
    return out.getvalue()


def _blocks(*blocks: Block) -> Document:
    document = sample("en")
    return dataclasses.replace(document, sections=(dataclasses.replace(document.sections[0], blocks=blocks),))


def _clinic() -> Document:
    """A clinic that says a lot, with a very wide logo and an address that has no place to break."""
    card = ClinicCard(
        id="c",
        name="The Long Name of a Clinic for People " * 8,
        phone=isolate("+1 202-555-0143 ext 12345 67890"),
        address="Somewhere long " * 20,
        hours="Monday to Friday " * 8,
        web="https://example.org/" + "a" * 120,
        logo=_logo(),
        logo_size=(600, 100),
    )
    return dataclasses.replace(sample("en"), clinic=card)


def _contacts() -> Document:
    """Many help lines with long labels, values, names and addresses."""
    entry = Contact(
        kind="crisis",
        label=_text("A long label for a help line that wraps"),
        value=isolate("Text HOME to 741741 or call 1-800-662-4357"),
        name=_text("National Suicide and Crisis Lifeline of the Country"),
        details=(_text("Day and night, every day"), _text("Free to call from any phone"), _text("Chat")),
        url="https://www.example.org/a/very/long/path/to/help",
    )
    document = sample("en")
    return dataclasses.replace(document, help=dataclasses.replace(document.help, entries=(entry,) * 9))


def _sections() -> Document:
    """Twenty-five sections, so that contents and page numbers grow."""
    document = sample("en")
    title = _text("A rather long title of a section that wraps over lines in print")
    sections = tuple(
        dataclasses.replace(document.sections[0], id=f"q{number}", number=number, title=title) for number in range(1, 26)
    )
    return dataclasses.replace(document, sections=sections)


def _wide_table() -> Document:
    """Nine columns of long words: too many to stand side by side."""
    cell = _text("antidisestablishmentarianism words")
    columns = tuple(_text(f"Column{number} withalongword") for number in range(9))
    return _blocks(Table(meta=Meta(id="w"), summary=_text("Wide."), columns=columns, rows=((cell,) * 9,) * 5))


def _crowded_chart() -> Document:
    """Nine points close together, and three lines with long names that end in the same place."""
    (timeline,) = (block for block in sample("en").sections[0].blocks if isinstance(block, Timeline))
    labels = ("6 hours after", "12 hours", "1 day", "36 hours", "2 days", "3 days", "5 days", "1 week", "10 days")
    points = tuple(zip((0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0), map(_text, labels), strict=True))
    rising = tuple(map(float, range(1, 10)))
    names = ("Body signs and a long name", "Cravings and low mood", "Sleep that is slow to come back")
    series = tuple(Series(name=_text(name), values=rising) for name in names)
    return _blocks(dataclasses.replace(timeline, points=points, series=series))


def _worksheet() -> Document:
    """Fields whose labels wrap, with none to three lines."""
    label = _text("A label that is quite long and wraps over the line because it asks for much " * 2)
    fields = tuple(Field(id=f"f{number}", label=label, lines=number % 4) for number in range(12))
    return _blocks(Worksheet(meta=Meta(id="ws"), fields=fields))


ODD = {
    "a clinic that says a lot": _clinic,
    "many help lines": _contacts,
    "no help lines": lambda: dataclasses.replace(sample("en"), help=dataclasses.replace(sample("en").help, entries=())),
    "no sections": lambda: dataclasses.replace(sample("en"), sections=()),
    "no blocks": _blocks,
    "many sections": _sections,
    "a table too wide": _wide_table,
    "a crowded chart": _crowded_chart,
    "a long worksheet": _worksheet,
    "a long title": lambda: dataclasses.replace(sample("en"), title=_text("All about withdrawal and what comes then " * 6)),
    "a long main message": lambda: dataclasses.replace(sample("en"), main_message=_text("It is hard, and it passes. " * 60)),
}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", ODD)
def test_an_odd_document_is_whole_and_readable(name: str, edition: str) -> None:
    """It reads back exactly, and the verifier finds no error in the edition's profile."""
    document, options = ODD[name](), EDITIONS[edition]
    data = writer.write(document, options)
    items = tuple(dataclasses.replace(item, page=0) for item in reader.read(data).items)
    assert items == expected.body(document, "handout").items
    # Some of these are mostly table or clinic, which is set smaller than body text.
    found = [finding for finding in verifier.check(data, profile=edition) if finding.id != "pdf-body-size"]
    assert [finding for finding in found if finding.severity == "error"] == []


def test_a_logo_of_dots_is_drawn_from_its_own_bytes() -> None:
    """A PNG stands on the first page as it was given, no wider than twice its height's limit and in its own proportions."""
    card = ClinicCard(id="c", name="The Clinic", logo=_logo(), logo_size=(600, 100))
    document = dataclasses.replace(sample("en"), clinic=card)
    (logo,) = (mark for row in lay_out(document, Options()).pages[0].rows for mark in row.row.marks if isinstance(mark, Raster))
    assert logo.data == _logo()
    assert logo.width == pytest.approx(6 * logo.height)


def test_bold_words_are_strong_where_the_standard_has_a_name_for_them() -> None:
    """PDF/UA-2 has the element Strong, PDF/UA-1 has none: there it is a span."""
    for part, wanted in ((1, set()), (2, {"Strong"})):
        tree = lay_out(sample("en"), Options(pdfua=part)).tree  # type: ignore[arg-type]
        assert {element.tag for element in tree.root.walk() if element.tag in {"Strong", "Em"}} == wanted
