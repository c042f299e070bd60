"""The handout writer: what it says reads back exactly, and what it is can be proved on the finished file."""

from __future__ import annotations

import dataclasses
import functools
import io
import itertools
from pathlib import Path

import pikepdf
import pytest

from kit.checks import pdf as verifier
from kit.checks.outline import expected
from kit.document import Bullets, Document, ListItem, Meta, Options, Paragraph, Table, Text
from kit.errors import KitError
from kit.formats.print import reader, writer
from tests.sample import sample
from tests.validators import verapdf

EDITIONS = {
    "standard": Options(),
    "letter": Options(paper="letter"),
    "acb": Options(edition="large-print", profile="acb"),
    "ukaaf": Options(edition="large-print", profile="ukaaf", paper="letter"),
    "aph": Options(edition="large-print", profile="aph"),
    "ua2": Options(pdfua=2),
}


def _text(words: str, tag: str = "en") -> Text:
    return Text(id="hostile/text", source=words, text=words, lang=tag)


def _with_blocks(document: Document, *blocks: object) -> Document:
    section = dataclasses.replace(document.sections[0], blocks=blocks)  # type: ignore[arg-type]
    return dataclasses.replace(document, sections=(section,))


def _hostile() -> Document:
    """Forty pages of what breaks layouts: very long words, a 200-row table, a paragraph over pages, mixed scripts."""
    sentence = "Withdrawal is hard and it passes; you are not alone. It gets easier after some days. "
    paragraph = Paragraph(meta=Meta(id="long"), text=_text(sentence * 160))
    words = Paragraph(meta=Meta(id="word"), text=_text("x" * 400 + " https://example.org/" + "path/" * 60))
    mixed = Paragraph(
        meta=Meta(id="mixed"), text=_text("Call \u20661-800-662-4357\u2069 now: هذا يمر, זה עובר, यह बीत जाता है, 这会过去。")
    )
    rows = tuple(tuple(_text(f"{head} {row}") for head in ("Day", "Body", "Long words in the mood column")) for row in range(200))
    table = Table(
        meta=Meta(id="table"), summary=_text("Many rows."), columns=tuple(map(_text, ("When", "Body", "Mood"))), rows=rows
    )
    tall = Table(
        meta=Meta(id="tall"),
        summary=_text("One tall row."),
        columns=tuple(map(_text, ("Head", "Text"))),
        rows=((_text("A row"), _text(sentence * 30)),),
    )
    items = tuple(ListItem(text=_text(f"{number}: {sentence}{'long ' * (number % 30)}")) for number in range(160))
    return _with_blocks(sample("en"), paragraph, words, mixed, table, tall, Bullets(meta=Meta(id="list"), items=items))


@functools.cache
def _hostile_file() -> bytes:
    return writer.write(_hostile(), Options())


@pytest.mark.parametrize(("tag", "edition"), list(itertools.product(("en", "ar"), EDITIONS)))
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "blank"])
def test_the_handout_reads_back_as_its_document(tag: str, edition: str, filled: bool) -> None:
    """Every text, once, in order, in its language, with role, level and alternative text; and no finding."""
    document = sample(tag, region=filled, clinic=filled)
    data = writer.write(document, EDITIONS[edition])
    outline = reader.read(data)
    wanted = expected.body(document, "handout")
    assert tuple(dataclasses.replace(item, page=0) for item in outline.items) == wanted.items
    assert (outline.title, outline.lang) == (wanted.title, wanted.lang)
    profile = "standard" if EDITIONS[edition].edition == "standard" else EDITIONS[edition].profile
    assert verifier.check(data, profile=profile) == ()


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_structure_tree_is_the_one_on_record(tag: str, tree_text, golden) -> None:
    """The tree equals tests/golden/handout-<tag>.txt."""
    golden(f"handout-{tag}.txt", tree_text(writer.write(sample(tag), Options())))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_document_gives_the_same_bytes(edition: str) -> None:
    """Nothing that was written before changes a file."""
    options = EDITIONS[edition]
    first = writer.write(sample("ar"), options)
    writer.write(sample("en"), Options())
    assert writer.write(sample("ar"), options) == first


