"""The structure tree is read as values, and what is broken in it becomes a fault with a sentence."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kit.errors import KitError
from kit.tagged.source import read
from kit.tagged.tree import Reference, TagContent, Tree
from tests import handmade
from tests.checks.pdf.faults import every


def _tree(change: object = None) -> Tree:
    file = pikepdf.open(io.BytesIO(handmade.sheet()))
    if callable(change):
        change(file)
    out = io.BytesIO()
    file.save(out)
    tree = read(out.getvalue()).tree
    assert tree is not None
    return tree


def test_kids_are_content_references_and_elements() -> None:
    """A link holds its words and its annotation; places, ancestors and languages are known."""
    tree = _tree()
    link = next(element for element in tree.walk() if element.role == "Link")
    assert [type(kid) for kid in link.kids] == [TagContent, Reference]
    assert [above.role for above in link.ancestors()] == ["P", "Document"]
    assert link.place == 1
    span = next(element for element in tree.walk() if element.role == "Span")
    assert (span.language("en"), link.language("en")) == ("es", "en")
    assert tree.faults == []


def test_roles_are_mapped_and_circles_left() -> None:
    """A custom tag stands for a standard one, over several steps; a map that runs in a circle changes nothing."""

    def plant(file: pikepdf.Pdf) -> None:
        file.Root.StructTreeRoot.RoleMap = Dictionary(Absatz=Name.Para, Para=Name.P, A=Name.B, B=Name.A)
        paragraphs = every(file, "P")
        paragraphs[0].S, paragraphs[1].S = Name.Absatz, Name.A

    roles = [(element.tag, element.role) for element in _tree(plant).walk()]
    assert ("Absatz", "P") in roles
    assert ("A", "A") in roles


def test_attributes_of_several_owners_are_plain_values() -> None:
    """Attribute objects in an array are kept by owner, as text, numbers and lists."""

    def plant(file: pikepdf.Pdf) -> None:
        every(file, "TH")[0].A = Array(
            [
                Dictionary(O=Name.Table, Scope=Name.Both, ColSpan=2, Headers=Array([String("a")])),
                Dictionary(O=Name.Layout, BBox=Array([0, 1.5, 2, 3])),
            ]
        )

    cell = next(element for element in _tree(plant).walk() if element.role == "TH")
    assert [cell.attribute("Table", name) for name in ("Scope", "ColSpan", "Headers")] == ["Both", 2, ["a"]]
    assert cell.attribute("Layout", "BBox") == [0, 1.5, 2, 3]
    assert cell.attribute("List", "ListNumbering") is None


def test_a_kid_of_no_kind_is_told() -> None:
    """What is neither content nor an element is a fault; the rest is still read."""
    tree = _tree(lambda file: every(file, "P")[0].__setitem__("/K", Array([0, String("oops")])))
    assert any("neither content nor an element" in what for _, what in tree.faults)
    assert len(list(tree.walk())) > 10


def test_a_parent_tree_may_have_branches() -> None:
    """Numbers below /Kids are found as well as those in one array."""

    def plant(file: pikepdf.Pdf) -> None:
        whole = file.Root.StructTreeRoot.ParentTree
        file.Root.StructTreeRoot.ParentTree = Dictionary(Kids=Array([Dictionary(Nums=whole.Nums, Limits=Array([0, 1]))]))

    assert set(_tree(plant).parents) == {0, 1}


def test_a_locked_file_is_refused_plainly() -> None:
    """A file that wants a password is a KitError that says so."""
    file = pikepdf.open(io.BytesIO(handmade.sheet()))
    out = io.BytesIO()
    file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(KitError, match="password"):
        read(out.getvalue())


def test_a_file_is_read_once_for_its_reader_and_its_checks() -> None:
    """However the reading is asked for, the same bytes without a budget of their own give the same source."""
    data = handmade.sheet()
    assert read(data) is read(data, budget=None) is read(data, "the PDF", None)
