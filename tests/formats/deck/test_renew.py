"""Edits live on: what a person changed in a deck is told in words and carried to the kit's newest words, nothing lost.

Decks are edited with python-pptx, as a person would in PowerPoint; the kit's own changes are planted in the Document.
"""

from __future__ import annotations

import base64
import bz2
import dataclasses
import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from kit.checks.deck import check
from kit.document import Document, Meta, Options, Text, map_texts
from kit.formats.deck.kept import read_origin
from kit.formats.deck.reader import read
from kit.formats.deck.renew import compare, renew
from kit.formats.deck.writer import write
from kit.opc import Package
from tests import bones, stands
from tests.conftest import Golden
from tests.sample import sample


def _open(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def _saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


def _reworded(document: Document, old: str, new: str) -> Document:
    """The kit's next version: one text in other words."""

    def change(text: Text) -> Text:
        return dataclasses.replace(text, text=new) if text.text == old else text

    return map_texts(document, change)


def _heard(data: bytes, *, notes: bool = False) -> list[str]:
    return [item.text for item in read(data).items if (item.role == "note") == notes and item.text]


def _take_out(deck: Any, slide: Any) -> None:
    listed = deck.slides._sldIdLst
    ident = next(one for one in listed if deck.part.related_part(one.rId) is slide.part)
    deck.part.drop_rel(ident.rId)
    listed.remove(ident)


def test_a_deck_says_what_it_was_made_from() -> None:
    """Topic, language, selection and each slide's texts are in a part that another library keeps when it saves."""
    made = write(sample(), Options())
    kept = read_origin(Package(_saved(_open(made))))
    assert kept is not None
    assert (kept.topic, kept.locale, kept.clinic) == ("sample", "en", "harbor")
    assert [slide.key for slide in kept.slides][:3] == ["title", "help", "what"]
    assert any("Aches in the back and legs" in words for slide in kept.slides for _, words in slide.said)


def test_nothing_changed_is_nothing_told_and_the_same_bytes() -> None:
    """An untouched deck on unchanged words comes out as it was."""
    made = write(sample(), Options())
    assert compare(made, sample()) == []
    assert renew(made, sample())[0] == made


def test_a_persons_words_and_the_kits_are_told_apart() -> None:
    """Who changed what is said in words, by slide; what both changed keeps the person's words, with the kit's in the notes."""
    deck = _open(write(sample(), Options()))
    paragraphs = _slide(deck, "What you may feel").placeholders[1].text_frame.paragraphs
    paragraphs[1].runs[0].text = "Aches all over my body"
    now = _reworded(_reworded(sample(), "Aches in the back and legs", "Aches in the legs"), "Yawning", "Yawning a lot")
    changes = compare(_saved(deck), now)
    assert [(one.kind, one.message) for one in changes if one.kind == "edit"] == [
        ("edit", "You changed “Aches in the back and legs” to “Aches all over my body”.")
    ]
    assert {one.message for one in changes if one.kind == "kit"} == {
        "The kit changed “Aches in the back and legs” to “Aches in the legs”.",
        "The kit changed “Yawning” to “Yawning a lot”.",
    }
    new, told = renew(_saved(deck), now)
    heard = _heard(new)
    assert "Aches all over my body" in heard
    assert "Aches in the legs" not in heard
    assert "Yawning a lot" in heard
    assert any("Aches in the legs" in note for note in _heard(new, notes=True))
    assert [one.kind for one in told].count("conflict") == 1


def test_safety_facts_that_went_are_told() -> None:
    """A slide with a safety fact that was taken out, or whose words were changed, is named with its fact."""
    deck = _open(write(sample(), Options()))
    _take_out(deck, _slide(deck, "Danger signs"))
    assert [one.message for one in compare(_saved(deck), sample()) if one.kind == "safety"] == [
        "With it goes a safety fact: emergency."
    ]


def test_own_slides_and_shapes_come_along() -> None:
    """A slide that a person made, with a picture, and a picture on a slide of ours are in the new deck, in their places."""
    deck = _open(write(sample(), Options()))
    layout = next(one for one in deck.slide_layouts if one.name == "Title and text")
    own = deck.slides.add_slide(layout)
    own.shapes.title.text_frame.text = "Our own rules"
    own.placeholders[1].text_frame.text = "Phones off"
    picture = io.BytesIO(_png())
    own.shapes.add_picture(picture, Inches(1), Inches(3))
    _slide(deck, "What you may feel").shapes.add_picture(io.BytesIO(_png()), Inches(9), Inches(5))
    listed = deck.slides._sldIdLst
    listed.insert(3, listed[-1])
    new, _ = renew(_saved(deck), sample())
    again = _open(new)
    assert [slide.shapes.title.text_frame.text for slide in again.slides][3] == "Our own rules"
    assert [shape.shape_type for shape in again.slides[3].shapes if shape.shape_type == 13] == [13]
    assert [shape.shape_type for shape in _slide(again, "What you may feel").shapes if shape.shape_type == 13] == [13]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_own_slides_get_foot_and_number(tag: str) -> None:
    """A slide that a person made has what its neighbours have at the foot, once, however often the deck is renewed; no rule is broken."""
    deck = _open(write(sample(tag), Options()))
    neighbour = deck.slides[4]
    own = deck.slides.add_slide(neighbour.slide_layout)
    words = neighbour.shapes.title.text_frame.text
    own.shapes.title.text_frame.text = f"{words} {words}"
    once, _ = renew(_saved(deck), sample(tag))
    twice, _ = renew(once, sample(tag))
    for data in (once, twice):
        again = _open(data)
        feet = [
            [shape.placeholder_format.type for shape in slide.placeholders if shape.placeholder_format.idx in (21, 22)]
            for slide in (again.slides[4], again.slides[len(again.slides) - 1])
        ]
        assert len(feet[0]) == 2
        assert feet[0] == feet[1]
        last = [shape for shape in again.slides[len(again.slides) - 1].placeholders if shape.placeholder_format.idx == 22]
        assert [shape.text_frame._txBody.findall(".//{*}fld/{*}t")[0].text for shape in last] == [str(len(again.slides))]
        ids = [shape.shape_id for shape in again.slides[len(again.slides) - 1].shapes]
        assert len(set(ids)) == len(ids)


def test_chart_values_live_on() -> None:
    """A value that a person mended in the chart stands in the new chart and its workbook."""
    deck = _open(write(sample(), Options()))
    chart = next(shape for shape in _slide(deck, "How strong it is").shapes if shape.has_chart).chart
    numbers = XyChartData()
    for plot in chart.plots[0].series:
        series = numbers.add_series(plot.name)
        for day, value in zip(plot.iter_values(), plot.values, strict=True):
            series.add_data_point(day, 3.0 if value == 9.0 else value)
    del numbers
    for value in chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}v"):
        if value.text == "9":
            value.text = "3"
    new, told = renew(_saved(deck), sample())
    again = next(shape for shape in _slide(_open(new), "How strong it is").shapes if shape.has_chart).chart
    assert [list(one.values) for one in again.plots[0].series] == [[4.0, 3.0], [6.0, 8.0]]
    assert any("chart" in one.message for one in told)


