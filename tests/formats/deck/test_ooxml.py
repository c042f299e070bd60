"""kit.formats.deck.ooxml: runs with their language, outlines within their tolerance."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.art import Art, Path, parse_path, qr
from kit.document import Text
from kit.formats.deck.ooxml import Language, colors, outline
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


def _flat(xml: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r'<a:pt x="(-?\d+)" y="(-?\d+)"/>', xml)]


def test_one_path_for_each_source_path() -> None:
    """Each source path is one `a:path`, so that holes stay holes."""
    circle = parse_path("M24 4C35 4 44 13 44 24C44 35 35 44 24 44C13 44 4 35 4 24C4 13 13 4 24 4Z")
    art = Art(id="x", width=48, height=48, paths=(Path(commands=circle), Path(commands=circle)))
    assert outline(art).count("<a:path ") == 2
    assert all(0 <= x <= 960 and 0 <= y <= 960 for x, y in _flat(outline(art)))


def _quadratic(points: list[tuple[float, float]], t: float) -> tuple[float, float]:
    (x0, y0), (x1, y1), (x2, y2) = points
    return ((1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2)


@given(st.lists(st.floats(0, 48), min_size=8, max_size=8))
def test_lighter_curves_stay_close(values: list[float]) -> None:
    """A curve written as a quadratic one leaves its source by less than a thousandth of the picture."""
    commands = (("M", (values[0], values[1])), ("C", tuple(values[2:])))
    xml = outline(Art(id="c", width=48, height=48, paths=(Path(commands=commands),)))  # type: ignore[arg-type]
    points = [(x / 20, y / 20) for x, y in _flat(xml)]
    if "quadBezTo" not in xml:
        return
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = zip(values[::2], values[1::2], strict=True)
    for step in range(11):
        t = step / 10
        x = (1 - t) ** 3 * x0 + 3 * t * (1 - t) ** 2 * x1 + 3 * t * t * (1 - t) * x2 + t**3 * x3
        y = (1 - t) ** 3 * y0 + 3 * t * (1 - t) ** 2 * y1 + 3 * t * t * (1 - t) * y2 + t**3 * y3
        near_x, near_y = _quadratic(points, t)
        assert abs(x - near_x) < 0.1
        assert abs(y - near_y) < 0.1


def test_codes_stay_exact() -> None:
    """A QR code keeps its modules: one unit each, nothing rounded."""
    art = qr("https://findtreatment.gov")
    xml = outline(art)
    assert f'w="{art.width:.0f}"' in xml
    assert len(_flat(xml)) == sum(len(values) // 2 for path in art.paths for _, values in path.commands)


def test_colours_of_a_logo() -> None:
    """Paths are grouped by their own colour; names and the current colour take the deck's."""
    paths = tuple(Path(commands=(), color=color) for color in (None, "#0aF", "#00AAFF", "red"))
    assert {rgb: len(found) for rgb, found in colors(paths).items()} == {"": 2, "00AAFF": 2}


def test_lines_ended_by_hand() -> None:
    """A line is ended where the paragraph says so, even in the middle of a run; the words stay as they are."""
    xml = _xml(_para("Call 555 now", "en", breaks=(5,)), "en", plain=True)
    assert re.findall(r"<a:br>|<a:t>([^<]*)", xml) == ["Call ", "", "555 now"]
    xml = _xml(_para("**Call** 555", "en", breaks=(4,)), "en", plain=True)
    assert re.findall(r"<a:br>|<a:t>([^<]*)", xml) == ["Call", "", " 555"]
