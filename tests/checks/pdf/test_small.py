"""Rules of the verifier that a small hand-made file shows best; with the planted faults, every rule is fired once."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kit.checks import pdf, receipt
from kit.errors import Finding
from kit.formats import FORMATS
from tests import handmade
from tests.checks.pdf.corpus.all_pairs import PAIRS as CORPUS
from tests.checks.pdf.faults import FAULTS, code, every, good
from tests.handmade import BOX, CHARACTERS, Node, build
from tests.told import Told

_LIST = Dictionary(O=Name.List, ListNumbering=Name.Decimal)
_FIGURE_BOX = Dictionary(O=Name.Layout, BBox=Array([100, 400, 150, 500]))


def _shown(words: str, x: float, y: float, size: float = 14, extra: str = "") -> str:
    codes = "".join(f"{CHARACTERS.index(char) + 1:04X}" for char in words)
    return f"{extra} BT /F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{codes}> Tj ET"


def _paragraph(drawing: str) -> bytes:
    """A page whose only paragraph is painted by raw instructions."""
    data = build(("Document", {}, [("H1", {}, ["Title"]), ("P", {}, ["x"])]))
    file = pikepdf.open(io.BytesIO(data))
    code(file, r"(/P <</MCID 1>> BDC).*?EMC", lambda match: f"{match[1]} {drawing} EMC")
    return _saved(file)


def _saved(file: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _changed(plant: Callable[[pikepdf.Pdf], object]) -> bytes:
    file = pikepdf.open(io.BytesIO(handmade.sheet()))
    plant(file)
    return _saved(file)


def _body(*nodes: Node) -> bytes:
    return build(("Document", {}, [("H1", {}, ["Title"]), *nodes]))


def _item(label: str, words: str) -> Node:
    return ("LI", {}, [("Lbl", {}, [label]), ("LBody", {}, [words])])


def _widget(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    """The sheet's link turned into a form field."""

    def plant(file: pikepdf.Pdf) -> None:
        (found,) = file.pages[0].obj.Annots
        found.Subtype, found.FT = Name.Widget, Name.Tx
        del found["/Contents"], found["/A"]
        form = every(file, "Link")[0]
        form.S, form.A = Name.Form, Dictionary(O=Name.PrintField, Role=Name.tv)
        code(file, "/Link <<", "/Form <<")
        file.Root.AcroForm = Dictionary(Fields=Array([found]))
        for key, value in keys.items():
            found["/" + key] = value

    return plant


def _attach(file: pikepdf.Pdf) -> None:
    file.attachments["notes.txt"] = b"hello"


def _broken_font(file: pikepdf.Pdf) -> None:
    descriptor = file.pages[0].obj.Resources.Font.F1.DescendantFonts[0].FontDescriptor
    descriptor.FontFile2 = file.make_stream(b"no font")