def test_a_deck_without_its_base_is_compared_by_titles() -> None:
    """A program that drops the part and numbers the slides anew loses no edit; the report says what could not be known."""
    deck = _open(write(sample(), Options()))
    _slide(deck, "What you may feel").placeholders[1].text_frame.paragraphs[1].runs[0].text = "Aches all over my body"
    for ident, rel in list(deck.part.rels.items()):
        if rel.reltype.endswith("/customXml"):
            deck.part.rels.pop(ident)
    for at, one in enumerate(deck.slides._sldIdLst):
        one.set("id", str(900 + at))
    new, told = renew(_saved(deck), sample())
    assert "Aches all over my body" in _heard(new)
    assert [one.kind for one in told].count("identity") == 2


def _with_base(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A deck whose own part of texts is another."""
    deck = _open(data)
    (part,) = (rel.target_part for rel in deck.part.rels.values() if rel.reltype.endswith("/customXml"))
    part._blob = change(part.blob)
    return _saved(deck)


def _plainly(blob: bytes) -> bytes:
    """The part as decks had it before its slides were packed."""
    root = etree.fromstring(blob)
    root.extend(etree.fromstring(bz2.decompress(base64.b64decode(root.text))))
    root.text = None
    return etree.tostring(root)


def test_decks_made_before_their_texts_were_packed_are_read() -> None:
    """What such a deck was made from, and a person's edit on it, are found as on a new one."""
    made = write(sample(), Options())
    old = _with_base(made, _plainly)
    assert read_origin(Package(old)) == read_origin(Package(made))
    deck = _open(old)
    _slide(deck, "What you may feel").placeholders[1].text_frame.paragraphs[1].runs[0].text = "Aches all over my body"
    assert [one.kind for one in compare(_saved(deck), sample())] == ["edit"]


@pytest.mark.parametrize(
    "packed",
    [b"QUJD", b"!", base64.b64encode(bz2.compress(b"<slides")), base64.b64encode(bz2.compress(bytes(64_000_000)))],
    ids=["no archive", "no letters of one", "no XML", "too large"],
)
def test_damaged_texts_are_as_if_lost(packed: bytes) -> None:
    """A deck whose packed texts somebody changed is compared by titles, as one without them."""
    damaged = _with_base(write(sample(), Options()), lambda blob: re.sub(rb">[^<]+<", b">" + packed + b"<", blob))
    assert read_origin(Package(damaged)) is None
    assert "identity" in {one.kind for one in compare(damaged, sample())}


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 60, 90)).save(out, "PNG")
    return out.getvalue()


