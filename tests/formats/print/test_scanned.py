"""The address of a sheet's texts, in words and as a QR code, where one is known and the paper has room for it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from typer.testing import CliRunner

from kit import build
from kit.cli import app
from kit.document import Document, Options, address
from kit.formats import FORMATS
from kit.formats.print.leaves import fit_sheet, lay_out_sheet
from kit.formats.print.sheet import Drawing, Words
from kit.formats.print.theme import MM
from kit.outline import normal
from tests.conftest import ROOT
from tests.formats.print.built import built

SHEET = FORMATS["sheet"]
SITE = "https://kits.example.org/k/#{locale}"


def with_site(tag: str, name: str, options: Options, *, full: bool = False) -> tuple[Document, Options]:
    """A sheet whose address is known, and how it is set."""
    coded = dataclasses.replace(options, site=SITE)
    return fit_sheet(built("sheet", tag, name, full=full, options=coded), coded), coded


def scanned(data: bytes, dots: int = 150) -> list[list[str]]:
    """What a camera reads on each page, of a picture of so many dots an inch."""
    with pypdfium2.PdfDocument(data) as pdf:
        pictures = [page.render(scale=dots / 72).to_pil() for page in pdf]
    return [[code.text for code in zxingcpp.read_barcodes(picture)] for picture in pictures]


@pytest.mark.parametrize(
    ("tag", "edition", "paper", "pdfua"),
    [
        ("en", "standard", "letter", 1),
        ("ar", "standard", "a4", 2),
        pytest.param("ar", "large-print", "letter", 1, marks=pytest.mark.slow),
        pytest.param("zh-Hans", "standard", "letter", 1, marks=pytest.mark.slow),
    ],
)
def test_a_camera_reads_the_address_that_stands_beside_the_code(tag: str, edition: str, paper: str, pdfua: int) -> None:
    """On the last side, in the sheet's language; a voice hears what the code is and then the address; every check passes."""
    document, options = with_site(tag, "overdose", Options(edition=edition, paper=paper, pdfua=pdfua))  # type: ignore[arg-type]
    data = SHEET.write(document, options)
    url = SITE.replace("{locale}", tag)
    *others, last = scanned(data)
    assert last == [url]
    assert not any(others)
    outline = SHEET.read(data)
    said = [item.alt or item.text for item in outline.items]
    at = said.index(normal(address(url)))
    assert address(url) in said[at - 1]
    assert [finding for finding in SHEET.judge(document, options, data, outline) if finding.severity == "error"] == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_code_is_large_enough_and_nothing_stands_in_its_white(tag: str) -> None:
    """At least 20 mm, its quiet zone included, at the end side; no words reach into it."""
    document, options = with_site(tag, "overdose", Options())
    page = lay_out_sheet(document, options).pages[-1]
    (placed, code), *others = [
        (placed, mark) for placed in page.rows for mark in placed.row.marks if isinstance(mark, Drawing) and mark.art.id == "qr"
    ]
    assert others == []
    assert code.width >= 20 * MM
    assert code.width / code.art.width >= 0.4 * MM
    top, bottom = placed.y + code.y, placed.y + code.y + code.height
    for other in page.rows:
        for words in (mark for mark in other.row.marks if isinstance(mark, Words)):
            base = other.y + words.y
            inside = top < base < bottom + words.size * 0.7
            assert not inside or words.x + words.line.width <= code.x or words.x >= code.x + code.width
    foot = page.foot[0].y
    assert bottom <= foot


def test_without_an_address_nothing_changes() -> None:
    """Another option than the sheet's own words is none: the same bytes as before there was one, and no code."""
    plain = Options()
    document = fit_sheet(built("sheet", "en", "overdose", options=plain), plain)
    assert document.selection
    assert document.selection.site == ""
    assert scanned(SHEET.write(document, plain), 100) == [[], []]


def test_the_code_pushes_nothing_off_and_takes_no_further_side() -> None:
    """Where there is no room it is the code that goes: all blocks and the number of sides are those of the sheet without it."""
    for name, edition in (("medicines", "large-print"), ("overdose", "standard")):
        options = Options(edition=edition, paper="letter")  # type: ignore[arg-type]
        bare = fit_sheet(built("sheet", "es", name, options=options), options)
        document, coded = with_site("es", name, options)
        assert document.selection
        assert bare.selection
        assert document.selection.left_out == bare.selection.left_out
        assert len(lay_out_sheet(document, coded).pages) == len(lay_out_sheet(bare, options).pages)


@pytest.mark.parametrize(("sheet", "told"), [("medicines", True), ("overdose", False)])
def test_the_build_says_where_there_was_no_room(sheet: str, told: bool, tmp_path: Path, today: datetime.date) -> None:
    """By the sheet and the language, as of a block."""
    asked = build.Request(
        root=ROOT,
        out=tmp_path,
        locales=("es",),
        formats=("sheet",),
        editions=("standard",),
        sheets=(sheet,),
        options=Options(site=SITE),
        paper="a4",
        today=today,
    )
    (job,) = build.plan(asked)
    found = [finding.message for finding in build.make(job).findings if finding.id == "left-out"]
    assert any(f"the QR code for {SITE} had no room" in message for message in found) == told


def test_each_language_of_a_sheet_in_two_has_its_own_address(tmp_path: Path, today: datetime.date) -> None:
    """The side in Arabic leads to the Arabic texts."""
    asked = build.Request(
        root=ROOT,
        out=tmp_path,
        locales=("ar",),
        formats=("sheet",),
        editions=("standard",),
        sheets=("overdose",),
        options=Options(site=SITE),
        beside="en",
        today=today,
    )
    (job,) = build.plan(asked)
    made = build.make(job)
    assert made.published, made.findings
    found = [code for page in scanned((tmp_path / made.path).read_bytes()) for code in page]
    assert found == [SITE.replace("{locale}", "ar"), SITE.replace("{locale}", "en")]


@pytest.mark.parametrize(
    "site", ["kits.example.org", "https://kits.example.org/a b", "https://k.org/" + "x" * 80, "https://k.org/{tag}"]
)
def test_what_is_no_address_is_refused_in_words(site: str) -> None:
    """Before any work, with what to write."""
    done = CliRunner().invoke(app, ["build", "--site", site, "--root", str(ROOT)])
    assert done.exit_code != 0
    assert "--site" in str(done.exception)
