"""kit.formats.deck.fit: nothing is lost, nothing shrinks, nothing overflows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.document import Meta, Table, Text
from kit.errors import KitError
from kit.formats.deck.fit import CELL_MARGIN, Ruler, cells, pages, split, units
from kit.formats.deck.shapes import Para, inch
from kit.locale import find

_WIDTH = inch(11)


def _text(words: str, lang: str = "en") -> Text:
    return Text(id="t/x", source=words, text=words, lang=lang)


@given(st.lists(st.integers(1, 100), max_size=40), st.integers(100, 300))
def test_split_loses_nothing(heights: list[int], limit: int) -> None:
    """The stretches are the whole row, in order, each within the limit."""
    cuts = split(heights, limit)
    assert [height for cut in cuts for height in heights[cut]] == heights
    assert all(sum(heights[cut]) <= limit for cut in cuts)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=40), st.integers(100, 300))
def test_split_is_into_the_fewest(heights: list[int], limit: int) -> None:
    """As few stretches as greedy filling makes, which is the least there can be."""
    count, used = 1, 0
    for height in heights:
        if used + height > limit:
            count, used = count + 1, 0
        used += height
    assert len(split(heights, limit)) == count


def test_split_is_even() -> None:
    """Six equal rows of which five fit are cut three and three, not five and one."""
    assert split([10] * 6, 50) == [slice(0, 3), slice(3, 6)]


@given(st.lists(st.booleans(), max_size=20))
def test_units_keep_paragraphs_with_the_next(keeps: list[bool]) -> None:
    """Every paragraph is in one unit, in order, and only the last of a unit may part from what follows."""
    paras = tuple(Para(text=_text(str(n)), keep=keep) for n, keep in enumerate(keeps))
    found = units(paras)
    assert tuple(para for unit in found for para in unit) == paras
    assert all(para.keep for unit in found for para in unit[:-1])


_WORDS = {
    "en": ["withdrawal", "is", "hard", "and", "passes", "medicine", "helps", "a", "lot"],
    "ar": ["الأمر", "صعب", "لكنه", "يمر", "والدواء", "يساعد", "كثيراً"],
    "hi": ["यह", "कठिन", "है", "और", "बीत", "जाता", "दवा", "मदद", "करती"],
    "zh-Hans": ["戒断", "很难受", "但会过去", "药物", "能帮助你"],
}


@pytest.mark.parametrize("tag", _WORDS)
@given(data=st.data())
def test_pages_hold_every_paragraph_once(tag: str, data: st.DataObject) -> None:
    """In every script, paragraphs come out once, in order, and each slide's worth is no taller than the frame."""
    joiner = " " if find(tag).spaced else ""
    paragraph = st.lists(st.sampled_from(_WORDS[tag]), min_size=1, max_size=30).map(joiner.join)
    texts = data.draw(st.lists(paragraph, min_size=1, max_size=12))
    paras = [Para(text=_text(words, tag), mark="bullet") for words in texts]
    ruler = Ruler(find(tag))
    found = pages(ruler, paras, _WIDTH, inch(4.5))
    assert [para for page in found for para in page] == paras
    assert all(ruler.heights(page, _WIDTH) <= inch(4.5) for page in found)


def test_a_lead_never_stands_alone() -> None:
    """A lead-in goes on to the next slide with its first item."""
    filler = [Para(text=_text("word " * 40)) for _ in range(3)]
    lead = Para(text=_text("These are:"), keep=True)
    ruler = Ruler(find("en"))
    limit = ruler.heights([*filler, lead], _WIDTH) + 1
    found = pages(ruler, [*filler, lead, Para(text=_text("item " * 30))], _WIDTH, limit)
    assert all(not page[-1].keep for page in found)


def test_a_wide_token_is_an_error_with_its_id() -> None:
    """A word wider than its place is never cut or shrunk: the message names the text and the locale."""
    para = Para(text=_text("x" * 200))
    with pytest.raises(KitError, match=r"t/x \(en\): 'x+' is wider"):
        pages(Ruler(find("en")), [para], _WIDTH, inch(4.5))


def test_a_text_taller_than_a_slide_is_an_error_with_its_id() -> None:
    """One paragraph that fills more than a slide is refused, not overflowed."""
    with pytest.raises(KitError, match=r"t/x \(en\): the text is too long"):
        pages(Ruler(find("en")), [Para(text=_text("word " * 900))], _WIDTH, inch(4.5))


