"""The deck read back is the document, and what is lost, moved, changed or mismarked on the way is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from kit.checks.outline import expected, roundtrip
from kit.document import Options
from kit.errors import Finding
from kit.formats.deck.reader import read
from kit.formats.deck.writer import write
from kit.outline import Item
from kit.translate.trial import PSEUDO, pseudo
from tests.decks import Parts, edit, good, slide
from tests.sample import sample

_NOTES = "ppt/notesSlides/notesSlide{}.xml"
_PARAGRAPH = r"<a:p>(?:(?!</a:p>).)*?{}.*?</a:p>"


def _compare(data: bytes, tag: str = "en") -> tuple[Finding, ...]:
    return roundtrip.compare(expected.deck(sample(tag)), read(data))


def _swap(parts: Parts) -> None:
    first = parts.cut(slide(5), _PARAGRAPH.format("Aches"))
    parts.change(slide(5), "(" + _PARAGRAPH.format("Chills") + ")", r"\1" + first)


LOSSES: dict[str, tuple[Callable[[Parts], object], set[str]]] = {
    "a bullet dropped": (lambda parts: parts.cut(slide(5), _PARAGRAPH.format("Chills")), {"roundtrip-lost"}),
    "a bullet added": (edit(slide(5), f"({_PARAGRAPH.format('Chills')})", r"\1\1"), {"roundtrip-added"}),
    "two bullets swapped": (_swap, {"roundtrip-order"}),
    "a number changed": (edit(slide(4), "<a:t>It often lasts 4 to 10", "<a:t>It often lasts 4 to 70"), {"roundtrip-words"}),
    "a phone number changed": (
        edit(slide(2), "<a:t>988<", "<a:t>998<"),
        {"roundtrip-words", "roundtrip-lost", "roundtrip-added"},
    ),
    "words in another language": (
        edit(slide(5), '(<a:rPr[^>]*) lang="en-US"([^>]*/?>(?:<[^t][^>]*>)*<a:t>Aches)', r'\1 lang="es-ES"\2'),
        {"roundtrip-item-lang"},
    ),
    "a title in a text box": (edit(slide(5), '<p:ph type="title"/>', ""), {"roundtrip-role"}),
    "another description": (edit(slide(9), 'descr="A line that rises', 'descr="A line that falls'), {"roundtrip-alt"}),
    "another table summary": (edit(slide(7), 'descr="A table', 'descr="No table'), {"roundtrip-alt"}),
    "a table cell changed": (edit(slide(7), "Cramps", "Sweats"), {"roundtrip-lost", "roundtrip-added"}),
    "a table head that is none": (edit(slide(7), 'firstCol="1"', 'firstCol="0"'), {"roundtrip-role"}),
    "a note lost": (lambda parts: parts.cut(_NOTES.format(5), _PARAGRAPH.format("Someone who")), {"roundtrip-lost"}),
    "a note changed": (edit(_NOTES.format(5), "Say it slowly", "Say it quickly"), {"roundtrip-words"}),
    "another title in the properties": (edit("docProps/core.xml", "<dc:title>[^<]*", "<dc:title>Other"), {"roundtrip-title"}),
    "another language in the properties": (edit("docProps/core.xml", "<dc:language>en", "<dc:language>fr"), {"roundtrip-lang"}),
    "a slide left out": (edit("ppt/presentation.xml", '<p:sldId id="261" [^>]*/>', ""), {"roundtrip-lost"}),
    "slides in another order": (
        edit("ppt/presentation.xml", '(<p:sldId id="260" [^>]*/>)(<p:sldId id="261" [^>]*/>)', r"\2\1"),
        {"roundtrip-order"},
    ),
}


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("bare", [False, True], ids=["with clinic and region", "without"])
def test_the_deck_reads_back_as_the_document(tag: str, bare: bool) -> None:
    """Every text of slides and notes is there once, in order, in its language; so is every description."""
    document = sample(tag, region=not bare, clinic=not bare)
    outline = read(write(document, Options()))
    assert roundtrip.compare(expected.deck(document), outline) == ()
    assert outline.lang == tag


@pytest.mark.parametrize("tag", [tag for tag in PSEUDO if tag != "en-XA"])
def test_a_test_language_reads_back_as_the_document(tag: str) -> None:
    """Split titles, wide words and stacked marks come back whole."""
    document = pseudo(sample("en"), tag)
    assert roundtrip.compare(expected.deck(document), read(write(document, Options()))) == ()


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_told(name: str) -> None:
    """A deck from which something was taken, or in which it was changed, does not pass for the document."""
    plant, kinds = LOSSES[name]
    parts = Parts(good("en"))
    plant(parts)
    found = {finding.id for finding in _compare(parts.pack())}
    assert found
    assert found <= kinds


def test_reading_order_is_the_order_of_the_shape_tree() -> None:
    """What stands first in the tree is heard first, wherever it stands on the slide."""
    heard = [item for item in read(good("en")).items if item.page == 9 and item.role != "note"]
    assert [(item.role, item.text or item.alt) for item in heard] == [
        ("title", "How strong it is"),
        ("paragraph", "Most people feel worst on days 1 to 3."),
        ("figure", "A line that rises to day 2 and falls to day 7."),
        ("paragraph", "An illustration, not a measurement."),
    ]


def test_foot_and_number_are_furniture() -> None:
    """What repeats on each slide is kept apart, with its slide's number."""
    outline = read(good("en"))
    feet = [item for item in outline.furniture if "SA-1.0" in item.text]
    assert [item.page for item in feet] == list(range(1, outline.pages + 1))
    assert not any("SA-1.0" in item.text for item in outline.items if item.role != "note")


