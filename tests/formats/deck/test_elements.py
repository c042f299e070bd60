"""kit.formats.deck.elements: paragraphs and runs with their language, their place's look, and bullets that a new line inherits."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kit.document import Text
from kit.formats.deck.elements import Look, Pen, fill, root
from kit.formats.deck.language import Language
from kit.formats.deck.shapes import Para
from kit.locale import find


def _para(words: str, lang: str, **changes: object) -> Para:
    return Para(text=Text(id="t", source=words, text=words, lang=lang), **changes)  # type: ignore[arg-type]


def _xml(para: Para, tag: str, *, link: tuple[str, str] | None = None, **look: object) -> str:
    """The paragraph's element without its namespaces, in a place of this look (the default: that of plain words)."""
    holder = root("p:txBody")
    Pen(Language(find(tag)), 12192000).paragraph(holder, para, Look(**({"size": 24} | look)), link=link)  # type: ignore[arg-type]
    return re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(holder[0], encoding="unicode"))


def test_a_plain_paragraph_says_no_more_than_it_must() -> None:
    """In a place that gives size, weight and space, a run carries only its language."""
    assert _xml(_para("Hello", "en"), "en") == '<a:p><a:r><a:rPr lang="en-US"/><a:t>Hello</a:t></a:r></a:p>'


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
    other = "bullet" if mark == "none" else "none"
    assert wanted in _xml(_para("Item", "en", mark=mark, number=3), "en", mark=other)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_words_are_escaped(words: str) -> None:
    """Whatever the words are, the paragraph stays well-formed and says them."""
    holder = root("p:txBody")
    Pen(Language(find("en")), 1).paragraph(holder, _para(words, "en"), Look(size=24))
    said = "".join(etree.fromstring(etree.tostring(holder)).itertext())
    assert said == Language(find("en")).bare(words.replace("**", "")) or "**" in words


def test_a_link_is_one_run() -> None:
    """A link whose words change language stays one run: several would be several links to a screen reader."""
    xml = _xml(_para("مركز SAMHSA", "ar", link="https://a.example/x"), "ar", link=("rId7", "https://a.example/x"))
    assert xml.count("<a:r>") == 1
    assert '<a:hlinkClick r:id="rId7" tooltip="a.example/x"/>' in xml


def test_lines_ended_by_hand() -> None:
    """A line is ended where the paragraph says so, even in the middle of a run; the words stay as they are."""
    xml = _xml(_para("Call 555 now", "en", breaks=(5,)), "en")
    assert re.findall(r"<a:br>|<a:t>([^<]*)", xml) == ["Call ", "", "555 now"]
    xml = _xml(_para("**Call** 555", "en", breaks=(4,)), "en")
    assert re.findall(r"<a:br>|<a:t>([^<]*)", xml) == ["Call", "", " 555"]


def test_a_look_is_that_of_most_lines() -> None:
    """What a placeholder gives a new line is what most of its lines have; of equals, the last."""
    paras = [_para(words, "en", size=size, mark="bullet") for words, size in (("Lead", 28), ("One", 32), ("Two", 32))]
    assert Look.of(paras).size == 32
    assert Look.of(paras[:2]).size == 32


def test_the_end_of_a_line_is_in_the_language_of_its_words() -> None:
    """A line that ends inside a paragraph says its language as the words do, so that no program takes its own."""
    xml = _xml(_para("Call 555 now", "es", breaks=(5,)), "es")
    assert re.findall(r'<a:(br|r)><a:rPr lang="([^"]+)"', xml) == [("r", "es-ES"), ("br", "es-ES"), ("r", "es-ES")]


@pytest.mark.parametrize(
    ("color", "wanted"),
    [("1A2B3C", "srgbClr"), ("000000", "srgbClr"), ("tx1", "schemeClr"), ("accent", "schemeClr"), ("hlink", "schemeClr")],
)
def test_six_hexadecimal_digits_are_a_colour_and_all_else_the_themes(color: str, wanted: str) -> None:
    """What a template's owner recolours follows the theme; what was measured keeps its value."""
    holder = root("p:txBody")
    fill(holder, color)
    assert [etree.QName(node).localname for node in holder[0]] == [wanted]
    assert holder[0][0].get("val") == color