def _reword(slide: Any, words: str, written: set[str], chance: random.Random) -> None:
    bodies = [shape for shape in slide.placeholders if shape.has_text_frame and shape.placeholder_format.idx not in (0, 21, 22)]
    lines = [line for shape in bodies for line in shape.text_frame.paragraphs if line.runs]
    if lines:
        line = chance.choice(lines)
        written -= {line.text}
        for run in line.runs[1:]:
            run._r.getparent().remove(run._r)
        line.runs[0].text = words
        written.add(words)


def _edit(deck: Any, chance: random.Random) -> tuple[set[str], set[str], list[str]]:
    """Random edits: what was written, titles of slides taken out, and the titles in their order."""
    written: set[str] = set()
    gone: set[str] = set()
    for number in range(chance.randint(1, 8)):
        slide = chance.choice(list(deck.slides)[1:])
        words = f"Mine {number} {chance.randint(0, 999)}"
        match chance.choice(("word", "note", "delete", "add", "own", "move", "drop")):
            case "word":
                _reword(slide, words, written, chance)
            case "note":
                slide.notes_slide.notes_text_frame.add_paragraph().text = words
                written.add(words)
            case "delete":
                lines = [line for line in _lines(slide) if not line.text.startswith("Mine")]
                if len(lines) > 1:
                    line = lines[-1]
                    line._p.getparent().remove(line._p)
            case "add":
                body = next(
                    (shape for shape in slide.placeholders if shape.placeholder_format.idx == 1 and shape.has_text_frame), None
                )
                if body is not None:
                    body.text_frame.add_paragraph().text = words
                    written.add(words)
            case "own" if not gone:  # python-pptx names a new part like one that was taken out
                own = deck.slides.add_slide(deck.slide_layouts[1])
                own.shapes.title.text_frame.text = words
                written.add(words)
            case "move":
                listed = deck.slides._sldIdLst
                listed.insert(chance.randint(1, len(listed) - 1), listed[chance.randint(1, len(listed) - 1)])
            case "drop":
                if not any(line.text in written for line in _lines(slide)) and slide.shapes.title.text_frame.text not in written:
                    told = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
                    if "Mine" not in told:
                        gone.add(slide.shapes.title.text_frame.text)
                        _take_out(deck, slide)
    return written, gone, [slide.shapes.title.text_frame.text for slide in deck.slides]


def _lines(slide: Any) -> list[Any]:
    body = next((shape for shape in slide.placeholders if shape.placeholder_format.idx == 1 and shape.has_text_frame), None)
    return [] if body is None else [line for line in body.text_frame.paragraphs if line.text]


