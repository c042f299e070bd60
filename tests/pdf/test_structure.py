"""The structure tree: places that layout fills, elements that stay one over pages, and the tables that tie it to pages."""

from __future__ import annotations

import io

import pikepdf
import pytest

from kit.pdf.objects import Objects
from kit.pdf.structure import PDF2_NAMESPACE, StructureTree


def _file(tree: StructureTree, pages: int = 3) -> pikepdf.Pdf:
    """The tree in a file of blank pages."""
    objects = Objects()
    page_tree = objects.reserve()
    numbers = [objects.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % page_tree) for _ in range(pages)]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects.put(page_tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
    root = tree.write(objects, numbers)
    catalog = objects.add(b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R>>" % (page_tree, root))
    return pikepdf.open(io.BytesIO(objects.file(root=catalog, info=objects.add(b"<<>>"), version="1.7")))


def test_an_element_over_three_pages_stays_one() -> None:
    """Its first page is Pg, content on other pages is given by marked-content references."""
    tree = StructureTree("en", 1)
    place = tree.root.add("P").content()
    assert [tree.mark(place, page) for page in (0, 0, 1, 2)] == [0, 1, 0, 0]
    with _file(tree) as pdf:
        element = pdf.Root.StructTreeRoot.K.K
        assert element.S == "/P"
        assert [kid if isinstance(kid, int) else (kid.Type, kid.MCID) for kid in element.K] == [
            0,
            1,
            ("/MCR", 0),
            ("/MCR", 0),
        ]
        assert element.Pg.objgen == pdf.pages[0].objgen
        assert element.K[3].Pg.objgen == pdf.pages[2].objgen


def test_the_parent_tree_leads_back_to_each_element() -> None:
    """The entry of a page lists the owner of each MCID; that of an annotation is its element."""
    tree = StructureTree("en", 1)
    first, link = tree.root.add("P"), tree.root.add("P").add("Link")
    tree.mark(first.content(), 0)
    tree.mark(link.content(), 0)
    key = tree.annotate(link, 0, 1)
    with _file(tree) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        table = dict(zip(numbers[::2], numbers[1::2], strict=True))
        assert [entry.S for entry in table[tree.page_key(0)]] == ["/P", "/Link"]
        assert table[key].S == "/Link"
        assert root.ParentTreeNextKey == 2
        assert table[key].K[1].Type == "/OBJR"


def test_places_keep_reading_order_whatever_is_drawn_first() -> None:
    """Children stand as they were made, not as they were drawn."""
    tree = StructureTree("en", 1)
    paragraph = tree.root.add("P")
    before, span, after = paragraph.content(), paragraph.add("Span", lang="es"), paragraph.content()
    inside = span.content()
    for place in (after, inside, before):
        tree.mark(place, 0)
    with _file(tree) as pdf:
        kids = pdf.Root.StructTreeRoot.K.K.K
        assert (kids[0], kids[1].S, kids[2]) == (2, "/Span", 0)
        assert str(kids[1].Lang) == "es"


def test_attributes_and_texts_are_written() -> None:
    """Names, numbers and texts of attributes, Alt and ActualText in any script, and ids in the IDTree in order."""
    tree = StructureTree("ar", 1)
    table = tree.root.add("Table", id="z")
    table.attributes["Table"] = {"Summary": "ملخص (1)", "Scope": "Row"}
    table.attributes["Layout"] = {"BBox": (1.0, 2.5, 3.0, 4.0)}
    figure = tree.root.add("Figure", alt="رسم \\ (a)", id="a")
    figure.actual_text = "نص"
    for element in (table, figure):
        tree.mark(element.content(), 0)
    with _file(tree) as pdf:
        elements = pdf.Root.StructTreeRoot.K.K
        assert str(elements[0].A[0].Summary) == "ملخص (1)"
        assert elements[0].A[0].Scope == "/Row"
        assert [float(value) for value in elements[0].A[1].BBox] == [1, 2.5, 3, 4]
        assert (str(elements[1].Alt), str(elements[1].ActualText)) == ("رسم \\ (a)", "نص")
        assert [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Names[::2]] == ["a", "z"]


def test_blocks_say_that_they_run_another_way_than_what_holds_them() -> None:
    """RlTb on the root is inherited; a block in English in it turns back, words in a line and the kids of either don't say it."""
    tree = StructureTree("ar", 1)
    section, english = tree.root.add("Sect"), tree.root.add("P", lang="en")
    arabic = section.add("P", lang="ar")
    inside = arabic.add("Span", lang="en")
    figure = tree.root.add("Figure", alt="x", lang="en")
    tree.bound(figure, (1, 2, 3, 4))
    for element in (english, inside, figure):
        tree.mark(element.content(), 0)
    with _file(tree) as pdf:
        root = pdf.Root.StructTreeRoot.K
        assert (root.A.O, root.A.WritingMode) == ("/Layout", "/RlTb")
        assert root.K[1].A.WritingMode == "/LrTb"
        assert (root.K[2].A.WritingMode, root.K[2].A.Placement) == ("/LrTb", "/Block")
        assert not any("/A" in element for element in (root.K[0], root.K[0].K, root.K[0].K.K))


def test_part_two_names_its_namespace() -> None:
    """In PDF/UA-2 each element is in the PDF 2.0 namespace (ISO 32000-2, 14.8.6)."""
    tree = StructureTree("en", 2)
    tree.mark(tree.root.add("P").content(), 0)
    with _file(tree) as pdf:
        root = pdf.Root.StructTreeRoot
        assert str(root.Namespaces[0].NS) == PDF2_NAMESPACE
        assert root.K.K.NS.objgen == root.Namespaces[0].objgen


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("H3", "heading level skipped: H1 to H3"),
        ("Figure", "Figure without alternative text"),
        ("TH", "TH without Scope"),
    ],
)
def test_faults_that_would_make_the_tree_invalid(tag: str, words: str) -> None:
    """A skipped heading, a figure without Alt and a head without Scope are named."""
    tree = StructureTree("en", 1)
    for element in (tree.root.add("H1"), tree.root.add(tag)):
        tree.mark(element.content(), 0)
    assert tree.faults() == (words,)


def test_an_element_that_was_never_drawn_is_a_fault() -> None:
    """Text that layout forgot can't be published; an empty table cell may stay empty."""
    tree = StructureTree("en", 1)
    tree.mark(tree.root.add("H1").content(), 0)
    row = tree.root.add("Table").add("TR")
    tree.mark(row.add("TD").content(), 0)
    row.add("TD")
    assert tree.faults() == ()
    tree.root.add("P").content()
    assert tree.faults() == ("P was never drawn",)
