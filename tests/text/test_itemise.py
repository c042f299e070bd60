"""Itemising: levels by UAX 9, runs by script and face, neutral characters staying where they belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kit.locale import isolate
from kit.text.itemise import bidi_levels, from_units, itemise, to_units
from kit.text.span import Span


def _runs(text: str, script: str, lang: str, *, rtl: bool) -> list[tuple[str, str, int]]:
    items = itemise((Span(text=text, lang=lang),), script=script, lang=lang, rtl=rtl)
    return [(text[item.start : item.end], item.face.family, item.level) for item in items]


def test_plain_text_is_one_run() -> None:
    """A sentence in one script is shaped as a whole."""
    assert _runs("Call 911, now (24 hours).", "Latn", "en", rtl=False) == [("Call 911, now (24 hours).", "NotoSans", 0)]


def test_an_isolated_number_keeps_its_order_in_arabic() -> None:
    """A phone number in an isolate is one left-to-right run."""
    phone = "1-800-662-4357"
    runs = _runs(f"اتصل بالرقم {isolate(phone)} الآن", "Arab", "ar", rtl=True)
    assert [text for text, _, level in runs if level == 2] == [phone]
    assert all(level in (1, 2) for _, _, level in runs)


def test_without_an_isolate_the_number_would_fall_apart() -> None:
    """The fault the isolates prevent: groups of a bare number run right to left between Arabic words."""
    levels = bidi_levels("ا 1-800 ب", rtl=True)
    assert levels[2] == 2
    assert 1 in levels[2:7]


def test_levels_of_characters_beyond_the_basic_plane() -> None:
    """ICU counts UTF-16 units; offsets come back in characters."""
    text = "a\U0001d400 שלום"
    assert len(bidi_levels(text, rtl=False)) == len(text)
    assert bidi_levels(text, rtl=False)[3] == 1
    assert to_units(text)[:4] == [0, 1, 3, 4]
    assert from_units(text, [1, 3, 4]) == [1, 2, 3]


def test_spans_are_not_merged() -> None:
    """Bold and language boundaries cut runs, and each span brings its own face."""
    spans = (Span(text="Take ", lang="en"), Span(text="naloxone", lang="en", bold=True), Span(text=" दवा", lang="hi"))
    items = itemise(spans, script="Latn", lang="en", rtl=False)
    assert [(item.span, item.face.key) for item in items] == [
        (0, "NotoSans-400"),
        (1, "NotoSans-700"),
        (2, "NotoSansDevanagari-400"),
    ]


def test_a_foreign_han_span_takes_its_own_language_face() -> None:
    """Han letters look different in Japanese and Chinese; the span's language decides."""
    spans = (Span(text="日本 ", lang="ja"), Span(text="骨", lang="zh-Hant"))
    assert [item.face.family for item in itemise(spans, script="Latn", lang="en", rtl=False)] == ["NotoSansJP", "NotoSansTC"]


def test_neutral_characters_stay_with_their_neighbours() -> None:
    """Spaces and digits do not break a run that falls back to another face."""
    assert _runs("ሄሮይን 12 ሄሮ", "Latn", "en", rtl=False) == [("ሄሮይን 12 ሄሮ", "NotoSansEthiopic", 0)]


def test_a_mark_keeps_its_base() -> None:
    """A mark is drawn by its base's face, whether or not a shared face comes first."""
    for text in ("e\u0301", "x\u0323", "क\u093c"):
        assert len(_runs(text, "Latn", "en", rtl=False)) == 1


def test_long_text_is_cut_into_portions() -> None:
    """An item is at most 4,000 characters, cut after a space if there is one and never before a mark."""
    words = itemise((Span(text="word " * 3000, lang="en"),), script="Latn", lang="en", rtl=False)
    assert [item.end % 5 for item in words] == [0] * len(words)
    marks = itemise((Span(text="x\u0323" * 3000, lang="en"),), script="Latn", lang="en", rtl=False)
    assert [item.end % 2 for item in marks] == [0] * len(marks)
    assert all(item.end - item.start <= 4000 for item in (*words, *marks))


@given(st.text(alphabet="aé א ب1-٣.,()हि8 \u2066\u2069\u200f\U00020bb7\n", max_size=30), st.booleans())
def test_items_cover_the_text(text: str, rtl: bool) -> None:
    """Whatever the mixture, the items follow each other and leave nothing out."""
    items = itemise((Span(text=text, lang="en"),), script="Latn", lang="en", rtl=rtl)
    assert [item.start for item in items] == [0, *(item.end for item in items)][: len(items)]
    assert (items[-1].end if items else 0) == len(text)


def test_latin_alone_in_a_line_from_the_right_keeps_its_place() -> None:
    """A paragraph that runs from the right gives foreign words an even level above its own, even where it holds nothing else."""
    assert [(text, level) for text, _, level in _runs("Call now", "Arab", "ar", rtl=True)] == [("Call now", 2)]
    assert _runs("Call now", "Latn", "en", rtl=False) == [("Call now", "NotoSans", 0)]


def test_a_letter_and_its_marks_are_of_one_face() -> None:
    """Where the first face has a letter but not its mark, one that draws both takes them, and nothing before them."""
    assert _runs("ba\u0301\u064b", "Latn", "en", rtl=False) == [
        ("b", "NotoSans", 0),
        ("a\u0301\u064b", "NotoSansArabic", 0),
    ]
