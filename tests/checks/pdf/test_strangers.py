"""What people's programs write and is right stays silent, and its nearest wrong thing is found: a pair for each rule."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kit.checks import pdf
from tests import handmade
from tests.checks.pdf.faults import code, every
from tests.handmade import Node, build
from tests.told import Told

Plant = Callable[[pikepdf.Pdf], object]


def _saved(file: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _changed(plant: Plant) -> bytes:
    file = pikepdf.open(io.BytesIO(handmade.sheet()))
    plant(file)
    return _saved(file)


def _body(*nodes: Node) -> bytes:
    return build(("Document", {}, [("H1", {}, ["Title"]), *nodes]))


def _creator(words: str) -> bytes:
    return _changed(lambda file: file.docinfo.__setitem__("/Creator", String(words)))


def _helvetica(mode: int) -> bytes:
    """A line in a font that is not in the file, painted in a text rendering mode."""

    def plant(file: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        file.pages[0].obj.Resources.Font.F8 = file.make_indirect(font)
        code(file, r"(/P <<.*?BDC)", lambda match: f"{match[1]} BT {mode} Tr /F8 12 Tf 72 300 Td (Scanned) Tj ET")

    return _changed(plant)


def _pale(mode: int, ink: str = "0.9 g") -> bytes:
    """A line in a pale colour, painted in a text rendering mode."""
    shown = f"{handmade.CHARACTERS.index('W') + 1:04X}"
    drawn = rf"\1 BT {ink} {mode} Tr /F1 12 Tf 72 300 Td <{shown}> Tj ET"
    return _changed(lambda file: code(file, r"(/P <<.*?BDC)", drawn))


def _appearance(*, embedded: bool) -> bytes:
    """The sheet's link drawn by an appearance in a font of the file, or in one that is not there."""

    def plant(file: pikepdf.Pdf) -> None:
        absent = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        font = file.pages[0].obj.Resources.Font.F1 if embedded else file.make_indirect(absent)
        drawing = b"BT /F 12 Tf <0001> Tj ET" if embedded else b"BT /F 12 Tf (a) Tj ET"
        form = file.make_stream(drawing, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=Dictionary(Font=Dictionary(F=font)))
        file.pages[0].obj.Annots[0].AP = Dictionary(N=form)

    return _changed(plant)


def _simple_font(*, named: bool) -> bytes:
    """A simple font with a ToUnicode that leaves out the code shown; its encoding names the letter, or it has none."""

    def plant(file: pikepdf.Pdf) -> None:
        cmap = file.make_stream(b"1 beginbfchar <42> <0042> endbfchar")
        differences = Dictionary(Differences=Array([65, Name("/A") if named else Name("/g0815")]))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=differences, ToUnicode=cmap)
        file.pages[0].obj.Resources.Font.F8 = file.make_indirect(font)
        code(file, r"(/P <<.*?BDC)", lambda match: f"{match[1]} BT 3 Tr /F8 12 Tf 72 300 Td (A) Tj ET")

    return _changed(plant)


def _mapped(text: str) -> bytes:
    """A letter that its font's ToUnicode leaves out, or maps to these UTF-16 digits."""

    def plant(file: pikepdf.Pdf) -> None:
        font = file.pages[0].obj.Resources.Font.F1
        shown = handmade.CHARACTERS.index("W") + 1
        font.ToUnicode = file.make_stream(re.sub(rb"<%04X> <[0-9A-F]+>" % shown, text.encode(), font.ToUnicode.read_bytes()))

    return _changed(plant)


def _widget(rect: list[int]) -> bytes:
    """A second annotation, outside the tree."""

    def plant(file: pikepdf.Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), Rect=Array(rect), F=4)
        file.pages[0].obj.Annots.append(file.make_indirect(annotation))
        file.Root.AcroForm = Dictionary(Fields=Array([file.pages[0].obj.Annots[-1]]))

    return _changed(plant)


def _link(uri: str, said: str) -> bytes:
    return _body(("P", {}, [("Link", {"url": uri}, [said])]))


def _language(*, on_all: bool) -> bytes:
    """No language on the file; on each part, or on one of two."""
    nodes = [("H1", {"Lang": String("en")}, ["Title"]), ("P", {"Lang": String("en")} if on_all else {}, ["Words"])]
    file = pikepdf.open(io.BytesIO(build(("Document", {}, nodes))))
    del file.Root["/Lang"]
    return _saved(file)


def _bookmark(*, leads: bool) -> bytes:
    def plant(file: pikepdf.Pdf) -> None:
        item = file.make_indirect(Dictionary(Title=String("Title")))
        if leads:
            item.Dest = Array([file.pages[0].obj, Name.Fit])
        outlines = file.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
        item.Parent = outlines
        file.Root.Outlines = outlines

    file = pikepdf.open(io.BytesIO(_body(("P", {}, ["Words"]))))
    plant(file)
    return _saved(file)


