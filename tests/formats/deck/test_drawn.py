"""Slides drawn as SVG from their plan: the words that the deck has, in a file that loads and runs nothing, mirrored where words are."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from kit.formats.deck.drawn import drawn
from kit.formats.deck.plan import plan
from kit.formats.deck.shapes import SlideWords
from tests.sample import sample

SVG = "{http://www.w3.org/2000/svg}"


def words(nodes: list[str]) -> str:
    """Letters and digits alone, so that line ends and marks count for nothing."""
    return "".join(re.findall(r"\w", "".join(nodes)))


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_each_slide_shows_its_words(tag: str) -> None:
    """Every slide of the plan has a picture, and each of its titles and paragraphs stands in it, in order."""
    document = sample(tag)
    slides, pictures = plan(document), drawn(document)
    assert len(slides) == len(pictures) > 3
    for slide, picture in zip(slides, pictures, strict=True):
        said = words([node.text or "" for node in etree.fromstring(picture).iter(f"{SVG}text")])
        for para in (slide.title, *(para for shape in slide.shapes if isinstance(shape, SlideWords) for para in shape.paras)):
            assert words([span.text for span in para.runs]) in said, slide.key


def test_a_picture_loads_and_runs_nothing() -> None:
    """No style, script, link or picture from elsewhere: the desk's policy would stop them."""
    for picture in drawn(sample()):
        names = {etree.QName(node).localname for node in etree.fromstring(picture).iter()}
        assert names <= {"svg", "rect", "text", "path", "g", "polyline"}
        assert b"style=" not in picture
        assert b"href" not in picture


def test_places_are_mirrored_where_words_run_from_right_to_left() -> None:
    """The bar at the side where a line starts stands left in English and right in Arabic."""
    bars = {}
    for tag in ("en", "ar"):
        second = etree.fromstring(drawn(sample(tag))[1]).findall(f"{SVG}rect")[1]
        bars[tag] = float(second.get("x", ""))
    assert bars["en"] == 0
    assert bars["ar"] > 900