@pytest.mark.parametrize("seed", range(24))
def test_no_edit_is_lost_and_no_stale_word_is_left(seed: int) -> None:
    """After random edits and a changed kit, all that a person wrote and nothing that the kit has replaced is there, in their order."""
    chance = random.Random(seed)
    deck = _open(write(sample(), Options()))
    written, gone, order = _edit(deck, chance)
    edited = _saved(deck)
    mine = set(_heard(edited)) | set(_heard(edited, notes=True))
    written &= mine  # a later edit of the same run may have taken out what an earlier one wrote
    now = _reworded(_reworded(sample(), "Chills and sweating (SAMHSA)", "Chills (SAMHSA)"), "Say it slowly.", "Say it in peace.")
    new, told = renew(edited, now)
    slides, notes = _heard(new), _heard(new, notes=True)
    said = set(slides) | set(notes)
    assert written <= said
    titles = [slide.shapes.title.text_frame.text for slide in _open(new).slides]
    assert titles == order
    assert not gone & set(titles)
    for old, fresh in (("Chills and sweating (SAMHSA)", "Chills (SAMHSA)"), ("Say it slowly.", "Say it in peace.")):
        assert old not in said
        if old in mine:
            assert any(fresh in words for words in said)
    assert not [finding for finding in check(new) if finding.id in ("deck-ids", "deck-relation", "deck-rtl-paragraph")]
    facts = [one for one in told if one.kind == "safety"]
    assert bool(facts) or "Danger signs" not in gone


def test_what_it_costs() -> None:
    """The part that edits are known by takes a tenth of the deck at most."""
    data = write(sample(), Options())
    package = Package(data)
    size = package.archive.getinfo("customXml/item1.xml").compress_size
    assert size < len(data) / 10


def _edited_all_over() -> bytes:
    """The sample as somebody left it who changed, took out and added words, slides, notes, pictures, a chart and links."""
    deck = _open(write(sample(), Options()))
    first = _slide(deck, "What you may feel")
    lines = first.placeholders[1].text_frame.paragraphs
    lines[1].runs[0].text = "Aches all over my body"
    lines[-1]._p.getparent().remove(lines[-1]._p)
    first.placeholders[1].text_frame.add_paragraph().text = "And no sleep"
    first.notes_slide.notes_text_frame.add_paragraph().text = "Ask Ana first."
    first.shapes.add_picture(io.BytesIO(_png()), Inches(9), Inches(5))
    linked = first.shapes.add_textbox(Inches(9), Inches(6), Inches(2), Inches(0.5))
    linked.text_frame.text = "Our page"
    linked.text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.org/ours"
    linked.click_action.target_slide = _slide(deck, "Danger signs")
    last = _slide(deck, "Ways to start")
    last.shapes.title.text_frame.paragraphs[0].runs[0].text = "Ways to begin"
    own = deck.slides.add_slide(deck.slide_layouts[1])
    own.shapes.title.text_frame.text = "Our own rules"
    own.notes_slide.notes_text_frame.text = "Be kind."
    numbers = XyChartData()
    numbers.add_series("Tea").add_data_point(1, 2)
    own.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, Inches(1), Inches(3), Inches(4), Inches(3), numbers)
    _take_out(deck, _slide(deck, "Danger signs"))
    return _saved(deck)


def _next_words() -> Document:
    """The kit's next version: words changed and taken out, one block less and one more."""
    document = sample()
    for old, new in (
        ("Aches in the back and legs", "Aches in the legs"),
        ("Chills and sweating (SAMHSA)", "Chills"),
        ("Yawning", "Yawns"),
    ):
        document = _reworded(document, old, new)
    section = document.sections[0]
    blocks = tuple(block for block in section.blocks if block.meta.id not in ("s.ways", "s.plan"))
    more = dataclasses.replace(
        next(block for block in blocks if block.meta.id == "s.steps"), meta=Meta(id="s.more", title=document.main_message)
    )
    at = next(number for number, block in enumerate(blocks) if block.meta.id == "s.table")
    blocks = (*blocks[:at], more, *blocks[at:])
    return dataclasses.replace(document, sections=(dataclasses.replace(section, blocks=blocks),))


def test_a_deck_changed_by_both_is_renewed_as_it_was(golden: Golden) -> None:
    """All that is told of a deck that a person and the kit changed in every way, and where everything stands in the new one."""
    new, told = renew(_edited_all_over(), _next_words())
    lines = [f"{one.kind} | {one.slide} | {one.message}\n" for one in told]
    golden(Path("renewed.txt"), "".join(lines) + stands.on_slides(new))
    golden(Path("bones") / "deck-renewed.txt", bones.of_deck(new))