_W_BLANK = f"<{handmade.CHARACTERS.index('W') + 1:04X}> <>"
_CELL = ("TD", {}, ["x"])
_HEAD = ("TH", {"A": Dictionary(O=Name.Table, Scope=Name.Column)}, ["Head"])


def _table(*, wrapped: str) -> bytes:
    rows = [("TR", {}, [_HEAD]), (wrapped, {}, [("TR", {}, [_CELL])])]
    return _body(("Table", {}, rows))


PAIRS: dict[str, tuple[str, Callable[[], bytes], Callable[[], bytes]]] = {
    "a version is no address of a computer": (
        "pdf-private",
        lambda: _creator("Printed on 192.168.1.20"),
        lambda: _creator("Chrome 156.0.0.0"),
    ),
    "172.16 to 172.31 are a house's own": ("pdf-private", lambda: _creator("at 172.31.0.9"), lambda: _creator("at 172.32.0.9")),
    "invisible text over a scan needs no font": ("pdf-font-not-embedded", lambda: _helvetica(0), lambda: _helvetica(3)),
    "an annotation's letters need a font too": (
        "pdf-font-not-embedded",
        lambda: _appearance(embedded=False),
        lambda: _appearance(embedded=True),
    ),
    "an encoding's names give the meaning": (
        "pdf-no-unicode",
        lambda: _simple_font(named=False),
        lambda: _simple_font(named=True),
    ),
    "an outline shows a pale letter": ("pdf-contrast", lambda: _pale(0), lambda: _pale(2)),
    "words in the colour of their ground are a person's to judge": ("pdf-contrast", lambda: _pale(0), lambda: _pale(0, "1 g")),
    "what stands for nothing is told by its neighbour": ("pdf-no-unicode", lambda: _mapped(""), lambda: _mapped(_W_BLANK)),
    "an annotation without size is there for nobody": (
        "pdf-annotation-untagged",
        lambda: _widget([70, 70, 90, 90]),
        lambda: _widget([0, 0, 0, 0]),
    ),
    "an annotation off the page is there for nobody": (
        "pdf-annotation-untagged",
        lambda: _widget([0, 0, 5, 5]),
        lambda: _widget([-50, -50, -40, -40]),
    ),
    "a phone number may lack its country": (
        "pdf-link-differs",
        lambda: _link("tel:+15555550100", "555 0101"),
        lambda: _link("tel:+15555550100", "555 0100"),
    ),
    "a host is the same in small letters": (
        "pdf-link-differs",
        lambda: _link("https://Example.org/A", "example.org/a"),
        lambda: _link("https://Example.org/A", "example.org/A"),
    ),
    "a language on each part is one on all": (
        "pdf-no-lang",
        lambda: _language(on_all=False),
        lambda: _language(on_all=True),
    ),
    "a bookmark leads somewhere": ("pdf-bookmark-differs", lambda: _bookmark(leads=False), lambda: _bookmark(leads=True)),
    "a wrapper without meaning is seen through": (
        "pdf-misplaced",
        lambda: _table(wrapped="Div"),
        lambda: _table(wrapped="NonStruct"),
    ),
    "a formula's tags are its own": (
        "pdf-unknown-tag",
        lambda: _body(("math", {}, []), ("mrow", {}, ["x"])),
        lambda: _body(("Formula", {"Alt": String("x")}, [("math", {}, [("mrow", {}, ["x"])])])),
    ),
}


def _ids(data: bytes) -> set[str]:
    return {finding.id for finding in pdf.check(data, strangers=True)}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_wrong_one_is_found_and_its_right_twin_is_not(pair: str, told: Told) -> None:
    """One small change is between them."""
    found, wrong, right = PAIRS[pair]
    assert found in _ids(wrong())
    assert found not in _ids(right())
    told("pdf-strangers", pair, pdf.check(wrong(), strangers=True))


def test_a_list_item_with_words_of_its_own_is_advice() -> None:
    """No standard forbids it, so a stranger's file does not fail by it."""
    (finding,) = (
        finding
        for finding in pdf.check(_body(("L", {}, [("LI", {}, ["One"])])), strangers=True)
        if finding.id in ("pdf-list-body", "pdf-misplaced")
    )
    assert (finding.id, finding.severity) == ("pdf-list-body", "info")


@pytest.mark.parametrize("words", ["", "Wrds"])
def test_a_replacement_text_that_differs_is_for_a_person(words: str) -> None:
    """“LaTeX” for its logo is right, another word is wrong; no program can tell the two."""
    data = _body(("P", {"ActualText": String(words)}, ["Words"]))
    (finding,) = (finding for finding in pdf.check(data, strangers=True) if finding.id == "pdf-actual-text")
    assert finding.severity == "warning"


def test_the_handmade_sheet_has_the_parts_that_are_changed() -> None:
    """What the pairs change is there to be changed."""
    file = pikepdf.open(io.BytesIO(handmade.sheet()))
    assert len(file.pages[0].obj.Annots) == 1
    assert every(file, "P")
