"""The tagged canvas: one open sequence at a time, links and outlines that lead somewhere, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kit.art import Art, Path
from kit.pdf.canvas import Artifact, TaggedCanvas
from kit.pdf.metadata import Metadata
from kit.pdf.structure import Element, StructureTree
from kit.text.lines import layout
from kit.text.span import Span

METADATA = Metadata(title="A sheet", subject="Draft", lang="en", date="2026-11-22")
ART = Art(
    id="a",
    width=48,
    height=24,
    paths=(Path(commands=(("M", (0, 0)), ("L", (48, 0)), ("L", (0, 24)), ("Z", ())), color="#0F3D5C"),),
)


def _canvas(part: int = 1) -> TaggedCanvas:
    return TaggedCanvas(StructureTree("en", part), METADATA, (200, 300))  # type: ignore[arg-type]


def _write(canvas: TaggedCanvas, element: Element, words: str, y: float = 100) -> None:
    (line,) = layout([Span(text=words, lang="en")], script="Latn", lang="en", rtl=False, size=12, width=180)
    canvas.use(element.content())
    for run in line.runs:
        canvas.show([run], 10, y, 12)


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, "PNG")
    return out.getvalue()


def _open(canvas: TaggedCanvas) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(canvas.finish()))


def _operators(pdf: pikepdf.Pdf, page: int = 0) -> list[str]:
    return [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[page])]


def test_sequences_open_and_close_by_themselves() -> None:
    """Content and artifacts never nest, and each page ends with all closed."""
    canvas = _canvas()
    title, paragraph = canvas.tree.root.add("H1"), canvas.tree.root.add("P")
    _write(canvas, title, "Title")
    canvas.use(Artifact("Layout"))
    canvas.path("0 0 m 9 9 l", 300, stroke=(0, 0, 0))
    _write(canvas, paragraph, "Text")
    canvas.end_page()
    with _open(canvas) as pdf:
        depth = 0
        for operator in _operators(pdf):
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            assert depth in (0, 1)
        assert depth == 0
        assert _operators(pdf).count("BDC") == 3


def test_marks_outside_a_sequence_are_refused() -> None:
    """Nothing can be drawn that is neither content nor artifact."""
    canvas = _canvas()
    with pytest.raises(ValueError, match="outside marked content"):
        canvas.path("0 0 m 9 9 l", 300, stroke=(0, 0, 0))
    with pytest.raises(ValueError, match="outside marked content"):
        canvas.drawing(ART, 0, 0, 48, 24, color=(0, 0, 0))


def test_right_to_left_words_are_marked_as_reversed() -> None:
    """A right-to-left word of several characters stands inside ReversedChars (ISO 32000-1, 14.8.2.3.3)."""
    canvas = _canvas()
    (line,) = layout([Span(text="يمر الأمر", lang="ar")], script="Arab", lang="ar", rtl=True, size=12, width=180)
    canvas.use(canvas.tree.root.add("H1").content())
    for run in line.runs:
        canvas.show([run], 10, 100, 12)
    canvas.end_page()
    with _open(canvas) as pdf:
        tags = [str(operands[0]) for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]) if str(operator) == "BMC"]
    assert tags == ["/ReversedChars", "/ReversedChars"]


@pytest.mark.parametrize("part", [1, 2])
def test_links_and_outlines_lead_to_elements(part: int) -> None:
    """A link is in its Link element and described; inner links and bookmarks give page and place, in part 2 the element too."""
    canvas = _canvas(part)
    title, paragraph = canvas.tree.root.add("H1"), canvas.tree.root.add("P")
    outer, inner = paragraph.add("Link"), paragraph.add("Link")
    _write(canvas, outer, "example.org")
    canvas.link(outer, (10, 90, 90, 112), "https://example.org", "example.org")
    _write(canvas, inner, "Title", 50)
    canvas.link(inner, (10, 40, 90, 62), title, "Title")
    canvas.end_page()
    _write(canvas, title, "Title")
    canvas.outline("Title", 0, title, 10, 112)
    canvas.end_page()
    with _open(canvas) as pdf:
        web, jump = pdf.pages[0].Annots
        assert (str(web.A.URI), str(web.Contents)) == ("https://example.org", "example.org")
        assert jump.A.S == "/GoTo"
        assert jump.A.D[0].objgen == pdf.pages[1].objgen
        item = pdf.Root.Outlines.First
        assert str(item.Title) == "Title"
        assert item.A.D[0].objgen == pdf.pages[1].objgen
        assert ("/SD" in item.A, "/SE" in item, "/SD" in jump.A) == ((part == 2,) * 3)
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert parents[parents.index(web.StructParent) + 1].S == "/Link"


def test_pictures_are_embedded_once() -> None:
    """A drawing and a raster used twice are one object each; transparency becomes a soft mask; JPEG stays as it is."""
    canvas = _canvas()
    png, jpeg = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (4, 2), (200, 0, 0, 128)).save(png, "PNG")
    Image.new("RGB", (4, 2), (200, 0, 0)).save(jpeg, "JPEG")
    canvas.use(canvas.tree.root.add("Figure", alt="A picture").content())
    for x in (0, 50):
        canvas.drawing(ART, x, 0, 48, 24, color=(0, 0, 0), mirrored=x > 0)
        canvas.picture(png.getvalue(), x, 50, 40, 20)
        canvas.picture(jpeg.getvalue(), x, 100, 40, 20)
    canvas.end_page()
    with _open(canvas) as pdf:
        pictures = dict(pdf.pages[0].Resources.XObject.items())
        assert len(pictures) == 3
        assert sorted(str(item.Subtype) for item in pictures.values()) == ["/Form", "/Image", "/Image"]
        assert sum("/SMask" in item for item in pictures.values()) == 1
        assert [item.read_raw_bytes() for item in pictures.values() if item.get("/Filter") == "/DCTDecode"] == [jpeg.getvalue()]
        assert _operators(pdf).count("Do") == 6


def test_an_invalid_tree_is_not_written() -> None:
    """The file is refused with the reason."""
    canvas = _canvas()
    _write(canvas, canvas.tree.root.add("H2"), "Too deep")
    canvas.end_page()
    with pytest.raises(ValueError, match="heading level skipped: H0 to H2"):
        canvas.finish()


@pytest.mark.parametrize(("part", "version"), [(1, "1.7"), (2, "2.0")])
def test_the_file_says_its_version_and_part(part: int, version: str) -> None:
    """PDF 1.7 with PDF/UA-1, PDF 2.0 with PDF/UA-2 and its revision and declarations; the same bytes each time."""

    def make() -> bytes:
        canvas = _canvas(part)
        _write(canvas, canvas.tree.root.add("H1"), "Title")
        canvas.end_page()
        return canvas.finish()

    data = make()
    assert data == make()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pdf_version == version
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert f"<pdfuaid:part>{part}</pdfuaid:part>" in packet
        assert ("<pdfuaid:rev>2024</pdfuaid:rev>" in packet) == (part == 2)
        assert packet.count("pdfa.org/declarations/wtpdf#") == (2 if part == 2 else 0)
        assert pdf.pages[0].Tabs == "/S"
        assert pdf.Root.MarkInfo.Marked is True


def test_there_is_no_way_around_the_tags() -> None:
    """The canvas has only its own methods, so reportlab's, which know no tags, can't be called on it."""
    public = {name for name in dir(TaggedCanvas) if not name.startswith("_")}
    painting = {"path", "drawing", "show", "picture"}
    again = {"record", "recorded", "repeat"}
    others = {"use", "ink", "link", "field", "place", "bound", "outline", "turn_to", "end_page", "finish"}
    assert public == painting | again | others
    assert not issubclass(TaggedCanvas, Canvas)


@pytest.mark.parametrize("method", ["path", "show", "picture", "drawing"])
def test_nothing_is_painted_before_it_is_said_what_it_belongs_to(method: str) -> None:
    """Each way to paint refuses on a fresh page and again after a page has ended, and leaves nothing behind."""
    canvas = _canvas()
    calls: dict[str, Callable[[], None]] = {
        "path": lambda: canvas.path("0 0 m 1 1 l", 10, fill=(0, 0, 0)),
        "show": lambda: canvas.show((), 0, 0, 12),
        "picture": lambda: canvas.picture(_png(), 0, 0, 1, 1),
        "drawing": lambda: canvas.drawing(ART, 0, 0, 1, 1, color=(0, 0, 0)),
    }
    for _ in range(2):
        with pytest.raises(ValueError, match="outside marked content"):
            calls[method]()
        canvas.use(Artifact("Layout"))
        calls[method]()
        canvas.end_page()
