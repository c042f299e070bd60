"""kit.tagged and kit.budget: no PDF hangs the reader or eats the machine; what was not read is told."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.budget import KINDS, Budget, SpentError, inflate
from kit.tagged.fonts import parse_cmap
from kit.tagged.source import PdfSource, read
from kit.tagged.values import _unpacked, data_of, entries, text


def _saved(change: Callable[[pikepdf.Pdf, pikepdf.Page], None], *, qdf: bool = False) -> bytes:
    pdf = pikepdf.new()
    change(pdf, pdf.add_blank_page())
    out = io.BytesIO()
    pdf.save(out, qdf=qdf, compress_streams=not qdf)
    return out.getvalue()


def _content(code: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Contents = pdf.make_stream(code)

    return _saved(change)


def _nested_forms(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    inner = pdf.make_stream(b"0 0 1 1 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1])
    for _ in range(10):
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = pdf.make_stream(
            b"/F Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1], Resources=resources
        )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    page.obj.Contents = pdf.make_stream(b"/F Do")


def _circular_numbers(pdf: pikepdf.Pdf, _: pikepdf.Page) -> None:
    node = pdf.make_indirect(pikepdf.Dictionary())
    node.Kids = pikepdf.Array([node, node])
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, ParentTree=node))


def _small() -> Budget:
    return Budget(bytes=3_000_000, operators=20_000, glyphs=200_000, nodes=20_000)


HEAVY = {
    "nested forms": (lambda: _saved(_nested_forms), "drawing instructions"),
    "saved states": (lambda: _content(b"q Q " * 600_000), "drawing instructions"),
    "inflated": (lambda: _content(b"\n" * 9_000_000), "data than may be unpacked"),
    "open sequences": (lambda: _content(b"/Span <</MCID 0>> BDC " * 5_000), "elements"),
    "paths": (lambda: _content(b"0 0 m 1 1 l S " * 60_000), "drawing instructions"),
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_page_is_left_and_told(name: str) -> None:
    """A page that would cost more than the budget is left where the budget ends, and the reader says what ran out."""
    make, said = HEAVY[name]
    (line,) = read(make(), "heavy", _small()).unread
    assert line.startswith("page 1: ")
    assert said in line


def test_a_number_tree_that_names_itself_is_read_once() -> None:
    """The smallest trap: a node whose kids are itself, twice; its tree is simply empty."""
    source = read(_saved(_circular_numbers), "circle", _small())
    assert source.tree is not None
    assert (source.tree.parents, source.unread) == ({}, [])


def test_a_page_after_a_heavy_one_is_read() -> None:
    """One page too large to unpack does not cost the others their reading."""
    pdf = pikepdf.new()
    for code in (b" " * 9_000_000, b"0 0 10 10 re f"):
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(code)
    out = io.BytesIO()
    pdf.save(out)
    source = read(out.getvalue(), "two pages", _small())
    assert [len(page.marks) for page in source.pages] == [0, 1]
    assert len(source.unread) == 1


@pytest.mark.parametrize("box", ["[0 0]", "[/A /B /C /D]", "[0 0 99999999999999 1]", "[]", "4"])
def test_a_page_without_a_usable_size_is_told(box: str) -> None:
    """A broken MediaBox is a fault of its page, and never the end of the reading."""
    data = _saved(lambda _, page: page.obj.__setitem__("/MediaBox", pikepdf.Object.parse(box.encode())))
    (page,) = read(data, "box", _small()).pages
    assert page.width > 0 or page.faults


def test_names_that_are_not_utf8_are_read_as_bytes() -> None:
    """A name of any bytes is a name, and the entries after it are read."""
    found = pikepdf.Object.parse(b"<< /A /\xfe#ff /\xff (odd) /B (even) >>")
    assert text(found, "/A") == "þÿ"
    assert text(found, "/B") == "even"
    assert dict(entries(found))["/B"] == "even"


def test_a_budget_is_spent_to_the_last_unit_and_no_further() -> None:
    """Exactly the amount may be spent; one more ends it."""
    budget = Budget(nodes=3)
    budget.spend("nodes", 3)
    with pytest.raises(SpentError, match="elements"):
        budget.spend("nodes")


def test_time_is_only_asked_where_a_budget_has_some() -> None:
    """A build's budget has no clock; a budget of no seconds is over at once."""
    Budget().spend("nodes")
    with pytest.raises(SpentError, match="time"):
        Budget(seconds=0.0).spend("nodes")


def test_each_kind_of_budget_can_be_spent() -> None:
    """What a message can say is exactly what a budget holds."""
    assert all(hasattr(Budget(), kind) for kind in KINDS)


@given(st.binary(max_size=2_000), st.integers(0, 2_000))
def test_inflating_gives_all_or_nothing(data: bytes, most: int) -> None:
    """What fits is given whole; what does not is refused without unpacking it."""
    assert inflate(zlib.compress(data), most) == (data if len(data) <= most else None)


def test_a_stream_in_a_stream_is_measured_before_it_is_unpacked() -> None:
    """Two filters over each other, the second a bomb: refused by its size after both."""
    pdf = pikepdf.new()
    packed = zlib.compress(zlib.compress(b"\0" * 5_000_000))
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
    with pytest.raises(SpentError):
        data_of(stream, Budget(bytes=1_000_000))
    assert len(data_of(stream, Budget(bytes=6_000_000))) == 5_000_000


@pytest.mark.parametrize(
    ("filters", "most"),
    [
        ((), 100),
        (("FlateDecode",), 1_000),
        (("FlateDecode", "RL"), 64_000),
        (("RunLengthDecode",), 6_400),
        (("RL", "RunLengthDecode"), 409_600),
        (("LZWDecode", "RL"), 8_960_000),
        (("LZW", "Fl"), 196_000_000),
        (("ASCIIHexDecode", "RL", "ASCII85Decode"), 6_400),
    ],
)
def test_what_filters_can_make_of_a_byte_is_reckoned_one_after_the_other(filters: tuple[str, ...], most: int) -> None:
    """A run is at most 64 times as long, what LZW packs 1,400 times, and what lies under either of them is reckoned on top."""
    data = zlib.compress(b"\0" * 1_000) if filters[:1] == ("FlateDecode",) else b"\0" * 100
    _unpacked(data, list(filters), most)
    with pytest.raises(SpentError, match="data than may be unpacked"):
        _unpacked(data, list(filters), most - 1)


def test_a_cmap_of_beginnings_without_ends_is_read_in_one_walk() -> None:
    """A hundred thousand blocks that never end are none."""
    assert parse_cmap(b"beginbfchar " * 100_000).texts == {}


def test_a_wide_range_in_a_cmap_is_bounded() -> None:
    """Ranges cost what they map, so that a small file can't map the world again and again."""
    with pytest.raises(SpentError):
        parse_cmap(b"beginbfrange " + b"<0000> <FFFF> <0020> " * 50 + b"endbfrange", Budget(glyphs=1_000_000))


def test_a_plain_page_is_read_whole() -> None:
    """A plain page within its budget has nothing unread."""
    source: PdfSource = read(_content(b"0 0 10 10 re f"), "plain", Budget())
    assert (len(source.pages[0].marks), source.unread) == (1, [])