def test_a_missing_glyph_names_the_text() -> None:
    """A character no font has is an error with the text's id, not a box on a slide."""
    with pytest.raises(KitError, match=r"t/x \(en\): no font has the character"):
        Ruler(find("en")).lines(Para(text=_text("a \U0001304f")), _WIDTH)


def _table(*rows: tuple[str, ...]) -> Table:
    texts = [tuple(_text(cell) for cell in row) for row in rows]
    return Table(meta=Meta(id="t.table"), summary=_text("All."), columns=texts[0], rows=tuple(texts[1:]))


def test_columns_fill_the_width() -> None:
    """Column widths sum to the table's, and a long column gets more than a short one."""
    long = "a long text that goes on and on for a while and then on"
    found = cells(Ruler(find("en")), _table(("Day", "Signs"), ("1", long), ("2", long)), _WIDTH, inch(4.5))
    assert sum(found.widths) == _WIDTH
    assert found.widths[1] > found.widths[0]
    assert len(found.heights) == len(found.rows) == 3


def test_a_table_that_is_too_wide_is_an_error() -> None:
    """Unbreakable cells that fit at no size are refused with the table's id."""
    with pytest.raises(KitError, match=r"t\.table"):
        cells(Ruler(find("en")), _table(("x" * 60, "y" * 60), ("1", "2")), _WIDTH, inch(4.5))


def test_small_tables_stand_large() -> None:
    """Few cells are set larger than many; many are set at the least size, and split."""
    small = cells(Ruler(find("en")), _table(("A", "B"), ("1", "2")), _WIDTH, inch(4.5))
    large = cells(Ruler(find("en")), _table(*[("A", "B")] * 30), _WIDTH, inch(4.5))
    assert {para.size for row in small.rows for para in row} == {28}
    assert {para.size for row in large.rows for para in row} == {24}


def test_a_table_is_set_smaller_before_it_is_split() -> None:
    """What does not fit at the label size stands whole at the body size; what fits at neither is split at the body size."""
    ruler = Ruler(find("en"))
    table = _table(*(("Head", "word " * 26, "word " * 30) for _ in range(4)))
    long = _table(*(("Head", "word " * 26, "word " * 30) for _ in range(15)))
    found = [(cells(ruler, one, inch(11), inch(height)), inch(height)) for one, height in ((table, 25), (table, 13), (long, 8))]
    assert [one.rows[1][1].size for one, _ in found] == [28, 24, 24]
    assert [sum(one.heights) <= height for one, height in found] == [True, True, False]


def test_columns_give_each_other_room_before_a_table_is_split() -> None:
    """Room goes to the column whose words make the rows tall; no column gets narrower than its widest word."""
    ruler = Ruler(find("en"))
    table = _table(*(("Head", "a few words", "word " * 40) for _ in range(3)), ("Head", "word " * 24, "a"))
    found = cells(ruler, table, inch(11), inch(3))
    assert sum(found.widths) == inch(11)
    for column, width in enumerate(found.widths):
        assert max(ruler.widest_token(row[column]) for row in found.rows) <= width
        assert width >= found.least[column]


def test_a_name_is_not_parted_where_words_may_be() -> None:
    """The first column is as wide as its names, in Chinese too, where a line may end between any two characters."""
    ruler = Ruler(find("zh-Hans"))
    table = _table(*[("丁丙诺啡", "这种药可以减轻戒断反应，也可以减轻渴求。" * 4, "这种药可以减轻戒断反应。" * 6)] * 2)
    found = cells(ruler, table, inch(11), inch(5))
    assert [ruler.lines(row[0], found.widths[0] - 2 * CELL_MARGIN) for row in found.rows] == [1, 1]


def test_a_number_is_not_parted_at_its_hyphens() -> None:
    """A phone number that starts a line is brought there by hand; one that stands on the first line is left alone."""
    para = Para(text=_text("Call the line now: \u20661-800-662-4357\u2069 at any time"))
    ruler = Ruler(find("en"))
    narrow = ruler.natural(para) * 2 // 3
    assert ruler.lines(para, narrow) == 2
    assert ruler.settled(para, narrow).breaks == (19,)
    assert ruler.settled(para, _WIDTH).breaks == ()
    plain = Para(text=_text("word " * 60))
    assert ruler.settled(plain, narrow) is plain
