"""kit.formats.deck.ooxml: paragraphs and runs with their language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.document import Text
from kit.formats.deck.ooxml import Language
from kit.formats.deck.shapes import Para
from kit.locale import find


def _para(words: str, lang: str, **changes: object) -> Para:
    return Para(text=Text(id="t", source=words, text=words, lang=lang), **changes)  # type: ignore[arg-type]


def _xml(para: Para, tag: str, **place: object) -> str:
    return Language(find(tag)).paragraph(para, **({"size": 24} | place))  # type: ignore[arg-type]


def test_a_plain_paragraph_says_no_more_than_it_must() -> None:
    """In a place that gives size, weight and space, a run carries only its language."""
    assert _xml(_para("Hello", "en"), "en", plain=True) == '<a:p><a:r><a:rPr lang="en-US"/><a:t>Hello</a:t></a:r></a:p>'


def test_latin_in_hindi_is_english_with_hindi_beside_it() -> None:
    """A name in Latin letters is tagged English, and says that Hindi stands around it; the Hindi says the reverse."""
    found = re.findall(r'lang="([^"]+)" altLang="([^"]+)"', _xml(_para("यह SAMHSA है", "hi"), "hi"))
    assert found == [("hi-IN", "en-US"), ("en-US", "hi-IN"), ("hi-IN", "en-US")]


def test_weight_is_said_only_where_it_differs() -> None:
    """Bold words in a light place and light words in a bold place are marked, the others are not."""
    light = _xml(_para("a **b**", "en"), "en")
    assert re.findall(r'b="(\d)"', light) == ["1"]
    heavy = _xml(_para("a **b**", "en"), "en", bold=True)
    assert re.findall(r'b="(\d)"', heavy) == ["0"]


@pytest.mark.parametrize(
    ("mark", "wanted"),
    [("bullet", 'buChar char="•"'), ("box", 'typeface="Wingdings"'), ("number", 'startAt="3"'), ("none", "<a:buNone/>")],
)
def test_marks(mark: str, wanted: str) -> None:
    """Lists are real lists: bullets, boxes and numbers are the paragraph's, never typed characters."""
    assert wanted in _xml(_para("Item", "en", mark=mark, number=3), "en")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_words_are_escaped(words: str) -> None:
    """Whatever the words are, the paragraph stays well-formed and says them."""
    from lxml import etree

    wrapped = f'<x xmlns:a="urn:a">{_xml(_para(words, "en"), "en")}</x>'
    said = "".join(etree.fromstring(wrapped.encode()).itertext())
    assert said == words.replace("**", "") or "**" in words


def test_a_link_is_one_run() -> None:
    """A link whose words change language stays one run: several would be several links to a screen reader."""
    xml = _xml(_para("مركز SAMHSA", "ar", link="https://a.example/x"), "ar", link="rId7")
    assert xml.count("<a:r>") == 1
    assert '<a:hlinkClick r:id="rId7" tooltip="a.example/x"/>' in xml


def test_lines_ended_by_hand() -> None:
    """A line is ended where the paragraph says so, even in the middle of a run; the words stay as they are."""
    xml = _xml(_para("Call 555 now", "en", breaks=(5,)), "en", plain=True)
    assert re.findall(r"<a:br>|<a:t>([^<]*)", xml) == ["Call ", "", "555 now"]
    xml = _xml(_para("**Call** 555", "en", breaks=(4,)), "en", plain=True)
    assert re.findall(r"<a:br>|<a:t>([^<]*)", xml) == ["Call", "", " 555"]