def _title(words: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(file: pikepdf.Pdf) -> None:
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = words

    return plant


def _strand(file: pikepdf.Pdf) -> None:
    """A heading is the last thing on the first of two pages."""
    every(file, "Document")[0].K = Array(list(every(file, "Document")[0].K)[:3])
    code(file, r"/P <</MCID 3>> BDC.*", "")
    file.add_blank_page(page_size=(595, 842))


def _pages(file: pikepdf.Pdf) -> None:
    for _ in range(3):
        file.add_blank_page(page_size=(595, 842))


def _thin() -> bytes:
    """A good handout with a dozen pages that hold nothing."""
    file = pikepdf.open(io.BytesIO(good("en", "standard")))
    for _ in range(12):
        file.add_blank_page(page_size=(595, 842))
    return _saved(file)


SMALL: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "tags that are said to be doubtful": (
        "pdf-suspects",
        lambda: _changed(lambda f: f.Root.MarkInfo.update({"/Suspects": True})),
        None,
    ),
    "two titles of level 1": ("pdf-many-titles", lambda: _body(("H1", {}, ["Again"])), None),
    "two kinds of headings": ("pdf-heading-kinds", lambda: _body(("H", {}, ["Again"])), None),
    "alternative text of a page": (
        "pdf-long-alt",
        lambda: _body(("Figure", {"Alt": String("words " * 90), "A": _FIGURE_BOX}, [BOX])),
        None,
    ),
    "alternative text like the caption": (
        "pdf-alt-is-caption",
        lambda: _body(
            ("Sect", {}, [("Figure", {"Alt": String("A line."), "A": _FIGURE_BOX}, [BOX]), ("Caption", {}, ["A line."])])
        ),
        None,
    ),
    "numbers that do not run on": (
        "pdf-list-order",
        lambda: _body(("L", {"A": _LIST}, [_item("1.", "One"), _item("3.", "Two")])),
        None,
    ),
    "list cut in two by its numbers": (
        "pdf-split",
        lambda: _body(("L", {"A": _LIST}, [_item("1.", "One")]), ("L", {"A": _LIST}, [_item("2.", "Two")])),
        None,
    ),
    "head without words": (
        "pdf-empty-head",
        lambda: _body(
            (
                "Table",
                {},
                [
                    (
                        "TR",
                        {},
                        [
                            (tag, {"A": Dictionary(O=Name.Table, Scope=Name.Row)}, [words])
                            for tag, words in (("TH", " "), ("TD", "x"))
                        ],
                    )
                ],
            )
        ),
        None,
    ),
    "no root element": ("pdf-root", lambda: build(("Sect", {}, [("H1", {}, ["Title"])])), None),
    "item outside a list": ("pdf-misplaced", lambda: _body(_item("-", "One")), None),
    "list that holds text": ("pdf-misplaced", lambda: _body(("L", {"A": _LIST}, ["One"])), None),
    "page and tree name different tags": (
        "pdf-tag-differs",
        lambda: _changed(lambda f: setattr(every(f, "H2")[0], "S", Name.P)),
        None,
    ),
    "field without a name": ("pdf-field-name", lambda: _changed(_widget()), None),
    "annotation outside the tree": (
        "pdf-annotation-untagged",
        lambda: _changed(lambda f: every(f, "Link")[0].__setitem__("/K", Array(list(every(f, "Link")[0].K)[:1]))),
        None,
    ),
    "link tag without a link": ("pdf-dead-link", lambda: _body(("P", {}, [("Link", {}, ["here"])])), None),
    "link without words": ("pdf-empty-link", lambda: _body(("P", {}, [("Link", {"url": "https://example.org"}, [" "])])), None),
    "long file without bookmarks": ("pdf-bookmarks", lambda: _changed(_pages), None),
    "title that is a file name": ("pdf-title-poor", lambda: _changed(_title("sheet_final.docx")), None),
    "XFA form": (
        "pdf-xfa",
        lambda: _changed(lambda f: f.Root.__setitem__("/AcroForm", Dictionary(XFA=Array([]), Fields=Array([])))),
        None,
    ),
    "font that can't be read": ("pdf-font-program", lambda: _changed(_broken_font), None),
    "attached file": ("pdf-attachments", lambda: _changed(_attach), None),
    "broken drawing instructions": ("pdf-content", lambda: _paragraph("(abc) cm"), None),
    "text without a font": ("pdf-font", lambda: _paragraph("BT /F9 12 Tf <0001> Tj ET"), None),
    "small text": ("pdf-small-type", lambda: _paragraph(_shown("Words", 72, 500, 9)), "standard"),
    "mostly small text": ("pdf-body-size", lambda: _paragraph(_shown("Words that go on and on", 72, 500, 12)), "standard"),
    "line across the whole page": ("pdf-long-line", lambda: _paragraph(_shown("x" * 77, 2, 500)), "standard"),
    "line longer than six inches": ("pdf-long-line", lambda: _paragraph(_shown("x" * 49, 72, 500, 18)), "aph"),
    "tight lines": ("pdf-tight-lines", lambda: _paragraph(_shown("One", 72, 500) + _shown("Two", 72, 484)), "standard"),
    "light on dark in small type": (
        "pdf-reverse-type",
        lambda: _paragraph(_shown("Words", 72, 500, 11, "0 g 70 490 200 30 re f 1 g")),
        "standard",
    ),
    "text on a picture": (
        "pdf-contrast-unknown",
        lambda: _paragraph(_shown("Words", 72, 500, 14, "q 200 0 0 30 70 490 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")),
        None,
    ),
    "text in a spot colour": ("pdf-contrast-unknown", lambda: _paragraph(_shown("Words", 72, 500, 14, "/Spot cs 1 scn")), None),
    "heading alone at the end of a page": ("pdf-stranded-heading", lambda: _changed(_strand), "standard"),
    "pages that are nearly empty": ("pdf-white", _thin, "standard"),
    "text over text": ("pdf-overlap", lambda: _paragraph(_shown("Words", 72, 500) + _shown("Other", 80, 503)), None),
    "gray text on white": ("pdf-contrast", lambda: _paragraph(_shown("Words", 72, 500, 14, "0.6 g")), None),
    "colour that a copier makes gray": ("pdf-contrast", lambda: _paragraph(_shown("Words", 72, 500, 14, "1 0 0 rg")), "standard"),
    "words that nobody sees": ("pdf-contrast-none", lambda: _paragraph(_shown("Words", 72, 500, 14, "1 g")), None),
    "faint in CMYK": ("pdf-contrast", lambda: _paragraph(_shown("Words", 72, 500, 14, "0 0 0 0.3 k")), None),
}