def test_a_group_says_its_description_or_what_is_in_it() -> None:
    """A described group is one picture; one without a description is its parts."""
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="81" name="a" descr="A cup"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp><!-- a -->'
        '<p:sp><p:nvSpPr><p:cNvPr id="82" name="b"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        '<p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-US"/><a:t>tea</a:t></a:r></a:p></p:txBody></p:sp>'
    )
    for descr, heard in (('descr="A tea cup"', ["A tea cup"]), ("", ["A cup", "tea"])):
        parts = Parts(good("en"))
        group = (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="80" name="g" {descr}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>{shape}</p:grpSp>'
        )
        parts.change(slide(5), "</p:spTree>", group + "</p:spTree>")
        items = [item for item in read(parts.pack()).items if item.page == 5 and item.role != "note"]
        assert [item.text or item.alt for item in items][-len(heard) :] == heard


def test_decoration_is_not_heard() -> None:
    """A shape marked as decoration says nothing, even if it has words in its description."""
    parts = Parts(good("en"))
    parts.change(slide(8), r'(<p:cNvPr id="4" name="[^"]*")', r'\1 descr="A red bar"')
    assert "A red bar" not in {item.alt for item in read(parts.pack()).items}


def test_a_word_in_another_language_is_a_run_of_its_own() -> None:
    """In an Arabic deck, a name in Latin letters is heard as English, inside the Arabic sentence."""
    items: tuple[Item, ...] = read(good("ar")).items
    assert any(item.lang == "ar" and ("en", "SAMHSA") in item.foreign for item in items)


def test_the_reader_does_not_depend_on_the_writers_numbers() -> None:
    """A deck with other relation ids and part names reads the same."""
    parts = Parts(good("en"))
    parts.change("ppt/presentation.xml", 'r:id="rId', 'r:id="rel', count=0)
    parts.change("ppt/_rels/presentation.xml.rels", 'Id="rId', 'Id="rel', count=0)
    parts.change("ppt/_rels/presentation.xml.rels", "slides/slide5.xml", "slides/vier.xml")
    parts["ppt/slides/vier.xml"] = parts.pop(slide(5))
    parts["ppt/slides/_rels/vier.xml.rels"] = parts.pop("ppt/slides/_rels/slide5.xml.rels")
    assert dataclasses.replace(read(parts.pack())) == read(good("en"))
