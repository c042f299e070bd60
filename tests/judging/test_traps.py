"""A hundred crafted files (loops, bombs, nests, quadratic traps): each ends in a verdict, within its budget, and nothing is raised."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kit.judging.inspection import Limits, judged
from tests.checks.deck.tiny import Deck, picture, run, table, text, title
from tests.checks.page.page_pairs import PAGE
from tests.checks.pdf.corpus import opened, saved, sheet

LIMITS = Limits(seconds=3.0, data=30_000_000)
GRACE = 12.0
"""Seconds of this process that a file may take; the budget itself is three."""


def _pdf(plant: Callable[[pikepdf.Pdf], object]) -> Callable[[], bytes]:
    def make() -> bytes:
        file = opened(sheet())
        plant(file)
        return saved(file)

    return make


def _page(code: bytes) -> Callable[[], bytes]:
    return _pdf(lambda file: file.pages[0].obj.__setitem__("/Contents", file.make_stream(code)))


def _circle(*path: str) -> Callable[[], bytes]:
    """Something in the catalogue leads back to itself."""

    def plant(file: pikepdf.Pdf) -> None:
        node = file.make_indirect(Dictionary(Type=Name.X, Limits=Array([String("a"), String("b")]), Title=String("a")))
        for key in ("Kids", "K"):
            node["/" + key] = Array([node, node])
        for key in ("First", "Next", "Last", "Parent", "P", "D", "A", "Dest"):
            node["/" + key] = node
        holder = file.Root
        for key in path[:-1]:
            if "/" + key not in holder:
                holder["/" + key] = Dictionary()
            holder = holder["/" + key]
        holder["/" + path[-1]] = node

    return _pdf(plant)


def _roles(count: int) -> Callable[[], bytes]:
    names = [Name(f"/R{at}") for at in range(count)]
    roles = {str(one): other for one, other in zip(names, names[1:] + names[:1], strict=True)}
    return _pdf(lambda file: file.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(roles)))


def _deep_tree(depth: int) -> Callable[[], bytes]:
    def plant(file: pikepdf.Pdf) -> None:
        above = file.Root.StructTreeRoot
        for _ in range(depth):
            below = file.make_indirect(Dictionary(S=Name.Sect, P=above))
            above.K = below
            above = below

    return _pdf(plant)


def _wide_tree(count: int, tag: str, *, lang: bool = True) -> Callable[[], bytes]:
    def plant(file: pikepdf.Pdf) -> None:
        if not lang:
            del file.Root["/Lang"]
        root = file.Root.StructTreeRoot
        root.K = Array([file.make_indirect(Dictionary(S=Name("/" + tag), P=root)) for _ in range(count)])

    return _pdf(plant)


def _span(key: str, value: int) -> Callable[[], bytes]:
    def plant(file: pikepdf.Pdf) -> None:
        for cell in _cells(file):
            cell.A = Dictionary(O=Name.Table, Scope=Name.Column, **{key: value})

    return _pdf(plant)


def _cells(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    from tests.checks.pdf.faults import every

    return every(file, "TH", "TD")


def _cmap(code: bytes) -> Callable[[], bytes]:
    return _pdf(lambda file: file.pages[0].obj.Resources.Font.F1.__setitem__("/ToUnicode", file.make_stream(code)))


def _font(data: bytes, key: str = "/FontFile2") -> Callable[[], bytes]:
    def plant(file: pikepdf.Pdf) -> None:
        descriptor = file.pages[0].obj.Resources.Font.F1.DescendantFonts[0].FontDescriptor
        del descriptor["/FontFile2"]
        descriptor[key] = file.make_stream(data, Subtype=Name.Type1C)

    return _pdf(plant)


def _annotations(count: int) -> Callable[[], bytes]:
    def plant(file: pikepdf.Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        file.pages[0].obj.Annots = Array([file.make_indirect(one) for _ in range(count)])

    return _pdf(plant)


def _xmp(data: bytes) -> Callable[[], bytes]:
    return _pdf(lambda file: file.Root.__setitem__("/Metadata", file.make_stream(data, Type=Name.Metadata, Subtype=Name.XML)))


def _pdfs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for path in (
        "Outlines",
        "Names/Dests",
        "Names/EmbeddedFiles",
        "Names/JavaScript",
        "Dests",
        "StructTreeRoot",
        "StructTreeRoot/ParentTree",
        "StructTreeRoot/K",
        "StructTreeRoot/IDTree",
        "StructTreeRoot/RoleMap",
        "OCProperties",
        "OCProperties/D",
        "AcroForm",
        "AcroForm/Fields",
        "PageLabels",
        "OpenAction",
        "AF",
        "MarkInfo",
        "ViewerPreferences",
    ):
        yield f"{path} leads to itself", _circle(*path.split("/"))
    for code, times in (
        (b"q ", 300_000),
        (b"q Q ", 200_000),
        (b"/P BMC ", 50_000),
        (b"BT ", 300_000),
        (b"EMC ", 200_000),
        (b"0 0 9 9 re f ", 40_000),
        (b"0 0 m 9 9 l S ", 40_000),
        (b"/F1 9 Tf BT <0001> Tj ET ", 40_000),
        (b"0 0 9 9 re W n ", 40_000),
        (b"[", 100_000),
        (b"(", 100_000),
        (b"<<", 100_000),
        (b"1 ", 900_000),
        (b"%", 900_000),
    ):
        yield f"{times} times {code.decode().strip()}", _page(code * times)
    yield "a page of noise", _page(bytes(range(256)) * 2000)
    yield "a page that inflates", _page(b"\n" * 60_000_000)
    yield "text over text", _page(b"/P <</MCID 0>> BDC " + b"BT /F1 9 Tf 9 9 Td <00010002> Tj ET " * 15_000 + b"EMC")
    yield "boxes under text", _page(b"0 0 500 500 re f " * 8_000 + b"BT /F1 9 Tf 9 9 Td <0001> Tj ET " * 8_000)
    for count in (2, 3, 5_000):
        yield f"a role map in a circle of {count}", _roles(count)
    for depth in (150, 2_000, 30_000):
        yield f"a tree {depth} deep", _deep_tree(depth)
    for tag in ("P", "TR", "LI", "Note", "Table", "H1", "TOCI", "Figure"):
        yield f"20,000 elements {tag}", _wide_tree(20_000, tag)
    yield "20,000 elements without a language", _wide_tree(20_000, "P", lang=False)
    yield (
        "a page packed as a picture",
        _pdf(lambda file: file.pages[0].obj.__setitem__("/Contents", file.make_stream(b"x" * 99, Filter=Name.JBIG2Decode))),
    )
    for key in ("ColSpan", "RowSpan"):
        for value in (0, -1, 2_147_483_647):
            yield f"{key} {value}", _span(key, value)
    yield "a map of beginnings", _cmap(b"beginbfrange " * 60_000)
    yield "a map of the world, again and again", _cmap(b"1 beginbfrange " + b"<0000> <FFFF> <0020> " * 300 + b"endbfrange")
    yield "a map of brackets", _cmap(b"1 beginbfrange " + b"<0000> <FFFF> [ " * 5_000 + b"endbfrange")
    for name, data in (
        ("nothing", b""),
        ("a head only", b"\0\1\0\0"),
        ("tables at the end of the world", b"\0\1\0\0\xff\xff" + b"\xff" * 600),
        ("noise", bytes(range(256)) * 40),
        ("a CFF head", b"\1\0\4\4\xff\xff\4\4"),
    ):
        for key in ("/FontFile2", "/FontFile3", "/FontFile"):
            yield f"a font of {name} in {key}", _font(data, key)
    yield "30,000 annotations", _annotations(30_000)
    yield "metadata of brackets", _xmp(b"<a>" * 200_000)
    yield (
        "metadata with a bomb",
        _xmp(b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 9_000 + b'"><!ENTITY b "' + b"&a;" * 900 + b'">]><x>&b;&b;</x>'),
    )
    yield "metadata of spaces", _xmp(b" " * 5_000_000)
    yield "metadata that are no XML", _xmp(b"\xff\xfe\0" * 3_000)


def _zip(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def _decks() -> Iterator[tuple[str, Callable[[], bytes]]]:
    one = title() + text("Words")
    yield "a slide with a long run", lambda: Deck(slides=[title() + text("word " * 60_000)]).pack()
    yield "a slide with an endless word", lambda: Deck(slides=[title() + text("x" * 60_000)]).pack()
    yield (
        "3,000 boxes on each other",
        lambda: Deck(slides=[title() + "".join(text("a", number=9 + at) for at in range(3_000))]).pack(),
    )
    yield "2,000 pictures", lambda: Deck(slides=[title() + picture() * 2_000]).pack()
    yield "a table of 3,000 rows", lambda: Deck(slides=[title() + table([["Day", "Sign"]] * 3_000)]).pack()
    yield "3,000 links", lambda: Deck(slides=[title() + text(run("here", inner='<a:hlinkClick r:id="rId9"/>') * 3_000)]).pack()
    yield "300 slides", lambda: Deck(slides=[one] * 300).pack()
    yield (
        "a layout that is its own master",
        lambda: _with("ppt/slideLayouts/_rels/slideLayout1.xml.rels", b"slideMaster1", b"../slideLayouts/slideLayout1"),
    )
    yield "a slide of groups", lambda: Deck(slides=[title() + "<p:grpSp>" * 240 + "</p:grpSp>" * 240]).pack()
    yield "a slide of groups that libxml refuses", lambda: Deck(slides=[title() + "<p:grpSp>" * 900 + "</p:grpSp>" * 900]).pack()
    yield "a part that inflates", lambda: _zip(("_rels/.rels", b" " * 31_000_000), ("ppt/presentation.xml", b"<x/>"))
    yield "many parts that inflate", lambda: _zip(*((f"ppt/slides/slide{at}.xml", b" " * 9_000_000) for at in range(8)))
    yield "9,000 parts", lambda: _zip(*((f"ppt/media/{at}.bin", b"") for at in range(9_000)))
    yield "a package of one name", lambda: Deck(also=[("ppt/slides/slide1.xml", b"<x/>")] * 50).pack()
    yield "a package that climbs out", lambda: Deck(also=[("../../etc/passwd", b"x")]).pack()
    yield "a package cut in its middle", lambda: Deck().pack()[:3_000]


def _with(part: str, old: bytes, new: bytes) -> bytes:
    parts = zipfile.ZipFile(io.BytesIO(Deck().pack()))
    return _zip(*((name, parts.read(name).replace(old, new) if name == part else parts.read(name)) for name in parts.namelist()))


def _pages() -> Iterator[tuple[str, Callable[[], bytes]]]:
    pieces = {
        "20,000 names by others": '<p id="a">' + "word " * 2_000 + "</p>" + '<a href="#a" aria-labelledby="a"></a>' * 20_000,
        "names by 5,000 others": '<p id="a">x</p><button aria-labelledby="' + "a " * 5_000 + '"></button>',
        "50,000 attributes": "<p " + " ".join(f"data-a{at}='1'" for at in range(50_000)) + ">a</p>",
        "a nest of boxes": "<div>" * 50_000,
        "a nest of links": '<a href="#a"><b>' * 5_000,
        "20,000 fields in a label": "<label>a" + "<input>" * 20_000 + "</label>",
        "20,000 cells with heads": "<table>" + '<tr><td headers="a">b' * 20_000 + "</table>",
        "9,000 tables": "<table><tr><td headers='a'>a</table>" * 9_000,
        "a style of letters": "<style>" + "a" * 900_000 + "</style>",
        "a style of brackets": "<style>" + "{" * 300_000 + "</style>",
        "a style of roots": "<style>" + ":root{" * 60_000 + "</style>",
        "30,000 roles": '<p role="option">a</p>' * 30_000,
        "30,000 ids": "".join(f'<p id="a{at}" aria-describedby="a{at + 1}">' for at in range(30_000)),
        "a comment without end": "<!--" * 100_000,
        "90,000 entities": "&amp;&lt;&#x10FFFF;" * 30_000,
        "9,000 languages": '<p lang="ar">كلمة' * 9_000,
        "a long address": '<a href="#' + "%41" * 100_000 + '">a</a>',
        "meters with labels": '<meter id="m"></meter>' * 15_000,
        "a viewport of digits": '<meta name="viewport" content="maximum-scale=' + "1" * 200_000 + '">',
        "words of other scripts": "<p>" + "слово " * 60_000,
    }
    yield from ((name, lambda piece=piece: PAGE.format(piece).encode()) for name, piece in pieces.items())


def _others() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "nothing", lambda: b""
    yield "a head of a PDF", lambda: b"%PDF-1.7"
    yield "a PDF of references", lambda: b"%PDF-1.7\n" + b"1 0 obj 1 0 R endobj\n" * 5_000 + b"trailer <</Root 1 0 R>>"
    yield (
        "a PDF of streams of streams",
        lambda: b"%PDF-1.7\n1 0 obj<</Length 1 0 R>>stream\n" + zlib.compress(b"x" * 900_000) + b"endstream",
    )
    yield "a package's head", lambda: b"PK\3\4"
    yield "an end of a package", lambda: b"PK\5\6" + b"\xff" * 18
    yield "an old presentation", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)


TRAPS = {
    **{f"{name}.pdf": make for name, make in _pdfs()},
    **{f"{name}.pptx": make for name, make in _decks()},
    **{f"{name}.html": make for name, make in _pages()},
    **dict(_others()),
}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_ends_in_a_verdict(name: str) -> None:
    """A verdict, in time, that says what was wrong or not looked at, without the name of an exception."""
    data = TRAPS[name]()
    start = time.process_time()
    verdict = judged(Path(name.replace("/", " ")), data, LIMITS)
    assert time.process_time() - start < GRACE
    assert verdict.looked or verdict.findings
    assert not [finding.message for finding in verdict.findings if "Error)" in finding.message]


def test_there_are_a_hundred_traps() -> None:
    """At least a hundred, of every kind of file."""
    assert len(TRAPS) >= 100