def test_a_hostile_document_of_forty_pages_stays_whole() -> None:
    """One element stays one element over many pages, every word is there, and the verifier finds nothing."""
    document = _hostile()
    data = _hostile_file()
    outline = reader.read(data)
    wanted = expected.body(document, "handout")
    assert outline.pages >= 30
    assert tuple(dataclasses.replace(item, page=0) for item in outline.items) == wanted.items
    # The one paragraph of mixed scripts says that it is English, and the verifier rightly doubts it.
    assert {finding.id for finding in verifier.check(data) if finding.severity == "error"} <= {"pdf-wrong-lang"}
    assert sum(finding.id == "pdf-wrong-lang" for finding in verifier.check(data)) <= 1


def test_split_elements_stay_one(tree_text) -> None:
    """A paragraph over three pages is one P; lists and tables over pages are one L and one Table."""
    tree = tree_text(_hostile_file()).splitlines()
    spread = [line.strip() for line in tree if line.count("page ") >= 3]
    assert any(line.startswith("P ") for line in spread)
    assert sum(line.strip().startswith("Table ") for line in tree) == 2
    assert sum("ListNumbering=Disc" in line for line in tree) == 2  # the long list, and the sources at the end
    assert sum(line.strip().startswith("TR") for line in tree) == 1 + 200 + 1 + 1


def test_repeated_table_heads_are_artifacts() -> None:
    """The head of a table over pages is drawn again on each, outside the tree."""
    with pikepdf.open(io.BytesIO(_hostile_file())) as pdf:
        repeated = 0
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "BDC" and operands[0] == "/Artifact":
                    artifact = operands[1]
                    repeated += artifact.get("/Type") == "/Pagination" and "/Subtype" not in artifact
    assert repeated >= 8


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_every_font_is_embedded_and_the_file_is_small(tag: str) -> None:
    """Each Type0 font carries its program; a handout of four pages stays within 60 kB."""
    data = writer.write(sample(tag), Options())
    assert len(data) <= 60_000
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert len(fonts) >= 2
        for font in fonts.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_metadata_says_what_the_file_is() -> None:
    """Title, language, date and PDF/UA part stand in catalog and XMP; no /Direction, which makes pdfium turn phone numbers."""
    document = sample("ar")
    with pikepdf.open(io.BytesIO(writer.write(document, Options()))) as pdf:
        assert str(pdf.Root.Lang) == "ar"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/Direction" not in pdf.Root.ViewerPreferences
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == document.title.text
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["xmp:CreateDate"].startswith("2026-11-22")


def test_the_outline_follows_sections_and_chunks() -> None:
    """Bookmarks: the help box, the contents, each section, and its chunks below it."""
    with pikepdf.open(io.BytesIO(writer.write(sample("en"), Options()))) as pdf, pdf.open_outline() as outline:
        titles = {item.title: [child.title for child in item.children] for item in outline.root}
    assert list(titles) == ["Get help now", "What is in this sheet", "1 What it is", "About this sheet"]
    assert "Danger signs" in titles["1 What it is"]


@pytest.mark.parametrize("kind", ["paragraph", "table"])
def test_a_character_without_a_glyph_is_an_error_that_says_where(kind: str) -> None:
    """The error names the character, the text and the locale."""
    odd = _text("A \U00012000 sign")
    fine = Text(id="fine", source="Fine", text="Fine", lang="en")
    table = Table(meta=Meta(id="odd"), summary=fine, columns=(fine, fine), rows=((fine, odd),))
    block = Paragraph(meta=Meta(id="odd"), text=odd) if kind == "paragraph" else table
    with pytest.raises(KitError, match=r"hostile/text \(en\).*U\+12000"):
        writer.write(_with_blocks(sample("en"), block), Options())


@pytest.mark.validator
@pytest.mark.parametrize("flavour", ["ua1", "ua2", "wt1a", "wt1r"])
def test_verapdf_passes_every_edition(flavour: str, tmp_path: Path) -> None:
    """No rule of veraPDF fails in any edition, paper and direction, nor in the hostile document."""
    part = 1 if flavour == "ua1" else 2
    paths = []
    for tag, (name, options) in itertools.product(("en", "ar"), EDITIONS.items()):
        if flavour.startswith("wt") and name != "ua2":
            continue
        path = tmp_path / f"{tag}-{name}.pdf"
        path.write_bytes(writer.write(sample(tag, region=name != "acb"), dataclasses.replace(options, pdfua=part)))
        paths.append(path)
    path = tmp_path / "hostile.pdf"
    path.write_bytes(writer.write(_hostile(), Options(pdfua=part)))
    found = verapdf([*paths, path], flavour)
    assert {path.name: failures for path, failures in found.items() if failures} == {}