def _ids(findings: tuple[Finding, ...]) -> set[str]:
    assert all(" " in finding.message for finding in findings)  # each is told in words
    return {finding.id for finding in findings}


@pytest.mark.parametrize(("found", "make", "profile"), SMALL.values(), ids=SMALL)
def test_each_small_fault_is_found(
    found: str, make: Callable[[], bytes], profile: str | None, request: pytest.FixtureRequest, told: Told
) -> None:
    """Each hand-made fault gives its finding."""
    findings = pdf.check(make(), profile=profile)
    assert found in _ids(findings)
    told("pdf-small", request.node.callspec.id, findings)


@pytest.mark.parametrize(
    "make",
    [
        lambda: _paragraph(_shown("Words", 72, 500) + _shown("Words", 72.3, 500)),
        lambda: _paragraph(_shown("Words", 72, 500) + _shown("Other", 72, 480)),
        lambda: _paragraph(_shown("Words", 72, 500, 14, "0.15 0.15 0.15 rg")),
        lambda: _paragraph(_shown("Words", 72, 500, 14, "0 g 70 490 200 30 re f 1 g")),
        lambda: _changed(_widget(TU=String("Your clinic"))),
        lambda: _body(("L", {"A": _LIST}, [_item("1.", "One"), _item("2.", "Two")])),
    ],
    ids=["bold by printing twice", "two lines", "dark gray", "white on black", "field with a name", "numbers that run on"],
)
def test_what_looks_alike_but_is_right_is_passed(make: Callable[[], bytes]) -> None:
    """The rules do not fire on the nearest right thing."""
    assert _ids(pdf.check(make())) == set()


def test_every_rule_is_fired_and_stands_in_the_receipt(root: Path) -> None:
    """Each id in the verifier's code is found by a planted or a small fault, and belongs to a row of the receipt."""
    sources = [path.read_text(encoding="utf-8") for path in sorted((root / "kit" / "checks" / "pdf").glob("*.py"))]
    used = {name for text in sources for name in re.findall(r'(?:error|warning)\(\s*"(pdf-[a-z-]+)"', text)}
    used |= {f"pdf-{name}" for name in ("nesting", "artifact-in-content", "content-in-artifact", "content", "font")}
    fired = {name for fault in FAULTS for name in fault.found} | {found for found, _, _ in SMALL.values()}
    fired |= {pair.found for pair in CORPUS}
    assert used - fired == set()
    listed = {name for check in pdf.CHECKS for name in check.kinds}
    assert listed == used


def test_a_receipt_shows_every_finding_once() -> None:
    """Rows without findings pass, others fail or want a look; a finding without a row gets its own line; people come last."""
    findings = (
        Finding(id="pdf-no-alt", severity="error", where="page 1", message="No alt.", clause="c"),
        Finding(id="pdf-page-labels", severity="warning", where="file", message="No labels.", clause="c"),
        Finding(id="something-new", severity="error", where="", message="New.", clause="c"),
    )
    lines = {line.id: line for line in receipt.lines(FORMATS["handout"].checks(), findings)}
    assert lines["pdf-pictures"].outcome == "failed"
    assert lines["pdf-file"].outcome == "look"
    assert lines["words"].outcome == "passed"
    assert lines["something-new"].findings == findings[2:]
    assert sorted(finding.id for line in lines.values() for finding in line.findings) == sorted(f.id for f in findings)
    assert [line.outcome for line in lines.values()][-6:] == ["person"] * 6
    assert {line.id for line in receipt.lines(FORMATS["page"].checks(), ())} >= {"words", "html-lang"}


@pytest.mark.parametrize(("lang", "told"), [("en", False), ("", True)])
def test_the_words_of_a_link_are_in_the_language_of_its_tag(lang: str, told: bool) -> None:
    """In a file that names no language: the tag that holds the link says it, or one above it."""

    def plant(file: pikepdf.Pdf) -> None:
        del file.Root["/Lang"]
        for element in every(file, "Link"):
            if lang:
                element.Lang = String(lang)

    found = [finding.message for finding in pdf.check(_changed(plant)) if finding.id == "pdf-no-lang-part"]
    assert any("descriptions of annotations" in message for message in found) is told
