"""Objects and the file around them: what was put in can be read back by another library."""

from __future__ import annotations

import io

import pikepdf
import pytest

from kit.pdf.objects import Objects, number, text_string
from kit.pdf.outlines import OutlineItem, write_outline


def _file(objects: Objects, catalog: bytes = b"") -> pikepdf.Pdf:
    pages = objects.reserve()
    page = objects.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % pages)
    objects.put(pages, b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page)
    root = objects.add(b"<</Type/Catalog/Pages %d 0 R%s>>" % (pages, catalog))
    return pikepdf.open(io.BytesIO(objects.file(root=root, info=objects.add(b"<<>>"), version="1.7")))


@pytest.mark.parametrize("words", ["plain", "(un)balanced (", "back\\slash", "ملخص", "𝄞 clef", "line\nbreak", ""])
def test_text_strings_read_back(words: str) -> None:
    """Brackets, backslashes, line ends and characters of any plane survive."""
    with _file(Objects(), b"/Lang" + text_string(words)) as pdf:
        assert str(pdf.Root.Lang) == words


@pytest.mark.parametrize(
    ("value", "wanted"), [(0, "0"), (12, "12"), (-0.0004, "0"), (1.5, "1.5"), (0.33333, "0.333"), (1e6, "1000000")]
)
def test_numbers_are_short_and_plain(value: float, wanted: str) -> None:
    """No exponent, at most three decimals, no minus zero."""
    assert number(value) == wanted


def test_many_objects_and_streams_read_back() -> None:
    """More objects than one object stream holds, with streams between them, each come back under their number."""
    objects = Objects()
    plain = [objects.add(b"<</N %d>>" % index) for index in range(450)]
    streams = [objects.add_stream(b"data %d" % index, b"/N %d" % index) for index in range(5)]
    with _file(objects) as pdf:
        assert [pdf.get_object(target, 0).N for target in plain] == list(range(450))
        assert [pdf.get_object(target, 0).read_bytes() for target in streams] == [b"data %d" % index for index in range(5)]


def test_the_identifier_follows_from_the_content() -> None:
    """Equal objects give an equal file and identifier, other objects another identifier."""

    def make(body: bytes) -> str:
        objects = Objects()
        objects.add(body)
        with _file(objects) as pdf:
            return str(pdf.trailer.ID[0])

    assert make(b"<</A 1>>") == make(b"<</A 1>>")
    assert make(b"<</A 1>>") != make(b"<</A 2>>")


def test_a_number_without_a_body_is_an_error() -> None:
    """A forgotten object is named before a broken file is written."""
    objects = Objects()
    root = objects.add(b"<<>>")
    objects.reserve()
    with pytest.raises(ValueError, match=r"objects without a body: \[2\]"):
        objects.file(root=root, info=root, version="1.7")


def test_outlines_nest_by_level() -> None:
    """Children stand below the item before them, siblings are linked both ways, counts are of all items below."""
    objects = Objects()
    items = [OutlineItem(title, level, b"") for title, level in (("A", 0), ("a", 1), ("b", 1), ("B", 0))]
    root = write_outline(objects, items)
    with _file(objects, b"/Outlines %d 0 R" % root) as pdf, pdf.open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [("A", ["a", "b"]), ("B", [])]
        assert pdf.Root.Outlines.Count == 4
        assert str(pdf.Root.Outlines.Last.Prev.Title) == "A"
